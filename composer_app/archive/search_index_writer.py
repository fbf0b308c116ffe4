"""Texts that a search compares and SQL alone cannot make: folded spellings, and the visible words of letters."""

from __future__ import annotations

import json

import msgspec

from composer_app.archive.column_values import storable
from composer_app.archive.database import Database, Row
from composer_app.domain.search_folding import fold
from composer_app.domain.search_mail_text import searchable_text

SEARCH_TABLES = ("message_search", "spelling_search", "letter_search")
"""All tables of SQLite's full-text search."""

_AT_ONCE = 500
_SPELLINGS = "SELECT number, text FROM spelling WHERE folded IS NULL LIMIT ?"
_SET_SPELLING = "UPDATE spelling SET folded = ? WHERE number = ?"
_LETTERS = """
    SELECT number,
           coalesce(
               (SELECT send_run.content FROM submission JOIN send_run ON send_run.number = submission.run
                WHERE submission.number = letter.submission),
               (SELECT content FROM submission_content WHERE submission_content.submission = letter.submission)
           ),
           (SELECT raw FROM log_entry WHERE log_entry.message = letter.message)
    FROM letter WHERE text IS NULL LIMIT ?
"""
_SET_LETTER = "UPDATE letter SET text = ? WHERE number = ?"
_IS_UNWRITTEN = """
    SELECT EXISTS (SELECT 1 FROM spelling WHERE folded IS NULL) OR EXISTS (SELECT 1 FROM letter WHERE text IS NULL)
"""


class _Body(msgspec.Struct):
    """The parts of `MailContent` that have words."""

    html: str = ""
    text: str = ""


def is_unwritten(database: Database) -> bool:
    """True if there are texts that `write_search_texts` has to make."""
    row = database.row(_IS_UNWRITTEN)
    return row is not None and bool(row[0])


def write_search_texts(database: Database) -> None:
    """Make every text that is missing. Inside a transaction; each one ends with it."""
    while rows := database.rows(_SPELLINGS, (_AT_ONCE,)):
        database.run_many(_SET_SPELLING, [(fold(text), number) for number, text in rows])
    while rows := database.rows(_LETTERS, (_AT_ONCE,)):
        database.run_many(_SET_LETTER, [(_words_of(row), row[0]) for row in rows])


def _words_of(row: Row) -> str:
    _, content, raw = row
    text = _of_mail(content) if content is not None else _of_log_entry(bytes(raw or b""))
    return fold(storable(text))


def _of_mail(content: str) -> str:
    try:
        body = msgspec.json.decode(content, type=_Body)
    except (msgspec.DecodeError, UnicodeError):  # a repair has lost it
        return ""
    return searchable_text(body.html, body.text)


def _of_log_entry(raw: bytes) -> str:
    """The vendor's log entries have the text of the mail, or its HTML, in `text` (api/README.md 5)."""
    try:
        text = json.loads(raw)["text"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    if not isinstance(text, str):
        return ""
    return searchable_text(text, "") if "</" in text or "<br" in text.lower() else searchable_text("", text)
