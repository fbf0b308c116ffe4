"""Keeps a spreadsheet from taking a text of others for a formula: a quote goes before its first character."""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""How a formula begins. Quotes before it count as well, so that taking one off gives the text again."""


def guarded(text: str) -> str:
    """The text as a cell that every spreadsheet shows as it is. `unguarded` gives the text again."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` wrote; any other text stays as it is."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
