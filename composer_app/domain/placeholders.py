"""Placeholders: `{{name}}` in a mail, which the service replaces by a value of each recipient.

A placeholder without a value stays in the mail, and recipients read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from composer_app.domain.draft import Draft
from composer_app.domain.html_entities import unescape

# Each expression stops at characters that could start another match, so time is linear.
PLACEHOLDER = re.compile(r"\{\{(?=\s*[^{}\s])([^{}]*)\}\}")
"""Two braces around a name, which may have blanks in it and around it; the first group is the name as written."""
_TAG = re.compile(r"<[^<>]*>")
_COMMENT_START, _COMMENT_END, _CONDITION = "<!--", "-->", "[if"
_ENCODED_BRACES = re.compile("%7b%7b", re.IGNORECASE)


def unresolved_placeholders(draft: Draft, text: str) -> tuple[str, ...]:
    """The names of the placeholders that recipients would read, each once, in the order of the page.

    Args:
        draft: as it is on the compose page. Only the recipients of its list have values of their own.
        text: the text part that goes out with it.
    """
    names = placeholders_of(draft, text)
    if draft.merge is None:
        return names
    settings = draft.merge.settings
    return tuple(name for name in names if name not in settings.placeholders() and not settings.defaults.get(name))


def placeholders_of(draft: Draft, text: str) -> tuple[str, ...]:
    """The names of all placeholders of a draft, each once, in the order of the page.

    Args:
        text: the text part that goes out with it.
    """
    found: dict[str, None] = {}
    for words in (draft.sender, *draft.to, *draft.cc, *draft.bcc, draft.reply_to, draft.subject):
        found.update(dict.fromkeys(_names(words)))
    found.update(dict.fromkeys(_names_in_html(draft.html)))
    for words in (text, *(file.file_name for file in draft.attachments)):
        found.update(dict.fromkeys(_names(words)))
    return tuple(found)


def placeholder_names(text: str) -> list[str]:
    """The names of the placeholders in plain text, each once."""
    return list(dict.fromkeys(_names(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text as the recipient with these values gets it: a placeholder without a value stays as it is written."""
    if not values or "{{" not in text:
        return text
    return PLACEHOLDER.sub(lambda found: values.get(" ".join(found[1].split()), found[0]), text)


def _names(words: str) -> Iterator[str]:
    if "{{" not in words:
        return
    for match in PLACEHOLDER.finditer(words):
        yield " ".join(match[1].split())


def _names_in_html(html: str) -> Iterator[str]:
    """Names in text, attributes and links, also with tags or entities between their characters."""
    source = _without_comments(html)
    yield from (name for raw in _names(source) if (name := _shown(raw)))
    yield from _names(unescape(_TAG.sub("", source)))
    attributes = unescape(source)
    yield from (name for raw in _names(attributes) if (name := _shown(raw)))
    if _ENCODED_BRACES.search(attributes):  # in the address of a link
        yield from (name for raw in _names(unquote(attributes)) if (name := _shown(raw)))


def _shown(raw: str) -> str:
    return " ".join(unescape(_TAG.sub("", raw)).split())


def _without_comments(html: str) -> str:
    """The HTML without comments, except conditional ones, whose content Outlook shows."""
    pieces = []
    start = 0
    while (opening := html.find(_COMMENT_START, start)) >= 0:
        end = html.find(_COMMENT_END, opening)
        end = len(html) if end < 0 else end + len(_COMMENT_END)
        is_conditional = html[opening + len(_COMMENT_START) : opening + 40].lstrip().lower().startswith(_CONDITION)
        pieces.append(html[start : end if is_conditional else opening])
        start = end
    return "".join([*pieces, html[start:]])
