"""Two groups of messages compared out of the sums."""

from __future__ import annotations

from datetime import timedelta

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.column_values import micros
from composer_app.archive.comparison_sums import ComparisonSums
from composer_app.archive.comparison_values import MOST_COUNTED_BY_VALUE, ValueCounter
from composer_app.domain.comparison import FEWEST, Aspect
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from tests.unit.archive.samples import T0, submission

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
BOUNCED = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset((Outcome.BOUNCED,)))
_FILL = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
    INSERT INTO message (account, address, address_key, domain, sender, subject, outcome, basis, verdict, sent_at)
    SELECT 1, 'p' || i || '@x.example', 'p' || i || '@x.example', 'x.example', 'S' || (i % 2),
           iif(i % 10 < 9, 'Offer ' || (i % 3), 'Warning'), iif(i % 10 < 9, 'delivered', 'bounced'), 5, 0,
           :at + i * 1000000
    FROM n
"""


@pytest.fixture
def sums(archive: Archive) -> ComparisonSums:
    counter = ValueCounter(archive.database, archive.messages)
    return ComparisonSums(archive.database, archive.messages, archive.as_reader.facets, counter)


def fill(archive: Archive, count: int) -> None:
    archive.database.run(_FILL, {"count": count, "at": micros(T0)})


def test_size_and_ends_of_a_group(archive: Archive, sums: ComparisonSums) -> None:
    assert sums.size(EVERYTHING) == (0, None, None)
    fill(archive, 100)
    archive.outbox.queue(submission("ana@example.com"), None)
    assert sums.size(EVERYTHING) == (101, micros(T0) + 1_000_000, micros(T0) + 100_000_000)
    assert sums.size(BOUNCED) == (10, micros(T0) + 9_000_000, micros(T0) + 99_000_000)
    both = frozenset((Outcome.BOUNCED, Outcome.DELIVERED))
    some = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=both, since=T0 + timedelta(seconds=50))
    assert sums.size(some) == (51, micros(T0) + 50_000_000, micros(T0) + 100_000_000)


def test_few_are_not_counted(archive: Archive, sums: ComparisonSums) -> None:
    fill(archive, 10 * (FEWEST - 1))
    assert sums.counted(BOUNCED, EVERYTHING, frozenset(Aspect), is_part=True) == (10 * (FEWEST - 1), (), frozenset())


@pytest.mark.parametrize("count", [1_000, 2 * MOST_COUNTED_BY_VALUE])
def test_values_are_counted_exactly_in_groups_of_any_size(archive: Archive, sums: ComparisonSums, count: int) -> None:
    fill(archive, count)
    delivered = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset((Outcome.DELIVERED,)))
    counted = sums.counted(delivered, EVERYTHING, frozenset(Aspect), is_part=True)
    found = {one: counts for one, *counts in counted.values}
    assert counted.total == count
    assert found[Aspect.STATUS, "delivered"] == [count * 9 // 10, count * 9 // 10]
    assert found[Aspect.STATUS, "bounced"] == [0, count // 10]
    assert found[Aspect.SUBJECT, "Warning"] == [0, count // 10]
    assert found[Aspect.DOMAIN, "x.example"] == [count * 9 // 10, count]
    rows = archive.database.rows("SELECT count(*) FROM message WHERE subject = 'Offer 1' AND outcome = 'delivered'")
    assert found[Aspect.SUBJECT, "Offer 1"] == [rows[0][0], rows[0][0]]
    assert {value for aspect, value in found if aspect is Aspect.SENDER} == {"S0", "S1"}
    assert counted.recorded == {Aspect.SUBJECT}
