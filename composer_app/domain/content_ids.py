"""Inline images in HTML: the references `cid:NAME` in attributes and styles."""

from __future__ import annotations

import re
from urllib.parse import unquote

# Behind a quote, an equals sign, a bracket of url(...) or a comma of srcset; words of the mail are no references.
_REFERENCE = re.compile(r"""((?:["'=(,]|&quot;|&apos;|&\#0*39;|&\#0*34;)\s*cid:)([^\s"'<>(),&]+)""", re.IGNORECASE)


def content_ids(html: str) -> set[str]:
    """The names of the inline images that the HTML asks for, percent-encoding undone."""
    return {unquote(found[2]) for found in _REFERENCE.finditer(html)}


def with_image_renamed(html: str, old: str, new: str) -> str:
    """The HTML with the references to one image changed, and nothing else.

    Args:
        new: a name that can stand in a reference as it is.
    """

    def renamed(found: re.Match[str]) -> str:
        return f"{found[1]}{new}" if unquote(found[2]) == old else found[0]

    return _REFERENCE.sub(renamed, html)
