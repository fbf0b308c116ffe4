"""Words in the small tables beside the messages."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.like_patterns import contains
from composer_app.archive.word_lookups import FEW, WordLookups
from composer_app.domain.status import VendorError
from tests.unit.archive.samples import entry, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL
from tests.unit.archive.steps import sync


@pytest.fixture
def lookups(archive: Archive) -> WordLookups:
    sync(
        archive,
        entry("m-1", status=BOUNCED, error=INBOX_FULL),
        entry("m-2", status=DELIVERED),
        entry("m-3", status=BOUNCED, error=VendorError(2, "", 6020, "EC_SPAM", "Für Späm")),
    )
    mail = submission("jürgen@example.com", bulk_id="b")
    content = msgspec.structs.replace(mail.content, html="<p>Grüße aus Köln</p>")
    archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
    return WordLookups(archive.database)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        *[("6010", 1), ("601", 0), ("inbox full", 1), ("EC_", 2), ("spam", 1), ("fur SPÄM", 1), ("EC*FULL", 1)],
        *[("*", 2), ("=6010", 1), ("=EC_SPAM", 0), ("=EC", 0), ("=", 0)],
    ],
)
def test_errors_by_number_name_and_words(lookups: WordLookups, wanted: str, count: int) -> None:
    assert len(lookups.verdicts_of_error(wanted)) == count


def test_a_wording_stands_for_all_wordings_of_its_error(archive: Archive, lookups: WordLookups) -> None:
    again = msgspec.structs.replace(INBOX_FULL, description="No room left")
    nameless = [VendorError(2, "", -1, name, "Odd") for name in ("EC_ODD", "EC_ODD_TOO")]
    sync(archive, *(entry(f"n-{n}", status=BOUNCED, error=one) for n, one in enumerate([again, *nameless])))
    assert lookups.verdicts_of_error("no room") == lookups.verdicts_of_error("6010")
    assert len(lookups.verdicts_of_error("6010")) == 2
    assert len(lookups.verdicts_of_error("EC_ODD")) == 2
    assert len(lookups.verdicts_of_error("=EC_ODD")) == 1


def test_words_of_the_vendor(lookups: WordLookups) -> None:
    assert len(lookups.verdicts_with("delivered")) == 3
    assert len(lookups.verdicts_with("inbox")) == 1
    assert lookups.verdicts_with("%") == []
    assert len(lookups.verdicts_with("spam")) == 1
    assert len(lookups.verdicts_with("in*ox")) == 1


def test_spellings_and_texts_of_mails(lookups: WordLookups) -> None:
    assert lookups.is_spelled("jurgen")
    assert not lookups.is_spelled("example.org")
    assert lookups.is_spelled_like("x", contains("ju"))
    assert not lookups.is_spelled_like(contains("jx"))
    assert lookups.is_in_letters("aus koln")
    assert not lookups.is_in_letters("jurgen")
    assert lookups.is_in_letters_like(contains("ko"))
    assert not lookups.is_in_letters_like(contains("kx"))


def test_few_rows_are_told_from_many(lookups: WordLookups) -> None:
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n"
    assert lookups.are_few(numbers, {"last": FEW})
    assert not lookups.are_few(numbers, {"last": FEW + 1})
