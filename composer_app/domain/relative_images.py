"""Images that HTML names by a path beside it, such as `images/logo.png`, and their change into inline images."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from composer_app.domain.html_entities import unescape

_QUOTE = r"[\"']|&quot;|&apos;|&\#0*39;|&\#0*34;"
_REFERENCE = re.compile(
    rf"""
      (?P<attribute>(?<![\w-])(?:src|background)\s*=\s*(?P<quote>["']))(?P<whole>[^"'<>]{{1,2000}})(?=(?P=quote))
    | (?P<bare>(?<![\w-])(?:src|background)\s*=\s*)(?P<word>[^\s"'<>]{{1,2000}})
    | (?P<url>url\(\s*(?P<mark>{_QUOTE}))(?P<quoted>(?:(?!(?P=mark))[^<>()]){{1,2000}})(?=(?P=mark))
    | (?P<bare_url>url\(\s*)(?P<name>[^\s"'<>()&]{{1,2000}})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GROUPS = (("attribute", "whole"), ("bare", "word"), ("url", "quoted"), ("bare_url", "name"))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def with_inline_images(html: str, name_of: Callable[[str], str | None]) -> str:
    """The HTML with `cid:` in place of the paths that `name_of` has a name for; all else keeps every character.

    Args:
        name_of: gets the path from the folder of the HTML, such as `images/logo.png`; gives the name of the inline
            image, None to leave the path as it is.
    """

    def changed(found: re.Match[str]) -> str:
        before, path = next((found[start], found[rest]) for start, rest in _GROUPS if found[start] is not None)
        wanted = relative_path(path)
        name = name_of(wanted) if wanted else None
        return found[0] if name is None else f"{before}cid:{name}"

    return _REFERENCE.sub(changed, html)


def relative_path(reference: str) -> str:
    """The path that a reference in HTML means; "" for one that leads to another computer or out of the folder."""
    text = unescape(reference).strip()
    if _SCHEME.match(text) or text.startswith(("/", "\\", "#", "?")):
        return ""
    path = posixpath.normpath(unquote(re.split("[?#]", text, maxsplit=1)[0]).replace("\\", "/"))
    return "" if path in (".", "..") or path.startswith(("../", "/")) or "\0" in path else path
