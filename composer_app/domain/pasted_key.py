"""Parses pasted API keys: `App KEY`, a whole header line, in quotes, with line breaks."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from composer_app.domain.account import AuthScheme
from composer_app.domain.invisible_characters import without_invisible

_QUOTES = "\"'`“”„‟‘’‚‛«»‹›<>"
_AROUND = f"{_QUOTES}{{}}()[];,\\ \t\r\n\u00a0\u2028\u2029"
"""Signs around a value in a command, a file or a page, which no key contains."""
_NAME_OF_A_KEY = rf"(?:(?<![^\s{_QUOTES}{{(])[\w-]*(?:(?:api|access|secret)[\s_-]?|\b)(?:key|token))"
_BEGINS = rf"[{_QUOTES}]*\s*[:=,]\s*[{_QUOTES}]*"
_HEADER = re.compile(rf"(?i)authorization{_BEGINS}|{_NAME_OF_A_KEY}{_BEGINS}(?=[\w+/~-])")
"""Names of a key in headers, settings files, shells and pages, before the key itself."""
_SCHEME = re.compile(r"(?i)(App|Basic|Bearer|IBSSO)(?:[\s:]+|$)")
_QUOTE = re.compile(rf"[{_QUOTES}]")
_IN_NO_KEY = frozenset("()[]{}<>\"'`,;\\#$")
_MORE_OF_A_KEY = re.compile(r"[\w.~+/=-]+")


class KeyProblem(StrEnum):
    """Why a pasted text cannot be the key. The sentences are in ui/texts."""

    EMPTY = "empty"
    OTHER_SCHEME = "other scheme"
    BAD_CHARACTER = "bad character"


class PastedKey(msgspec.Struct, frozen=True):
    """`key` is the text after the scheme word; `scheme` is the scheme, if the text names one."""

    key: str
    scheme: AuthScheme | None = None
    problem: KeyProblem | None = None


def read_key(text: str, auth: AuthScheme) -> PastedKey:
    """The key in a pasted text, for an account that signs in with `auth`.

    A password may have any character, so one of `AuthScheme.BASIC` stays as it is.
    """
    if auth is AuthScheme.BASIC:
        return PastedKey(text, problem=None if text else KeyProblem.EMPTY)
    rest = without_invisible(text)
    while header := _HEADER.search(rest):
        rest = _value_of_header(rest[header.end() :])
    rest = rest.strip(_AROUND)
    scheme = None
    while named := _SCHEME.match(rest):  # also twice: the one before the field, and the one that is pasted
        scheme = next(one for one in AuthScheme if one.value.lower() == named[1].lower())
        rest = rest[named.end() :].strip(_AROUND)
    key = "".join(rest.split())
    if not key:
        return PastedKey("", scheme, KeyProblem.EMPTY)
    if scheme not in (None, auth):
        return PastedKey(key, scheme, KeyProblem.OTHER_SCHEME)
    if not (key.isascii() and key.isprintable()) or _IN_NO_KEY.intersection(key):
        return PastedKey(key, scheme, KeyProblem.BAD_CHARACTER)
    return PastedKey(key, scheme)


def _value_of_header(rest: str) -> str:
    """Up to the closing quote or the end of the line; a wrapped key continues on the next one."""
    first, *others = _QUOTE.split(rest, maxsplit=1)[0].splitlines() or [""]
    for line in others:
        if not _MORE_OF_A_KEY.fullmatch(line.strip()):
            break
        first += line
    return first
