"""Inline images in HTML: the references `cid:NAME` in attributes and styles."""

from __future__ import annotations

import re
from urllib.parse import unquote

from composer_app.domain.html_entities import unescape

# Where an attribute or a url(...) is quoted, the name goes on to the closing quote: it may hold blanks, brackets and
# entities. The words of the mail and of alternative texts are no references.
_QUOTE = r"[\"']|&quot;|&apos;|&\#0*39;|&\#0*34;"
_REFERENCE = re.compile(
    rf"""
      (?P<attribute>(?<!\balt)(?<!\btitle)(?<!\bsrcset)=\s*(?P<quote>["'])\s*cid:)(?P<whole>(?:(?!(?P=quote))[^<>])+)
    | (?P<url>url\(\s*(?P<mark>{_QUOTE})\s*cid:)(?P<quoted>(?:(?!(?P=mark))[^<>])+)
    | (?P<bare_url>url\(\s*cid:)(?P<name>[^\s"'<>()]+)
    | (?P<bare>\s[\w:-]+\s*=\s*cid:)(?P<word>[^\s"'<>]+)
    | (?P<one_of>(?:\bsrcset\s*=\s*["']|,)\s*cid:)(?P<entry>[^\s"'<>,]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GROUPS = (("attribute", "whole"), ("url", "quoted"), ("bare_url", "name"), ("bare", "word"), ("one_of", "entry"))


def content_ids(html: str) -> set[str]:
    """The names of inline images in the HTML, with percent-encoding and entities decoded."""
    return {_named(found)[1] for found in _REFERENCE.finditer(html)}


def with_image_renamed(html: str, old: str, new: str) -> str:
    """The HTML with the references to one image renamed.

    Args:
        new: a name that needs no escaping.
    """

    def renamed(found: re.Match[str]) -> str:
        before, name = _named(found)
        return f"{before}{new}" if name == old else found[0]

    return _REFERENCE.sub(renamed, html)


def _named(found: re.Match[str]) -> tuple[str, str]:
    """What stands before the name, and the name."""
    before, name = next(pair for pair in _GROUPS if found[pair[0]] is not None)
    return found[before], unquote(unescape(found[name])).strip()
