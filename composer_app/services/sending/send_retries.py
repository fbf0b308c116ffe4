"""Send retries: when a mail that surely did not leave is tried again, also after a 429. Pure.

The 429 of a read is waited for in `api/read_retries.py` and `services/sync/rate_limit_waits.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.sandbox_process import SandboxFailedError

RETRY_AFTER = tuple(timedelta(seconds=after) for after in (5, 30, 2 * 60, 10 * 60, 60 * 60))
"""The pauses before the tries of a mail that surely did not leave. After the last one it waits for the user: an
obstacle of more than an hour does not go away by itself, and every try is a risk."""


def with_next_try(problem: Problem, error: Exception, now: datetime, tries: int) -> Problem:
    """The problem of a mail that surely was not sent. For an automatic retry it has the number of tries and the time of
    the next one.

    Args:
        error: the error. A pause that the service demands can only make the pause longer.
        tries: number of tries in a row, this one included. There is no next try after the last pause.
    """
    from composer_app.api.errors import RateLimited, Unreachable  # imported only after a failure

    retry_after_s = 0.0
    if isinstance(error, Unreachable | RateLimited):
        if error.may_have_been_sent or problem.code is ProblemCode.PROXY_SIGN_IN:
            return problem
        retry_after_s = error.retry_after_s or 0.0
    elif not isinstance(error, SandboxFailedError):
        return problem
    retry_at = None
    if tries <= len(RETRY_AFTER):
        retry_at = now + max(RETRY_AFTER[max(tries, 1) - 1], timedelta(seconds=retry_after_s))
    return msgspec.structs.replace(problem, retry_at=retry_at, tries=tries)
