"""Line breaks for minified HTML, at places that do not change how it is shown."""

from __future__ import annotations

import re

AIM = 1_000
"""Characters after which a line breaks at the next tag."""

# A start or end tag; a closing slash is left alone, because VML for Outlook is XML.
_TAG_END = re.compile(r"""<[a-zA-Z/][^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*+(?<!/)(>)""")


def longest_line(text: str) -> int:
    """The characters of the longest line."""
    return max(map(len, text.split("\n")))


def with_lines_broken(html: str) -> str:
    """The same HTML in lines of about `AIM` characters.

    Breaks are inside tags, before the closing bracket, where white space is ignored.
    """
    pieces = []
    start = 0
    for tag in _TAG_END.finditer(html):
        end = tag.start(1)
        if end - max(start, html.rfind("\n", start, end)) >= AIM:
            pieces.append(html[start:end])
            start = end
    return "\n".join([*pieces, html[start:]])
