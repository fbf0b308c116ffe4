from __future__ import annotations

import pytest

from composer_app.archive import vendor_status_store
from composer_app.archive.archive import Archive
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore, words_of
from composer_app.domain.status import Status, VendorError
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, NO_ERROR


def test_each_wording_is_stored_once(archive: Archive) -> None:
    first, second = VendorStatusStore(archive.database), VendorStatusStore(archive.database)
    number = first.number_of(BOUNCED, INBOX_FULL)
    assert second.number_of(BOUNCED, INBOX_FULL) == number
    assert first.number_of(BOUNCED, NO_ERROR) != number
    assert second.wording(number) == (BOUNCED, INBOX_FULL)


def test_nothing_said_is_not_an_empty_status(archive: Archive) -> None:
    known = VendorStatusStore(archive.database)
    assert known.wording(NOTHING_SAID) is None
    number = known.number_of(Status(0), NO_ERROR)
    assert number != NOTHING_SAID
    assert known.wording(number) == (Status(0), NO_ERROR)


def test_more_wordings_than_are_kept_in_memory(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor_status_store, "_CACHE_SIZE", 2)
    known = VendorStatusStore(archive.database)
    statuses = [Status(1, name=f"status {number}") for number in range(5)]
    numbers = [known.number_of(status, NO_ERROR) for status in statuses]
    assert numbers == [known.number_of(status, NO_ERROR) for status in statuses]
    assert [known.wording(number) for number in numbers] == [(status, NO_ERROR) for status in statuses]


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (BOUNCED, INBOX_FULL, "Recipient inbox full"),
        (BOUNCED, VendorError(id=6010, name="EC_RECIPIENT_INBOX_FULL"), "Recipient inbox full"),
        (DELIVERED, NO_ERROR, "Message delivered to handset"),
        (Status(3, name="DELIVERED_TO_HANDSET"), NO_ERROR, "Delivered to handset"),
    ],
)
def test_words_are_the_errors_where_there_is_one(status: Status, error: VendorError, words: str) -> None:
    assert words_of(status, error) == words
