"""Grammar of the filter language: `status:bounced OR is:new -to:*@corp.example "November statement"`.

    filter      = { group }                              all of them must hold
    group       = term { "OR" term }                     one of them must hold
    term        = [ "-" ] ( field ":" value | value )    "-" excludes; without a field it is a word
    value       = characters without blanks | '"' { any character, a quote doubled } '"'

Any text is a filter, read in linear time. `written` prints a token, and `parse` reads the same token from it. What the
fields mean is in `domain.filter_fields`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from composer_app.domain.filter_keys import FilterKey

WORD = ""
"""The key of a word without a field."""
OR = "OR"
"""Joins the terms on its sides. In capitals, as words are in small letters."""
MAX_TOKENS = 200
"""More are left as text: the user pasted something else."""

MAX_ALTERNATIVES = 200
"""Of one token. More are a token also where all of them are words, so that the bar can say what is wrong."""

_KEYS = frozenset(FilterKey)
_LEXEME = re.compile(r'(?:[^\s"]|"[^"]*(?:"|\Z))+')
_FIELD = re.compile(r"([a-z][a-z-]+):(.*)", re.IGNORECASE | re.DOTALL)
_ADDRESS_OF_PAGE = ("//", "\\")


class FilterToken(msgspec.Struct, frozen=True):
    """One term, or several joined by OR. The key is lower case; a "-" before it excludes; of a word it is empty."""

    key: str
    value: str
    alternatives: tuple[FilterToken, ...] = ()
    """What else will do; these have no alternatives of their own."""

    @property
    def terms(self) -> tuple[FilterToken, ...]:
        """Each alternative by itself, this one first."""
        return (FilterToken(self.key, self.value), *self.alternatives)

    @property
    def field(self) -> str:
        """The key without the "-" that excludes."""
        return self.key.removeprefix("-")

    @property
    def is_excluded(self) -> bool:
        return self.key.startswith("-")

    def opposite(self) -> FilterToken:
        """Excludes what this term finds, or finds what it excludes. Of a token without alternatives."""
        return FilterToken(self.field if self.is_excluded else f"-{self.key}", self.value)

    def written(self) -> str:
        """The token as text that `parse` reads back as the same token."""
        return f" {OR} ".join(_term_written(term) for term in self.terms)


def parse(text: str) -> tuple[list[FilterToken], str]:
    """The tokens with a field in a text, and the rest of it: words, and what is half typed."""
    tokens: list[FilterToken] = []
    rest: list[str] = []
    for part in _parts(text):
        if isinstance(part, str):
            rest.append(part)
        elif _is_token(part) and len(tokens) < MAX_TOKENS:
            tokens.append(part)
        else:
            rest.append(part.written())
    return tokens, " ".join(rest)


def _is_token(part: FilterToken) -> bool:
    return len(part.terms) > MAX_ALTERNATIVES or any(term.field for term in part.terms)


def tokens_in(text: str) -> list[FilterToken]:
    """All conditions of a text, words too. What is half typed (`status:`, `a OR`) is none."""
    return [part for part in _parts(text) if isinstance(part, FilterToken)]


def joined(last: FilterToken, text: str) -> str | None:
    """The text of a token and of what is typed behind it, if that begins with OR; else None."""
    lexemes = _lexemes(text)
    return f"{last.written()} {text.strip()}" if len(lexemes) > 1 and lexemes[0] == OR else None


def last_word(text: str) -> str:
    """The word at the end of a text, with its quotes; empty behind a blank."""
    words = _lexemes(text)
    return words[-1] if words and text.endswith(words[-1]) else ""


def key_of(word: str) -> str:
    """The key before the colon, without the "-" that excludes; empty where there is no colon."""
    key, colon, _ = word.partition(":")
    return key.lower().removeprefix("-") if colon else ""


def completions(word: str, values: Sequence[str]) -> list[str]:
    """What `word` may become: `st` gives `status:`, `status:bo` gives `status:bounced`.

    Args:
        word: the word under the cursor.
        values: the known values of its key. Those that begin with what is written come first.
    """
    if not word:
        return []
    key, colon, value = word.removeprefix("-").partition(":")
    sign = "-" if word.startswith("-") else ""
    if not colon:
        return [f"{sign}{known}:" for known in FilterKey if known.startswith(key.lower())]
    written = _unquoted(value).lower()
    before, comma, written = written.rpartition(",")
    fitting = [known for known in values if written in known.lower() and written != known.lower()]
    fitting.sort(key=lambda known: not known.lower().startswith(written))
    return [FilterToken(sign + key.lower(), f"{before}{comma}{known}").written() for known in fitting]


def _lexemes(text: str) -> list[str]:
    """Split at blanks outside quotes. Quotes stay; an open one reaches to the end."""
    return _LEXEME.findall(text)


def _parts(text: str) -> list[FilterToken | str]:
    """Tokens, and texts that are no conditions yet: a field without a value, and OR without both its sides."""
    parts: list[FilterToken | str] = []
    is_or_open = False
    for lexeme in _lexemes(text):
        if lexeme == OR:
            if is_or_open:
                parts.append(OR)
            is_or_open = True
            continue
        term = _term_of(lexeme)
        before = parts[-1] if parts else ""
        if is_or_open and isinstance(term, FilterToken) and isinstance(before, FilterToken):
            parts[-1] = FilterToken(before.key, before.value, (*before.alternatives, term))
        else:
            parts += [OR, term] if is_or_open else [term]
        is_or_open = False
    return [*parts, OR] if is_or_open else parts


def _term_of(lexeme: str) -> FilterToken | str:
    """A term; the lexeme itself where a field has no value yet."""
    sign = "-" if lexeme.startswith("-") and len(lexeme) > 1 else ""
    body = lexeme.removeprefix(sign)
    found = _FIELD.fullmatch(body)
    if found is None:
        return _word_of(sign, body) or lexeme
    key, value = found[1].lower(), _unquoted(found[2])
    if key in _KEYS:
        return FilterToken(sign + key, value) if value else lexeme
    if not value or value.startswith(_ADDRESS_OF_PAGE):
        return _word_of(sign, body) or lexeme
    return FilterToken(sign + key, value)


def _word_of(sign: str, body: str) -> FilterToken | None:
    value = _unquoted(body) if body.startswith('"') else body
    if value == "-" == body:  # an exclusion begins
        return None
    return FilterToken(sign + WORD, value) if value else None


def _term_written(term: FilterToken) -> str:
    sign = "-" if term.is_excluded else ""
    if term.field != WORD:
        return f"{term.key}:{_quoted(term.value) if _needs_quotes(term.value) else term.value}"
    is_plain = (
        term.value != OR and not _needs_quotes(term.value) and _term_of(term.value) == FilterToken(WORD, term.value)
    )
    return sign + (term.value if is_plain else _quoted(term.value))


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value.strip('"')
    inside = value[1:-1] if len(value) > 1 and _is_closed(value) else value[1:]
    return inside.replace('""', '"')


def _is_closed(value: str) -> bool:
    return value.endswith('"') and value.count('"') % 2 == 0


def _needs_quotes(value: str) -> bool:
    return '"' in value or any(char.isspace() for char in value)


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
