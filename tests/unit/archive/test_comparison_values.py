"""Frequent values of a group of messages."""

from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.comparison_values import Value, ValueCounter, json_array_of
from composer_app.domain.comparison import Aspect
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter
from tests.unit.archive.samples import entry
from tests.unit.archive.statuses import BOUNCED, INBOX_FULL
from tests.unit.archive.steps import sync

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.fixture
def values(archive: Archive) -> ValueCounter:
    """Fourteen mails to corp.example and one that bounced at home.example."""
    sync(archive, *(entry(f"m-{number}", f"p{number}@corp.example") for number in range(14)))
    sync(archive, entry("m-14", "ana@home.example", BOUNCED, error=INBOX_FULL, bulk_id=None))
    return ValueCounter(archive.database, archive.messages)


def test_of_a_sample_rarer_values_are_taken_too(archive: Archive, values: ValueCounter) -> None:
    def everything(columns: str) -> tuple[str, dict[str, object]]:
        return archive.messages.matching(EVERYTHING, columns)

    domains = {
        is_sample: {
            value
            for aspect, value in values.frequent(everything, 15, is_sample=is_sample).values
            if aspect is Aspect.DOMAIN
        }
        for is_sample in (False, True)
    }
    assert domains == {False: {"corp.example"}, True: {"corp.example", "home.example"}}
    assert values.frequent(everything, 15).recorded == {Aspect.BULK}


def test_known_values_are_counted_in_one_pass_or_out_of_their_indexes(archive: Archive, values: ValueCounter) -> None:
    wanted: list[Value] = [
        (Aspect.DOMAIN, "corp.example"),
        (Aspect.ERROR, 6010),
        (Aspect.BULK, "bulk-1"),
        (Aspect.STATUS, "bounced"),
    ]
    total, counts = values.with_each(lambda columns: archive.messages.matching(EVERYTHING, columns), wanted)
    assert (total, counts) == (15, [14, 1, 14, 1])
    assert values.by_index(EVERYTHING, wanted) == counts


def test_many_numbers_become_one_array() -> None:
    assert json_array_of([]) == "[]"
    assert json_array_of([3, 1, 2]) == "[3, 1, 2]"
