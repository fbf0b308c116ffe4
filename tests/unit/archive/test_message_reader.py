from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId, MessageId, SubmissionId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, SortKey
from tests.new_archive import open_new, passing_archive
from tests.unit.archive.samples import T0, Answered, after, report, submission
from tests.unit.archive.statuses import DELIVERED
from tests.unit.archive.steps import all_rows, ingest, query_plan, sent, statements

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (SortKey.STATUS, [2, 3, 1]),
        (SortKey.SENT, [2, 3, 1]),
        (SortKey.DONE, [3, 1, 2]),
        (SortKey.RECEIVED, [1, 2, 3]),
        (SortKey.TO, [2, 3, 1]),
        (SortKey.SENDER, [2, 1, 3]),
        (SortKey.SUBJECT, [1, 2, 3]),
        (SortKey.PRICE, [3, 2, 1]),
        (SortKey.MESSAGE_ID, [2, 3, 1]),
    ],
)
def test_every_order_both_ways(three: Archive, key: SortKey, rows: list[int]) -> None:
    assert list(three.messages.ids(EVERYTHING, key, False)) == rows
    assert list(three.messages.ids(EVERYTHING, key, True)) == rows[::-1]
    assert list(three.messages.ids(ArchiveFilter(), key, True, limit=2)) == rows[:0:-1]


def test_by_sending_what_is_queued_stands_at_the_time_it_was_queued(three: Archive) -> None:
    for number, seconds in ((1, 6), (2, 100)):
        archive_mail = submission("tom@example.com", bulk_id=f"bulk-{number}", created_at=after(seconds))
        three.outbox.queue(archive_mail, None)
    newest_first = [5, 1, 3, 4, 2]  # rows 4 and 5 wait
    assert list(three.messages.ids(EVERYTHING, SortKey.SENT, True)) == newest_first
    assert list(three.messages.ids(ArchiveFilter(), SortKey.SENT, False)) == newest_first[::-1]
    assert list(three.messages.ids(EVERYTHING, SortKey.SENT, True, limit=2)) == [5, 1]
    tom = ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="tom@")
    assert list(three.messages.ids(tom, SortKey.SENT, True)) == [5, 4]
    assert [row.queued_at for row in three.messages.rows([5, 1])] == [after(100), None]


def test_a_page_with_queued_mail_is_read_along_an_index(archive: Archive) -> None:
    _fill(archive, 1000)
    archive.outbox.queue(submission(), None)
    plan = _plan(archive, EVERYTHING, SortKey.SENT)
    assert "message_by_sent (account=? AND sent_at>?)" in plan
    assert plan.count("TEMP B-TREE") == 1  # of the few that wait


def test_rows_come_in_the_order_asked_for_and_without_those_gone(three: Archive) -> None:
    assert [row.row for row in three.messages.rows([3, 1, 99, 2])] == [3, 1, 2]
    assert three.messages.rows([]) == []
    assert three.reports.rows([1]) == []


def test_a_row_holds_all_that_is_known(archive: Archive) -> None:
    mail = submission("ana@example.com", ids=("m-1",))
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    ingest(archive, msgspec.structs.replace(report(), price=Price(Decimal("0.0004"), "EUR")))
    assert all_rows(archive) == [
        MessageRow(
            row=1,
            account_id=SANDBOX_ACCOUNT,
            outcome=Outcome.DELIVERED,
            to="ana@example.com",
            message_id=MessageId("m-1"),
            bulk_id=mail.bulk_id,
            submission_id=mail.id,
            sender="Billing <billing@example.com>",
            subject="Your November statement",
            sent_at=after(2),
            done_at=after(30),
            status=DELIVERED,
            error=report().error,
            price=Price(Decimal("0.0004"), "EUR"),
            has_report=True,
            is_new=True,
            queued_at=T0,
        )
    ]


def test_what_is_gone_has_no_details(archive: Archive) -> None:
    assert archive.messages.details(1) is None
    assert archive.reports.details(1) is None
    assert archive.messages.of_submission(SubmissionId("nothing")) == ()


def test_totals_count_messages_and_reports(three: Archive) -> None:
    ingest(three, report("m-9", "c@example.com"))
    assert (three.messages.total(SANDBOX_ACCOUNT), three.reports.total(SANDBOX_ACCOUNT)) == (3, 1)


def test_a_page_of_a_big_archive_is_read_along_an_index(archive: Archive) -> None:
    _fill(archive, 20_000)
    for key in SortKey:
        plan = _plan(archive, EVERYTHING, key)
        # where several messages share an id, or have none, those alone are put in order
        allowed = ("RIGHT PART", "") if key is SortKey.MESSAGE_ID else ()
        sorting = [line for line in plan.splitlines() if "TEMP B-TREE" in line]
        assert len(sorting) == len(allowed), key
        assert all(part in line for part, line in zip(allowed, sorting, strict=True)), key
        assert "SEARCH message USING" in plan, key
        page = archive.messages.rows(archive.messages.ids(EVERYTHING, key, True, limit=50))
        assert len(page) == 50, key


_TEXT = st.text(st.sampled_from("aAbÄ "), max_size=2)
_MESSAGE = st.tuples(
    st.integers(1, 2),
    st.one_of(st.none(), _TEXT),
    _TEXT,
    _TEXT,
    st.sampled_from([None, "0.10", "0.1", "2", "10"]),
    st.one_of(st.none(), st.integers(-2, 2)),
)
_KEYS = {
    SortKey.SENDER: "sender COLLATE NOCASE",
    SortKey.SUBJECT: "subject COLLATE NOCASE",
    SortKey.PRICE: "CAST(price AS REAL)",
    SortKey.MESSAGE_ID: "message_id",
    SortKey.DONE: "done_at",
    SortKey.SENT: "sent_at",
}


@given(messages=st.lists(_MESSAGE, max_size=8))
def test_an_order_out_of_an_index_is_the_order_of_the_values(messages: list[tuple[object, ...]]) -> None:
    with passing_archive() as archive:
        archive.database.run("INSERT INTO account (number, id, settings) VALUES (2, 'other', '{}')")
        archive.database.run_many(_ADD_MESSAGE, [(number, *message) for number, message in enumerate(messages)])
        for key, column in _KEYS.items():
            for descending in (True, False):
                direction = "DESC" if descending else "ASC"
                order = f"ORDER BY {column} {direction}, row {direction}"
                plain = archive.database.rows(f"SELECT row FROM message NOT INDEXED WHERE account = 1 {order}")
                wanted = [row for (row,) in plain]
                assert list(archive.messages.ids(EVERYTHING, key, descending)) == wanted
                assert list(archive.messages.ids(EVERYTHING, key, descending, limit=3)) == wanted[:3]
                assert archive.messages.count(EVERYTHING) == len(wanted)


_ADD_MESSAGE = """
    INSERT INTO message (address_key, account, message_id, sender, subject, price, sent_at, address, outcome, basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'a@example.com', 'delivered', 5)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """10,000 messages with common and rare words, some without a time or an id. Only read."""
    archive = open_new(tmp_path_factory.mktemp("many") / "archive.sqlite")
    _fill(archive, 10_000)
    archive.database.run("UPDATE message SET subject = 'statement ' || (row % 7), message_id = row / 3 WHERE row % 2")
    archive.database.run("UPDATE message SET sent_at = NULL, message_id = NULL WHERE row % 4000 = 1")
    archive.database.run("UPDATE message SET outcome = 'bounced' WHERE row % 4000 IN (1, 5, 6)")
    yield archive
    archive.close()


@pytest.mark.parametrize("words", [("example.com",), ("statement",), ("example.com", "2001")])
@pytest.mark.parametrize("key", list(SortKey))
def test_a_first_page_begins_as_the_whole_list(many: Archive, words: tuple[str, ...], key: SortKey) -> None:
    """A word that nearly all have, one that half of them have, and one that few have."""
    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=words)
    for descending in (True, False):
        whole = list(many.messages.ids(wanted, key, descending))
        assert len(whole) == many.messages.count(wanted) > 0
        assert list(many.messages.ids(wanted, key, descending, limit=50)) == whole[:50]


@pytest.fixture(scope="module")
def of_two_accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Half of 4,000 messages each; some are not sent yet, some have no id. Only read."""
    archive = open_new(tmp_path_factory.mktemp("two") / "archive.sqlite")
    archive.database.run("INSERT INTO account (number, id, settings) VALUES (2, 'other', '{}')")
    _fill(archive, 4_000)
    for change in (
        "account = 1 + row % 2",
        "subject = iif(row % 3, 'Statement ' || (row % 7), 'x' || (row % 10))",
        "address_key = row || iif(row % 5, '@example.com', '@rare.example')",
        "outcome = 'bounced' WHERE row % 9 = 0",
        "sent_at = NULL WHERE row % 400 = 1",
        "message_id = NULL WHERE row % 500 = 2",
    ):
        archive.database.run(f"UPDATE message SET {change}")
    yield archive
    archive.close()


_GROUP = tuple(FilterAlternative(ArchiveFilter(words=(f"{one}{two}",))) for one in "bcdfghjk" for two in range(10))
"""Pairs of letters, which no index finds: each row is compared with all of them."""
_FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a domain": {"domains": frozenset({"example.com"})},
    "a domain and an outcome": {"to": "*@example.com", "outcomes": frozenset({Outcome.BOUNCED})},
    "a domain and a common word": {"to": "*@example.com", "words": ("statement",)},
    "a common word in the whole mail": {"words": ("statement",), "is_new": False},
    "one of many": {"groups": ((*_GROUP, FilterAlternative(ArchiveFilter(words=("x8",)))),)},
    "an error": {"error": "6010"},
    "an id": {"message_ids": frozenset({MessageId("78")})},
}


@pytest.mark.parametrize("account", [SANDBOX_ACCOUNT, None])
@pytest.mark.parametrize("name", _FILTERS)
def test_a_page_of_any_filter_begins_as_the_whole_list(
    of_two_accounts: Archive, name: str, account: AccountId | None
) -> None:
    archive = of_two_accounts
    wanted = ArchiveFilter(account_id=account, **_FILTERS[name])
    for key in SortKey:
        for descending in (True, False):
            whole = list(archive.messages.ids(wanted, key, descending))
            assert list(archive.messages.ids(wanted, key, descending, limit=50)) == whole[:50], key
    assert whole or name == "an error"


_SELECTIVE: tuple[dict[str, Any], ...] = (
    {},
    {"outcomes": frozenset({Outcome.BOUNCED})},
    {"domains": frozenset({"nobody.example"})},
    {"to": "*@nobody.example"},
    {"to": "=none@nobody.example"},
    {"bulk_id": BulkId("none")},
    {"message_ids": frozenset({MessageId("none")})},
    {"sender": "=none@nobody.example"},
    {"error": "9999"},
    {"words": ("example.com",)},
)


def test_a_page_needs_a_look_at_few_rows(archive: Archive) -> None:
    _fill(archive, 100_000)
    for values in _SELECTIVE:
        for account, key in product((SANDBOX_ACCOUNT, None), SortKey):
            with archive.database.at_most(300_000):
                archive.messages.ids(ArchiveFilter(account_id=account, **values), key, True, limit=50)


@pytest.mark.parametrize(
    "wanted",
    [
        EVERYTHING,
        ArchiveFilter(),
        ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="tom@"),
        ArchiveFilter(account_id=SANDBOX_ACCOUNT, since=after(5)),
        ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.DELIVERED})),
        ArchiveFilter(words=("statement",)),
        ArchiveFilter(bulk_id=BulkId("bulk-1")),
    ],
)
def test_as_many_are_counted_as_are_found(three: Archive, wanted: ArchiveFilter) -> None:
    assert three.messages.count(wanted) == len(three.messages.ids(wanted, SortKey.SENT, True))


def test_a_filter_by_outcome_and_time_and_a_rare_word_use_indexes(archive: Archive) -> None:
    bounced = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}), since=after(5))
    plan = _plan(archive, bounced, SortKey.SENT)
    assert "message_by_outcome (account=? AND outcome=? AND sent_at>?)" in plan
    assert "TEMP B-TREE" not in plan
    plan = _plan(archive, ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=("rare",)), SortKey.SENT)
    assert "message_search VIRTUAL TABLE INDEX" in plan
    assert "SEARCH message USING INTEGER PRIMARY KEY" in plan
    assert "SCAN message\n" not in plan


def _fill(archive: Archive, count: int) -> None:
    with archive.database.transaction():
        archive.database.run(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO message
                (account, message_id, address, address_key, sender, subject, outcome, basis, sent_at, done_at)
            SELECT 1, i, i || '@example.com', i, '', '', 'delivered', 5, i, i * 7 % 1000 FROM n
            """,
            (count,),
        )


def _plan(archive: Archive, wanted: ArchiveFilter, key: SortKey) -> str:
    with statements(archive.database) as found:
        archive.messages.ids(wanted, key, True, limit=50)
    return query_plan(archive.database, next(one for one in found if "message.row" in one and "LIMIT 50" in one))
