"""What "Test connection" found out, line by line."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ProbeLine(StrEnum):
    """What is looked at, in the order in which it is shown."""

    ADDRESS = "address"
    KEY = "key"
    SEND = "send"
    LOGS = "logs"


class ProbeCode(StrEnum):
    """How a line came out. The words for people stand in the ui."""

    OK = "ok"
    NOT_CHECKED = "not checked"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    NO_TLS = "no tls"
    TIMEOUT = "timeout"
    PROXY = "proxy"
    OTHER = "other"
    NO_ANSWER = "no answer"
    NOT_THIS_API = "not this api"
    KEY_REFUSED = "key refused"
    NO_RIGHT = "no right"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    SERVER_FAULT = "server fault"
    REJECTED = "rejected"

    @property
    def is_ok(self) -> bool:
        return self is ProbeCode.OK

    @property
    def is_failed(self) -> bool:
        """True if it surely does not work; BUSY, UNAVAILABLE and SERVER_FAULT only mean that it could not be seen."""
        return self not in _NOT_SEEN


_NOT_SEEN = {
    ProbeCode.OK,
    ProbeCode.NOT_CHECKED,
    ProbeCode.BUSY,
    ProbeCode.UNAVAILABLE,
    ProbeCode.SERVER_FAULT,
}


class ProbeCheck(msgspec.Struct, frozen=True):
    """One line. `detail` holds technical or the vendor's words."""

    line: ProbeLine
    code: ProbeCode
    elapsed_ms: int = 0
    http_status: int | None = None
    detail: str = ""


class ProbeResult(msgspec.Struct, frozen=True):
    """One check per ProbeLine, in its order. `tls_version` is "" where there is no TLS."""

    checks: tuple[ProbeCheck, ...]
    tls_version: str = ""

    @property
    def is_ok(self) -> bool:
        return all(check.code.is_ok for check in self.checks)

    def check(self, line: ProbeLine) -> ProbeCheck:
        """The check of one line; NOT_CHECKED if the test did not get that far."""
        found = (check for check in self.checks if check.line is line)
        return next(found, ProbeCheck(line, ProbeCode.NOT_CHECKED))
