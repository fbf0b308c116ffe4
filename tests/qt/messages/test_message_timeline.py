"""The steps of a timeline say what happened, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication

from composer_app.domain.message_history import EventKind, EventSource, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import GIVEN_UP, ProblemCode
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
        "Not sent yet",
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

    assert (steps[1].title, steps[1].note) == ("In a restored archive", "It may have been sent before")


NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def event(kind: EventKind, outcome: Outcome, minutes: int = 0, detail: str = "") -> MessageEvent:
    at = NOON + timedelta(minutes=minutes)
    return MessageEvent(kind, at, at, outcome, detail)


def test_every_kind_of_event_becomes_a_step() -> None:
    steps = steps_of([event(kind, Outcome.ACCEPTED, n) for n, kind in enumerate(EventKind)])
    assert len(steps) == len(EventKind)
    assert all(step.title and step.icon for step in steps)


def test_accepted_is_never_delivered_and_final_steps_say_so() -> None:
    taken, bounced = steps_of(
        [event(EventKind.ANSWERED, Outcome.ACCEPTED), event(EventKind.REPORTED, Outcome.BOUNCED, 1)]
    )
    assert (taken.title, taken.note) == ("Accepted", "Accepted does not mean delivered")
    assert bounced.title == "Bounced, final"
    assert bounced.note.startswith("Report stored ")


def test_held_back_says_whether_it_leaves_by_itself() -> None:
    by_itself, for_good, given_up, not_allowed = steps_of(
        [
            event(EventKind.HELD_BACK, Outcome.QUEUED, 0, "rate limited"),
            event(EventKind.HELD_BACK, Outcome.QUEUED, 1, "no key"),
            event(EventKind.HELD_BACK, Outcome.QUEUED, 2, GIVEN_UP),
            event(EventKind.HELD_BACK, Outcome.QUEUED, 3, "recipient not allowed"),
        ]
    )
    assert by_itself.note == "It was not sent and is tried again automatically"
    assert for_good.note == "It was not sent and waits for you: there is no key"
    assert not_allowed.note == "It was not sent and waits for you: the account does not send to one of its recipients"
    assert given_up.note == "It was not sent and waits for you: all tries failed"


def test_a_mail_that_the_logs_list_again_and_one_that_the_answer_leaves_out() -> None:
    again, left_out = steps_of(
        [
            event(EventKind.LISTED_AGAIN, Outcome.UNKNOWN, 0, "3"),
            event(EventKind.NO_ANSWER, Outcome.UNKNOWN, 1, "partly named"),
        ]
    )
    assert (again.title, again.note) == ("In the logs 3 times", "It may have arrived more than once")
    assert left_out.title == "Not named in the answer"


def test_an_end_that_is_reported_twice_is_reported_in_other_words() -> None:
    log, report = EventKind.SEEN_IN_LOGS, EventKind.REPORTED
    titles = [step.title for step in steps_of([event(log, Outcome.DELIVERED), event(report, Outcome.DELIVERED, 1)])]
    assert titles == ["Delivered, final", "Confirmed by the delivery report"]
    titles = [step.title for step in steps_of([event(report, Outcome.BOUNCED), event(log, Outcome.BOUNCED, 1)])]
    assert titles == ["Bounced, final", "Also found in the logs"]
    titles = [step.title for step in steps_of([event(report, Outcome.BOUNCED), event(log, Outcome.DELIVERED, 1)])]
    assert titles == ["Bounced, final", "Delivered, final"]


def test_steps_of_several_days_carry_the_date() -> None:
    first, second = steps_of(
        [event(EventKind.QUEUED, Outcome.QUEUED), event(EventKind.REPORTED, Outcome.DELIVERED, 60 * 36)]
    )
    assert "Nov" in first.time
    assert "Nov" in second.time


def test_a_pushed_event_has_no_time_and_a_click_its_link() -> None:
    pushed = [
        MessageEvent(kind, _BEGAN, _BEGAN, Outcome.DELIVERED, detail, EventSource.WEBHOOKS)
        for kind, detail in ((EventKind.OPENED, ""), (EventKind.CLICKED, "https://x.example"))
    ]

    steps = steps_of([_event(EventKind.SEEN_IN_LOGS, Outcome.DELIVERED, 20), *pushed])

    assert [(step.time, step.title, step.note) for step in steps[1:]] == [
        ("", "Opened", ""),
        ("", "Link clicked", "https://x.example"),
    ]
