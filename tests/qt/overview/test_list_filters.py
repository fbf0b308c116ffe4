"""Each number leads to a list that holds exactly its mail."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import FAILURES, ON_THE_WAY, MailCounts
from composer_app.domain.overview import Grouping, GroupTable, MailGroup, Overview, Reason
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import LogEntry
from composer_app.ui.overview.figure_table import Cell
from composer_app.ui.overview.list_filters import (
    Tokens,
    of_group,
    sent_in,
    with_currency,
    with_outcomes,
    with_reasons,
    without_price,
)
from composer_app.ui.overview.overview_tables import cost_rows, group_rows, send_rows
from tests.new_archive import open_new
from tests.qt.messages.samples import DELIVERED, FULL, NO_ERROR, PENDING, UNDELIVERABLE
from tests.qt.overview.samples import NOW, WEEK, mails, two_weeks, week

EXPIRED = Status(4, "EXPIRED", 15, "EXPIRED_EXPIRED", "Message expired")
EXPIRED_OTHERWISE = Status(4, "EXPIRED", 29, "EXPIRED_DLR_UNKNOWN", "No report")
GONE = VendorError(1, "USER_ERRORS", 6012, "EC_NO_SUCH_MAILBOX", "No such mailbox", True)
FATES = [
    (DELIVERED, NO_ERROR),
    (PENDING, NO_ERROR),
    (UNDELIVERABLE, FULL),
    (UNDELIVERABLE, GONE),
    (UNDELIVERABLE, NO_ERROR),
    (EXPIRED, NO_ERROR),
    (EXPIRED_OTHERWISE, NO_ERROR),
]
HOSTS = ["corp.example", "mail.corp.example", "orp.example", "m\u00fcller.example", ""]
SENDERS = [
    "news@example.com",
    "News <News@Example.com>",
    "bignews@example.com",
    "news@example.com.au",
    "Billing department",
    "",
]
BULKS = [BulkId("b-1"), BulkId("b-10"), BulkId("b"), None]
PRICES = [None, Price(Decimal("0.0004"), "EUR"), Price(Decimal("0.1"), "USD"), Price(Decimal(0), "")]


@st.composite
def entries(draw: st.DrawFn) -> list[LogEntry]:
    made = []
    for number in range(draw(st.integers(1, 25))):
        host, (status, error) = draw(st.sampled_from(HOSTS)), draw(st.sampled_from(FATES))
        made.append(
            LogEntry(
                message_id=MessageId(f"m-{number}"),
                to=f"p{number}@{host}" if host else f"p{number}",
                status=status,
                error=error,
                bulk_id=draw(st.sampled_from(BULKS)),
                sender=draw(st.sampled_from(SENDERS)),
                sent_at=NOW - timedelta(days=draw(st.integers(0, 14)), hours=draw(st.integers(0, 12))),
                price=draw(st.sampled_from(PRICES)),
                raw=b"{}",
            )
        )
    return made


@contextmanager
def archive_with(reported: list[LogEntry]) -> Iterator[Archive]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Archive.open(Path(folder) / "archive.sqlite3")
        opened.logs.ingest(SANDBOX_ACCOUNT, reported, NOW, None)
        yield opened
        opened.close()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = open_new(tmp_path / "archive.sqlite3")
    more = [*mails(2, "other.example", UNDELIVERABLE, GONE), *mails(1, "other.example", EXPIRED, days_ago=2)]
    opened.logs.ingest(SANDBOX_ACCOUNT, [*two_weeks(), *more], NOW, None)
    return opened


def size(archive: Archive, tokens: Tokens) -> int:
    wanted = filter_of(tokens, "", SANDBOX_ACCOUNT, FilterContext(NOW))
    return sum(archive.messages.count_by_outcome(wanted).values())


def read(archive: Archive, grouping: Grouping = Grouping.DOMAIN, sender: str = "") -> Overview:
    return archive.as_reader.overview.read(week(grouping=grouping, sender=sender))


@pytest.fixture
def alike(archive: Archive) -> Archive:
    """Mail of senders that begin or end alike, or differ in their letter case."""
    senders = ("News@Example.com", "Ann <news@example.com>", "news@example.com.au", "oldnews@example.com")
    reported = [one for sender in senders for one in mails(1, "x.example", sender=sender)]
    archive.logs.ingest(SANDBOX_ACCOUNT, reported, NOW, None)
    return archive


@pytest.mark.parametrize("sender", ["", "news@example.com", "news@example.com.au", "oldnews@example.com"])
def test_the_figures(alike: Archive, sender: str) -> None:
    shown = read(alike, sender=sender)
    base = sent_in(shown.query.period.now, sender)
    assert size(alike, base) == shown.counts.sent
    for outcomes in ([Outcome.DELIVERED], [Outcome.BOUNCED], list(ON_THE_WAY)):
        assert size(alike, with_outcomes(base, shown.counts, outcomes)) == shown.counts.of(outcomes)


@pytest.mark.parametrize("grouping", Grouping)
def test_the_rows_of_the_tables_and_their_reasons(alike: Archive, grouping: Grouping) -> None:
    shown = read(alike, grouping)
    base = sent_in(shown.query.period.now)
    assert len(shown.table.groups) > 1
    for group in shown.table.groups:
        tokens = (*of_group(grouping, group.name), *base)
        assert size(alike, tokens) == group.counts.sent
        failed = [reason for reason in group.reasons if reason.error is not None and reason.error.is_error]
        if failed:
            assert size(alike, with_reasons(tokens, failed)) == sum(reason.mails for reason in failed)


def test_the_bars(archive: Archive) -> None:
    shown = read(archive)
    for slot, counts in zip(shown.query.period.slots, shown.slots, strict=True):
        assert size(archive, sent_in(slot)) == counts.sent


@settings(max_examples=30, deadline=None)
@given(reported=entries(), grouping=st.sampled_from(Grouping), sender=st.sampled_from(["", "news@example.com"]))
def test_every_number_of_the_tables_leads_to_as_many_rows(
    reported: list[LogEntry], grouping: Grouping, sender: str
) -> None:
    with archive_with(reported) as archive:
        shown = archive.as_reader.overview.read(week(grouping=grouping, sender=sender, most=2))
        base, before = sent_in(WEEK.now, sender), sent_in(WEEK.before, sender)

        def check(cell: Cell, number: int) -> None:
            assert bool(cell.tokens) == bool(number), (cell, number)
            assert not number or size(archive, cell.tokens) == number, (cell, number)

        def check_counts(group: MailGroup, row: list[Cell]) -> None:
            if not row[0].expands:
                check(row[0], group.counts.sent)
            check(row[1], group.counts.sent)

        for group, row in zip(groups_of(shown.table), group_rows(shown), strict=True):
            check_counts(group, row)
            check(row[2], group.counts.delivered)
            check(row[3], group.counts.bounced)
            if row[4].tokens:  # a filter cannot tell apart failures without a number
                check(row[4], int(row[4].text.rpartition(" ")[2]))
        for group, row in zip(groups_of(shown.sends), send_rows(shown.sends, base), strict=True):
            check_counts(group, row)
            check(row[2], group.counts.bounced)
        rows = cost_rows(shown.costs, base, before)
        for cost, row in zip(shown.costs.known, rows, strict=False):
            for cell in row[:3]:
                check(cell, cost.mails)
            if row[3].tokens:
                assert size(archive, row[3].tokens) * price_in(cost.currency) == cost.amount_before
        if shown.costs.unknown:
            check(rows[-1][1], shown.costs.unknown)


def groups_of(table: GroupTable) -> list[MailGroup]:
    return [*table.groups, *([table.rest] if table.others else [])]


def price_in(currency: str) -> Decimal:
    return next(price.per_message for price in PRICES if price is not None and price.currency == currency)


def test_the_currencies(archive: Archive) -> None:
    shown = read(archive)
    base = sent_in(shown.query.period.now)
    assert {cost.currency for cost in shown.costs.known} == {"EUR", "USD"}
    for cost in shown.costs.known:
        assert size(archive, with_currency(base, cost.currency)) == cost.mails
    assert with_currency(base, "points") == ()
    assert size(archive, without_price(base)) == shown.costs.unknown == 1


def test_failures_without_a_number_are_listed_where_a_filter_can_tell_them_apart(archive: Archive) -> None:
    shown = read(archive)
    base = sent_in(shown.query.period.now)
    (expired,) = (reason for group in shown.table.groups for reason in group.reasons if reason.status == EXPIRED)
    group = (*of_group(Grouping.DOMAIN, "other.example"), *base)
    assert size(archive, with_reasons(group, [expired], [expired])) == 1
    otherwise = Reason(Outcome.EXPIRED, EXPIRED_OTHERWISE, NO_ERROR, 1)
    assert with_reasons(group, [expired], [expired, otherwise]) == ()
    numbered = Reason(Outcome.EXPIRED, EXPIRED, GONE, 1)
    assert with_reasons(group, [expired, numbered], [expired, numbered]) == ()
    assert with_reasons((), [expired], [expired]) == with_reasons(group, [], [expired]) == ()


def test_statuses_that_no_mail_has_are_left_out() -> None:
    counts = MailCounts({Outcome.BOUNCED: 2, Outcome.EXPIRED: 1})
    assert with_outcomes((), counts, FAILURES)[0].value == "bounced,expired"
