"""Find secrets, addresses and words in decoded text, each in time linear in its length."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Protocol

from composer_app.domain.escape_decoding import ESCAPES, decode

Span = tuple[int, int]

_AROUND = 48
"""Characters around an address that decide where it begins and ends; longer than any escape."""
_MOST_LAYERS = 3
_FEW = 32
_SHORTEST_NAME = 6
"""Bytes; fewer would match in any Base64."""
_WORD = re.compile(r"\w+")
_ESCAPED_IN_JSON = frozenset('bfnrtu"\\/')
_JOINS_BEFORE = frozenset(".%+'-&")
_JOINS_AFTER = frozenset(".-")
_FILE_ENDING = re.compile(
    r"\.(?:bak|csv|docx?|eml|gif|html?|ics|jpe?g|json|log|mbox|msg|od[st]|pdf|png|pptx?|txt|vcf|xlsx?|xml|zip)(?![\w.-])",
    re.IGNORECASE,
)
# Characters of an unknown address. Wide rather than exact.
_IN_LOCAL = r"[^\s\"'<>()\[\]{},;:=|\\/@]"
_IN_DOMAIN = r"[^\s\"'<>()\[\]{},;:=|\\/@?&#%*!$^~`+]"
_ANY_ADDRESS = re.compile(rf"(?<!{_IN_LOCAL})({_IN_LOCAL}++)(?=@({_IN_DOMAIN}++))")
_LONGEST_LOCAL, _LONGEST_DOMAIN = 128, 255


class Matcher(Protocol):
    """Finds given texts, unescaped."""

    texts: tuple[str, ...]
    """The texts to find, as far as known."""
    shortest: int
    """Bytes. Shorter pieces of Base64 are not searched."""

    def spans(self, text: str, *, is_json: bool) -> Iterator[Span]:
        """The ranges of all matches. Time is linear in the length of the text.

        Args:
            is_json: the text is JSON, so that `\\n` in it is a line break.
        """


class SecretMatcher:
    """Finds exact secrets, also inside other words."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.texts = tuple(sorted(set(filter(None, secrets)), key=len, reverse=True))
        self.shortest = _bytes_of_shortest(self.texts)
        self._pattern = re.compile("|".join(map(_pattern_of, self.texts))) if self.texts else None

    def spans(self, text: str, *, is_json: bool) -> Iterator[Span]:
        if self._pattern is not None:
            for found in self._pattern.finditer(text):
                yield found.span()


class WordMatcher:
    """Finds whole words or phrases, with no letter directly before or after.

    Args:
        in_any_case: ignore case.
    """

    def __init__(self, words: Iterable[str], *, in_any_case: bool = False) -> None:
        self.texts = tuple(sorted(set(words), key=len, reverse=True))
        # Ids are never encoded; names are searched in Base64 only if longer than a syllable.
        self.shortest = max(_bytes_of_shortest(self.texts), _SHORTEST_NAME) if in_any_case else sys.maxsize
        self._flags = re.IGNORECASE if in_any_case else re.NOFLAG
        self._in_any_case = in_any_case
        self._beginning_with: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._rows: list[list[str]] = []
        for text in self.texts:
            for form in {unicodedata.normalize(kind, text) for kind in ("NFC", "NFD")}:
                if row := _WORD.findall(_lowered(form) if in_any_case else form):
                    self._beginning_with.setdefault(row[0], []).append(text)
                    self._rows.append(row)

    def spans(self, text: str, *, is_json: bool) -> Iterator[Span]:
        plain = _lowered(text) if self._in_any_case else text
        if not self._may_be_in(plain):
            return
        for found in _WORD.finditer(plain):
            for wanted in self._beginning_with.get(found[0], ()):
                if match := self._pattern(wanted).match(text, found.start()):
                    yield match.span()
                    break

    def _may_be_in(self, plain: str) -> bool:
        if len(self._rows) <= _FEW:
            return any(all(word in plain for word in row) for row in self._rows)
        return not self._beginning_with.keys().isdisjoint(_WORD.findall(plain))

    def _pattern(self, wanted: str) -> re.Pattern[str]:
        if wanted not in self._patterns:
            words = wanted[_first_word(wanted) :].split()
            self._patterns[wanted] = re.compile(r"[\s+_]+".join(map(_pattern_of, words)) + r"(?!\w)", self._flags)
        return self._patterns[wanted]


class AddressMatcher:
    """Finds addresses in any letter case, and both forms of an international domain."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self.texts = tuple({address for address in addresses if "@" in address})
        self.shortest = _bytes_of_shortest(self.texts)
        self._locals: dict[str, set[str]] = {}
        for address in self.texts:
            local, _, domain = address.rpartition("@")
            for form in _forms_of_domain(domain):
                self._locals.setdefault(form, set()).update(_forms(local))
        self._local_lengths = {domain: _lengths(known) for domain, known in self._locals.items()}
        self._domain_lengths = _lengths(self._locals)
        if len(self._locals) <= _FEW:
            beginning = "|".join(map(re.escape, self._locals)) or "(?!)"
        else:
            beginning = f"[{re.escape(''.join({domain[0] for domain in self._locals if domain}))}]"
        self._at = re.compile(f"@(?={beginning})")

    def spans(self, text: str, *, is_json: bool) -> Iterator[Span]:
        plain = _lowered(text)
        for at in self._at.finditer(plain):
            for end in self._ends(plain, at.end()):
                if (start := self._start(plain, at.start(), plain[at.end() : end], is_json)) is not None:
                    yield start, end
                    break

    def holds(self, address: str) -> bool:
        """True if the address is one of these."""
        local, _, domain = _lowered(address.strip()).rpartition("@")
        return local in self._locals.get(domain, ())

    def _ends(self, plain: str, start: int) -> Iterator[int]:
        for length in self._domain_lengths:
            end = start + length
            if end <= len(plain) and plain[start:end] in self._locals and _ends_at(plain, end):
                yield end

    def _start(self, plain: str, end: int, domain: str, is_json: bool) -> int | None:
        for length in self._local_lengths[domain]:
            start = end - length
            if start >= 0 and plain[start:end] in self._locals[domain] and _begins_at(plain, start, is_json):
                return start
        return None


class AnyAddressMatcher:
    """Finds any text that looks like an address."""

    texts: tuple[str, ...] = ()
    shortest = 6

    def spans(self, text: str, *, is_json: bool) -> Iterator[Span]:
        for found in _ANY_ADDRESS.finditer(text):
            domain = found[2].rstrip(".-")
            if "." in domain.strip("."):
                length = min(len(domain), _LONGEST_DOMAIN)
                yield max(found.start(), found.end() - _LONGEST_LOCAL), found.end() + 1 + length


def spellings_of(address: str) -> frozenset[str]:
    """One address in small letters, composed and decomposed, with the domain in either of its forms."""
    local, at, domain = address.rpartition("@")
    return frozenset(f"{one}{at}{other}" for one in _forms(local) for other in _forms_of_domain(domain))


def _lowered(text: str) -> str:
    """Lower case, with every character at its position."""
    return text.replace("İ", "i").lower().replace("ς", "σ")


def _bytes_of_shortest(texts: Iterable[str]) -> int:
    return min((len(text.encode("utf-8", "replace")) for text in texts), default=0)


def _forms(text: str) -> set[str]:
    return {_lowered(unicodedata.normalize(kind, text)) for kind in ("NFC", "NFD")}


def _forms_of_domain(domain: str) -> set[str]:
    labels = [_forms_of_label(label) for label in domain.split(".")]
    return {".".join(form) for form in product(*labels)}


def _forms_of_label(label: str) -> set[str]:
    """The Unicode form and the ASCII (DNS) form."""
    plain = _lowered(unicodedata.normalize("NFC", label))
    if plain.startswith("xn--"):
        try:
            return {plain, *_forms(plain[4:].encode("ascii").decode("punycode"))}
        except (UnicodeError, ValueError, OverflowError):
            return {plain}
    if plain.isascii():
        return {plain}
    return _forms(label) | {"xn--" + plain.encode("punycode").decode("ascii")}


def _lengths(texts: Iterable[str]) -> tuple[int, ...]:
    """The longest first: one may end or begin another."""
    return tuple(sorted({len(text) for text in texts}, reverse=True))


def _pattern_of(text: str) -> str:
    """Each character composed and decomposed; a blank may be a plus, as forms write it."""
    return "".join(map(_pattern_of_char, unicodedata.normalize("NFC", text)))


def _pattern_of_char(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    if char == " ":
        return "[ +]"
    return re.escape(char) if apart == char else f"(?:{re.escape(char)}|{re.escape(apart)})"


def _first_word(text: str) -> int:
    found = _WORD.search(text)
    return found.start() if found else 0


def _begins_at(text: str, start: int, is_json: bool) -> bool:
    """No part of a longer address is directly before it."""
    before = text[max(start - _AROUND, 0) : start]
    if is_json and before.endswith("\\") and text[start] in _ESCAPED_IN_JSON:
        backslashes = len(before) - len(before.rstrip("\\"))
        if backslashes % 2:  # the first letter belongs to an escape
            return False
    before = _decoded(before)
    if not before:
        return True
    if _is_in_word(before[-1]):
        return False
    if before[-1] == "'" and before[-2:-1] in ("b", "u") and not (before[-3:-2] and _is_in_word(before[-3])):
        return True  # a quoted text, as Python writes it
    return not (before[-1] in _JOINS_BEFORE and len(before) > 1 and _is_in_word(before[-2]))


def _ends_at(text: str, end: int) -> bool:
    """No part of a longer domain is directly after it."""
    after = text[end : end + _AROUND]
    if after and not after[0].isalnum():
        after = _decoded(after)
    if not after or after[0] == "_" or _FILE_ENDING.match(after):  # no domain has that; file names do
        return True
    return not (_is_in_word(after[0]) or (after[0] in _JOINS_AFTER and len(after) > 1 and _is_in_word(after[1])))


def _decoded(text: str) -> str:
    for _ in range(_MOST_LAYERS):
        if "%" not in text and "&" not in text and "\\" not in text:
            break
        layer = decode(text, ESCAPES)
        if layer is None:
            break
        text = layer.text
    return text


def _is_in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")
