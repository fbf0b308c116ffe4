"""What a row of the Outbox says and offers, for every state of a mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.status import Status
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import Action, Row, Section, matches, row_of
from tests.qt.outbox.samples import (
    FULL,
    LIVE,
    NOW,
    entry,
    held_back,
    rejected,
    scheduled,
    too_late,
    unknown,
    without_key,
)
from tests.recipient_groups import groups_of


def shown(one: OutboxEntry) -> Row:
    return row_of(one, LIVE, NOW)


@pytest.mark.parametrize(
    ("one", "section"),
    [
        (unknown(), Section.NEEDS_YOU),
        (rejected(), Section.NEEDS_YOU),
        (without_key(), Section.NEEDS_YOU),
        (entry(1, SubmissionState.SENDING), Section.SENDING),
        (entry(1, SubmissionState.QUEUED), Section.WAITING),
        (held_back(), Section.WAITING),
        (entry(1, SubmissionState.SCHEDULED), Section.WAITING),
        (entry(1, SubmissionState.ACCEPTED), Section.DONE),
        (entry(1, SubmissionState.CANCELLED), Section.DONE),
    ],
)
def test_every_state_has_its_section(one: OutboxEntry, section: Section) -> None:
    assert shown(one).section is section


def test_an_unknown_mail_is_looked_up_and_never_offered_to_be_sent_without_a_question() -> None:
    row = shown(unknown())

    assert (row.badge, row.primary, row.quiet) == (Outcome.UNKNOWN, Action.LOOK_UP, (Action.SEND_AGAIN,))
    assert row.state.startswith("Handed over ")
    assert row.state_note == "Connection lost, no answer"
    assert row.is_open
    assert row.message is not None
    assert row.message.title == "It is not known yet whether this mail was sent."


@pytest.mark.parametrize(
    ("problem", "note"),
    [
        (Problem(ProblemCode.UNAVAILABLE, 503), "The Sandbox was not available (HTTP 503)"),
        (Problem(ProblemCode.SERVER_FAULT, 408), "The Sandbox had a fault (HTTP 408)"),
        (Problem(ProblemCode.FOREIGN_ANSWER, 407), "A proxy wants a sign-in (HTTP 407)"),
        (Problem(ProblemCode.FOREIGN_ANSWER, 302), "A proxy or firewall answered (HTTP 302)"),
        (None, "No answer"),
    ],
)
def test_an_unknown_mail_says_what_was_answered(problem: Problem | None, note: str) -> None:
    assert shown(unknown(problem=problem)).state_note == note


def test_a_mail_that_was_tried_often_enough_waits_for_the_user_and_says_so() -> None:
    given_up = Problem(ProblemCode.REFUSED, tries=6)
    row = shown(entry(1, SubmissionState.QUEUED, problem=given_up))

    assert (row.section, row.state, row.primary) == (Section.NEEDS_YOU, "Waiting for you", Action.TRY_NOW)
    assert row.is_open
    assert row.message is not None
    assert row.message.body.endswith(
        "The program tried 6 times and now waits for you. When the cause is gone, press Try now."
    )


def test_an_unknown_mail_that_is_not_looked_up_any_more_says_so() -> None:
    asked: dict[str, Any] = {"asked_first_at": NOW - timedelta(hours=47), "asked_last_at": NOW}
    row = shown(unknown(next_lookup_at=None, lookups=50, **asked))

    assert row.message is not None
    assert "48 hours" in row.message.body
    assert "was most likely not sent" in row.message.body


@pytest.mark.parametrize("minutes", [0, 14, 15])
@pytest.mark.parametrize("is_over", [False, True])
def test_logs_that_may_not_know_it_yet_prove_nothing(minutes: int, is_over: bool) -> None:
    asked: dict[str, Any] = {"asked_first_at": NOW - timedelta(minutes=minutes), "asked_last_at": NOW}
    if is_over:
        asked["next_lookup_at"] = None
    row = shown(unknown(lookups=9, **asked))

    assert row.message is not None
    assert ("was most likely not sent" in row.message.body) is (minutes == 15)


def test_a_mail_that_the_logs_list_more_than_once_says_so() -> None:
    row = shown(msgspec.structs.replace(entry(1, SubmissionState.ACCEPTED), copies=3))

    assert row.state_note == "In the logs 3 times"
    assert row.is_open
    assert row.message is not None
    assert row.message.title == "The logs of the Sandbox list this mail 3 times."


def test_a_mail_that_was_accepted_for_some_is_looked_up_for_the_others() -> None:
    problem = Problem(ProblemCode.PARTLY_NAMED)
    people = ("ana@example.com", "tom@example.com")
    outcomes = (Outcome.ACCEPTED, Outcome.UNKNOWN)
    one = entry(1, SubmissionState.ACCEPTED, *people, outcomes=outcomes, problem=problem, next_lookup_at=NOW)
    row = shown(one)

    assert row.state == "1 accepted, 1 maybe sent"
    assert (row.primary, Action.SEND_AGAIN in row.quiet) == (Action.LOOK_UP, False)
    assert row.is_open
    assert row.message is not None
    assert row.message.title == "The answer of Infobip does not name all recipients."


def test_a_mail_of_a_restored_archive_says_why_it_does_not_leave() -> None:
    row = shown(unknown(problem=Problem(ProblemCode.RESTORED)))

    assert row.state.startswith("Maybe sent since ")
    assert row.state_note == "It was waiting in a restored archive"
    assert row.message is not None
    assert "It is not sent automatically. The program looks for it" in row.message.body
    later = shown(unknown(problem=Problem(ProblemCode.RESTORED), next_lookup_at=None, lookups=50))
    assert later.message is not None
    assert "most likely" not in later.message.body, "it may have left long before the logs begin"


@pytest.mark.parametrize(
    ("became", "badge", "note"),
    [
        (Outcome.UNKNOWN, Outcome.UNKNOWN, "It may have been sent"),
        (Outcome.DELIVERED, Outcome.DELIVERED, "1 delivered"),
    ],
)
def test_a_given_up_mail_is_not_called_unsent(became: Outcome, badge: Outcome, note: str) -> None:
    row = shown(entry(1, SubmissionState.CANCELLED, outcomes=(became,)))

    assert (row.section, row.badge, row.state_note) == (Section.DONE, badge, note)
    assert row.state.startswith("Given up ")


def test_one_that_could_never_be_looked_up_says_so() -> None:
    row = shown(unknown(next_lookup_at=None, lookups=0))

    assert row.message is not None
    assert "could not be read" in row.message.body


def test_a_refused_mail_is_edited_and_a_refused_key_is_mended_in_the_account() -> None:
    of_mail = shown(rejected())
    of_key = shown(rejected(problem=Problem(ProblemCode.WRONG_KEY, 401)))

    assert (of_mail.primary, of_mail.is_of_account) == (Action.EDIT_AND_SEND, False)
    assert (of_key.primary, of_key.is_of_account) == (Action.SEND_AGAIN, True)
    assert of_mail.message is not None
    assert of_mail.message.vendor.startswith("Infobip says: 400 BAD_REQUEST")


def test_a_mail_whose_recipients_were_all_rejected_says_why() -> None:
    status = Status(5, "REJECTED", 13, "REJECTED_SENDER", "Sender not allowed")
    row = shown(rejected(problem=None, status=status, outcomes=(Outcome.REJECTED,)))

    assert row.message is not None
    assert row.message.vendor == "13 REJECTED_SENDER"


def test_a_held_back_mail_says_when_it_is_tried_and_why_it_waits() -> None:
    row = shown(held_back())

    assert row.state.startswith("Next try at ")
    assert row.state_note == "Infobip asks to slow down"
    assert not row.is_open
    assert row.quiet == (Action.TRY_NOW, Action.CANCEL)


def test_without_a_key_a_person_is_needed() -> None:
    row = shown(without_key())

    assert (row.primary, row.is_open, row.is_of_account) == (Action.TRY_NOW, True, True)


def test_accepted_is_never_called_delivered() -> None:
    row = shown(entry(1, SubmissionState.ACCEPTED))

    assert (row.badge, row.state_note) == (Outcome.ACCEPTED, "No report yet")


def test_one_recipient_gives_the_row_its_outcome() -> None:
    row = shown(entry(1, SubmissionState.ACCEPTED, outcomes=(Outcome.BOUNCED,), error=FULL))

    assert (row.badge, row.badge_text) == (Outcome.BOUNCED, "")
    assert row.state.startswith("Bounced ")
    assert row.state_note == "Mailbox is full"


def test_several_recipients_are_summed_up_and_a_failure_is_seen() -> None:
    mixed = (Outcome.ACCEPTED, Outcome.BOUNCED, Outcome.ACCEPTED)
    row = shown(entry(1, SubmissionState.ACCEPTED, "a@example.com", "b@example.com", "c@example.com", outcomes=mixed))

    assert (row.badge, row.badge_text) == (Outcome.BOUNCED, "1 bounced")
    assert row.state == "2 accepted, 1 bounced"
    assert row.people == "3 recipients: a@example.com, b@example.com, c@example.com"


def test_a_mail_on_its_way_shows_its_slowest_recipient() -> None:
    row = shown(
        entry(
            1,
            SubmissionState.ACCEPTED,
            "a@example.com",
            "b@example.com",
            outcomes=(Outcome.DELIVERED, Outcome.ACCEPTED),
        )
    )

    assert row.badge is Outcome.ACCEPTED


def test_cc_and_bcc_without_a_report_do_not_hold_a_mail_back() -> None:
    one = entry(
        1, SubmissionState.ACCEPTED, "a@example.com", "b@example.com", outcomes=(Outcome.DELIVERED, Outcome.ACCEPTED)
    )
    in_cc = msgspec.structs.replace(one.messages[1], kind=RecipientKind.CC)
    row = shown(OutboxEntry(one.submission, groups_of((one.messages[0], in_cc))))
    assert row.badge is Outcome.DELIVERED
    assert row.state.startswith("Delivered ")
    bounced = msgspec.structs.replace(in_cc, outcome=Outcome.BOUNCED)
    assert shown(OutboxEntry(one.submission, groups_of((one.messages[0], bounced)))).badge is Outcome.BOUNCED


def test_another_day_is_named() -> None:
    row = shown(entry(1, SubmissionState.ACCEPTED, days_ago=3))

    assert row.state.removeprefix("Handed over ")[0].isdigit()
    assert row.state.count(" ") >= 3
    assert row.day < NOW - timedelta(days=2)


@pytest.mark.parametrize("text", ["november", "MIRA", "mc-20261123", "statement mira", "m1"])
def test_the_search_finds_subject_address_and_ids(text: str) -> None:
    assert matches(shown(entry(1, SubmissionState.ACCEPTED)), text)


def test_the_search_wants_every_word() -> None:
    assert not matches(shown(entry(1, SubmissionState.ACCEPTED)), "november tom")


def test_a_scheduled_mail_says_when_and_who_holds_it() -> None:
    row = shown(scheduled())
    assert row.state.endswith(":58")
    assert row.state_note == "In 25 days, held by the Sandbox"
    assert (row.primary, row.quiet) == (None, (Action.RESCHEDULE, Action.CANCEL_SCHEDULED))
    assert Action.PAUSE_SCHEDULED in row.more
    assert shown(scheduled(send_at=NOW)).state_note.startswith("Its time has come")


def test_a_paused_mail_is_resumed() -> None:
    row = shown(scheduled(is_paused=True))
    assert (row.state, row.primary) == ("Paused", Action.RESUME_SCHEDULED)
    assert row.state_note.startswith("Its time is ")


def test_a_change_in_doubt_is_open_under_the_row() -> None:
    row = shown(scheduled(problem=Problem(ProblemCode.CHANGE_UNKNOWN)))
    assert row.is_open
    assert row.message is not None
    assert row.message.title == "It is not known whether Infobip changed the scheduled mail."


def test_a_mail_whose_time_has_passed_needs_another() -> None:
    row = shown(too_late())
    assert row.section is Section.NEEDS_YOU
    assert (row.primary, row.quiet) == (Action.RESCHEDULE, (Action.SEND_AT_ONCE, Action.CANCEL))
