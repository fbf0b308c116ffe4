"""The filter language: text to tokens and back, tokens to the archive's filter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.filter_parser import (
    STATUS_WORDS,
    FilterKey,
    FilterProblem,
    FilterToken,
    completions,
    filter_of,
    key_of,
    last_word,
    may_exclude,
    moment_named,
    newest_of_each,
    outcomes_named,
    parse,
    problem_of_token,
)
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter

NOW = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def made(text: str, *tokens: tuple[str, str]) -> ArchiveFilter:
    return filter_of([FilterToken(*token) for token in tokens], text, SANDBOX_ACCOUNT, NOW, BERLIN)


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("to", "*@corp.example", None),
        ("status", "bounced", None),
        ("status", "Maybe sent", None),
        ("status", "UNDELIVERABLE", None),
        ("status", "bounced,expired", None),
        ("since", "2d", None),
        ("since", "today", None),
        ("until", "2026-11-20", None),
        ("until", "2026-11-20T14:00", None),
        ("colour", "red", FilterProblem.UNKNOWN_KEY),
        ("to", " ", FilterProblem.NO_VALUE),
        ("status", "lost", FilterProblem.UNKNOWN_STATUS),
        ("status", "bounced,lost", FilterProblem.UNKNOWN_STATUS),
        ("is", "odd", FilterProblem.UNKNOWN_STATE),
        ("since", "soon", FilterProblem.NOT_A_TIME),
        ("since", "2026-13-01", FilterProblem.NOT_A_TIME),
        ("since", "999999d", FilterProblem.NOT_A_TIME),
    ],
)
def test_problem_of_token_tells_good_from_bad(key: str, value: str, problem: FilterProblem | None) -> None:
    assert problem_of_token(FilterToken(key, value), NOW) is problem


def test_every_outcome_has_a_word() -> None:
    assert set(STATUS_WORDS.values()) == set(Outcome)


def test_outcomes_named_joins_what_commas_part() -> None:
    assert outcomes_named("bounced, EXPIRED") == {Outcome.BOUNCED, Outcome.EXPIRED}
    assert outcomes_named("") == frozenset()


@pytest.mark.parametrize(
    ("text", "is_end", "expected"),
    [
        ("2d", False, datetime(2026, 11, 21, 13, 56, tzinfo=UTC)),
        ("90M", False, datetime(2026, 11, 23, 12, 26, tzinfo=UTC)),
        ("1w", False, datetime(2026, 11, 16, 13, 56, tzinfo=UTC)),
        ("today", False, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        ("yesterday", True, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        ("2026-11-20", False, datetime(2026, 11, 19, 23, 0, tzinfo=UTC)),
        ("2026-11-20", True, datetime(2026, 11, 20, 23, 0, tzinfo=UTC)),
        ("2026-11-20 14:30", False, datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("2026-11-20T14:30Z", False, datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
        ("2026-11-20T14:30+05:00", False, datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("0001-01-01", False, None),
        ("9999-12-31", True, None),
        ("next week", False, None),
        ("", False, None),
    ],
)
def test_moment_named(text: str, is_end: bool, expected: datetime | None) -> None:
    assert moment_named(text, NOW, is_end=is_end, zone=BERLIN) == expected


@pytest.mark.parametrize(("text", "hours"), [("0001-01-01T00:00", 14), ("9999-12-31T23:59", -12)])
def test_a_moment_that_no_calendar_has_in_utc_is_none(text: str, hours: int) -> None:
    assert moment_named(text, NOW, is_end=False, zone=timezone(timedelta(hours=hours))) is None


def test_day_the_clock_is_set_has_25_hours() -> None:
    start = moment_named("2026-10-25", NOW, is_end=False, zone=BERLIN)
    end = moment_named("2026-10-25", NOW, is_end=True, zone=BERLIN)
    assert start is not None
    assert end is not None
    assert end - start == timedelta(hours=25)


def test_filter_of_puts_everything_together() -> None:
    found = made(
        "invoice  late",
        ("to", "*@corp.example"),
        ("from", "billing@"),
        ("status", "bounced"),
        ("status", "expired"),
        ("bulk", "mc-1"),
        ("id", "a, b"),
        ("id", "c"),
        ("subject", "Your November"),
        ("since", "2d"),
        ("until", "today"),
    )
    assert found == ArchiveFilter(
        account_id=SANDBOX_ACCOUNT,
        outcomes=frozenset({Outcome.BOUNCED, Outcome.EXPIRED}),
        to="*@corp.example",
        sender="billing@",
        subject="Your November",
        bulk_id="mc-1",
        message_ids=frozenset({"a", "b", "c"}),
        since=datetime(2026, 11, 21, 13, 56, tzinfo=UTC),
        until=datetime(2026, 11, 23, 23, 0, tzinfo=UTC),
        words=("invoice", "late"),
    )


def test_filter_of_leaves_out_what_is_wrong() -> None:
    assert made("", ("status", "lost"), ("since", "soon"), ("to", "")) == ArchiveFilter(account_id=SANDBOX_ACCOUNT)


def test_status_can_be_excluded() -> None:
    assert made("", ("-status", "delivered")).outcomes == set(Outcome) - {Outcome.DELIVERED}
    both = made("", ("status", "bounced,expired"), ("-status", "expired"))
    assert both.outcomes == {Outcome.BOUNCED}
    assert problem_of_token(FilterToken("-to", "a"), NOW) is FilterProblem.UNKNOWN_KEY


def test_newest_of_each_keeps_the_last_of_what_stands_once() -> None:
    tokens = [FilterToken("to", "a"), FilterToken("status", "bounced"), FilterToken("status", "expired")]
    assert newest_of_each([*tokens, FilterToken("to", "b")], NOW) == [*tokens[1:], FilterToken("to", "b")]


def test_a_wrong_token_takes_the_place_of_no_good_one() -> None:
    good, wrong, other = FilterToken("since", "7d"), FilterToken("since", "soon"), FilterToken("since", "late")
    assert newest_of_each([good, wrong], NOW) == [good, wrong]
    assert newest_of_each([good, wrong, other], NOW) == [good, other]
    assert newest_of_each([wrong, good], NOW) == [good]
    assert filter_of([good, wrong], "", SANDBOX_ACCOUNT, NOW).since is not None


@given(st.text(max_size=30), st.booleans(), st.integers(-12, 14))
def test_moment_named_never_raises(text: str, is_end: bool, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    found = moment_named(text, NOW, is_end=is_end, zone=zone)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "tokens", "free"),
    [
        ("a status:x b", [("status", "x")], "a b"),
        ("Status:x", [("status", "x")], ""),
        ("-status:x", [("-status", "x")], ""),
        ('from:"Linden Energy" "two words"', [("from", "Linden Energy")], '"two words"'),
        ('subject:"the ""new"" tariff"', [("subject", 'the "new" tariff')], ""),
        ('subject:"open to the end', [("subject", "open to the end")], ""),
        ('subject:a"b', [("subject", 'a"b')], ""),
        (r"subject:C:\temp", [("subject", r"C:\temp")], ""),
        ("http://x status: colour:red", [], "http://x status: colour:red"),
        ('to:"" to:"', [], 'to:"" to:"'),
        ("  \t ", [], ""),
    ],
)
def test_parse_tells_tokens_from_free_text(text: str, tokens: list[tuple[str, str]], free: str) -> None:
    assert parse(text) == ([FilterToken(*token) for token in tokens], free)


def test_a_token_is_quoted_only_where_it_must_be() -> None:
    assert FilterToken("to", "*@corp.example").written() == "to:*@corp.example"
    assert FilterToken("from", "a b").written() == 'from:"a b"'
    assert FilterToken("subject", 'a "b"').written() == 'subject:"a ""b"""'


TOKENS = st.builds(
    FilterToken,
    st.sampled_from([*(str(key) for key in FilterKey), "-status"]),
    st.text(min_size=1, max_size=20) | st.text('" \\\tä:', min_size=1, max_size=8),
)


@given(st.lists(TOKENS, max_size=4))
def test_parsing_what_is_written_gives_the_same_tokens(tokens: list[FilterToken]) -> None:
    assert parse(" ".join(token.written() for token in tokens)) == (tokens, "")


@pytest.mark.parametrize(("text", "word"), [("a st", "st"), ("a ", ""), ('to:"a ', 'to:"a '), ("a  b", "b"), ("", "")])
def test_last_word_is_the_one_under_the_cursor(text: str, word: str) -> None:
    assert last_word(text) == word


def test_key_of_a_word() -> None:
    assert [key_of(word) for word in ("-Status:b", "to:", "words")] == ["status", "to", ""]


@pytest.mark.parametrize(
    ("word", "values", "expected"),
    [
        ("status:e", ["bounced", "expired"], ["status:expired", "status:bounced"]),
        ("-s", [], ["-status:", "-subject:", "-since:"]),
        ("to:", ["a b"], ['to:"a b"']),
        ('to:"a', ["a b", "c"], ['to:"a b"']),
        ("status:bounced", ["bounced"], []),
        ("", ["bounced"], []),
    ],
)
def test_completions_begin_with_what_is_written(word: str, values: list[str], expected: list[str]) -> None:
    assert completions(word, values) == expected


def test_only_a_status_may_be_excluded() -> None:
    assert [may_exclude(FilterToken(key, "a")) for key in ("to", "-to", "-status")] == [True, False, True]
