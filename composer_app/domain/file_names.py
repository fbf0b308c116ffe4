"""File names of attachments: safe, unique, and usable as `cid:`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from composer_app.domain.mail_limits import REFUSED_FILE_TYPES

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp"})
"""Endings of images that mail programs show in the text."""


_RUN = REFUSED_FILE_TYPES | frozenset(
    "action app appimage appref-ms application bash bin cgi class command csh deb desktop dylib elf fish flatpakref"
    " gadget inf ksh mobileconfig msu osx out pkg pl ps1xml psc1 psm1 py pyc pyw pyz rb reg rpm run scf service sh snap"
    " so tcl terminal tool url vbscript webloc website workflow wsb xbap zsh".split()
)
"""Endings of files that a system runs, installs or follows when they are opened."""
_RUN_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"[Desktop Entry]")
"""First bytes of programs."""

_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})

_REFUSED_IN_NAMES = re.compile(r'[<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
"""Signs that Windows refuses in names, and those that turn the direction of writing: with them `gpj.exe` reads as
`exe.jpg`."""
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))}
)
_LONGEST_NAME = 200


def is_program(name: str, start: bytes = b"") -> bool:
    """True if opening this file may run it: by its ending, or by its first bytes."""
    return ending(name.rstrip(". ")) in _RUN or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_RUN_STARTS)


def ending(name: str) -> str:
    """`pdf` of `Report.PDF`; "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_picture(name: str) -> bool:
    return ending(name) in PICTURES


def is_refused(name: str) -> bool:
    """True if the vendor refuses files of this type."""
    return ending(name) in REFUSED_FILE_TYPES


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
