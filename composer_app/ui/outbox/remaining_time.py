"""Estimate of the remaining time of a send."""

from __future__ import annotations

import time
from collections.abc import Callable

from composer_app.domain.ids import SubmissionId
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox

_SEEN_ENOUGH_S = 2.0


class RemainingTimes:
    """Notes when each send began, and extrapolates from its pace.

    Args:
        now: monotonic seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began: dict[SubmissionId, float] = {}

    def left(self, submission_id: SubmissionId, sent: int, total: int) -> str:
        """``about 40 s left``; "" while it is too early to estimate."""
        now = self._now()
        took = now - self._began.setdefault(submission_id, now)
        if took < _SEEN_ENOUGH_S or not 0 < sent < total:
            return ""
        rest_s = took * (total - sent) / sent
        return time_left_words(rest_s)

    def forget(self, keep: set[SubmissionId]) -> None:
        self._began = {one: began for one, began in self._began.items() if one in keep}


def time_left_words(seconds: float) -> str:
    """``about 40 s left``"""
    return outbox.TIME_LEFT.format(time=_rounded(seconds))


def _rounded(seconds: float) -> str:
    if seconds < 10:
        return fmt.pause(max(round(seconds), 1))
    if seconds < 90:
        return fmt.pause(round(seconds / 5) * 5, in_seconds=True)
    return fmt.pause(round(seconds / 60) * 60)
