"""The figures of the overview against a plain count of the same messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import FAILURES, ON_THE_WAY, MailCounts
from composer_app.domain.overview import GroupColumn, Grouping, GroupOrder, MailGroup, OverviewQuery
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.price import Price
from composer_app.domain.queries import TimeRange
from composer_app.domain.recipients import address_key, domain_of_key
from composer_app.domain.sender_address import sender_address
from composer_app.domain.vendor_records import LogEntry
from tests.examples import examples
from tests.new_archive import passing_archive
from tests.unit.archive.samples import after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE, INBOX_FULL, NO_ERROR, REJECTED
from tests.unit.archive.steps import all_rows, ingest, sync

NOW = datetime(2026, 11, 23, 12, 56, tzinfo=UTC)
ZONES: tuple[tzinfo, ...] = (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"))
SENDERS = ("news@example.com", "News <News@example.com>", "billing@example.com")
DOMAINS = ("example.com", "corp.example", "Example.com")
PRICES = (None, Price(Decimal("0.0004"), "EUR"), Price(Decimal("0.1"), "USD"), Price(Decimal("0.0005"), "EUR"))
LIMIT = Fraction(2, 100)

HOURS = st.one_of(st.integers(-24 * 16, 30), st.integers(-24 * 800, 0))


@st.composite
def entries(draw: st.DrawFn) -> list[LogEntry]:
    made = []
    for number in range(draw(st.integers(0, 25))):
        status, error = draw(
            st.sampled_from([(DELIVERED, NO_ERROR), (BOUNCED, INBOX_FULL), (BOUNCED, NO_ERROR), (REJECTED, NO_ERROR)])
            | st.just((ENROUTE, NO_ERROR))
        )
        plain = entry(
            f"m-{number}",
            f"p{number}@{draw(st.sampled_from(DOMAINS))}",
            status,
            bulk_id=draw(st.sampled_from([None, "b-1", "b-2", "b-3"])),
            error=error,
            sender=draw(st.sampled_from(SENDERS)),
            sent_at=NOW + timedelta(hours=draw(HOURS), minutes=draw(st.sampled_from([0, 4, 5, 34]))),
        )
        made.append(msgspec.structs.replace(plain, price=draw(st.sampled_from(PRICES))))
    return made


@contextmanager
def archive_with(reported: list[LogEntry]) -> Iterator[Archive]:
    with passing_archive() as archive:
        if reported:
            sync(archive, *reported)
        yield archive


def counted(rows: list[MessageRow], wanted: TimeRange) -> MailCounts:
    return MailCounts(Counter(row.outcome for row in within(rows, wanted)))


def within(rows: list[MessageRow], wanted: TimeRange) -> list[MessageRow]:
    return [row for row in rows if row.sent_at is not None and wanted.since <= row.sent_at < wanted.until]


def name_of(row: MessageRow, grouping: Grouping) -> str:
    match grouping:
        case Grouping.DOMAIN:
            return domain_of_key(address_key(row.to))
        case Grouping.SENDER:
            return sender_address(row.sender)
        case Grouping.SEND:
            return row.bulk_id or ""


def of_group(group: MailGroup) -> tuple[str, dict[Outcome, int], Counter[object]]:
    reasons: Counter[object] = Counter()
    for reason in group.reasons:
        reasons[reason.outcome, reason.error] += reason.mails
    return group.name, dict(group.counts.by_outcome), reasons


@settings(max_examples=examples(15), deadline=None)
@given(
    reported=entries(),
    kind=st.sampled_from(PeriodKind),
    grouping=st.sampled_from(Grouping),
    zone=st.sampled_from(ZONES),
    sender=st.sampled_from(["", "news@example.com", "nobody@example.com"]),
)
def test_every_figure_is_that_of_a_plain_count(
    reported: list[LogEntry], kind: PeriodKind, grouping: Grouping, zone: tzinfo, sender: str
) -> None:
    period = period_of(kind, NOW, zone)
    query = OverviewQuery(
        account_id=SANDBOX_ACCOUNT, period=period, grouping=grouping, limit=LIMIT, sender=sender, most=50
    )
    with archive_with(reported) as archive:
        found = archive.as_reader.overview.read(query)
        everything = all_rows(archive)
    rows = [row for row in everything if sender in ("", sender_address(row.sender))]

    assert (found.counts, found.before) == (counted(rows, period.now), counted(rows, period.before))
    assert found.today.counts == counted(rows, period.today)
    assert found.slots == tuple(counted(rows, slot) for slot in period.slots)
    assert found.ever == len(everything)
    both = TimeRange(period.before.since, period.now.until)
    assert found.senders == tuple(sorted({sender_address(row.sender) for row in within(everything, both)}))

    now = within(rows, period.now)
    expected = []
    for name in {name_of(row, grouping) for row in now}:
        own = [row for row in now if name_of(row, grouping) == name]
        reasons = Counter[object]((row.outcome, row.error) for row in own if row.outcome in FAILURES)
        expected.append((name, dict(Counter(row.outcome for row in own)), reasons))
    expected.sort(key=lambda one: (-sum(one[1].values()), one[0]))
    assert [of_group(group) for group in found.table.groups] == expected

    waiting = [row.sent_at for row in now if row.outcome in ON_THE_WAY]
    assert found.oldest_on_the_way == min((at for at in waiting if at is not None), default=None)
    for cost in found.costs.known:
        prices = [row.price.per_message for row in now if row.price and row.price.currency == cost.currency]
        assert (cost.mails, cost.amount) == (len(prices), sum(prices, Decimal()))
    assert found.costs.unknown == sum(row.price is None for row in now)
    assert sum(cost.mails for cost in found.costs.known) + found.costs.unknown == len(now)


@settings(max_examples=examples(10), deadline=None)
@given(reported=entries(), changes=st.data())
def test_sums_follow_changes_and_erasures(reported: list[LogEntry], changes: st.DataObject) -> None:
    with archive_with(reported) as archive:
        for one in reported:
            status = changes.draw(st.sampled_from([None, DELIVERED, BOUNCED]))
            if status is not None:
                ingest(archive, report(one.message_id, one.to, status, bulk_id=one.bulk_id, done_at=after(99)))
        for one in reported[:2]:
            archive.erasure.erase(one.to)
        archive.outbox.queue(submission("later@example.com"), None)
        assert archive.as_reader.check() == ()
        assert archive.database.rows("SELECT 1 FROM day_count WHERE messages < 1") == []


def question(kind: PeriodKind = PeriodKind.WEEK, **changes: object) -> OverviewQuery:
    plain = OverviewQuery(
        account_id=SANDBOX_ACCOUNT, period=period_of(kind, NOW, UTC), grouping=Grouping.DOMAIN, limit=LIMIT
    )
    return msgspec.structs.replace(plain, **changes)


def mails(domain: str, delivered: int, bounced: int, *, days_ago: int = 0) -> list[LogEntry]:
    fates = [DELIVERED] * delivered + [BOUNCED] * bounced
    sent_at = NOW - timedelta(days=days_ago)
    return [
        entry(f"{domain}-{days_ago}-{number}", f"p{number}@{domain}", status, bulk_id="b-1", sent_at=sent_at)
        for number, status in enumerate(fates)
    ]


def test_domains_past_the_limit_come_worst_first_with_the_period_before(archive: Archive) -> None:
    sync(archive, *mails("corp.example", 47, 3), *mails("shop.example", 18, 4), *mails("example.com", 60, 1))
    sync(archive, *mails("few.example", 0, 19), *mails("corp.example", 9, 1, days_ago=8))

    found = archive.as_reader.overview.read(question()).past_limit

    assert [(one.name, one.counts.bounced, one.counts.results) for one in found] == [
        ("shop.example", 4, 22),
        ("corp.example", 3, 50),
    ]
    assert [one.counts_before.bounced for one in found] == [0, 1]


def test_small_groups_are_one_row(archive: Archive) -> None:
    sync(archive, *(one for number in range(6) for one in mails(f"d{number}.example", 6 - number, 1)))

    table = archive.as_reader.overview.read(question(most=2)).table

    assert [group.name for group in table.groups] == ["d0.example", "d1.example"]
    assert table.others == 4
    assert table.rest.counts == MailCounts({Outcome.DELIVERED: 4 + 3 + 2 + 1, Outcome.BOUNCED: 4})
    assert [reason.mails for reason in table.rest.reasons] == [4]
    assert archive.as_reader.overview.read(question(most=5)).table.others == 0


def names_by(
    archive: Archive, column: GroupColumn, *, descending: bool, grouping: Grouping = Grouping.DOMAIN, most: int = 10
) -> list[str]:
    asked = question(order=GroupOrder(column, descending), grouping=grouping, most=most)
    return [group.name for group in archive.as_reader.overview.read(asked).table.groups]


def test_wordings_of_one_error_are_one_reason_in_the_order_of_reasons(archive: Archive) -> None:
    full = msgspec.structs.replace(INBOX_FULL, description="The mailbox is full")
    other = msgspec.structs.replace(INBOX_FULL, id=INBOX_FULL.id + 1)
    errors = {"one.example": [INBOX_FULL] * 2 + [full] * 2, "two.example": [INBOX_FULL] * 3 + [other] * 3}
    sync(
        archive,
        *(
            entry(f"{domain}-{number}", f"p{number}@{domain}", BOUNCED, error=error, sent_at=NOW)
            for domain, met in errors.items()
            for number, error in enumerate(met)
        ),
    )

    assert names_by(archive, GroupColumn.REASON, descending=True) == ["one.example", "two.example"]


def test_rows_come_in_the_order_of_their_column(archive: Archive) -> None:
    sync(archive, *mails("b.example", 47, 3), *mails("c.example", 60, 0), *mails("a.example", 30, 30))
    sync(archive, *mails("few.example", 0, 4), *mails("less.example", 4, 1))
    sync(archive, entry("w-1", "p@waits.example", ENROUTE, sent_at=NOW))
    little = ["few.example", "less.example"]

    assert names_by(archive, GroupColumn.SENT, descending=False)[:2] == ["waits.example", "few.example"]
    worst_first = names_by(archive, GroupColumn.BOUNCED, descending=True)
    assert worst_first == ["a.example", "b.example", "c.example", *little, "waits.example"]
    best_first = names_by(archive, GroupColumn.BOUNCED, descending=False)
    assert best_first == ["c.example", "b.example", "a.example", *reversed(little), "waits.example"]
    assert names_by(archive, GroupColumn.DELIVERED, descending=True) == best_first
    assert names_by(archive, GroupColumn.NAME, descending=True, most=3) == ["waits.example", *reversed(little)]
    assert names_by(archive, GroupColumn.NAME, descending=False)[:3] == ["a.example", "b.example", "c.example"]
    failed = ["a.example", "few.example", "b.example", "less.example"]
    assert names_by(archive, GroupColumn.REASON, descending=True) == [*failed, "c.example", "waits.example"]
    assert names_by(archive, GroupColumn.REASON, descending=False) == [*reversed(failed), "c.example", "waits.example"]


def test_sends_are_sorted_by_their_subject_and_those_without_one_come_last(archive: Archive) -> None:
    for bulk_id, subject in (("b-1", "Zebra"), ("b-2", "\u00c4pfel"), ("b-3", "bread")):
        sent = submission("ana@example.com", bulk_id=bulk_id)
        sent = msgspec.structs.replace(sent, content=msgspec.structs.replace(sent.content, subject=subject))
        archive.outbox.queue(sent, None)
        archive.outbox.start_sending(sent.id, NOW)
    sync(archive, entry("other", "tom@example.com", bulk_id=None, sent_at=NOW))

    assert names_by(archive, GroupColumn.NAME, descending=False, grouping=Grouping.SEND) == ["b-2", "b-3", "b-1", ""]
    assert names_by(archive, GroupColumn.NAME, descending=True, grouping=Grouping.SEND) == ["b-1", "b-3", "b-2", ""]


def test_the_largest_sends_stay_the_largest_in_any_order(archive: Archive) -> None:
    sync(archive, *mails("a.example", 9, 1), entry("other", "tom@example.com", bulk_id="b-2", sent_at=NOW))
    order = GroupOrder(GroupColumn.SENT, descending=False)
    sends = archive.as_reader.overview.read(question(order=order)).sends.groups
    assert [group.name for group in sends] == ["b-1", "b-2"]


def test_a_send_has_its_subject(archive: Archive) -> None:
    archive.outbox.queue(mail := submission("ana@example.com", bulk_id="b-1"), None)
    archive.outbox.start_sending(mail.id, NOW)
    sync(archive, entry("other", "tom@example.com", bulk_id=None, sent_at=NOW))

    sends = archive.as_reader.overview.read(question()).sends.groups

    assert {group.name: group.title for group in sends} == {"b-1": "Your November statement", "": ""}


def test_an_unknown_account_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.as_reader.overview.read(question(account_id=AccountId("other")))
