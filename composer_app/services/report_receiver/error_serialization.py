"""Serialization of an ApiError between processes."""

from __future__ import annotations

import msgspec

from composer_app.api.errors import ApiError, AttachmentGone, MaybeSent, Unreachable
from composer_app.domain.problem import ProblemCode

_ANSWERED: dict[str, type[ApiError]] = {
    kind.__name__: kind
    for kind in ApiError.__subclasses__()
    if kind not in (Unreachable, MaybeSent, AttachmentGone)  # these have fields of their own
}


class SerializedError(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of an ApiError that the other process needs."""

    kind: str
    http_status: int | None = None
    vendor_code: str = ""
    vendor_text: str = ""
    violations: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""
    detail: str = ""
    retry_after_s: float | None = None
    is_vendors_refusal: bool = False
    code: ProblemCode = ProblemCode.NO_CONNECTION
    """Why there is no connection, where `kind` is `Unreachable`."""
    timed_out: bool = False

    @classmethod
    def of(cls, error: ApiError) -> SerializedError:
        return cls(
            kind=type(error).__name__,
            http_status=error.http_status,
            vendor_code=error.vendor_code,
            vendor_text=error.vendor_text,
            violations=error.violations,
            raw=error.raw,
            detail=error.detail,
            retry_after_s=error.retry_after_s,
            is_vendors_refusal=error.is_vendors_refusal,
            code=error.code,
            timed_out=isinstance(error, MaybeSent) and error.timed_out,
        )

    def error(self) -> ApiError:
        """The deserialized error. An unknown kind becomes MaybeSent."""
        if self.kind == Unreachable.__name__:
            return Unreachable(self.code, detail=self.detail)
        if (answered := _ANSWERED.get(self.kind)) is None:
            return MaybeSent(timed_out=self.timed_out, detail=self.detail, http_status=self.http_status, raw=self.raw)
        return answered(
            http_status=self.http_status,
            vendor_code=self.vendor_code,
            vendor_text=self.vendor_text,
            violations=self.violations,
            raw=self.raw,
            detail=self.detail,
            retry_after_s=self.retry_after_s,
            is_vendors_refusal=self.is_vendors_refusal,
        )
