"""Looks for a secret in files, in every form in which a careless program leaves one lying about."""

from __future__ import annotations

import base64
from pathlib import Path


def spellings(secret: str) -> list[bytes]:
    """As it is, backwards, in hexadecimal, in wide characters, in Base64 at each of its three offsets."""
    raw = secret.encode()
    wide = [secret.encode(encoding) for encoding in ("utf-16-le", "utf-16-be", "utf-32-le")]
    # in Base64 a text looks different at each of three offsets; the ends depend on what stands around it
    based = [base64.b64encode(b"\0" * offset + raw)[4 if offset else 0 : -4] for offset in range(3)]
    return [raw, raw[::-1], raw.hex().encode(), raw.hex().upper().encode(), *wide, *based]


def holds(content: bytes, secret: str) -> bool:
    return any(spelling in content for spelling in spellings(secret))


def holding(folder: Path, secret: str) -> list[str]:
    """The files below a folder that hold the secret, in content or name."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if secret in path.name or holds(content, secret):
            found.append(str(path.relative_to(folder)))
    return found
