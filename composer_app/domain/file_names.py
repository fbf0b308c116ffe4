"""File names of attachments: safe, unique, and usable as `cid:`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})

_REFUSED_IN_NAMES = re.compile(r'[<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
"""Signs that Windows refuses in names, and those that turn the direction of writing: with them `gpj.exe` reads as
`exe.jpg`."""
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))}
)
_LONGEST_NAME = 200


def in_one_line(name: str) -> str:
    """The name with blanks for line ends, control characters and lone surrogates, which a mail cannot carry."""
    return "".join(" " if unicodedata.category(char) in _NO_NAME else char for char in name)


def safe(name: str) -> str:
    """A name without folders, in one line; may be empty."""
    return re.split(r"[/\\]", in_one_line(name))[-1].strip()


def for_saving(name: str) -> str:
    """A name that every file system takes, and that hides nothing: without folders, without signs that Windows
    refuses, no name of a device, no dot at either end, at most 200 bytes long."""
    whole = _REFUSED_IN_NAMES.sub("_", safe(name)).strip(". ")
    path = PurePath(whole or "file")
    if path.stem.split(".")[0].strip().upper() in _DEVICES:
        path = PurePath(f"_{path}")
    ending_bytes = len(path.suffix.encode())
    if len(str(path).encode()) <= _LONGEST_NAME or ending_bytes > 20:
        return _cut(str(path), _LONGEST_NAME)
    return _cut(path.stem, _LONGEST_NAME - ending_bytes) + path.suffix


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def free(name: str, taken: Iterable[str]) -> str:
    """`name`, or `name-2.ending` and so on if it is taken. Names are the same if only case or the spelling of accents
    differs, as in the folders of Windows and macOS."""
    path, number, found = PurePath(name), 2, name
    same = {_alike(one) for one in taken}
    while _alike(found) in same:
        found = f"{path.stem}-{number}{path.suffix}"
        number += 1
    return found


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def content_id(name: str) -> str:
    """A name that needs no escaping after `cid:`: letters without accents, digits, dot, dash, underscore."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-")
    stem, dot, tail = plain.rpartition(".")
    stem = (stem if tail else "").strip("-.") if dot else tail.strip("-.")
    return f"{stem or 'image'}.{tail}" if dot and tail else stem or "image"
