"""The copy of the HTML that the preview shows. The mail itself is not changed."""

from __future__ import annotations

import re

_SCHEME_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)", re.IGNORECASE)
_DARK_STYLES = re.compile(r"prefers-color-scheme\s*:\s*dark|light-dark\(", re.IGNORECASE)
_DECLARATION_END = re.compile(r"[;}>]")
_DARK = re.compile(r"\bdark\b")
_ALWAYS, _NEVER = "(min-width: 0)", "(max-width: 0)"


def document(html: str, *, is_dark: bool) -> str:
    """The HTML as a reader in light or dark mode gets it.

    The browser would use the theme of this program for the mail, so its colour-scheme queries are resolved here. No
    colour is inverted: a mail without dark styles looks the same in both.
    """
    wanted = "dark" if is_dark else "light"
    answered = _SCHEME_QUERY.sub(lambda found: _ALWAYS if found[1].lower() == wanted else _NEVER, html)
    scheme = "dark" if is_dark and has_dark_styles(html) else "only light"
    return f"{answered}<style>:root {{ color-scheme: {scheme} !important }}</style>"


def has_dark_styles(html: str) -> bool:
    """Whether the mail has styles for dark mode. Linear in its length."""
    if _DARK_STYLES.search(html) is not None:
        return True
    declarations = (one.partition("color-scheme") for one in _DECLARATION_END.split(html.lower()))
    return any(found and _DARK.search(value) for _, found, value in declarations)
