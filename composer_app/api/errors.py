"""The errors of API calls. Each carries its `ProblemCode`.

ApiError                    http_status, vendor_code, vendor_text, violations, raw, may_have_been_sent
├── Unreachable             no connection, or lost before a byte of the body left: surely not sent
├── AttachmentGone          a stored file is missing or was changed on disk: surely not sent
├── MaybeSent               silence, a lost connection or file after a byte may have left: not known
└── answered, with an HTTP status
    ├── NotThisApi          3xx, 405, a foreign 404, a web page, a proxy that wants a sign-in: not the API's own word
    ├── AuthFailed          401, or a secret that no header can carry (then http_status is None)
    ├── Forbidden           403: the key is good and lacks the right
    ├── Rejected            400, 409, 413, 422 …: understood and refused, with the reasons
    ├── RateLimited         429
    ├── Unavailable         503
    ├── ServerFault         408 and every other 5xx
    └── BadReply            2xx that cannot be read: taken, most likely

What an answer says of a mail (`may_have_been_sent`). A send has no idempotency key, so a mail is only sent again by
itself where it certainly was not taken:

- A refusal (4xx but 407 and 408) in the vendor's own error envelope is the vendor's word that it did not take the mail.
- The same status with any other body, or without one, may come from a proxy, a firewall or a load balancer. It may have
  forwarded the mail before it refused or timed out, so the mail may have been accepted.
- After 5xx and 408 of any server the mail may have been accepted too: services also give them when they accepted it
  and lost the answer inside. `Retry-After` does not change that: a service that accepted a mail, answered 503 and asked
  for a repeat after a second got the mail 64 times.
- 1xx, 3xx, and a 2xx without a readable list of messages prove nothing either; 303 even says that the work was done.
"""

from __future__ import annotations

from typing import ClassVar

from composer_app.domain.problem import ProblemCode

MAX_RAW_BYTES = 64 * 1024
_MAX_TEXT = 2000
MAX_VIOLATIONS = 50


class ApiError(Exception):
    """Base class. `str()` holds kind, status and the vendor's words; never a key or a header.

    Attributes:
        http_status: of the answer, if there was one.
        vendor_code: `messageId` of the old error envelope, `errorCode` of the new one (api/README.md 8).
        vendor_text: the vendor's own words.
        violations: (field, why), as the vendor lists them.
        raw: the body of the answer, at most 64 KiB of it.
        detail: technical words for the details of a message box, such as OpenSSL's reason.
        retry_after_s: how long the vendor asks us to wait, if it said so.
        is_vendors_refusal: a 4xx in the vendor's own error envelope. It did not take the mail.
    """

    _code: ProblemCode = ProblemCode.REQUEST_REFUSED
    _leaves_doubt: ClassVar[bool] = False

    def __init__(
        self,
        *,
        http_status: int | None = None,
        vendor_code: str = "",
        vendor_text: str = "",
        violations: tuple[tuple[str, str], ...] = (),
        raw: bytes = b"",
        detail: str = "",
        retry_after_s: float | None = None,
        is_vendors_refusal: bool = False,
    ) -> None:
        self.http_status = http_status
        self.vendor_code = vendor_code[:_MAX_TEXT]
        self.vendor_text = vendor_text[:_MAX_TEXT]
        self.violations = tuple((field[:_MAX_TEXT], why[:_MAX_TEXT]) for field, why in violations[:MAX_VIOLATIONS])
        self.raw = raw[:MAX_RAW_BYTES]
        self.detail = detail[:_MAX_TEXT]
        self.retry_after_s = retry_after_s
        self.is_vendors_refusal = is_vendors_refusal
        super().__init__()

    @property
    def code(self) -> ProblemCode:
        """What the error is in the vocabulary of the program."""
        return self._code

    @property
    def may_have_been_sent(self) -> bool:
        """For sends: True if the mail may be on its way, so that it must never be sent again without asking."""
        return self._leaves_doubt or (self.http_status is not None and not self.is_vendors_refusal)

    def __str__(self) -> str:
        parts = [
            f"HTTP {self.http_status}" if self.http_status else "",
            self.vendor_code,
            self.vendor_text,
            self.detail,
        ]
        return f"{type(self).__name__}: {' '.join(filter(None, parts))}".rstrip(": ")


class Unreachable(ApiError):
    """No connection: the mail did not leave this computer. `code` says why."""

    def __init__(self, code: ProblemCode, *, detail: str = "") -> None:
        super().__init__(detail=detail or code.value)
        self._code = code


class AttachmentGone(ApiError):
    """A stored file cannot be read, or its length has changed. `file_name`: its name in the mail."""

    _code = ProblemCode.FILE_GONE

    def __init__(self, file_name: str) -> None:
        super().__init__(detail=file_name)
        self.file_name = file_name


class MaybeSent(ApiError):
    """The request may have reached the vendor, and its answer is unknown."""

    _code = ProblemCode.NO_ANSWER
    _leaves_doubt = True

    def __init__(self, *, timed_out: bool, detail: str = "", http_status: int | None = None, raw: bytes = b"") -> None:
        super().__init__(detail=detail, http_status=http_status, raw=raw)
        self.timed_out = timed_out


class NotThisApi(ApiError):
    """The server that answers is not this API, or not this version of the endpoint."""

    @property
    def code(self) -> ProblemCode:
        return ProblemCode.PROXY_SIGN_IN if self.http_status == 407 else ProblemCode.NOT_THIS_API


class AuthFailed(ApiError):
    """401, or a key with characters that cannot stand in a header."""

    _code = ProblemCode.WRONG_KEY


class Forbidden(ApiError):
    """403: the key is known and lacks the scope."""

    _code = ProblemCode.FORBIDDEN


class Rejected(ApiError):
    """The vendor understood the request and refused it. A repeat is refused again."""


class RateLimited(ApiError):
    """429: too many requests. A read may be tried again; a send only if it is the vendor's refusal."""

    _code = ProblemCode.RATE_LIMITED


class Unavailable(ApiError):
    """503: a read may be repeated; a mail may have been accepted."""

    _code = ProblemCode.UNAVAILABLE
    _leaves_doubt = True


class ServerFault(ApiError):
    """An error of the vendor or of a server on the way; the request may have taken effect."""

    _code = ProblemCode.SERVER_FAULT
    _leaves_doubt = True


class BadReply(ApiError):
    """A 2xx whose body cannot be read."""

    _code = ProblemCode.UNREADABLE_ANSWER
    _leaves_doubt = True
