"""Finds secrets and addresses in any encoding, and replaces them so that the text stays valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from composer_app.domain import base64_bodies
from composer_app.domain.base64_bodies import Base64Body, Replacement
from composer_app.domain.escape_decoding import ESCAPES, LOOKS_PLAIN, QUOTED_PRINTABLE, Layer, decode
from composer_app.domain.inline_markup import INLINE_MARKUP
from composer_app.domain.text_matchers import AddressMatcher, Matcher, SecretMatcher, Span, WordMatcher

Encoded = TypeVar("Encoded", str, bytes)

_ENCODED = re.compile(rf"[%&=<\\\0{LOOKS_PLAIN}]")
_MOST_LAYERS = 4
_QUOTED_PRINTABLE_WITHIN = 1
"""Depth of MIME bodies: alone, or in a string of JSON."""
_MOST_BODIES = 2
"""A MIME part in Base64 may hold another mail."""
_FEW = 32
"""Texts searched in pictures and documents, too."""
_EDGE = 256
_OVERLAP = 1 << 16
_LONGEST_ESCAPE = 64
_WIDE = (("utf-16-le", 0), ("utf-16-le", 1), ("utf-16-be", 0), ("utf-16-be", 1))


class _Edit(NamedTuple):
    """A range and its replacement; None: the range stays unchanged."""

    start: int
    end: int
    new: str | None


class EncodedText:
    """Searches bytes or text of any kind: JSON, HTML, links, MIME, and one inside another.

    Recognised are HTML entities, percent-encoding, escapes of JSON, quoted-printable, Base64 bodies, UTF-16, composed
    and decomposed letters, and the two forms of an international domain; also if unnecessary. Inline tags may part
    letters. The text is decoded layer by layer, and matches are mapped back to the source. Takes linear time.

    Args:
        matchers: the texts to find.
        keep: matches of these stay unchanged, even if others match too.
    """

    def __init__(self, matchers: Iterable[Matcher], keep: Matcher | None = None) -> None:
        self._matchers = tuple(matchers)
        self._keep = keep
        texts = [text for matcher in self._matchers for text in matcher.texts]
        self._shortest = min((matcher.shortest for matcher in self._matchers), default=0)
        self._plain = [text.encode("utf-8", "replace").lower() for text in texts] if len(texts) <= _FEW else []
        self._overlap = max(_OVERLAP, max(map(len, texts), default=0) * _LONGEST_ESCAPE)
        # Texts that look like escapes and are none: other escapes around them are decoded.
        alike = {found for text in texts for found in ESCAPES.findall(text)}
        kinds = sorted({escape[0] for escape in alike})
        self._left_alone = (
            frozenset[str](),
            *(frozenset(escape for escape in alike if escape[0] == kind) for kind in kinds),
        )

    @classmethod
    def of_secrets(cls, secrets: Iterable[str]) -> EncodedText:
        """Finds keys and passwords."""
        return cls([SecretMatcher(secrets)])

    @classmethod
    def of_address(cls, address: str, ids: Iterable[str] = ()) -> EncodedText:
        """Finds an address, and the ids of mails to it."""
        return cls([AddressMatcher([address]), WordMatcher(filter(None, ids))])

    def is_in(self, text: str | bytes) -> bool:
        """Whether the text contains a match."""
        if self._is_plainly_absent(text):
            return False
        found = self._in_text(text, "") if isinstance(text, str) else self._in_bytes(text, "")
        return any(edit.new is not None for edit in found)

    def spans(self, text: Encoded) -> list[Span]:
        """The ranges of all matches: whole escapes, and whole quartets of Base64."""
        return [(start, end) for start, end, _ in self._edits(text, "")]

    def masked(self, text: Encoded, mask: str) -> Encoded:
        """The text with each match replaced by `mask` (plain ASCII if the text is); the same object without a match."""
        edits = self._edits(text, mask)
        if not edits:
            return text
        parts: list[Encoded] = []
        at = 0
        for start, end, new in edits:
            parts += (text[at:start], new)
            at = end
        parts.append(text[at:])
        return text[:0].join(parts)

    def _is_plainly_absent(self, text: str | bytes) -> bool:
        """Fast check, True for most texts: they contain no escapes and no plain match."""
        if isinstance(text, bytes):
            if not text.isascii():
                return False
            text = text.decode("ascii")
        return (
            _ENCODED.search(text) is None
            and next(base64_bodies.find(text, self._shortest), None) is None
            and all(next(matcher.spans(text, is_json=False), None) is None for matcher in self._matchers)
        )

    def _edits(self, text: Encoded, mask: str) -> list[tuple[int, int, Encoded]]:
        if self._is_plainly_absent(text):
            return []
        if isinstance(text, str):
            return _settled(self._in_text(text, mask), mask)
        return [(start, end, _bytes_of(new)) for start, end, new in _settled(self._in_bytes(text, mask), mask)]

    def _in_bytes(self, data: bytes, mask: str, bodies: int = _MOST_BODIES) -> Iterator[_Edit]:
        """The edits in bytes."""
        text = data.decode("utf-8", "surrogateescape")
        edits = self._in_text(text, mask, bodies)
        yield from edits if data.isascii() else _in_units(text, edits, "utf-8", "surrogateescape")
        if b"\0" not in data:
            return
        found: set[int] = set()
        for encoding, at in _WIDE:
            wide = data[at : len(data) - (len(data) - at) % 2].decode(encoding, "surrogatepass")
            for start, end, new in _in_units(wide, self._in_text(wide, mask, bodies), encoding, "surrogatepass"):
                start, end = at + start, at + end
                # Latin letters can be read from either byte of each pair.
                if found.isdisjoint((start - 1, start + 1)):
                    found.add(start)
                    written = None if new is None else new.encode(encoding, "replace")
                    yield _Edit(start, end, None if written is None else written.decode("utf-8", "surrogateescape"))

    def _in_text(self, text: str, mask: str, bodies: int = _MOST_BODIES) -> Iterator[_Edit]:
        """A window at a time, so that a long text of nothing but escapes does not fill the memory."""
        is_json = text[:64].lstrip("\ufeff \t\r\n")[:1] in ("{", "[", '"')
        size = 16 * self._overlap
        for at in range(0, max(len(text) - self._overlap, 1), size - self._overlap):
            window = text[at : at + size]
            # A match at an edge is well inside the next window.
            first = _EDGE if at else 0
            last = len(window) - (_EDGE if at + size < len(text) else 0)
            for start, end, new in self._in_window(window, mask, bodies, is_json):
                if start >= first and end <= last:
                    yield _Edit(at + start, at + end, new)

    def _in_window(self, text: str, mask: str, bodies: int, is_json: bool) -> Iterator[_Edit]:
        for read, layers in self._readings(text):
            for edit in self._in_reading(read, mask, bodies, is_json):
                yield _Edit(*_placed(edit.start, edit.end, layers), edit.new)
            words = decode(read, INLINE_MARKUP) if "<" in read else None
            if words is not None:
                yield from self._between_tags(text, layers, words, mask, is_json)

    def _between_tags(
        self, text: str, layers: tuple[Layer, ...], words: Layer, mask: str, is_json: bool
    ) -> Iterator[_Edit]:
        """Known texts whose letters are parted by inline tags. The tags stay: what one of them begins, another ends
        elsewhere."""
        for matcher in self._matchers if self._keep is None else (*self._matchers, self._keep):
            for start, end in matcher.spans(words.text, is_json=is_json) if matcher.texts else ():
                tags = "".join(text[slice(*_placed(*tag, layers))] for tag in words.silent(start, end))
                if tags:
                    new = None if matcher is self._keep else mask + self.masked(tags, mask)
                    yield _Edit(*_placed(start, end, (*layers, words)), new)

    def _in_reading(self, text: str, mask: str, bodies: int, is_json: bool) -> Iterator[_Edit]:
        for matcher in self._matchers:
            for start, end in matcher.spans(text, is_json=is_json):
                yield _Edit(start, end, mask)
        if self._keep is not None:
            for start, end in self._keep.spans(text, is_json=is_json):
                yield _Edit(start, end, None)
        if bodies:
            yield from self._in_base64(text, mask, bodies - 1)

    def _in_base64(self, text: str, mask: str, bodies: int) -> Iterator[_Edit]:
        all_bodies = list(base64_bodies.find(text, self._shortest))
        texts = [body for body in all_bodies if body.is_text]
        # Most have no match, many are no Base64, and one search is faster than many.
        if texts and any(self._in_bytes(b"\n".join(body.content for body in texts), mask, bodies)):
            for body in texts:
                found = _settled(self._in_bytes(body.content, mask, bodies), mask)
                yield from _in_body(body, ((start, end, _bytes_of(new)) for start, end, new in found))
        if len(texts) < len(all_bodies):
            new = _bytes_of(mask)
            for body in all_bodies:
                if not body.is_text:
                    yield from _in_body(body, [(start, end, new) for start, end in self._as_it_is(body.content)])

    def _as_it_is(self, data: bytes) -> list[Span]:
        """The edits in a picture or document: unencoded matches only."""
        plain = data.lower()
        if not any(text in plain for text in self._plain):
            return []
        return [found.span() for text in self._plain for found in re.finditer(re.escape(text), plain)]

    def _readings(self, text: str) -> Iterator[tuple[str, tuple[Layer, ...]]]:
        """The text itself, then with one layer of escapes decoded, with two, and so on."""
        seen: set[str] = set()
        for left_alone in self._left_alone:
            waiting: list[tuple[str, tuple[Layer, ...], bool]] = [(text, (), False)]
            while waiting:
                read, layers, is_mime = waiting.pop()
                if read not in seen:
                    seen.add(read)
                    yield read, layers
                elif layers:
                    continue
                if len(layers) == _MOST_LAYERS:
                    continue
                if not is_mime and len(layers) <= _QUOTED_PRINTABLE_WITHIN and "=" in read:
                    layer = decode(read, QUOTED_PRINTABLE)
                    if layer is not None:
                        waiting.append((layer.text, (*layers, layer), True))
                layer = decode(read, ESCAPES, left_alone)
                if layer is not None:
                    waiting.append((layer.text, (*layers, layer), is_mime))


def _placed(start: int, end: int, layers: tuple[Layer, ...]) -> Span:
    """The source range of a range of what all these layers decode to."""
    for layer in reversed(layers):
        start, end = layer.place(start, end)
    return start, end


def _settled(edits: Iterable[_Edit], mask: str) -> list[tuple[int, int, str]]:
    """In order, without overlaps and without the ones that stay."""
    # Of two at one place, the mask itself comes before a mask in Base64.
    ordered = sorted(set(edits), key=lambda edit: (edit.start, -edit.end, edit.new != mask))
    kept_ends = {edit.end for edit in ordered if edit.new is None}
    settled: list[tuple[int, int, str]] = []
    for start, end, new in ordered:
        if new is None or end in kept_ends:
            continue
        if settled and start < settled[-1][1]:
            before = settled[-1]
            if end > before[1]:
                settled[-1] = (before[0], end, mask)
        else:
            settled.append((start, end, new))
    return settled


def _in_body(body: Base64Body, replacements: Iterable[Replacement]) -> Iterator[_Edit]:
    for start, end, written in body.replaced(replacements):
        yield _Edit(start, end, written)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _in_units(text: str, edits: Iterable[_Edit], encoding: str, errors: str) -> Iterator[_Edit]:
    """The same edits by the bytes of the encoded text."""
    at = byte = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if start > at:
            byte += len(text[at:start].encode(encoding, errors))
            at = start
        yield _Edit(byte, byte + len(text[start:end].encode(encoding, errors)), new)
