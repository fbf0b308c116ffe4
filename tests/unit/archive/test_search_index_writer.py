"""Words that a search compares: folded spellings and the text of letters, kept with the rows they were made from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.bulk_load import without_triggers
from composer_app.archive.search_index_writer import SEARCH_TABLES
from composer_app.domain.submission import Submission
from composer_app.domain.vendor_records import LogEntry
from tests.unit.archive.earlier_layout import write_in_layout
from tests.unit.archive.samples import after, entry, submission
from tests.unit.archive.steps import sync

_SPELLED = """
    SELECT spelling.text, folded, field, message FROM spelled JOIN spelling ON number = spelling ORDER BY 4, 3
"""


def letters(archive: Archive) -> list[str]:
    return [text for (text,) in archive.database.rows("SELECT text FROM letter ORDER BY submission IS NULL, message")]


def found_in(archive: Archive, word: str) -> list[int]:
    sql = "SELECT rowid FROM letter_search WHERE letter_search MATCH ? ORDER BY rowid"
    return [row for (row,) in archive.database.rows(sql, (f'"{word}"',))]


def logged(message_id: str, text: str, *, bulk_id: str | None = "other", to: str = "tom@example.com") -> LogEntry:
    raw = msgspec.json.encode({"id": message_id, "text": text})
    return msgspec.structs.replace(entry(message_id, to, bulk_id=bulk_id), raw=raw)


def mail(html: str, *addresses: str, subject: str = "News", text: str = "") -> Submission:
    one = submission(*addresses, bulk_id=f"bulk {subject}", subject=subject)
    return msgspec.structs.replace(one, content=msgspec.structs.replace(one.content, html=html, text=text))


def test_only_letters_beyond_ascii_are_spelled(archive: Archive) -> None:
    archive.outbox.queue(mail("<p>x</p>", "jürgen@example.com", "ana@example.com", subject="Größe"), None)
    assert archive.database.rows(_SPELLED) == [
        ("jürgen@example.com", "jurgen@example.com", 0, 1),
        ("Größe", "grosse", 2, 1),
        ("Größe", "grosse", 2, 2),
    ]
    archive.database.run("UPDATE message SET subject = 'Gross' WHERE row = 1")
    archive.database.run("UPDATE message SET subject = 'Noël' WHERE row = 2")
    archive.database.run("UPDATE message SET address = 'j@example.com' WHERE row = 1")
    assert archive.database.rows(_SPELLED) == [("Noël", None, 2, 2)]
    assert archive.database.rows("SELECT text FROM spelling") == [("Noël",)]
    assert archive.as_reader.check() == ()


def test_a_letter_is_kept_once_for_all_its_recipients(archive: Archive) -> None:
    archive.outbox.queue(mail("<p>Grüße,<br>your <b>inv</b>oice</p>", "a@x.example", "b@x.example"), None)
    assert letters(archive) == ["grusse, your invoice"]
    assert found_in(archive, "invoice") == [1]


def test_logs_of_other_programs_are_read_once_for_each_bulk(archive: Archive) -> None:
    archive.outbox.queue(mail("<p>Ours</p>", "a@x.example", subject="Ours"), None)
    sync(
        archive,
        logged("m-1", "Your CÔDE is 1"),
        logged("m-2", "Your code is 2", to="b@x.example"),
        logged("m-3", "<p>Alone</p>", bulk_id=None),
        entry("m-4", bulk_id=None),
        logged("m-5", "again", bulk_id="bulk Ours", to="a@x.example"),
    )
    assert letters(archive) == ["ours", "your code is 1", "alone"]
    sync(archive, logged("m-1", "Your code has changed"), at=after(600))
    assert letters(archive) == ["ours", "your code has changed", "alone"]
    archive.database.run("DELETE FROM log_entry WHERE CAST(raw AS TEXT) LIKE '%changed%'")
    with archive.database.transaction():
        pass
    assert letters(archive) == ["ours", "your code is 2", "alone"]
    archive.database.run("DELETE FROM log_entry")
    assert letters(archive) == ["ours"]
    assert archive.as_reader.check() == ()


def test_an_earlier_entry_of_the_bulk_takes_the_place_of_the_one_that_had_its_text_first(archive: Archive) -> None:
    sync(archive, entry("m-1", "a@x.example", bulk_id="other"), logged("m-2", "code", to="b@x.example"))
    sync(archive, logged("m-1", "code", to="a@x.example"), at=after(600))
    archive.erasure.erase("b@x.example")
    assert letters(archive) == ["code"]
    assert found_in(archive, "code") == [1]
    assert archive.as_reader.check() == ()


@pytest.mark.parametrize("raw", [b'{"text": 5}', b'["text"]', b'{"text": ', b'"text"'])
def test_an_entry_that_cannot_be_read_has_no_words(archive: Archive, raw: bytes) -> None:
    sync(archive, msgspec.structs.replace(entry("m-1"), raw=raw))
    assert letters(archive) == [""]


def test_a_mail_that_cannot_be_read_has_no_words(archive: Archive) -> None:
    archive.outbox.queue(mail("<p>Hello</p>", "a@x.example"), None)
    with archive.database.transaction():
        archive.database.run("UPDATE submission_content SET content = '{\"html\":'")
    assert letters(archive) == [""]


def test_an_erased_address_is_in_no_text(archive: Archive) -> None:
    html = "<p>Dear jürgen@example.com</p>"
    archive.outbox.queue(mail(html, "jürgen@example.com", "ana@example.com", subject="An jürgen@example.com"), None)
    sync(archive, logged("m-1", "To jürgen@example.com", to="ana@example.com"))
    archive.erasure.erase("jürgen@example.com")
    assert letters(archive) == ["dear [erased]", "to [erased]"]
    assert archive.database.rows("SELECT text FROM spelling") == []
    assert found_in(archive, "jurgen") == []
    assert archive.as_reader.check() == ()
    archive.close()
    assert b"jurgen@" not in archive.database.path.read_bytes()


def test_rows_of_an_earlier_layout_and_of_another_program_get_their_words(archive: Archive, path: Path) -> None:
    archive.outbox.queue(mail("<p>Grüße</p>", "jürgen@example.com", subject="Größe"), None)
    sync(archive, logged("m-1", "Côde"), logged("m-2", "Other", bulk_id=None))
    wanted = archive.database.rows(_SPELLED), letters(archive)
    archive.close()
    write_in_layout(path, 7)
    with closing(Archive.open(path)) as later:
        assert (later.database.rows(_SPELLED), letters(later)) == wanted
        assert found_in(later, "grusse") == [1]
        assert later.as_reader.check() == ()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE message SET subject = 'Ähre' WHERE row = 1")
        other.commit()
    with closing(Archive.open(path)) as later:
        assert ("Ähre", "ahre", 2, 1) in later.database.rows(_SPELLED)
        assert later.as_reader.check() == ()


def test_rows_that_come_in_bulk_get_the_same_words(archive: Archive) -> None:
    archive.outbox.queue(mail("<p>Grüße</p>", "jürgen@example.com", subject="Größe"), None)
    sync(archive, logged("m-1", "Côde"), logged("m-2", "Same bulk"), logged("m-3", "Other", bulk_id=None))
    wanted = archive.database.rows(_SPELLED), letters(archive)
    with archive.database.transaction(), without_triggers(archive.database):
        pass
    assert (archive.database.rows(_SPELLED), letters(archive), len(found_in(archive, "code"))) == (*wanted, 1)
    assert archive.as_reader.check() == ()


@pytest.mark.parametrize("table", SEARCH_TABLES)
def test_a_check_looks_into_every_search(archive: Archive, table: str) -> None:
    archive.outbox.queue(mail("<p>Grüße</p>", "jürgen@example.com"), None)
    archive.database.run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    assert len(archive.as_reader.check()) == 1
