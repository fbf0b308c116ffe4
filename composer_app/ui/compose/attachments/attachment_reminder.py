"""Attachment reminder: detects text that mentions a file although none is attached."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(attach(?:ed|ment|ments|ing)?|enclosed|enclosure"
    r"|anhang|angehängt(?:e[nrs]?)?|anbei|beigefügt(?:e[nrs]?)?"
    r"|ci-joint(?:e?s?)?|pièces? jointes?"
    r"|adjunt[oa]s?|en anexo|in allegato|allegat[oi]|bijlage|bijgevoegd)\b",
    re.IGNORECASE,
)


def names_an_attachment(text: str) -> str:
    """The word in `text` that mentions an attachment, or "".

    Quoted lines and signatures do not count.
    """
    for line in text.splitlines():
        if line.rstrip() == "--":
            break
        if line.lstrip().startswith(">"):
            continue
        if found := _WORDS.search(line):
            return found[0]
    return ""
