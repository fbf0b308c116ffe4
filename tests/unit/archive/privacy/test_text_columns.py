from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.archive.privacy.text_columns import mask_columns, text_columns
from tests.unit.archive.samples import entry
from tests.unit.archive.steps import sync


def test_the_columns_that_hold_text_from_outside(archive: Archive) -> None:
    found = set(text_columns(archive.database))
    assert {("draft", "content"), ("answer", "body"), ("report", "raw"), ("verdict", "error_description")} <= found
    assert {("message", "message_id"), ("submission", "subject"), ("event", "detail"), ("send_answer", "raw")} <= found
    assert not {table for table, _ in found} & {"account", "erasure", "message_search_data"}


def test_what_was_unique_stays_so(archive: Archive) -> None:
    sync(archive, *(entry(f"{letter}@x.example", "tom@example.com", bulk_id=None) for letter in "ab"))
    with archive.database.transaction():
        changed = mask_columns(archive.database, lambda text: "-" if text in ("a@x.example", "b@x.example") else text)
    assert changed == 2
    assert len({row[0] for row in archive.database.rows("SELECT message_id FROM message")}) == 2
