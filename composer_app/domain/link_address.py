"""The address of a link in a mail, as a user writes it."""

from __future__ import annotations

import re

from composer_app.domain.recipients import parse_address

_WITH_SCHEME = re.compile(r"(?:https?://[^/\s]|mailto:.|tel:.)", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"[^\s/@:]+\.[^\s/@:.]{2,}(?::\d+)?(?:[/?#].*)?")


def link_address(text: str) -> str | None:
    """The address with its scheme; None: it leads nowhere.

    `example.com` becomes a web address, `ana@example.com` a mail address. A placeholder may be a part of it.
    """
    text = " ".join(text.split()).replace(" ", "%20")
    if _WITH_SCHEME.match(text) or text.startswith("{{"):
        return text
    if _ANY_SCHEME.match(text):
        return None
    if (mailbox := parse_address(text).mailbox) is not None:
        return f"mailto:{mailbox.address}"
    return f"https://{text}" if _HOST.fullmatch(text) else None
