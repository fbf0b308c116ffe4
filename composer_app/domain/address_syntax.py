"""Syntax check of one e-mail address, with the problem and the probable correction."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

import msgspec

from composer_app.domain.address_suggestions import provider_meant_by


class AddressProblem(StrEnum):
    """The problem of an address. The sentences are in ui/texts."""

    NO_AT = "no @"
    MORE_THAN_ONE_AT = "more than one @"
    SEVERAL = "several addresses"
    NO_DOMAIN = "no domain"
    BAD_CHARACTER = "bad character"
    BAD_DOMAIN = "bad domain"
    TOO_LONG = "too long"
    OTHER = "other"


class Judgement(msgspec.Struct, frozen=True):
    """Result of the check. `address` is "" if invalid; then `problem` says why, and `character` names a wrong one.

    `suggestion` is the probably intended address, or "". A valid address may have one, too.
    """

    address: str = ""
    problem: AddressProblem | None = None
    character: str = ""
    suggestion: str = ""


_JOINERS = "\u200c\u200d"
"""Part of words in Persian and in the scripts of India; elsewhere they are invisible format characters."""
_PARTING = "\u200b\ufeff"
"""Invisible, but they may separate words: removed at the edges, an error inside."""
LOOKS_BLANK = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ),
    )
)
"""Letters, marks and symbols by category that look blank."""
_BETWEEN_LETTERS = "\u00b7\u30fb"
_ATOM = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-")
_TYPED_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters and signs, as East Asian input methods type them."""
_FULL_STOPS = str.maketrans("\u3002\uff61", "..")
_TYPOGRAPHIC = str.maketrans({**dict.fromkeys("‘’‚‛′´", "'"), **dict.fromkeys("‐‑‒–—―−", "-")})
_GLUED_MARK = re.compile(r"(?:\d{1,3}\.|['*+~#=|/!$%&?^{}`-]+)(?=[^\W_])")
"""A list number or bullet that is valid in an address: `1.ana@example.com`, `-ana@example.com`."""
_GLUED_NUMBER = re.compile(r"\W*\d{1,4}[^\w.@]+")


def judge(text: str) -> Judgement:
    """Check one address without a name, after removing invisible characters."""
    address = _as_seen(text)
    verdict = _verdict(address)
    if verdict.problem in (AddressProblem.NO_DOMAIN, AddressProblem.BAD_CHARACTER, AddressProblem.BAD_DOMAIN):
        return msgspec.structs.replace(verdict, suggestion=_mended(address))
    if verdict.problem is not None:
        return verdict
    if mark := _GLUED_MARK.match(verdict.address):
        return msgspec.structs.replace(verdict, suggestion=_verdict(verdict.address[mark.end() :]).address)
    local, _, domain = verdict.address.rpartition("@")
    better = provider_meant_by(domain)
    return msgspec.structs.replace(verdict, suggestion=f"{local}@{better}") if better else verdict


def _as_seen(text: str) -> str:
    """Without zero-width characters, and with full-width letters as plain ones."""
    if text.isascii():
        return text
    text = text.translate(_TYPED_WIDE).strip(_PARTING)
    kept = "".join(
        char
        for at, char in enumerate(text)
        if unicodedata.category(char) != "Cf" or char in _PARTING or (char in _JOINERS and _is_inside_a_word(text, at))
    )
    local, sign, domain = kept.rpartition("@")
    return f"{local}{sign}{domain.translate(_FULL_STOPS)}"


def _is_inside_a_word(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all(char > "\x7f" and unicodedata.category(char)[0] in "LM" for char in around)


def _verdict(address: str) -> Judgement:
    if "@" not in address:
        return Judgement(problem=AddressProblem.NO_AT)
    blank = next((char for char in address if char.isspace() or char in ",;"), "")
    half = next((char for char in address if char in "<>"), "")  # more specific than the blank before it
    if address.count("@") > 1 and '"' not in address:
        return Judgement(problem=AddressProblem.SEVERAL if blank else AddressProblem.MORE_THAN_ONE_AT)
    local, _, domain = address.rpartition("@")
    if not domain or "." not in domain.strip("."):
        return Judgement(problem=AddressProblem.NO_DOMAIN)
    if blank:
        return Judgement(problem=AddressProblem.BAD_CHARACTER, character=half or blank)
    if len(address) > 320 or len(local) > 64:
        return Judgement(problem=AddressProblem.TOO_LONG)
    if culprit := _culprit(local, domain):
        return Judgement(problem=AddressProblem.BAD_CHARACTER, character=culprit)
    from email_validator import (
        EmailNotValidError,
        validate_email,
    )  # slow to import; needed only when the user types

    try:
        checked = validate_email(
            address,
            check_deliverability=False,
            globally_deliverable=False,
            allow_quoted_local=True,
            test_environment=True,  # or .test would be refused
        )
    except EmailNotValidError:
        is_local_good = bool(local) and ".." not in local and local.strip(".") == local
        return Judgement(problem=AddressProblem.BAD_DOMAIN if is_local_good else AddressProblem.BAD_CHARACTER)
    return Judgement(address=checked.normalized)


def _culprit(local: str, domain: str) -> str:
    """The first invalid character."""
    is_quoted = len(local) > 1 and local[0] == local[-1] == '"'
    if not is_quoted:
        for at, char in enumerate(local):
            if char not in _ATOM and not _is_of_a_word(local, at):
                return char
    return next(
        (char for at, char in enumerate(domain) if char > "\x7f" and not _is_of_a_word(domain, at)),
        "",
    )


def _is_of_a_word(text: str, at: int) -> bool:
    char = text[at]
    if char <= "\x7f" or char in LOOKS_BLANK:
        return False
    kind = unicodedata.category(char)[0]
    if kind == "M" or char in _BETWEEN_LETTERS:
        return at > 0 and text[at - 1] not in LOOKS_BLANK and (kind == "M" or at < len(text) - 1)
    return kind in "LN"


def _mended(address: str) -> str:
    """The address without quotes, bullets, numbers and other signs at its edges, or ""."""
    text = "".join(char for char in address if char not in LOOKS_BLANK and unicodedata.category(char) != "Cf")
    start = next((at for at, char in enumerate(text) if char.isalnum() or char == "_"), len(text))
    end = next((at for at in range(len(text), 0, -1) if _is_end(text[at - 1])), 0)
    bare = text[start:end]
    for candidate in (bare, bare.translate(_TYPOGRAPHIC), _GLUED_NUMBER.sub("", bare, count=1)):
        if candidate != address and (good := _verdict(candidate).address):
            return good
    return ""


def _is_end(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"
