"""The meaning of the filter language: tokens and words to the archive's filter."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest

from composer_app.domain.filter_fields import FilterContext, FilterProblem, filter_of, newest_of_each, problem_of_token
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId, MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, MailPart, PriceLimit

NOW = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LIVE, TEST = AccountId("live"), AccountId("test")
CONTEXT = FilterContext(NOW, BERLIN, {"Linden Énergie": LIVE, "Test": TEST})
HERE = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


def made(text: str, *tokens: tuple[str, str]) -> ArchiveFilter:
    return filter_of([FilterToken(*token) for token in tokens], text, SANDBOX_ACCOUNT, CONTEXT)


def test_an_exact_id_is_one_whatever_is_in_it() -> None:
    assert made("", ("id", "=a, b")).message_ids == {"=a, b"}
    assert made("", ("id", "a, b")).message_ids == {"a", "b"}


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
        ("-since", "2", FilterProblem.NOT_A_TIME),
        ("is", "Problem", None),
        ("-is", "new", None),
        ("has", "attachments", None),
        ("has", "wings", FilterProblem.UNKNOWN_PART),
        ("price", "0.0004", None),
        ("price", ">= 0,5 eur", None),
        ("price", "EUR", None),
        ("price", ">EUR", FilterProblem.NOT_A_PRICE),
        ("price", "much", FilterProblem.NOT_A_PRICE),
        ("account", "linden energie", None),
        ("account", "other", FilterProblem.UNKNOWN_ACCOUNT),
        ("to-domain", ",", FilterProblem.NO_VALUE),
        ("-", " ", FilterProblem.NO_VALUE),
    ],
)
def test_problem_of_token_tells_good_from_bad(key: str, value: str, problem: FilterProblem | None) -> None:
    assert problem_of_token(FilterToken(key, value), CONTEXT) is problem


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
        bulk_id=BulkId("mc-1"),
        message_ids=frozenset(map(MessageId, "abc")),
        since=datetime(2026, 11, 21, 13, 56, tzinfo=UTC),
        until=datetime(2026, 11, 23, 23, 0, tzinfo=UTC),
        words=("invoice", "late"),
    )


def test_filter_of_leaves_out_what_is_wrong() -> None:
    assert made("", ("status", "lost"), ("since", "soon"), ("to", ""), ("colour", "red")) == HERE


def test_status_can_be_excluded() -> None:
    assert made("", ("-status", "delivered")).outcomes == set(Outcome) - {Outcome.DELIVERED}
    both = made("", ("status", "bounced,expired"), ("-status", "expired"))
    assert both.outcomes == {Outcome.BOUNCED}
    assert made("", ("status", "bounced"), ("-status", "bounced")).groups == ((),)


def alternatives(*wanted: ArchiveFilter) -> tuple[FilterAlternative, ...]:
    return tuple(map(FilterAlternative, wanted))


def test_several_values_of_one_field_are_alternatives() -> None:
    assert made("", ("to", "a"), ("to", "b"), ("from", "c")).groups == (
        alternatives(ArchiveFilter(to="a"), ArchiveFilter(to="b")),
    )
    domains = made("", ("to-domain", "a.example,@B.example"), ("to-domain", "c.example"))
    assert domains == msgspec.structs.replace(HERE, domains=frozenset(("a.example", "b.example", "c.example")))
    assert made("", ("to", "a"), ("to", "a")).to == "a"


def test_every_excluded_value_is_left_out() -> None:
    assert made("", ("-to", "a"), ("-to", "b")).groups == (
        (FilterAlternative(ArchiveFilter(to="a"), is_excluded=True),),
        (FilterAlternative(ArchiveFilter(to="b"), is_excluded=True),),
    )
    assert made('a -b "c d" -"e f"') == msgspec.structs.replace(
        HERE,
        words=("a", "c d"),
        groups=tuple((FilterAlternative(ArchiveFilter(words=(word,)), is_excluded=True),) for word in ("b", "e f")),
    )


def test_properties_must_all_hold() -> None:
    states = [("is", one) for one in ("new", "problem", "opened", "Clicked")]
    parts = [("has", "attachments"), ("has", "price"), ("price", ">0.1"), ("price", "<=2usd")]
    found = made("", *states, *parts)
    assert found == msgspec.structs.replace(
        HERE,
        is_new=True,
        problem_at=NOW,
        parts=frozenset({MailPart.ATTACHMENT, MailPart.PRICE}),
        steps=frozenset({EventKind.OPENED, EventKind.CLICKED}),
        price=PriceLimit(">", Decimal("0.1")),
        groups=(alternatives(ArchiveFilter(price=PriceLimit("<=", Decimal(2), "USD"))),),
    )


def test_terms_joined_by_or_are_one_group() -> None:
    found = made("status:bounced OR -is:new OR late OR since:soon")
    assert found.groups == (
        (
            FilterAlternative(ArchiveFilter(outcomes=frozenset({Outcome.BOUNCED}))),
            FilterAlternative(ArchiveFilter(is_new=True), is_excluded=True),
            FilterAlternative(ArchiveFilter(words=("late",))),
        ),
    )
    assert made("since:soon OR until:late") == HERE


def test_what_is_half_typed_filters_nothing() -> None:
    for text in ("status:", 'to:"', "status:bo", "OR", "is: OR", "since:2", "colour:red", "-", '"'):
        assert made(text).words in ((), ("-",))
        assert made(text).groups == ()


def test_a_filter_that_names_an_account_looks_only_there() -> None:
    assert made("", ("account", "LINDEN Energie")) == ArchiveFilter(account_id=LIVE)
    two = made("", ("account", "test"), ("account", "linden énergie"))
    assert two.account_id is None
    assert two.groups == (alternatives(ArchiveFilter(account_id=TEST), ArchiveFilter(account_id=LIVE)),)
    assert made("account:test OR is:new").account_id is None
    assert made("", ("-account", "test")).account_id is None


def test_newest_of_each_keeps_the_last_of_what_counts_once() -> None:
    tokens = [FilterToken("to", "a"), FilterToken("since", "7d"), FilterToken("-since", "1d")]
    added = [FilterToken("to", "b"), FilterToken("since", "2d"), FilterToken("to", "a")]
    assert newest_of_each([*tokens, *added], CONTEXT) == [tokens[0], tokens[2], *added[:2]]


def test_a_wrong_token_takes_the_place_of_no_good_one() -> None:
    good, wrong, other = FilterToken("since", "7d"), FilterToken("since", "soon"), FilterToken("since", "late")
    assert newest_of_each([good, wrong], CONTEXT) == [good, wrong]
    assert newest_of_each([good, wrong, other], CONTEXT) == [good, other]
    assert newest_of_each([wrong, good], CONTEXT) == [good]
    assert filter_of([good, wrong], "", SANDBOX_ACCOUNT, CONTEXT).since is not None


def test_too_many_alternatives_filter_nothing_and_say_so() -> None:
    context = FilterContext(datetime(2026, 11, 20, tzinfo=UTC))
    terms = [FilterToken("to", f"a{number}") for number in range(201)]
    token = FilterToken("to", "a0", tuple(terms[1:]))
    assert problem_of_token(token, context) is FilterProblem.TOO_MANY
    assert filter_of([token], "", SANDBOX_ACCOUNT, context) == ArchiveFilter(account_id=SANDBOX_ACCOUNT)
    assert problem_of_token(FilterToken("to", "a0", tuple(terms[1:-1])), context) is None
