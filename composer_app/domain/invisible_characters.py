"""Invisible characters that are copied along from pages, chats and PDF files."""

from __future__ import annotations

import unicodedata

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Part of names: Persian, Hindi and emoji use them."""
_BLANK_LETTERS = frozenset(
    "\N{COMBINING GRAPHEME JOINER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL FILLER}"
    "\N{HALFWIDTH HANGUL FILLER}\N{KHMER VOWEL INHERENT AQ}\N{KHMER VOWEL INHERENT AA}\N{BRAILLE PATTERN BLANK}"
)
"""Letters, marks and signs by category that have no glyph."""
INVISIBLE = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
)
"""For a set of a pattern: all that `is_invisible` but for controls and lone surrogates."""
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
_SHAPELESS = ("Cc", "Cf", "Cs")


def is_invisible(char: str) -> bool:
    """True for a character without a glyph that is no blank: U+200B, U+2060, U+00AD, U+FEFF and their like."""
    if char.isspace() or (char.isascii() and char.isprintable()):
        return False
    if unicodedata.category(char) in _SHAPELESS or char in _BLANK_LETTERS:
        return True
    return any(ord(char) in selectors for selectors in _VARIATION_SELECTORS)


def without_invisible(text: str) -> str:
    """For hosts, keys and other texts where such characters have no meaning; also strips blanks."""
    return "".join(char for char in text if not is_invisible(char)).strip()


def tidy_name(text: str) -> str:
    """For names: keeps joiners and variation selectors between letters, removes other invisible characters."""
    kept = "".join(
        char for char in text if not is_invisible(char) or char in _JOINERS or unicodedata.category(char) == "Mn"
    )
    start, end = 0, len(kept)
    while start < end and (is_invisible(kept[start]) or kept[start].isspace()):
        start += 1
    while end > start and (is_invisible(kept[end - 1]) or kept[end - 1].isspace()) and not _completes_emoji(kept, end):
        end -= 1
    return kept[start:end]


def _completes_emoji(text: str, end: int) -> bool:
    """A heart at the end keeps the selector that colours it."""
    return end > 1 and text[end - 1] == "\N{VARIATION SELECTOR-16}" and unicodedata.category(text[end - 2]) == "So"
