"""Clock of a service: log queries use the service's time, and this computer's may be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from composer_app.domain.clock import Clock

UNMEASURED = timedelta(days=1)
"""Assumed error of this computer's clock if a service does not send its time."""
_DATE_STEP = timedelta(seconds=1)
"""`Date` has whole seconds."""


class ServiceTime(msgspec.Struct, frozen=True):
    """The service's time while it answered: about `at`, between `earliest` and `latest`.

    The answer can hold everything that the service knew at `earliest`.
    """

    earliest: datetime
    at: datetime
    latest: datetime

    def widened(self, margin: timedelta) -> ServiceTime:
        """The same with wider bounds."""
        return ServiceTime(self.earliest - margin, self.at, self.latest + margin)


def time_of_answer(served_at: datetime | None, received_at: datetime, elapsed_s: float) -> ServiceTime:
    """The service's time while it gave one answer.

    Args:
        served_at: its `Date`. It may be written after the service has read its data.
        received_at: by the clock of this computer.
        elapsed_s: from the first byte of the request to the last one of the answer.
    """
    if served_at is None:
        return ServiceTime(received_at - UNMEASURED, received_at, received_at + UNMEASURED)
    elapsed = timedelta(seconds=elapsed_s)
    return ServiceTime(served_at - elapsed, served_at, served_at + elapsed + _DATE_STEP)


class ServiceClock:
    """Estimates a service's time between answers, from its last offset to the local clock.

    A clock of this computer that jumps makes the estimate wrong until the next answer.
    """

    def __init__(self, local: Clock) -> None:
        self._local = local
        self._offset = timedelta(0)
        self._tells_time = True

    def note(self, served_at: datetime | None, received_at: datetime) -> None:
        """Update the offset from an answer."""
        self._tells_time = served_at is not None
        self._offset = timedelta(0) if served_at is None else served_at - received_at

    def now(self) -> datetime:
        """The estimated time."""
        return self._local() + self._offset

    def estimate(self) -> ServiceTime:
        """The same with bounds; before the first answer this computer's clock counts as right."""
        now, margin = self.now(), timedelta(0) if self._tells_time else UNMEASURED
        return ServiceTime(now - margin, now, now + margin)
