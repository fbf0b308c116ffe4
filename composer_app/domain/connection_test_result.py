"""Result of the connection test, line by line."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from composer_app.domain.problem import ProblemCode


class ConnectionLine(StrEnum):
    """The subjects of the test, in the order in which they are shown."""

    ADDRESS = "address"
    KEY = "key"
    SEND = "send"
    LOGS = "logs"


_MAY_WORK = {ProblemCode.RATE_LIMITED, ProblemCode.UNAVAILABLE, ProblemCode.SERVER_FAULT}
"""Problems that leave open whether the line works."""


class ConnectionCheck(msgspec.Struct, frozen=True):
    """Result of one line. `problem` says why it failed; `detail` holds technical words or the vendor's own."""

    line: ConnectionLine
    problem: ProblemCode | None = None
    elapsed_ms: int = 0
    http_status: int | None = None
    detail: str = ""
    is_checked: bool = True

    @property
    def is_ok(self) -> bool:
        return self.is_checked and self.problem is None

    @property
    def is_failed(self) -> bool:
        """True if it certainly fails."""
        return self.problem is not None and self.problem not in _MAY_WORK


class ConnectionTestResult(msgspec.Struct, frozen=True):
    """One check per ConnectionLine, in its order. `tls_version` is "" where there is no TLS."""

    checks: tuple[ConnectionCheck, ...]
    tls_version: str = ""

    @property
    def is_ok(self) -> bool:
        return all(check.is_ok for check in self.checks)

    def check(self, line: ConnectionLine) -> ConnectionCheck:
        """The check of one line; not checked if the test ended before."""
        found = (check for check in self.checks if check.line is line)
        return next(found, ConnectionCheck(line, is_checked=False))
