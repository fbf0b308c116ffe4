"""Recipients as typed and pasted: each with name and address, or with the problem of the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from composer_app.domain.address_list import UNSEEN, addresses_of_link, pieces_of, with_plain_signs
from composer_app.domain.address_syntax import AddressProblem, judge
from composer_app.domain.invisible_characters import tidy_name
from composer_app.domain.mail import Mailbox


class ParsedAddress(msgspec.Struct, frozen=True):
    """One piece of an address list. `mailbox` is None if it is invalid; then `problem` says why.

    `character` is the invalid one, if any. `suggestion` is the probably intended address, or "".
    """

    text: str
    mailbox: Mailbox | None = None
    problem: AddressProblem | None = None
    suggestion: str = ""
    character: str = ""


_MAILTO = "mailto:"
_LONGEST_KNOWN = 400
"""Longer texts are not cached."""


def parse_addresses(text: str) -> tuple[ParsedAddress, ...]:
    """Parse a list in any form; see `address_list`.

    Returns every piece that is not blank, in order, invalid ones included.
    """
    return _known_list(text) if len(text) <= _LONGEST_KNOWN else tuple(each_address(text))


def each_address(text: str) -> Iterator[ParsedAddress]:
    """The same as an iterator: a list of thousands takes a second, and can be parsed in slices."""
    return (_known(piece) if len(piece) <= _LONGEST_KNOWN else _parse(piece) for piece in pieces_of(text))


def parse_address(text: str) -> ParsedAddress:
    """Parse one address: `ana@example.com`, `Ana Kovac <ana@example.com>`, a mailto link or any other text."""
    return _known_one(text) if len(text) <= _LONGEST_KNOWN else _parse_one(text)


@lru_cache(maxsize=16_384)
def _known(text: str) -> ParsedAddress:
    """Cached: the same few thousand addresses are parsed after each key and before sending."""
    return _parse(text)


@lru_cache(maxsize=16_384)
def _known_one(text: str) -> ParsedAddress:
    return _parse_one(text)


@lru_cache(maxsize=16_384)
def _known_list(text: str) -> tuple[ParsedAddress, ...]:
    return tuple(each_address(text))


def _parse_one(text: str) -> ParsedAddress:
    whole = _parse(text)
    if whole.mailbox is not None:
        return whole
    entries = parse_addresses(text)
    if len(entries) == 1:
        return entries[0]
    if sum("@" in entry.text for entry in entries) > 1:
        return ParsedAddress(text=whole.text, problem=AddressProblem.SEVERAL)
    return whole


def _parse(text: str) -> ParsedAddress:
    shown = " ".join(with_plain_signs(text).split()).strip(f" {UNSEEN}")
    name, address, is_one = _name_and_address(shown)
    if not is_one:
        return ParsedAddress(text=shown, problem=AddressProblem.SEVERAL)
    verdict = judge(address)
    meant = str(Mailbox(verdict.suggestion, name)) if verdict.suggestion else ""
    if verdict.problem is not None and not meant and len(shown) <= _LONGEST_KNOWN and shown.count("@") == 1:
        meant = _address_among_words(shown)
    if verdict.problem is not None:
        return ParsedAddress(text=shown, problem=verdict.problem, suggestion=meant, character=verdict.character)
    mailbox = Mailbox(verdict.address, name)
    return ParsedAddress(text=str(mailbox), mailbox=mailbox, suggestion=meant)


def without_repeats(parsed: Iterable[ParsedAddress]) -> tuple[ParsedAddress, ...]:
    """The same list with every recipient once, the first one kept."""
    kept: dict[str, ParsedAddress] = {}
    for entry in parsed:
        kept.setdefault(recipient_key(entry), entry)
    return tuple(kept.values())


def recipient_key(entry: ParsedAddress) -> str:
    """Key of a recipient, equal for all spellings: services ignore case."""
    return entry.mailbox.address.casefold() if entry.mailbox else entry.text


def address_key(address: str) -> str:
    """Key of an address in the archive: the local part unchanged, the domain in lower case."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def domain_of_key(key: str) -> str:
    """The domain in an `address_key`; empty where there is no "@". The archive's triggers say the same in SQL."""
    _, at, domain = key.rpartition("@")
    return domain.rstrip("> ") if at else ""


def _name_and_address(shown: str) -> tuple[str, str, bool]:
    """False if the words before the address contain another one."""
    before, angle, rest = shown.rpartition("<")
    if not angle or not rest.rstrip().endswith(">"):
        return "", _without_mailto(shown), True
    name, address = before.strip(f" {UNSEEN}"), _without_mailto(rest.rstrip().removesuffix(">").strip())
    if len(name) > 1 and name[0] == name[-1] == '"' and _CLOSED.fullmatch(name):
        return re.sub(r"\\(.)", r"\1", name[1:-1]), address, True
    name = tidy_name(name)
    if len(name) > 2 and _QUOTES.get(name[0]) == name[-1] and name[-1] not in name[1:-1]:
        name = name[1:-1].strip()
    return "" if name == "<" else name, address, "@" not in name or name.casefold() == address.casefold()


_QUOTES = dict(zip("'`´“„‘‚”’«»‹›", "'`´”“’‘”’»«›‹", strict=True))
_LONE = re.compile(r"[^\s<>()\[\]{}\"',;:|〈〉《》‹›«»“”]+@[^\s<>()\[\]{}\"',;:|〈〉《》‹›«»“”]+")
_LABELS = frozenset("to cc bcc from mail email e-mail address".split())


def _address_among_words(shown: str) -> str:
    """`Ana: ana@example.com` and `Ana (ana@example.com)` as probably intended; "" if unclear."""
    found = _LONE.search(shown)
    address = judge(found[0]).address if found else ""
    if found is None or not address or any(char in shown for char in '<>="'):
        return ""
    before, after = _trimmed(shown[: found.start()]), _trimmed(shown[found.end() :])
    is_name = before and not after and before.casefold() not in _LABELS
    return str(Mailbox(address, tidy_name(before))) if is_name or not (before or after) else address


def _trimmed(words: str) -> str:
    """Without the signs at the edges; a bracket that ends a name stays if it begins in it."""
    start = next((at for at, char in enumerate(words) if char.isalnum()), len(words))
    end = next((at for at in range(len(words), 0, -1) if words[at - 1].isalnum()), 0)
    return words[start:end]


_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*+"')
"""One quoted name, not two with text between."""


def _without_mailto(address: str) -> str:
    """The address in a link as browsers copy it, without the link's mail fields (RFC 6068)."""
    if address[: len(_MAILTO)].lower() != _MAILTO:
        return address
    return addresses_of_link(address[len(_MAILTO) :])
