"""Check of HTML and CSS that mail clients ignore, by the tests of caniemail.com."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.client_support import ClientSupport
from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.html_source import Tag

_DECLARATION = re.compile(r"(?:^|[{;])\s*([a-z-]+)\s*:([^;{}]*)")
_AT_RULE = re.compile(r"@([a-z-]+)")
_FUNCTION = re.compile(r"\b([a-z-]+)\(")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ENDING = re.compile(r"\.([a-z]{3,4})(?:[?#]|$)")


class _Feature(NamedTuple):
    """A feature that clients ignore, and its place."""

    name: str
    families: tuple[str, ...]
    start: int
    end: int


def ignored(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Each feature that clients of a main family ignore, where it first stands."""
    seen: set[str] = set()
    found = sorted(_features(mail), key=lambda feature: feature.start)
    for feature in found:
        if feature.name not in seen:
            seen.add(feature.name)
            families = ", ".join(feature.families)
            yield mail.source.finding(CheckId.CLIENT_SUPPORT, feature.start, feature.end, feature.name, families)


def _features(mail: CheckedMail) -> Iterator[_Feature]:
    source, support = mail.source, mail.support
    known: set[str] = set()
    for tag in source.tags:
        if tag.is_end:
            continue
        if families := support.elements.get(tag.name):
            yield _Feature(f"<{tag.name}>", families, tag.start, tag.end)
        for attribute in tag.attributes.keys() & support.attributes.keys():
            yield _Feature(attribute, support.attributes[attribute], tag.start, tag.end)
        ending = _ENDING.search(tag.attributes.get("src", "").lower()) if tag.name == "img" else None
        if ending is not None and (families := support.images.get(ending[1])):
            yield _Feature(f".{ending[1]}", families, tag.start, tag.end)
        style = tag.attributes.get("style", "")
        if style and style not in known:
            known.add(style)
            yield from (_in_tag(feature, mail, tag) for feature in _in_css(style, support, 0))
    for sheet in source.style_sheets:
        yield from _in_css(sheet.text, support, sheet.start)


def _in_tag(feature: _Feature, mail: CheckedMail, tag: Tag) -> _Feature:
    """The feature at its name in a tag. The style may have entities, so the name is looked for in the source."""
    name = re.escape(feature.name.partition(":")[0].removesuffix("()"))
    found = re.compile(rf"(?<![\w-]){name}(?![\w-])", re.IGNORECASE).search(mail.source.text, tag.start, tag.end)
    return feature._replace(start=found.start() if found else tag.start, end=found.end() if found else tag.end)


def _in_css(css: str, support: ClientSupport, offset: int) -> Iterator[_Feature]:
    css = _COMMENT.sub(lambda comment: " " * len(comment[0]), css.lower())
    for rule in _AT_RULE.finditer(css):
        if families := support.at_rules.get(rule[1]):
            yield _Feature(f"@{rule[1]}", families, offset + rule.start(), offset + rule.end())
    for found in _DECLARATION.finditer(css):
        place = (offset + found.start(1), offset + found.end())
        if families := support.properties.get(found[1]):
            yield _Feature(found[1], families, *place)
        value = f"{found[1]}:{found[2].replace('!important', '').strip()}"
        if families := support.values.get(value):
            yield _Feature(value, families, *place)
        for function in _FUNCTION.findall(found[2]):
            if families := support.functions.get(function):
                yield _Feature(f"{function}()", families, *place)
