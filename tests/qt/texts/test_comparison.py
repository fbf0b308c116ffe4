"""The sentences of "What is different?"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.domain.comparison import Against, Aspect, Comparison, Finding
from composer_app.domain.comparison_times import PartOfDay, TimeSpan
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.ui.texts import comparison as texts
from composer_app.ui.texts import format as fmt

NOON = datetime(2026, 11, 23, 12, 0).astimezone(UTC)
LATER = NOON + timedelta(minutes=100)
CLOCK = fmt.clock(LATER, seconds=False)


def found(
    aspect: Aspect, value: str = "", *, these: int = 38, rest: int = 202, name: str = "", **more: object
) -> Finding:
    return Finding(aspect, these, 45, rest, 3367, value, name, **more)  # type: ignore[arg-type]


def say(one: Finding) -> str:
    return texts.finding(one, SANDBOX_ACCOUNT, LATER)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (found(Aspect.DOMAIN, "corp.example"), "84 % go to corp.example."),
        (found(Aspect.ERROR, "6010", these=33), "73 % say 6010 Mailbox is full."),
        (found(Aspect.ERROR, "6999", name="Too cold today."), "84 % say 6999 Too cold today."),
        (found(Aspect.ERROR, "6999"), "84 % say error 6999."),
        (found(Aspect.STATUS, "unknown"), "84 % have the status Maybe sent."),
        (found(Aspect.SENDER, "a@x.example"), "84 % come from a@x.example."),
        (found(Aspect.SUBJECT, "Your\tstatement"), "84 % have the subject Your statement."),
        (found(Aspect.ATTACHMENT, "ab12", name="statement.pdf"), "84 % carry statement.pdf."),
        (found(Aspect.BULK, "b-1"), "84 % belong to the bulk b-1."),
        (found(Aspect.FIRST_MAIL, these=16), "36 % are your first mail to the address."),
        (found(Aspect.TIME, span=TimeSpan(LATER, None, 1, 1)), f"84 % left after {CLOCK}."),
        (found(Aspect.TIME, span=TimeSpan(None, LATER, 1, 1)), f"84 % left before {CLOCK}."),
        (found(Aspect.HOURS, part_of_day=PartOfDay(1380, 125, 1, 1)), "84 % left between 23:00 and 02:05."),
    ],
)
def test_finding_is_a_sentence(one: Finding, sentence: str) -> None:
    assert say(one) == sentence


def test_time_of_another_day_names_the_day() -> None:
    one = found(Aspect.TIME, span=TimeSpan(NOON - timedelta(days=3), LATER, 1, 1))
    since, until = fmt.moment(NOON - timedelta(days=3), seconds=False), fmt.moment(LATER, seconds=False)
    assert say(one) == f"84 % left between {since} and {until}."


@pytest.mark.parametrize(
    ("aspect", "rest", "against", "sentence"),
    [
        (Aspect.DOMAIN, 202, Against.OTHERS, "6 % of all others do."),
        (Aspect.DOMAIN, 1, Against.EVERYTHING, "Fewer than 1 % of all others do."),
        (Aspect.ERROR, 0, Against.OTHERS, "None of the others does."),
        (Aspect.TIME, 741, Against.OTHERS, "22 % of all others did."),
        (Aspect.FIRST_MAIL, 303, Against.OTHERS, "9 % of all others are."),
        (Aspect.FIRST_MAIL, 0, Against.DAYS_BEFORE, "None was in the days before."),
        (Aspect.DOMAIN, 202, Against.DAYS_BEFORE, "6 % did in the days before."),
    ],
)
def test_others_are_in_a_sentence_of_their_own(aspect: Aspect, rest: int, against: Against, sentence: str) -> None:
    assert texts.of_the_others(found(aspect, rest=rest), against) == sentence


def test_what_does_not_differ_is_one_line() -> None:
    assert texts.alike(Comparison(45, 99)) == ""
    assert texts.alike(Comparison(45, 99, alike=(Aspect.SENDER,))) == "Sender does not differ."
    three = Comparison(45, 99, alike=(Aspect.SENDER, Aspect.SUBJECT, Aspect.ATTACHMENT))
    assert texts.alike(three) == "Sender, subject and attached file do not differ."


def test_note_says_how_many_since_when_and_as_of_which_fetch() -> None:
    midnight = datetime(2026, 11, 23).astimezone(UTC)
    said = texts.what_was_compared(Comparison(45, 3367, since=midnight, elapsed_ms=120), LATER, LATER)
    assert said == (
        f"Compared 45 with 3,367, sent since 00:00 today, in 120 ms. "
        f"As of the fetch at {CLOCK}. Listed from 10 points apart."
    )
    between = Comparison(45, 3367, since=midnight - timedelta(days=7), until=midnight)
    assert "sent from " in texts.what_was_compared(between, None, LATER)
    assert "sent before " in texts.what_was_compared(Comparison(45, 1, until=midnight), None, LATER)
    ever = texts.what_was_compared(Comparison(45, 1), None, LATER)
    assert ever == "Compared 45 with 1 in under 1 ms. Nothing was fetched yet. Listed from 10 points apart."


def test_the_combo_box_says_what_is_compared() -> None:
    others = {
        texts.against_name(Against.OTHERS, has_times=times, is_today=today)
        for times, today in ((True, True), (True, False), (False, False))
    }
    assert others == {"all others of today", "all others of that time", "all others"}
    assert texts.against_name(Against.DAYS_BEFORE, has_times=True, is_today=True) == "the 7 days before"
    assert texts.these_against(45) == "These 45 against"
    assert texts.rest_name(Against.DAYS_BEFORE) == "Before"
