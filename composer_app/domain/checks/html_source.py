"""The HTML source of a mail as elements with their places. Any text is read, in linear time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.html_entities import unescape

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/>"'][^\s=/>]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?|>|["'/=]""")
_RAW = frozenset(("style", "script", "title", "textarea", "xmp"))
"""Elements whose content is no HTML."""
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements without content."""
_DECLARATION = re.compile(r"\s*([a-zA-Z-]+)\s*:\s*([^;]*)")
_CONTROL = re.compile(r"[\x00-\x20]+")


class Tag(NamedTuple):
    """A start or end tag. Attributes are in lower case, their values are decoded."""

    name: str
    start: int
    end: int
    is_end: bool
    attributes: Mapping[str, str]

    @property
    def styles(self) -> dict[str, str]:
        """The declarations of its style attribute, in lower case."""
        return inline_styles(self.attributes.get("style", ""))


class Element(NamedTuple):
    """An element with what a recipient reads in it."""

    tag: Tag
    text: str
    has_image: bool
    image_words: str
    """The descriptions of the images in it."""


class Words(NamedTuple):
    """A piece of text between two tags: as a recipient reads it, and its place in the source."""

    text: str
    start: int
    end: int


class HtmlSource:
    """Tags and texts of a source, with places as characters from its start.

    Args:
        text: the source.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags: list[Tag] = []
        self.words: list[Words] = []
        self.style_sheets: list[Words] = []
        """The texts of the `<style>` elements."""
        self._read()

    def finding(self, check: CheckId, start: int, end: int, detail: str = "", other: str = "") -> CheckFinding:
        """A finding at a place of the source."""
        return CheckFinding(check, Field.BODY, detail, other, start, end, self.line_of(start))

    def at(self, check: CheckId, tag: Tag, detail: str = "", other: str = "") -> CheckFinding:
        """A finding at a tag."""
        return self.finding(check, tag.start, tag.end, detail, other)

    def line_of(self, place: int) -> int:
        """The number of the line with this character, from 1."""
        return bisect_right(self._line_starts, place)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def start_tags(self, *names: str) -> Iterator[Tag]:
        """The start tags of elements with one of these names."""
        return (tag for tag in self.tags if not tag.is_end and tag.name in names)

    @cached_property
    def links(self) -> list[Element]:
        """The links, with their words."""
        return list(self._elements("a"))

    @cached_property
    def visible_text(self) -> str:
        """All texts, without looking at styles."""
        return " ".join(words.text for words in self.words)

    def _elements(self, name: str) -> Iterator[Element]:
        """Elements that do not lie in each other. The next start tag of the same name ends one, as browsers do it."""
        opened: Tag | None = None
        has_image, at = False, 0
        image_words: list[str] = []
        for tag in self.tags:
            if tag.name == name:
                if opened is not None:
                    text, at = self._text_between(opened.end, tag.start, at)
                    yield Element(opened, text, has_image, " ".join(image_words))
                opened, has_image, image_words = (None if tag.is_end else tag), False, []
            elif opened is not None and tag.name == "img":
                has_image = True
                image_words.append(tag.attributes.get("alt", ""))
        if opened is not None:
            yield Element(opened, self._text_between(opened.end, len(self.text), at)[0], has_image, "")

    def _text_between(self, start: int, end: int, at: int) -> tuple[str, int]:
        """The text between two places, and the number of the piece to go on from."""
        pieces = []
        while at < len(self.words) and self.words[at].start < end:
            if self.words[at].start >= start:
                pieces.append(self.words[at].text)
            at += 1
        return " ".join("".join(pieces).split()), at

    def _read(self) -> None:
        text, place = self.text, 0
        words_from = 0
        while (start := text.find("<", place)) >= 0:
            if text.startswith("<!--", start):
                end = text.find("-->", start + 4)
                place = len(text) if end < 0 else end + 3
            elif text.startswith(("<!", "<?"), start):
                end = text.find(">", start)
                place = len(text) if end < 0 else end + 1
            elif found := _TAG.match(text, start):
                self._add_words(words_from, start)
                words_from = place = self._read_tag(found)
                continue
            else:
                place = start + 1  # a sign for "less than"
                continue
            self._add_words(words_from, start)
            words_from = place
        self._add_words(words_from, len(text))

    def _read_tag(self, found: re.Match[str]) -> int:
        """Add a tag; gives where to go on."""
        text, name, start = self.text, found[1].lower(), found.start()
        attributes: dict[str, str] = {}
        end = len(text)
        for part in _ATTRIBUTE.finditer(text, found.end()):
            if part[0] == ">":
                end = part.end()
                break
            if part[1]:
                value = part[2] if part[2] is not None else part[3] if part[3] is not None else part[4] or ""
                attributes.setdefault(part[1].lower(), unescape(value))
        is_end = text.startswith("</", start)
        self.tags.append(Tag(name, start, end, is_end, attributes))
        if name in _RAW and not is_end:
            return self._skip_raw(name, end)
        return end

    def _skip_raw(self, name: str, start: int) -> int:
        ending = re.compile(f"</{name}", re.IGNORECASE).search(self.text, start)
        end = len(self.text) if ending is None else ending.start()
        if name == "style":
            self.style_sheets.append(Words(self.text[start:end], start, end))
        return end

    def _add_words(self, start: int, end: int) -> None:
        if start < end and (words := self.text[start:end]).strip():
            self.words.append(Words(unescape(words), start, end))


def inline_styles(text: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case; the last one of a property counts."""
    if not text:
        return {}
    pairs = (_DECLARATION.match(part) for part in text.lower().split(";"))
    return {found[1]: found[2].replace("!important", "").strip() for found in pairs if found}


def scheme_of(address: str) -> str:
    """The scheme of an address in lower case, as clients see it; "" without one."""
    scheme, colon, _rest = _CONTROL.sub("", address).partition(":")
    return scheme.lower() if colon and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme) else ""


def words_at(text: str, start: int, end: int) -> str:
    """The words in a part of a source, or right behind it."""
    inside = text[start:end]
    if inside and "<" not in inside:
        return " ".join(unescape(inside).split())
    return " ".join(unescape(text[end : max(text.find("<", end), end)]).split())
