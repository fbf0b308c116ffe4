"""Saved views: filters under a name, and the file that carries them to another computer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

MAX_NAME, MAX_FILTER, MAX_VIEWS = 80, 2_000, 200
"""The most characters of a name and of a filter, and the most views of a list."""
MAX_FILE = 2_000_000
"""Bytes. A larger file holds no views."""
_FORMAT, _VERSION = "mail-composer-views", 1


class SavedView(msgspec.Struct, frozen=True):
    """A filter as it is typed, under a name of the user."""

    name: str
    filter: str


class ViewsFileError(ValueError):
    """A file that holds no views, or those of a newer program."""


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    views: list[SavedView]


def file_of(views: Sequence[SavedView]) -> bytes:
    """The views as a JSON file."""
    return msgspec.json.format(msgspec.json.encode(_File(_FORMAT, _VERSION, list(views))), indent=2) + b"\n"


def views_in(content: bytes) -> list[SavedView]:
    """The views of such a file. Too long ones are left out.

    Raises:
        ViewsFileError: it is something else.
    """
    if len(content) > MAX_FILE:
        raise ViewsFileError("too large")
    try:
        found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ViewsFileError(str(error)) from error
    if found.format != _FORMAT or found.version > _VERSION:
        raise ViewsFileError(f"{found.format} {found.version}")
    return usable(found.views)


def usable(views: Iterable[SavedView]) -> list[SavedView]:
    """Views with a name of their own and a length that can be shown, in order; of equal names the last one counts."""
    kept: dict[str, SavedView] = {}
    for view in views:
        name = " ".join(view.name.split())
        if name and len(name) <= MAX_NAME and len(view.filter) <= MAX_FILTER:
            kept[name.casefold()] = SavedView(name, view.filter)
    return list(kept.values())[:MAX_VIEWS]


def moved(views: Sequence[SavedView], name: str, step: int) -> list[SavedView]:
    """The list with one view some places further down, or up with a negative step; never past an end."""
    place = next((place for place, one in enumerate(views) if one.name == name), None)
    others = [one for one in views if one.name != name]
    if place is not None:
        others.insert(min(max(place + step, 0), len(others)), views[place])
    return others


def with_view(views: Sequence[SavedView], view: SavedView, *, instead_of: str = "") -> list[SavedView]:
    """The list with one more view, at the place of the one that it replaces.

    Args:
        instead_of: the name of the view that it replaces, beside one of the same name.
    """
    names = {view.name.casefold(), instead_of.casefold()}
    place = next((place for place, one in enumerate(views) if one.name.casefold() in names), len(views))
    others_before = [one for one in views[:place] if one.name.casefold() not in names]
    others_after = [one for one in views[place:] if one.name.casefold() not in names]
    return usable([*others_before, view, *others_after])
