"""The copy of the HTML that the preview shows. The mail itself is never touched."""

from __future__ import annotations

import re

_SCHEME_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)", re.IGNORECASE)
_DARK_STYLES = re.compile(r"prefers-color-scheme\s*:\s*dark|color-scheme[^;}>]*\bdark\b|light-dark\(", re.IGNORECASE)
_CID = re.compile(r"""\bcid:([^\s"'<>)]+)""", re.IGNORECASE)
_ALWAYS, _NEVER = "(min-width: 0)", "(max-width: 0)"


def document(html: str, *, is_dark: bool) -> str:
    """The HTML as a reader in light or dark mode gets it.

    The browser follows the theme of this program, and a mail must not: its colour-scheme queries are answered here.
    Nothing is inverted. A mail without styles for dark mode looks the same in both.
    """
    wanted = "dark" if is_dark else "light"
    answered = _SCHEME_QUERY.sub(lambda found: _ALWAYS if found[1].lower() == wanted else _NEVER, html)
    scheme = "dark" if is_dark and has_dark_styles(html) else "only light"
    return f"{answered}<style>:root {{ color-scheme: {scheme} !important }}</style>"


def has_dark_styles(html: str) -> bool:
    """Whether the mail says anything about dark mode."""
    return _DARK_STYLES.search(html) is not None


def content_ids(html: str) -> set[str]:
    """The names of the inline images that the HTML asks for, as they stand behind `cid:`."""
    return {found[1] for found in _CID.finditer(html)}
