"""Words in the tables of the search index."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.like_patterns import contains
from composer_app.archive.search_index_lookups import FEW, Amount, SearchIndexLookups
from tests.unit.archive.samples import submission


@pytest.fixture
def lookups(archive: Archive) -> SearchIndexLookups:
    mail = submission("jürgen@example.com", bulk_id="b")
    content = msgspec.structs.replace(mail.content, html="<p>Grüße aus Köln</p>")
    archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
    return SearchIndexLookups(archive.database)


def test_spellings_and_texts_of_mails(lookups: SearchIndexLookups) -> None:
    assert lookups.is_spelled("jurgen")
    assert not lookups.is_spelled("example.org")
    assert lookups.is_spelled_like("x", contains("ju"))
    assert not lookups.is_spelled_like(contains("jx"))
    assert lookups.is_in_letters("aus koln")
    assert not lookups.is_in_letters("jurgen")
    assert lookups.is_in_letters_like(contains("ko"))
    assert not lookups.is_in_letters_like(contains("kx"))


def test_few_rows_and_many(lookups: SearchIndexLookups) -> None:
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n"
    assert lookups.amount(numbers, {"last": FEW}) is Amount.FEW
    assert lookups.amount(numbers, {"last": FEW + 1}) is Amount.MOST
    spread = numbers.replace("SELECT i FROM", "SELECT i * 3 FROM")
    assert lookups.amount(spread, {"last": FEW + 1}) is Amount.MANY
