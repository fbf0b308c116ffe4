"""The steps of a timeline say what happened, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication

from composer_app.domain.message_history import EventKind, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.ui.messages.message_timeline import steps_of

_BEGAN = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _event(kind: EventKind, outcome: Outcome, after_s: int, detail: str = "") -> MessageEvent:
    at = _BEGAN + timedelta(seconds=after_s)
    return MessageEvent(kind, at, at, outcome, detail)


def test_what_never_left_is_not_called_handed_over(qapp: QApplication) -> None:
    steps = steps_of(
        [
            _event(EventKind.QUEUED, Outcome.QUEUED, 0),
            _event(EventKind.HANDED_OVER, Outcome.SENDING, 1),
            _event(EventKind.HELD_BACK, Outcome.QUEUED, 2, ProblemCode.NO_KEY.value),
            _event(EventKind.HANDED_OVER, Outcome.SENDING, 60),
            _event(EventKind.ANSWERED, Outcome.ACCEPTED, 61),
        ]
    )

    assert [step.title for step in steps] == [
        "Composed and queued",
        "Tried to send",
        "Held back",
        "Handed over",
        "Accepted",
    ]
    assert steps[2].note == "It was not sent and waits for you: there is no key"


def test_a_mail_of_a_restored_archive_is_in_doubt(qapp: QApplication) -> None:
    steps = steps_of(
        [
            _event(EventKind.QUEUED, Outcome.QUEUED, 0),
            _event(EventKind.NO_ANSWER, Outcome.UNKNOWN, 60, ProblemCode.RESTORED.value),
        ]
    )

    assert (steps[1].title, steps[1].note) == ("In a restored archive", "It may have gone out before")
