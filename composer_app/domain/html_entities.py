"""Decodes the character references of HTML, such as `&amp;` and `&#65;`."""

from __future__ import annotations

import html
import re

_LONG_NUMBER = re.compile(r"&#0*([0-9]{8,})")


def unescape(text: str) -> str:
    """The text with its references decoded, as browsers do it. Never raises.

    The standard library raises for numbers with thousands of digits. Every number with more than seven digits is
    beyond Unicode and becomes U+FFFD, so its first eight say the same.
    """
    return html.unescape(_LONG_NUMBER.sub(_shortened, text) if "&#" in text else text)


def _shortened(number: re.Match[str]) -> str:
    return f"&#{number[1].lstrip('0')[:8] or '0'}"
