"""Address lists as people type and paste them, taken apart without losing a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from composer_app.domain.mail import Mailbox


class AddressProblem(StrEnum):
    """Why a piece of text is no address. The words for people stand in the ui."""

    NO_AT = "no @"
    MORE_THAN_ONE_AT = "more than one @"
    NO_DOMAIN = "no domain"
    BAD_CHARACTER = "bad character"
    BAD_DOMAIN = "bad domain"
    TOO_LONG = "too long"
    OTHER = "other"


class ParsedAddress(msgspec.Struct, frozen=True):
    """One piece of an address list. `mailbox` is None if it is no address; then `problem` says why.

    `suggestion` is the whole address with a likelier domain, or "".
    """

    text: str
    mailbox: Mailbox | None = None
    problem: AddressProblem | None = None
    suggestion: str = ""


_COMMON_DOMAINS = (
    "example.com",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "proton.me",
    "gmx.net",
    "gmx.de",
    "web.de",
    "live.com",
    "aol.com",
)
_REAL_NEIGHBOURS = frozenset({"mail.com", "email.com", "ymail.com"})
"""Providers whose names are one letter away from a bigger one: no slip."""
_MAILTO = "mailto:"
_LONGEST_KNOWN = 400
"""Texts longer than this are no addresses to be met again."""
_BARE_NAME = re.compile(r"[^\W\d_][\w'’.-]*")


def parse_addresses(text: str) -> tuple[ParsedAddress, ...]:
    """Take apart a list split by commas, semicolons, line ends or tabs; quotes and <...> keep theirs.

    Every piece that is not blank comes back, rubbish included, in the order it was written in.
    """
    return _known_list(text) if len(text) <= _LONGEST_KNOWN else tuple(map(parse_address, _pieces(text)))


def parse_address(text: str) -> ParsedAddress:
    """Judge one piece: `ana@example.com`, `Ana Kovac <ana@example.com>`, `mailto:ana@example.com` or anything."""
    return _known(text) if len(text) <= _LONGEST_KNOWN else _parse(text)


@lru_cache(maxsize=16_384)
def _known(text: str) -> ParsedAddress:
    """The same few thousand addresses are judged after each key and once more when they are sent."""
    return _parse(text)


@lru_cache(maxsize=16_384)
def _known_list(text: str) -> tuple[ParsedAddress, ...]:
    return tuple(map(parse_address, _pieces(text)))


def _parse(text: str) -> ParsedAddress:
    shown = " ".join(text.split())
    name, address = _name_and_address(shown)
    problem, clean = _judge(address)
    if problem is not None:
        return ParsedAddress(text=shown, problem=problem)
    mailbox = Mailbox(clean, name)
    better = _likelier_domain(clean.rpartition("@")[2])
    suggestion = f"{clean.rpartition('@')[0]}@{better}" if better else ""
    return ParsedAddress(text=str(mailbox), mailbox=mailbox, suggestion=suggestion)


def without_repeats(parsed: Iterable[ParsedAddress]) -> tuple[ParsedAddress, ...]:
    """The same list with every address once, the first one kept. Domains count without regard to case."""
    seen: set[str] = set()
    kept = []
    for entry in parsed:
        key = address_key(entry.mailbox.address) if entry.mailbox else entry.text
        if key not in seen:
            seen.add(key)
            kept.append(entry)
    return tuple(kept)


def address_key(address: str) -> str:
    """What two spellings of one address have in common: the local part as it is, the domain in lower case."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _name_and_address(shown: str) -> tuple[str, str]:
    before, angle, rest = shown.rpartition("<")
    if not angle or not rest.rstrip().endswith(">"):
        return "", _without_mailto(shown)
    name = before.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, _without_mailto(rest.rstrip().removesuffix(">").strip())


def _without_mailto(address: str) -> str:
    """The address in a link as browsers copy it, without what the link says about the mail (RFC 6068)."""
    if address[: len(_MAILTO)].lower() != _MAILTO:
        return address
    return unquote(address[len(_MAILTO) :].partition("?")[0])


def _pieces(text: str) -> list[str]:
    """Split at separators outside quotes and angle brackets; mend `Kovac, Ana <ana@example.com>` afterwards."""
    pieces: list[tuple[str, str]] = []
    current: list[str] = []
    in_quotes = in_angle = is_escaped = False
    for char in text:
        if char == '"' and not is_escaped:
            in_quotes = not in_quotes
        elif char == "<" and not in_quotes:
            in_angle = True
        elif char == ">" and not in_quotes:
            in_angle = False
        is_escaped = char == "\\" and in_quotes and not is_escaped
        is_line_end = char in "\n\r\t"
        if is_line_end or (char in ",;" and not in_quotes and not in_angle):
            pieces.append(("".join(current), char))
            current, in_quotes, in_angle, is_escaped = [], False, False, False
        else:
            current.append(char)
    pieces.append(("".join(current), ""))
    return _mend_last_first(pieces)


def _mend_last_first(pieces: list[tuple[str, str]]) -> list[str]:
    mended: list[str] = []
    surname = ""
    for piece, separator in pieces:
        words = piece.strip()
        if surname and "<" in words and "@" in words and not words.startswith("<"):
            given, angle, address = words.partition("<")
            mended.append(f'"{surname}, {given.strip()}" {angle}{address}')
            surname = ""
            continue
        if surname:
            mended.append(surname)
            surname = ""
        if separator == "," and _BARE_NAME.fullmatch(words):
            surname = words
        elif words:
            mended.extend(_split_at_blanks(words))
    if surname:
        mended.append(surname)
    return mended


def _split_at_blanks(words: str) -> list[str]:
    """`a@example.com b@example.com` is two addresses; `Ana ana@example.com` stays one piece, for a person to mend."""
    parts = words.split()
    return parts if len(parts) > 1 and all("@" in part and "<" not in part for part in parts) else [words]


def _judge(address: str) -> tuple[AddressProblem | None, str]:
    if "@" not in address:
        return AddressProblem.NO_AT, ""
    if address.count("@") > 1 and not any(char.isspace() or char == '"' for char in address):
        return AddressProblem.MORE_THAN_ONE_AT, ""
    local, _, domain = address.rpartition("@")
    if not domain or "." not in domain.strip("."):
        return AddressProblem.NO_DOMAIN, ""
    if any(char.isspace() or char in ",;" for char in address):
        return AddressProblem.BAD_CHARACTER, ""
    if len(address) > 320 or len(local) > 64:
        return AddressProblem.TOO_LONG, ""
    from email_validator import (
        EmailNotValidError,
        validate_email,
    )  # slow to import; only needed once one types

    try:
        checked = validate_email(
            address,
            check_deliverability=False,
            globally_deliverable=False,
            allow_quoted_local=True,
            test_environment=True,  # or .test would be refused
        )
    except EmailNotValidError:
        bad = AddressProblem.BAD_DOMAIN if _is_plain_local(local) else AddressProblem.BAD_CHARACTER
        return bad, ""
    return None, checked.normalized


def _is_plain_local(local: str) -> bool:
    return bool(re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+", local)) and ".." not in local


def _likelier_domain(domain: str) -> str:
    domain = domain.lower()
    if domain in _COMMON_DOMAINS or domain in _REAL_NEIGHBOURS:
        return ""
    return next((common for common in _COMMON_DOMAINS if _is_one_slip_away(domain, common)), "")


def _is_one_slip_away(typed: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two swapped. Short domains differ by one letter on purpose."""
    if len(meant) < 9 or abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest_typed, rest_meant = typed[start:], meant[start:]
    return (
        rest_typed[1:] == rest_meant[1:]
        or rest_typed[1:] == rest_meant
        or rest_typed == rest_meant[1:]
        or (len(rest_typed) > 1 and rest_typed[1::-1] + rest_typed[2:] == rest_meant)
    )
