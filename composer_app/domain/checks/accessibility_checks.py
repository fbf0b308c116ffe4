"""Checks for recipients with a screen reader or weak sight: language, contrast, tables, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.css_colours import Colour, colour_of, contrast
from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.html_source import VOID, Tag

LEAST_CONTRAST, LEAST_OF_LARGE = 4.5, 3.0
"""WCAG 2.2, 1.4.3: of text, and of large text."""
_LARGE_PX, _LARGE_BOLD_PX = 24.0, 18.66
_SIZE = re.compile(r"([\d.]{1,8})(px|pt)")
_IN_BACKGROUND = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^()]*\)|\b[a-z]+\b")
_DEEPEST = 200
"""Elements around a text that are looked at."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class _Look(NamedTuple):
    """What an element inherits. None: not known, as behind an image."""

    name: str
    colour: Colour | None
    ground: Colour | None
    px: float
    is_bold: bool


def language(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A whole page that does not say its language. A part of a page has no place for it."""
    for tag in mail.source.start_tags("html"):
        if not tag.attributes.get("lang", "").strip():
            yield mail.source.at(CheckId.LANGUAGE, tag)
        return


def weak_contrast(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Text whose colour is too close to its ground, both written at elements."""
    source = mail.source
    stack: list[_Look] = [_Look("", None, None, 16.0, is_bold=False)]
    tags = iter(source.tags)
    upcoming = next(tags, None)
    last: Tag | None = None
    reported: Tag | None = None
    for words in source.words:
        while upcoming is not None and upcoming.start < words.start:
            _follow(stack, upcoming)
            last = upcoming if not upcoming.is_end else last
            upcoming = next(tags, None)
        look = stack[-1]
        if look.colour is None or look.ground is None or last is None or last is reported:
            continue
        is_large = look.px >= _LARGE_PX or (look.is_bold and look.px >= _LARGE_BOLD_PX)
        ratio = contrast(look.colour, look.ground)
        if ratio < (LEAST_OF_LARGE if is_large else LEAST_CONTRAST):
            reported = last
            yield source.at(CheckId.CONTRAST, last, f"{int(ratio * 10) / 10}")


def _follow(stack: list[_Look], tag: Tag) -> None:
    if tag.is_end:
        at = next((n for n in range(len(stack) - 1, max(len(stack) - _DEEPEST, 0), -1) if stack[n].name == tag.name), 0)
        if at:
            del stack[at:]
    elif tag.name not in VOID:
        stack.append(_look_of(tag, stack[-1]))


def _look_of(tag: Tag, around: _Look) -> _Look:
    styles, attributes = tag.styles, tag.attributes
    colour, ground = around.colour, around.ground
    if tag.name == "a":
        colour = None  # clients have a colour of their own for links
    if text := styles.get("color") or attributes.get("color", "").lower():
        colour = colour_of(text) if text != "inherit" else around.colour
    if text := attributes.get("bgcolor", "").lower():
        ground = colour_of(text)
    if style := styles.get("background-color") or styles.get("background"):
        ground = _ground(style, ground)
    if "background-image" in styles or attributes.get("background"):
        ground = None
    px, is_bold = around.px, around.is_bold or tag.name in ("b", "strong", "th", *_HEADINGS)
    if size := _SIZE.fullmatch(styles.get("font-size", "")):
        px = _number(size[1]) * (4 / 3 if size[2] == "pt" else 1)
    if weight := styles.get("font-weight"):
        is_bold = weight in ("bold", "bolder", "700", "800", "900")
    return _Look(tag.name, colour, ground, px, is_bold)


def _ground(text: str, around: Colour | None) -> Colour | None:
    if text in ("none", "transparent", "inherit"):
        return around
    if "url(" in text or "gradient" in text:
        return None
    return next((colour for part in _IN_BACKGROUND.findall(text) if (colour := colour_of(part))), None)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # as 1.2.3
        return 16.0


def layout_table(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Tables that only place things and do not say so: a screen reader reads their rows and columns aloud."""
    tags = mail.source.tags
    opened: list[Tag] = []
    heads: list[bool] = []
    is_layout: list[bool] = []
    for tag in tags:
        if tag.name == "table":
            if not tag.is_end:
                if is_layout:
                    is_layout[-1] = True  # it holds another one
                opened.append(tag)
                heads.append(False)
                is_layout.append(False)
            elif opened:
                yield from _judged(mail, opened.pop(), has_head=heads.pop(), is_layout=is_layout.pop())
        elif tag.name in ("th", "caption") and heads:
            heads[-1] = True
        elif tag.name == "img" and is_layout:
            is_layout[-1] = True


def _judged(mail: CheckedMail, table: Tag, *, has_head: bool, is_layout: bool) -> Iterator[CheckFinding]:
    role = table.attributes.get("role", "").lower()
    if is_layout and not has_head and role not in ("presentation", "none"):
        yield mail.source.at(CheckId.LAYOUT_TABLE, table)


def heading_order(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A heading that skips a level."""
    before = 0
    for tag in mail.source.start_tags(*_HEADINGS):
        level = int(tag.name[1])
        if before and level > before + 1:
            yield mail.source.at(CheckId.HEADING_ORDER, tag, str(level), str(before))
        before = level
