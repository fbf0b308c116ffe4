"""What does not fit together is flagged; what fits is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from composer_app.domain.inconsistencies import SILENCE, Copies, Disagreement, Silence, Source, inconsistency_of
from composer_app.domain.message_history import EventKind, MessageEvent
from composer_app.domain.outcome import Outcome

T0 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG_AFTER = T0 + timedelta(days=3)


def reported(kind: EventKind, outcome: Outcome, minute: int, *, learnt: int | None = None) -> MessageEvent:
    recorded = T0 + timedelta(minutes=minute if learnt is None else learnt)
    return MessageEvent(kind, T0 + timedelta(minutes=minute), recorded, outcome)


ACCEPTED = reported(EventKind.ANSWERED, Outcome.ACCEPTED, 0)
QUEUED = reported(EventKind.QUEUED, Outcome.QUEUED, 0)


def log(outcome: Outcome, minute: int) -> MessageEvent:
    return reported(EventKind.SEEN_IN_LOGS, outcome, minute)


def report(outcome: Outcome, minute: int) -> MessageEvent:
    return reported(EventKind.REPORTED, outcome, minute)


def test_the_report_says_delivered_and_the_log_said_bounced() -> None:
    life = [QUEUED, ACCEPTED, log(Outcome.BOUNCED, 2), report(Outcome.DELIVERED, 5)]

    doubt = inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER)

    assert doubt == Disagreement(Source.LOG, Outcome.BOUNCED, Source.REPORT, Outcome.DELIVERED)


def test_a_mail_that_the_logs_list_twice_and_then_three_times() -> None:
    life = [QUEUED, ACCEPTED, log(Outcome.DELIVERED, 2)]
    for minute, count in ((3, "2"), (9, "3")):
        again = reported(EventKind.LISTED_AGAIN, Outcome.UNKNOWN, minute)
        life.append(msgspec.structs.replace(again, detail=count))

    assert inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER) == Copies(3)


def test_which_was_learnt_first_counts_not_which_happened_first() -> None:
    late = reported(EventKind.SEEN_IN_LOGS, Outcome.BOUNCED, 1, learnt=30)

    doubt = inconsistency_of(Outcome.DELIVERED, [late, report(Outcome.DELIVERED, 5)], LONG_AFTER)

    assert doubt == Disagreement(Source.REPORT, Outcome.DELIVERED, Source.LOG, Outcome.BOUNCED)


@pytest.mark.parametrize(
    "life",
    [
        [ACCEPTED, log(Outcome.DELIVERED, 2), report(Outcome.DELIVERED, 5)],
        [ACCEPTED, log(Outcome.PENDING, 2), report(Outcome.BOUNCED, 5)],
        [ACCEPTED, log(Outcome.BOUNCED, 2), log(Outcome.DELIVERED, 4), report(Outcome.DELIVERED, 5)],
        [ACCEPTED, report(Outcome.PENDING, 2), report(Outcome.DELIVERED, 5)],
        [ACCEPTED, log(Outcome.DELIVERED, 2)],
        [],
    ],
    ids=["the same", "log not final", "log corrected itself", "interim report", "no report", "nothing"],
)
def test_no_doubt(life: list[MessageEvent]) -> None:
    assert inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER) is None


def test_two_reports_that_contradict_each_other() -> None:
    life = [report(Outcome.DELIVERED, 2), report(Outcome.BOUNCED, 40)]

    doubt = inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER)

    assert doubt == Disagreement(Source.REPORT, Outcome.DELIVERED, Source.REPORT, Outcome.BOUNCED)


def test_rejected_in_the_answer_and_delivered_all_the_same() -> None:
    life = [reported(EventKind.ANSWERED, Outcome.REJECTED, 0), report(Outcome.DELIVERED, 5)]

    doubt = inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER)

    assert doubt == Disagreement(Source.ANSWER, Outcome.REJECTED, Source.REPORT, Outcome.DELIVERED)


def test_an_answer_before_it_was_sent_again_is_settled() -> None:
    life = [
        reported(EventKind.ANSWERED, Outcome.REJECTED, 0),
        reported(EventKind.SENT_AGAIN, Outcome.QUEUED, 1),
        reported(EventKind.ANSWERED, Outcome.ACCEPTED, 2),
        report(Outcome.DELIVERED, 5),
    ]

    assert inconsistency_of(Outcome.DELIVERED, life, LONG_AFTER) is None


def test_accepted_and_in_neither_for_six_hours() -> None:
    assert inconsistency_of(Outcome.ACCEPTED, [QUEUED, ACCEPTED], T0 + SILENCE) == Silence(T0)
    assert inconsistency_of(Outcome.ACCEPTED, [QUEUED, ACCEPTED], T0 + SILENCE - timedelta(seconds=1)) is None


def test_one_that_was_found_in_the_logs_counts_from_then() -> None:
    found = reported(EventKind.FOUND, Outcome.ACCEPTED, 10)

    assert inconsistency_of(Outcome.ACCEPTED, [QUEUED, found], T0 + SILENCE) is None
    assert inconsistency_of(Outcome.ACCEPTED, [QUEUED, found], found.at + SILENCE) == Silence(found.at)


@pytest.mark.parametrize("seen", [log(Outcome.PENDING, 3), report(Outcome.PENDING, 3)])
def test_one_that_was_seen_is_not_silent(seen: MessageEvent) -> None:
    assert inconsistency_of(Outcome.ACCEPTED, [ACCEPTED, seen], LONG_AFTER) is None


@pytest.mark.parametrize("outcome", [Outcome.SCHEDULED, Outcome.UNKNOWN, Outcome.QUEUED, Outcome.CANCELLED])
def test_silence_is_right_where_nothing_is_due(outcome: Outcome) -> None:
    assert inconsistency_of(outcome, [QUEUED, ACCEPTED], LONG_AFTER) is None
