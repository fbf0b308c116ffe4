"""Maps exceptions to problems.

Failed             every task fails with it. What services raise (KeyringUnusable, NoSecret, AnswerPending,
│                  SandboxFailedError) is a kind of it; for everything else its `Problem` comes from
├── ApiError       its own code, with the HTTP status and the vendor's words
├── ArchiveError   its own code
├── BadBaseUrl     HOST_UNKNOWN
└── anything else  OURS: a fault of this program, logged with its traceback
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from composer_app.domain.account import BadBaseUrl
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode

log = logging.getLogger(__name__)


class Failed(Exception):
    """A use case failed; `problem` says why, and ui/texts has the sentences."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code.value)
        self.problem = problem


@contextlib.contextmanager
def raising_failed() -> Iterator[None]:
    """Turn any exception raised inside into `Failed`."""
    try:
        yield
    except Failed:
        raise
    except Exception as error:
        raise failure_of(error) from error


def failure_of(error: BaseException) -> Failed:
    """The error as a `Failed`. A bug is logged with its traceback."""
    if isinstance(error, Failed):
        return error
    problem = problem_of(error)
    if problem.code is ProblemCode.OURS:
        log.error("a fault of this program", exc_info=error)
    failure = Failed(problem)
    failure.__cause__ = error
    return failure


def problem_of(error: BaseException) -> Problem:
    """The problem behind an exception.

    Args:
        error: a `Failed`, or one of the API or the archive; anything else is a bug.
    """
    if isinstance(error, Failed):
        return error.problem
    if isinstance(error, BadBaseUrl):
        return Problem(ProblemCode.HOST_UNKNOWN)
    return _of_api(error) or _of_archive(error) or Problem(ProblemCode.OURS, subject=type(error).__name__)


def _of_api(error: BaseException) -> Problem | None:
    from composer_app.api import errors  # imported only after a failure
    from composer_app.api.foreign_error_bodies import is_page

    if not isinstance(error, errors.ApiError):
        return None
    subject = error.file_name if isinstance(error, errors.AttachmentGone) else ""
    if error.http_status is not None and is_page(error.raw):
        subject = WEB_PAGE
    return Problem(
        error.code,
        http_status=error.http_status,
        vendor_code=error.vendor_code,
        vendor_text=error.vendor_text,
        violations=error.violations,
        subject=subject,
    )


def _of_archive(error: BaseException) -> Problem | None:
    """The problem behind an error of the archive; None: another error, or a bug."""
    from composer_app.archive.errors import ArchiveError

    if not isinstance(error, ArchiveError) or error.code is ProblemCode.OURS:
        return None
    return Problem(error.code, subject=str(error))
