"""What the widgets say that several pages share."""

from __future__ import annotations

from composer_app.domain.filter_parser import FilterToken
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

FILTER = tr("Filter")
PAGES = tr("Pages")
COLUMNS = tr("Columns")
HISTORY = tr("History")
SAVE_AS = {"svg": tr("As SVG…"), "png": tr("As PNG…"), "csv": tr("As CSV…")}
FILES_OF_KIND = {"svg": tr("SVG picture (*.svg)"), "png": tr("PNG picture (*.png)"), "csv": tr("CSV files (*.csv)")}
FILE_SAVED = tr("{file} is saved.")
WRONG_RECIPIENT = tr("{recipient}, wrong")
MISSPELT_RECIPIENT = tr("{recipient}, perhaps misspelt")
LIST_OF_RECIPIENTS = tr("{recipient}, list")
SELECTED_RECIPIENT = tr("{recipient}, selected")
EDIT_CHIP = tr("Edit")
COPY_CHIPS = tr("Copy")
REMOVE_CHIPS = tr("Remove")
SPACE_TAKES = tr("Press Space to accept the suggestion.")
INLINE = tr("inline")
FILE = tr("{name}, {detail}")
FILE_PROBLEM = tr("{size}, {problem}")
TOKEN = tr("{key}: {value}")
EXCLUDED_TOKEN = tr("not {key}: {value}")
EXCLUDED_WORD = tr("not {value}")
WRONG_TOKEN = tr("{token}, wrong: {problem}")
TOKEN_OR = tr("OR")
TOKEN_NOT = tr("not")
EITHER_TOKEN = tr("{token} or {other}")
FILTER_HISTORY = tr("Earlier filters (Up)")
FILTER_CLEAR = tr("Clear the filter (Ctrl+A, then Delete)")


def page(name: str, count: int, is_urgent: bool) -> str:
    """A page with the number at its name, for a screen reader."""
    if not count:
        return name
    if is_urgent:
        return tr("{page}, {n} need(s) you", "", count).format(page=name, n=count)
    return tr("{page}, {n}").format(page=name, n=count)


def place_of_recipient(recipient: str, place: int, count: int) -> str:
    """What a screen reader says of a chip: its words, and which of how many it is."""
    return tr("{recipient}, {place} of {count}").format(
        recipient=recipient, place=fmt.number(place), count=fmt.number(count)
    )


def more_chips(hidden: int, to_check: int) -> str:
    """How many chips are out of sight, and how many of these want a look; with none it offers to fold."""
    values = {"n": fmt.number(hidden), "wrong": fmt.number(to_check)}
    if hidden and to_check:
        return tr("+ {n} more, {wrong} to check", "", hidden).format(**values)
    if hidden:
        return tr("+ {n} more", "", hidden).format(**values)
    return (tr("Show less, {wrong} to check") if to_check else tr("Show less")).format(**values)


def token_words(token: FilterToken) -> str:
    """A token of the filter in words: `status: bounced or not to: ana`."""
    words = ""
    for term in token.terms:
        shown = {
            (False, False): "{value}",
            (False, True): EXCLUDED_WORD,
            (True, False): TOKEN,
            (True, True): EXCLUDED_TOKEN,
        }
        one = shown[bool(term.field), term.is_excluded].format(key=term.field, value=term.value)
        words = EITHER_TOKEN.format(token=words, other=one) if words else one
    return words
