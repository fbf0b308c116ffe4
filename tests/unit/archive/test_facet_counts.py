"""Counts of values equal a count in Python, for every kind of filter and after every kind of change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.bulk_load import without_triggers
from composer_app.archive.integrity_check import problems_of
from composer_app.domain.account import Account
from composer_app.domain.facets import Facet, FacetCounts, FacetValue, token_of
from composer_app.domain.filter_fields import FilterContext, filter_of, narrowed
from composer_app.domain.filter_parser import FilterToken, parse
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId, MessageId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import VendorError
from tests.examples import examples
from tests.unit.archive.samples import T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE
from tests.unit.archive.steps import ingest, sent, sync

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
ALL = dict.fromkeys(Facet, 1000)
FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full")
FULL_AGAIN = msgspec.structs.replace(FULL, description="The inbox is full")
NAMELESS = VendorError(2, "USER_ERRORS", -1, "EC_ODD", "Odd")
ERRORS = (VendorError(), FULL, FULL_AGAIN, NAMELESS)
HOSTS = ("example.com", "example.org", "corp.example")


@pytest.fixture
def mixed(archive: Archive) -> Archive:
    """Mail to three hosts from two senders, over two days; some failed; one has no time, one no host."""
    for number in range(60):
        error = ERRORS[number % 4] if number % 5 == 0 else VendorError()
        reported = entry(
            f"m-{number}",
            f"p{number}@{HOSTS[number % 7 % 3]}" if number else "nowhere",
            BOUNCED if error.is_error else DELIVERED if number % 2 else ENROUTE,
            bulk_id=None if number % 11 == 0 else f"b-{number // 9}",
            error=error,
            sender=f"s{number % 2}@example.com" if number % 13 else "",
            sent_at=T0 + timedelta(minutes=number * 47),
        )
        sync(archive, reported)
    archive.outbox.queue(submission("later@example.com", bulk_id="b-later"), None)
    return archive


def values_of(row: MessageRow) -> dict[Facet, str | None]:
    error = row.error if row.error is not None and row.error.is_error else None
    return {
        Facet.STATUS: row.outcome.value,
        Facet.DOMAIN: row.to.rpartition("@")[2] if "@" in row.to else None,
        Facet.ERROR: None if error is None else str(error.id) if error.id > 0 else error.name,
        Facet.SENDER: row.sender or None,
        Facet.BULK: row.bulk_id,
    }


def counted(archive: Archive, wanted: ArchiveFilter) -> dict[Facet, Counter[str]]:
    rows = archive.messages.rows(archive.messages.ids(wanted, SortKey.RECEIVED, False))
    found: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for row in rows:
        for facet, value in values_of(row).items():
            if value is not None:
                found[facet][value] += 1
    return found


def minutes(since: int | None, until: int | None) -> ArchiveFilter:
    def at(minute: int | None) -> datetime | None:
        return None if minute is None else T0 + timedelta(minutes=minute)

    return msgspec.structs.replace(EVERYTHING, since=at(since), until=at(until))


FILTERS = [
    EVERYTHING,
    ArchiveFilter(),
    minutes(100, None),
    minutes(None, 999),
    minutes(61, 1234),
    minutes(60, 1200),
    minutes(47, 48),
    minutes(90, 90),
    msgspec.structs.replace(EVERYTHING, outcomes=frozenset({Outcome.BOUNCED})),
    msgspec.structs.replace(EVERYTHING, outcomes=frozenset(Outcome) - {Outcome.BOUNCED}),
    msgspec.structs.replace(minutes(61, 1234), outcomes=frozenset(Outcome) - {Outcome.BOUNCED}),
    msgspec.structs.replace(EVERYTHING, bulk_id=BulkId("b-2")),
    msgspec.structs.replace(EVERYTHING, to="*@corp.example"),
    msgspec.structs.replace(EVERYTHING, words=("example",)),
    msgspec.structs.replace(minutes(None, 700), sender="s1"),
    msgspec.structs.replace(EVERYTHING, to="nobody-at-all"),
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_counts_equal_those_of_the_rows(mixed: Archive, wanted: ArchiveFilter) -> None:
    expected = counted(mixed, wanted)
    found = mixed.as_reader.facets.counts(wanted, ALL)
    assert {facet: {one.value: one.messages for one in counts.values} for facet, counts in found.items()} == expected
    assert all(counts.left_out == 0 for counts in found.values())
    for facet, counts in found.items():
        ordered = sorted(expected[facet].items(), key=lambda item: (-item[1], item[0]))
        assert [(one.value, one.messages) for one in counts.values] == ordered


def test_the_messages_of_a_status_are_not_looked_at(archive: Archive) -> None:
    archive.database.run(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
        INSERT INTO message (account, message_id, address, address_key, sender, subject, outcome, basis, sent_at)
        SELECT 1, i, i || '@example.com', i || '@example.com', '', '', 'delivered', 5, i * 10000000 FROM n
        """
    )
    delivered = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.DELIVERED}))
    with archive.database.at_most(200_000):
        counts = archive.as_reader.facets.counts(delivered, {Facet.DOMAIN: 5, Facet.STATUS: 5})
    assert counts == {
        Facet.DOMAIN: FacetCounts((FacetValue("example.com", 30_000),)),
        Facet.STATUS: FacetCounts((FacetValue("delivered", 30_000),)),
    }


@pytest.mark.parametrize("wanted", [ArchiveFilter(), ArchiveFilter(to="*@corp.example"), minutes(61, 1234)])
def test_accounts_are_counted_together(mixed: Archive, wanted: ArchiveFilter) -> None:
    wanted = msgspec.structs.replace(wanted, account_id=None)
    other = Account(id=AccountId("other"), name="Other", base_url="https://api.example.com")
    mixed.accounts.save(other)
    there = entry("o-1", "ana@corp.example", DELIVERED, sent_at=T0 + timedelta(minutes=100))
    mixed.logs.ingest(other.id, (there,), T0 + timedelta(minutes=101), None)

    test_counts_equal_those_of_the_rows(mixed, wanted)


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_most_frequent_come_first_and_the_rest_is_counted(mixed: Archive, wanted: ArchiveFilter) -> None:
    whole = mixed.as_reader.facets.counts(wanted, ALL)
    for facet, counts in mixed.as_reader.facets.counts(wanted, dict.fromkeys(Facet, 2)).items():
        assert counts.values == whole[facet].values[:2]
        assert counts.left_out == max(len(whole[facet].values) - 2, 0)


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_counted(mixed: Archive, at: datetime) -> None:
    sync(mixed, entry("m-end", "end@example.org", DELIVERED, sent_at=at))
    for wanted in (msgspec.structs.replace(EVERYTHING, since=at), msgspec.structs.replace(EVERYTHING, until=at)):
        test_counts_equal_those_of_the_rows(mixed, wanted)


def test_only_what_is_wanted_is_counted(mixed: Archive) -> None:
    assert list(mixed.as_reader.facets.counts(EVERYTHING, {Facet.SENDER: 1})) == [Facet.SENDER]


def test_bulks_have_their_subject_and_errors_their_words(archive: Archive) -> None:
    sent(archive, submission("ana@example.com"), Answered("ana@example.com", None))
    sync(archive, entry("m-7", "tom@example.com", BOUNCED, bulk_id=None, error=FULL))
    found = archive.as_reader.facets.counts(EVERYTHING, ALL)
    assert found[Facet.BULK] == FacetCounts((FacetValue("bulk-1", 1, "Your November statement"),))
    assert found[Facet.ERROR] == FacetCounts((FacetValue("6010", 1, "Recipient inbox full"),))


def test_the_sums_follow_every_step(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.org", ids=("m-1", "m-2"))
    archive.outbox.queue(mail, None)
    assert problems_of(archive.database) == ()
    archive.outbox.start_sending(mail.id, after(0))
    assert problems_of(archive.database) == ()
    answers = [Answered("ana@example.com", MessageId("m-1")), Answered("tom@example.org", MessageId("m-2"))]
    archive.outbox.record_answer(mail.id, after(1), mail.bulk_id, answers, b"{}")
    assert problems_of(archive.database) == ()
    sync(archive, entry("m-1", "ana@example.com", ENROUTE))
    ingest(archive, report("m-2", "tom@example.org", BOUNCED, error=FULL))
    ingest(archive, report("m-1", "ana@example.com", DELIVERED))
    assert problems_of(archive.database) == ()
    assert counted(archive, EVERYTHING)[Facet.ERROR] == {"6010": 1}
    archive.erasure.erase("tom@example.org", after(9))
    assert problems_of(archive.database) == ()
    assert not archive.database.rows("SELECT 1 FROM facet_count WHERE value LIKE '%example.org%' OR messages = 0")


def test_a_bulk_load_makes_the_sums_anew(mixed: Archive) -> None:
    before = mixed.database.rows("SELECT * FROM facet_count ORDER BY 1, 2, 3, 4")
    with mixed.database.transaction(), without_triggers(mixed.database):
        mixed.database.run("DELETE FROM facet_count WHERE kind = 'sender'")
    assert mixed.database.rows("SELECT * FROM facet_count ORDER BY 1, 2, 3, 4") == before


def test_a_wrong_sum_is_found(mixed: Archive) -> None:
    mixed.database.run(
        "UPDATE facet_count SET messages = messages + 1 WHERE kind = 'domain' AND value = 'corp.example'"
    )
    assert problems_of(mixed.database) == ("the sums of facets are wrong",)


@pytest.fixture(scope="module")
def open_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path: Path = tmp_path_factory.mktemp("changes") / "archive.sqlite3"
    opened = Archive.open(path)
    for number in range(3):
        sync(opened, entry(f"m-{number}", f"p{number}@example.com", bulk_id=None))
    yield opened
    opened.close()


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "address_key": st.sampled_from(["a@x.example", "b@y.example", "c@x.example", "nowhere"]),
        "sender": st.sampled_from(["", "s@x.example", "t@y.example"]),
        "bulk_id": st.sampled_from([None, "b-1", "b-2"]),
        "verdict": st.sampled_from([0, 1]),
        "sent_at": st.sampled_from([None, -1, 0, 3_600_000_000, 3_599_999_999, 7_300_000_000]),
    },
).filter(bool)


@given(changes=st.lists(st.tuples(st.integers(1, 3), CHANGES), min_size=1, max_size=6))
@settings(max_examples=examples(25), deadline=None)
def test_any_change_of_a_message_keeps_the_sums(
    open_archive: Archive, changes: list[tuple[int, dict[str, object]]]
) -> None:
    """Triggers of one statement set off others, in no certain order."""
    database = open_archive.database
    for row, change in changes:
        columns = ", ".join(f"{name} = :{name}" for name in change)
        values = change | {"row": row}
        if "address_key" in change:
            values["address_key"] = f"{row}{change['address_key']}"
        database.run(f"UPDATE message SET {columns} WHERE row = :row", values)
    assert problems_of(database) == ()


VALUES = "b-1 b-1* =b-1 b-* OR a,b -x \"q 'q <x> % _ é E\u0301 É ß SS İ i \u200bz 6010 =".split()
VALUES += (" b-1 ", "a b", "a\tb")
SENDERS = [
    "ana@x.example", "joana@x.example", "ana@x.example.org", "Ana@X.example", "ANA@x.example", "Ana <ana@x.example>",
    "Ana, <Ana@x.example>", " ana@x.example", "Ünal <u@x.example>", "ünal <u@x.example>", *VALUES,
]  # fmt: skip
DOMAINS = ["x.example", "X.example", "a.x.example", "müller.example", "xn--mller-kva.example", "mu\u0308ller.example",
           "x.example,y", "*.example", "=x", "a b", "ẞ.example"]  # fmt: skip
ODD_ERRORS = [
    *ERRORS,
    VendorError(2, "", 601, "EC", "inbox"),
    VendorError(2, "", -1, "EC_ODD", "Odd again"),
    *(VendorError(2, "", -1, name, "Odd") for name in ("EC_ODD_TOO", "6010", " EC_ODD ", "*", "=", "", "EC,ODD")),
    VendorError(2, "", -1, "", ""),
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Mail with values that the filter language could take for something else."""
    opened = Archive.open(tmp_path_factory.mktemp("odd") / "archive.sqlite3")
    length = max(len(VALUES), len(SENDERS), len(DOMAINS), len(ODD_ERRORS))
    for number in range(3 * length):
        error = ODD_ERRORS[number % len(ODD_ERRORS)]
        reported = entry(
            f"m-{number}",
            f"p{number}@{DOMAINS[number % len(DOMAINS)]}",
            BOUNCED if error.is_error else DELIVERED if number % 2 else ENROUTE,
            bulk_id=VALUES[number % len(VALUES)],
            error=error,
            sender=SENDERS[number % len(SENDERS)],
            sent_at=T0 + timedelta(minutes=number * 7),
        )
        sync(opened, reported)
    yield opened
    opened.close()


FIELDS = st.one_of(
    st.builds(FilterToken, st.sampled_from(["from", "-from"]), st.sampled_from([*SENDERS, "ana", "*@x.example"])),
    st.builds(FilterToken, st.sampled_from(["to-domain", "-to-domain"]), st.sampled_from(["x.example", *DOMAINS])),
    st.builds(FilterToken, st.sampled_from(["error", "-error"]), st.sampled_from(["inbox", "6010", "*", "=EC"])),
    st.builds(FilterToken, st.sampled_from(["bulk", "-bulk"]), st.sampled_from(["b*", *VALUES])),
    st.builds(FilterToken, st.sampled_from(["status", "-status"]), st.sampled_from(["bounced", "delivered,bounced"])),
    st.builds(FilterToken, st.sampled_from(["since", "until"]), st.sampled_from(["1h", "3h", "7h"])),
    st.just(FilterToken("status", "bounced", (FilterToken("from", "ana"),))),
)  # fmt: skip


@given(tokens=st.lists(FIELDS, max_size=3), facet=st.sampled_from(Facet), data=st.data())
@example(tokens=[], facet=Facet.ERROR, data=None)
@settings(max_examples=300, deadline=None)
def test_a_click_lists_as_many_rows_as_the_facet_says(
    odd: Archive, tokens: list[FilterToken], facet: Facet, data: st.DataObject | None
) -> None:
    context = FilterContext(T0 + timedelta(hours=8))

    def wanted(*tokens: FilterToken) -> ArchiveFilter:
        return filter_of(*parse(" ".join(one.written() for one in tokens)), SANDBOX_ACCOUNT, context)

    def rows(*tokens: FilterToken) -> set[int]:
        return set(odd.messages.ids(wanted(*tokens), SortKey.RECEIVED, False))

    every = rows(*tokens)
    values = odd.as_reader.facets.counts(wanted(*tokens), {facet: 1000})[facet].values
    assert len({one.value for one in values}) == len(values)
    for one in values if data is None else [data.draw(st.sampled_from(values))] if values else []:
        token = token_of(facet, one.value)
        assert len(rows(*narrowed(tokens, token))) == one.messages, token
        if token not in tokens:
            assert len(every - rows(*tokens, token.opposite())) == one.messages, token
