"""From exceptions to problems: what the ui is told when something fails."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from composer_app.domain.account import BadBaseUrl
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.connections import NoSecret
from composer_app.services.credentials import KeyringUnusable
from composer_app.services.sandbox_process import SandboxFailedError

log = logging.getLogger(__name__)


class Failed(Exception):
    """A use case failed; `problem` says why, in a form the ui has words for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code.value)
        self.problem = problem


@contextlib.contextmanager
def failures_told(now: datetime) -> Iterator[None]:
    """Turn whatever goes wrong inside into `Failed`. A fault of ours is logged with its traceback."""
    try:
        yield
    except Failed:
        raise
    except Exception as error:
        problem = problem_of(error, now)
        if problem.code is ProblemCode.OURS:
            log.exception("a fault of this program")
        raise Failed(problem) from error


def problem_of(error: Exception, now: datetime, attempts: int = 1) -> Problem:
    """The problem an exception stands for.

    Args:
        error: of the API, the archive, the keyring, the Sandbox; anything else is a fault of ours.
        now: for the time of the next try, where there is one.
        attempts: tries so far, this one included; the pause grows with them.
    """
    if isinstance(error, Failed):
        return error.problem
    if isinstance(error, NoSecret):
        return Problem(ProblemCode.NO_KEY)
    if isinstance(error, KeyringUnusable):
        return Problem(ProblemCode.KEYRING_LOCKED, subject=error.trouble.value)
    if isinstance(error, BadBaseUrl):
        return Problem(ProblemCode.HOST_UNKNOWN)
    if isinstance(error, SandboxFailedError):
        return Problem(ProblemCode.SANDBOX_FAILED, vendor_text=str(error), retry_at=_later(now, attempts))
    return _of_api(error, now, attempts) or of_archive(error) or Problem(ProblemCode.OURS, subject=type(error).__name__)


def _later(now: datetime, attempts: int, retry_after_s: float | None = None) -> datetime:
    """When to try again: when we were told to, else after 5 s, doubled each time, at most 5 minutes."""
    pause_s = retry_after_s if retry_after_s is not None else min(5.0 * 2 ** min(max(attempts - 1, 0), 6), 300.0)
    return now + timedelta(seconds=max(pause_s, 1.0))


def _of_api(error: Exception, now: datetime, attempts: int) -> Problem | None:
    from composer_app.api import errors  # only when something failed

    if not isinstance(error, errors.ApiError):
        return None
    retry_at, subject = None, ""
    match error:
        case errors.AttachmentGone():
            code, subject = ProblemCode.FILE_GONE, error.file_name
        case errors.Unreachable():
            code = {
                "dns": ProblemCode.HOST_UNKNOWN,
                "refused": ProblemCode.REFUSED,
                "tls": ProblemCode.TLS,
            }.get(error.reason, ProblemCode.NO_CONNECTION)
            retry_at = _later(now, attempts)
        case errors.RateLimited():
            code, retry_at = ProblemCode.RATE_LIMITED, _later(now, attempts, error.retry_after_s)
        case errors.Unavailable():
            code, retry_at = ProblemCode.UNAVAILABLE, _later(now, attempts, error.retry_after_s)
        case errors.AuthFailed():
            code = ProblemCode.WRONG_KEY
        case errors.Forbidden():
            code = ProblemCode.FORBIDDEN
        case errors.NotThisApi():
            code = ProblemCode.NOT_THIS_API
        case errors.ServerFault():
            code = ProblemCode.SERVER_FAULT
        case errors.BadReply():
            code = ProblemCode.UNREADABLE_ANSWER
        case errors.MaybeSent():
            code = ProblemCode.NO_ANSWER
        case _:
            code = ProblemCode.REQUEST_REFUSED
    return Problem(
        code,
        http_status=error.http_status,
        vendor_code=error.vendor_code,
        vendor_text=error.vendor_text,
        violations=error.violations,
        retry_at=retry_at,
        subject=subject,
    )


def of_archive(error: Exception) -> Problem | None:
    """The problem that an error of the archive stands for; None: it is no such error."""
    from composer_app.archive import errors

    codes = {
        errors.ArchiveFull: ProblemCode.ARCHIVE_FULL,
        errors.ArchiveReadOnly: ProblemCode.ARCHIVE_READ_ONLY,
        errors.ArchiveLocked: ProblemCode.ARCHIVE_LOCKED,
        errors.ArchiveDamaged: ProblemCode.ARCHIVE_DAMAGED,
        errors.ArchiveDiskError: ProblemCode.ARCHIVE_DISK_ERROR,
        errors.NewerArchive: ProblemCode.ARCHIVE_NEWER,
        errors.UnsettledMail: ProblemCode.ACCOUNT_IN_USE,
    }
    code = next((code for kind, code in codes.items() if isinstance(error, kind)), None)
    return None if code is None else Problem(code, subject=str(error))
