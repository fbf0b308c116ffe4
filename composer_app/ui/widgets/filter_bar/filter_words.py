"""Typed filter text taken apart: ``status:bounced "two words" invoice`` is a token and free text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """``key: value``. A problem, in words, makes it a wrong token. A leading "-" of the key excludes."""

    key: str
    value: str
    problem: str = ""

    def typed(self) -> str:
        """The token as one types it; values with blanks are quoted."""
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{self.key}:{value}"


def words(text: str) -> list[str]:
    """Splits at blanks outside double quotes; quotes stay. An open quote reaches to the end."""
    found, word, quoted = [], "", False
    for char in text:
        if char == '"':
            quoted = not quoted
        if char.isspace() and not quoted:
            if word:
                found.append(word)
            word = ""
        else:
            word += char
    return [*found, word] if word else found


def as_token(word: str, keys: Collection[str]) -> tuple[str, str] | None:
    """Key and value of a word, or None when it is no token: unknown key, or nothing behind the colon."""
    key, colon, value = word.partition(":")
    value = value.strip('"')
    if not colon or not value or key.lower().removeprefix("-") not in keys:
        return None
    return key.lower(), value


def split(text: str, keys: Collection[str]) -> tuple[list[tuple[str, str]], str]:
    """The tokens of a typed text, and its free text without them."""
    tokens: list[tuple[str, str]] = []
    free: list[str] = []
    for word in words(text):
        token = as_token(word, keys)
        if token is None:
            free.append(word)
        else:
            tokens.append(token)
    return tokens, " ".join(free)


def last_word(text: str) -> str:
    """The word being typed; empty behind a blank."""
    if not text or (text[-1].isspace() and text.count('"') % 2 == 0):
        return ""
    found = words(text)
    return found[-1] if found else ""


def offers(word: str, keys: Sequence[str], values: Sequence[str]) -> list[str]:
    """What could be meant: ``st`` offers ``status:``, ``status:bo`` offers ``status:bounced``.

    Args:
        word: the word being typed.
        values: the known values of its key, if it has a colon.
    """
    if not word:
        return []
    sign = "-" if word.startswith("-") else ""
    key, colon, value = word.removeprefix("-").partition(":")
    if not colon:
        return [f"{sign}{known}:" for known in keys if known.startswith(key.lower())]
    asked = value.strip('"').lower()
    fitting = [known for known in values if asked in known.lower()]
    fitting.sort(key=lambda known: not known.lower().startswith(asked))
    return [Token(sign + key.lower(), known).typed() for known in fitting if known.lower() != asked]
