"""The pace of a send run: recipients a minute, from its last batches."""

from __future__ import annotations

from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState

_LOOKED_AT = 10
"""The pace is that of so many batches: it may change on the way."""


def recipients_per_minute(entry: SendRunEntry) -> int | None:
    """Recipients a minute of the last batches; None: too few are settled, or nothing is being sent."""
    if entry.run.state is not SendRunState.RUNNING:
        return None
    settled = [one for one in entry.batches if one.state is SubmissionState.ACCEPTED and one.settled_at]
    last = settled[-_LOOKED_AT:]
    if len(last) < 2:
        return None
    first_at, last_at = last[0].settled_at, last[-1].settled_at
    assert first_at is not None
    assert last_at is not None
    took_s = (last_at - first_at).total_seconds()
    if took_s <= 0:
        return None
    return round(60 * sum(one.recipient_count for one in last[1:]) / took_s)
