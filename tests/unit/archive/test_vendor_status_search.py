"""The vendor's statuses and errors by their words."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.vendor_status_search import VendorStatusSearch
from composer_app.domain.status import VendorError
from tests.unit.archive.samples import entry
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL
from tests.unit.archive.steps import sync


@pytest.fixture
def search(archive: Archive) -> VendorStatusSearch:
    sync(
        archive,
        entry("m-1", status=BOUNCED, error=INBOX_FULL),
        entry("m-2", status=DELIVERED),
        entry("m-3", status=BOUNCED, error=VendorError(2, "", 6020, "EC_SPAM", "Für Späm")),
    )
    return VendorStatusSearch(archive.database)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        *[("6010", 1), ("601", 0), ("inbox full", 1), ("EC_", 2), ("spam", 1), ("fur SPÄM", 1), ("EC*FULL", 1)],
        *[("*", 2), ("=6010", 1), ("=EC_SPAM", 0), ("=EC", 0), ("=", 0)],
    ],
)
def test_errors_by_number_name_and_words(search: VendorStatusSearch, wanted: str, count: int) -> None:
    assert len(search.of_error(wanted)) == count


def test_a_wording_stands_for_all_wordings_of_its_error(archive: Archive, search: VendorStatusSearch) -> None:
    again = msgspec.structs.replace(INBOX_FULL, description="No room left")
    nameless = [VendorError(2, "", -1, name, "Odd") for name in ("EC_ODD", "EC_ODD_TOO")]
    sync(archive, *(entry(f"n-{n}", status=BOUNCED, error=one) for n, one in enumerate([again, *nameless])))
    assert search.of_error("no room") == search.of_error("6010")
    assert len(search.of_error("6010")) == 2
    assert len(search.of_error("EC_ODD")) == 2
    assert len(search.of_error("=EC_ODD")) == 1


def test_words_of_the_vendor(search: VendorStatusSearch) -> None:
    assert len(search.with_words("delivered")) == 3
    assert len(search.with_words("inbox")) == 1
    assert search.with_words("%") == []
    assert len(search.with_words("spam")) == 1
    assert len(search.with_words("in*ox")) == 1
