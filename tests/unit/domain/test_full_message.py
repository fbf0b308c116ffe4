"""A message with all that is kept about it, as JSON."""

from __future__ import annotations

import msgspec

from composer_app.domain.full_message import LifeEvent
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from tests.unit.archive.samples import T0


def test_a_step_says_no_more_than_it_knows() -> None:
    step = LifeEvent(EventKind.QUEUED, T0, T0, Outcome.QUEUED, EventSource.PROGRAM)

    written = msgspec.json.encode(step)

    assert set(msgspec.json.decode(written)) == {"kind", "at", "recorded_at", "status", "source"}
    assert msgspec.json.decode(written, type=LifeEvent) == step
