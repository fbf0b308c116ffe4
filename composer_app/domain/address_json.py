"""Reads addresses from JSON, as programs and browser consoles copy them."""

from __future__ import annotations

import json
from collections.abc import Iterator

_NAMES = frozenset({"name", "displayname", "fullname"})


def list_of_json(text: str) -> str:
    """One line for each address of a list, an object or both inside each other; "" if the text is no such JSON.

    An object with one address and a name is one recipient with that name. Every item of a list is kept, even if it is
    no address.
    """
    if text.lstrip()[:1] not in ("[", "{") or "@" not in text:
        return ""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return "\n".join(" ".join(entry.split()) for entry in _entries(value))


def _entries(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _entries(item)
    elif isinstance(value, dict):
        yield from _entries_of_object(value)


def _entries_of_object(fields: dict[str, object]) -> Iterator[str]:
    name = _name_of(fields)
    for value in fields.values():
        if isinstance(value, str) and "@" in value:
            yield f"{name} <{value}>" if name and "<" not in value else value
        elif isinstance(value, list | dict):
            yield from _entries(value)


def _name_of(fields: dict[str, object]) -> str:
    """Quoted; "" if there is none, or more than one address."""
    names = [value for key, value in fields.items() if _is_name(key) and isinstance(value, str) and value.strip()]
    count = sum(isinstance(value, str) and "@" in value for value in fields.values())
    if count != 1 or not names or "@" in names[0]:
        return ""
    escaped = names[0].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_name(key: str) -> bool:
    return key.casefold().replace("_", "").replace("-", "") in _NAMES
