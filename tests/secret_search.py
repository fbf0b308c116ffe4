"""Looks for a secret in files, in every form in which a careless program leaves one lying about."""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path


def spellings(secret: str) -> list[bytes]:
    """As it is, backwards, in hexadecimal, in wide characters, in Base64 at each of its three offsets."""
    raw = secret.encode()
    wide = [secret.encode(encoding) for encoding in ("utf-16-le", "utf-16-be", "utf-32-le")]
    # in Base64 a text looks different at each of three offsets; the ends depend on what stands around it
    based = [base64.b64encode(b"\0" * offset + raw)[4 if offset else 0 : -4] for offset in range(3)]
    return [raw, raw[::-1], raw.hex().encode(), raw.hex().upper().encode(), *wide, *based]


def address_spellings(address: str) -> dict[str, str]:
    """Ways in which mails, answers and links write an address, by name."""
    whole = address.encode()
    words = [chr(byte) if byte < 128 and chr(byte).isalnum() else "" for byte in whole]
    local, _, domain = address.rpartition("@")
    named = {"&": "&amp;", "ü": "&uuml;", "ä": "&auml;", "'": "&apos;", "=": "&equals;", "+": "&plus;", "@": "&commat;"}
    spellings = {
        "plain": address,
        "capitals": address.upper(),
        "decomposed": unicodedata.normalize("NFD", address),
        "punycode": f"{local}@{domain.encode('idna').decode()}",
        "named": "".join(named.get(char, char) for char in address),
        "decimal": "".join(f"&#{ord(char)};" for char in address),
        "hexadecimal": "".join(f"&#x{ord(char):x};" for char in address),
        "numbers without semicolons": "".join(char if char.isalnum() else f"&#{ord(char)}" for char in address),
        "percent": "".join(word or f"%{byte:02X}" for word, byte in zip(words, whole, strict=True)),
        "percent, all": "".join(f"%{byte:02x}" for byte in whole),
        "json": json.dumps(address)[1:-1],
        "json, all": "".join(f"\\u{ord(char):04x}" for char in address),
        "json, twice": json.dumps(json.dumps(address))[3:-3],
        "quoted-printable": "".join(word or f"={byte:02X}" for word, byte in zip(words, whole, strict=True)),
        "percent in html": "".join(f"&#37;{byte:02X}" for byte in whole),
        "html in percent": "".join(f"%26%23{ord(char)}%3B" for char in address),
    }
    for offset in range(3):
        body = base64.encodebytes(b"-" * (30 + offset) + b" " + whole + b" --")
        spellings[f"base64 {offset}"] = body.decode().strip()
    return spellings


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
