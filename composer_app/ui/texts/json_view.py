"""What the view of a JSON text says."""

from __future__ import annotations

from composer_app.domain.json_outline import JsonKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

NAME = tr("JSON")
FOLD_ALL = tr("Fold all")
UNFOLD_ALL = tr("Unfold all")
UNFOLD_INSIDE = tr("Unfold all in it")
COPY_VALUE = tr("Copy value")
COPY_PATH = tr("Copy path")
FIND = tr("Find in the JSON")
FIND_ON = tr("Next find (Enter)")
FIND_BACK = tr("Find before (Shift+Enter)")
CLOSE_FIND = tr("Close the search (Esc)")
NOT_FOUND = tr("Not in the JSON")
READING = tr("The JSON is being read.")
VALUE_COPIED = tr("Value copied.")
PATH_COPIED = tr("{path} copied.")
_LINE = tr("{name}: {value}", "a value of a JSON text with its name")
_PLACE = tr("{place} of {n}", "a find among all")
_FOLDED = tr("{value}, folded", "an object or array of a JSON text")
_UNFOLDED = tr("{value}, unfolded", "an object or array of a JSON text")


def line(name: str, value: str) -> str:
    """A value with its name, if it has one."""
    return _LINE.format(name=name, value=value) if name else value


def place(number: int, n: int) -> str:
    """Which find this is; 0: only how many there are."""
    return _PLACE.format(place=fmt.number(number), n=fmt.number(n)) if number else fmt.number(n)


def size(kind: JsonKind, n: int) -> str:
    """How many values an object or an array has, for a screen reader."""
    if kind is JsonKind.OBJECT:
        return tr("object with {n} value(s)", "", n).format(n=fmt.number(n))
    return tr("array with {n} value(s)", "", n).format(n=fmt.number(n))


def folding(value: str, *, is_folded: bool) -> str:
    """What a screen reader says of an object or array that has values."""
    return (_FOLDED if is_folded else _UNFOLDED).format(value=value)
