"""Splits a typed or pasted list of addresses into one piece per address.

Separators are commas, semicolons, line ends and tabs in any script, and between two addresses also blanks, bars,
slashes, bullets and words such as "and". A piece has several addresses only if no rule separates them; then it is
invalid, and the user sees it. No address is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from composer_app.domain.address_json import list_of_json
from composer_app.domain.address_table import each_row_as_mailbox

LINE_ENDS = "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"
COMMAS = ",，﹐︐،、､﹑︑"
SEMICOLONS = ";；﹔︔؛"
SEPARATORS = LINE_ENDS + COMMAS + SEMICOLONS
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Zero-width characters, dropped at the edges of a piece."""
_EDGES = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + UNSEEN

# Quotes keep their separators, unless the line ends before they close. No expression backtracks, so time is linear.
_SPLIT = re.compile(rf'\\"|"(?:[^"\\{LINE_ENDS}]|\\[^{LINE_ENDS}])*+"|[{SEPARATORS}]')
_QUOTED_OR_ANGLE = re.compile(r'\\"|"(?:[^"\\]|\\.)*+"|<[^<>]*>')
_PARTS_LINKS = f"[{COMMAS}{SEMICOLONS}|]"
_IN_LINK = rf"[^\s<>\"\])}}'{COMMAS}{SEMICOLONS}|]"
_LINK = re.compile(rf"mailto:((?:{_IN_LINK}++|(?!{_PARTS_LINKS}+mailto:){_PARTS_LINKS})*)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\.")
_PARTNERS = dict(zip("\"'`´“„‘‚”’«»‹›([{「『【", "\"'`´”“’‘”’»«›‹)]}」』】", strict=True))
_SURNAME = re.compile(r"[^\W\d_][\w'’.\-]*(?: [\w'’.\-]+){0,3}")
_MARKS = r"/|¦&+.…:•◦‣⁃▪▫●○■□–—*·➤►✓✔>\\-"
_MARKS_BEFORE_NAME = re.compile(rf"(?:[{_MARKS}]+\s*|\(?\d{{1,4}}[.)]\s+)+")
_NUMBER = re.compile(r"\(?\d{1,4}[.):]")
_AND = frozenset(
    "and und et y e en och og ja i or oder ou o sowie plus oraz și si ve és a und/oder and/or"
    " и і й та или και ή و 和 与 及 と 및 와".split()
)
_COMMENT = re.compile(r"([^\s()<>@]+@[^\s()<>@]+)\s*\(([^()@<>]*)\)")
_HEADER = re.compile(r"(?i)(?:to|cc|bcc|from|reply-to)\s*:\s*(?=.*@)")
_HEADER_OF_LINE = re.compile(rf"(?i)(?:\A|(?<=[{LINE_ENDS}]))[ \t]*(?:to|cc|bcc|from|reply-to)[ \t]*[:：][ \t]*")
_IN_BRACKETS = re.compile(r"[(（\[]([^\s()（）\[\]<>@\"]+@[^\s()（）\[\]<>@\"]+)[)）\]]")
_LONGEST_NAME = 200
_BREAK = re.compile(r"<br\s*/?>|(?<=>)(?:\\[nrt])+", re.IGNORECASE)
"""Line ends as HTML tags and escaped text."""
_MARKDOWN = re.compile(r"\[([^\[\]()<>\"]*)\]\((mailto:[^\s()<>]+)\)", re.IGNORECASE)
_LINKED = re.compile(r"\[(mailto:[^\s\[\]]+)\]", re.IGNORECASE)
# A cell with line breaks, as spreadsheets put it on the clipboard: quotes around it, those in it doubled.
_CELL = re.compile(rf'(?:\A|(?<=[{SEPARATORS}]))"((?:[^"]|"")*+)"(?=[{SEPARATORS}]|\Z)')
_ESCAPE = re.compile(r"\\[nrt]|[%=][0-9A-Fa-f]{2}")
"""Percent-encoded separators, as in `ana@example.com%2Ctom@example.com`."""
_MAILBOX = re.compile(r".*<[^<>]*@[^<>]*>.*|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", re.DOTALL)
_DEEPEST = 4
_PLAIN_SIGNS = dict(zip("＠﹫＜﹤＞﹥＂", '@@<<>>"', strict=True))
_WIDE_SIGN = re.compile(rf'"(?:[^"\\{LINE_ENDS}]|\\[^{LINE_ENDS}])*+"(?=\s*[<＜﹤])|[{"".join(_PLAIN_SIGNS)}]')


def with_plain_signs(text: str) -> str:
    """Full-width signs of addresses, as East Asian input methods type them, as ASCII.

    A quoted name is unchanged.
    """
    if text.isascii():
        return text
    return _WIDE_SIGN.sub(lambda found: _PLAIN_SIGNS.get(found[0], found[0]), text)


def pieces_of(text: str) -> Iterator[str]:
    """The pieces in the order of the text, stripped; invalid text is a piece, too."""
    return _named_by_neighbours(_all_items(text))


def _all_items(text: str) -> Iterator[tuple[str, str]]:
    is_first = True
    text = _breaks_opened(with_plain_signs(text))
    json_lines = list_of_json(text)
    for part in [json_lines] if json_lines else _lines_opened(text):
        for piece, separator in _split(part):
            for item in _items(piece, separator, is_first=is_first):
                yield item
                is_first = False


def _lines_opened(text: str) -> Iterator[str]:
    """Links, cells, headers of a mail and rows of a table as plain lists; each part but the last ends with a line."""
    text = _cells_opened(_links_opened(text))
    if ":" in text or "：" in text:
        text = _HEADER_OF_LINE.sub("", text) if "@" in text else text
    return each_row_as_mailbox(text)


def _breaks_opened(text: str) -> str:
    return _BREAK.sub("\n", text) if "\\" in text or "<br" in text.lower() else text


def addresses_of_link(link: str) -> str:
    """The recipients of a `mailto:` link as a list: those of its path and its fields to, cc and bcc (RFC 6068)."""
    path, has_fields, fields = link.partition("?")
    if not has_fields:
        return unquote(path)
    more = [
        value
        for name, value in parse_qsl(fields.replace("+", "%2B"))
        if name.lower() in ("to", "cc", "bcc") and value.strip()
    ]
    return ", ".join([unquote(path), *more])


def _links_opened(text: str) -> str:
    if "mailto:" not in text.lower():
        return text
    text = _LINKED.sub(r"<\1>", _MARKDOWN.sub(_named_link, text))
    return _LINK.sub(lambda link: addresses_of_link(link[1]), text)


def _named_link(found: re.Match[str]) -> str:
    """`[Ana](mailto:ana@example.com)`, as chats and editors copy a link."""
    return f"<{found[2]}>" if "@" in found[1] or not found[1].strip() else f"{_quoted(found[1].strip())} <{found[2]}>"


def _cells_opened(text: str) -> str:
    if '"' not in text:
        return text
    return _CELL.sub(_list_of_cell, text)


def _list_of_cell(cell: re.Match[str]) -> str:
    words = cell[1]
    has_lines = "@" in words and any(char in LINE_ENDS for char in words)
    return words.replace('""', '"') if has_lines else cell[0]


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Each piece with the separator behind it."""
    start = 0
    for found in _SPLIT.finditer(text):
        if len(found[0]) == 1:
            yield text[start : found.start()], found[0]
            start = found.end()
    yield text[start:], ""


def _items(piece: str, separator: str, *, is_first: bool, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The mailboxes of a piece; the last one stands before the separator.

    Args:
        is_first: nothing is before it in the list.
    """
    piece = piece.strip(_EDGES)
    if header := _HEADER.match(piece):
        piece = piece[header.end() :]
    bare = _unwrapped(piece)
    # a cell of a table, or a text in quotes, may hold a list of its own
    parts = [bare] if bare != piece else filter(None, _mailboxes(bare, is_first=is_first))
    last: tuple[str, str] | None = None
    for part in parts:
        for item in _items_of_part(part, piece, is_first=is_first and last is None, depth=depth):
            if last is not None:
                yield last
            last = item
    if last is not None:
        yield last[0], separator


def _items_of_part(part: str, piece: str, *, is_first: bool, depth: int) -> Iterator[tuple[str, str]]:
    if part == piece or depth >= _DEEPEST:
        yield part, ""
        return
    for smaller, between in _split(part):
        for item in _items(smaller, between, is_first=is_first, depth=depth + 1):
            yield item
            is_first = False


def _unwrapped(piece: str) -> str:
    """Strip quotes or brackets around the whole, and unpaired ones."""
    for _ in range(_DEEPEST):
        if len(piece) < 2 or "@" not in piece:
            break
        first, last = piece[0], piece[-1]
        inner = piece[1:-1]
        if first == last == '"' and '"' not in inner.replace('""', ""):
            piece = inner.replace('""', '"').strip(_EDGES)
        elif first != '"' and _PARTNERS.get(first) == last and last not in inner and first not in inner:
            piece = inner.strip(_EDGES)
        elif first in '"[{(' and _is_alone(first, piece):
            piece = piece[1:].strip(_EDGES)
        elif last in '"]})' and _is_alone(last, piece):
            piece = piece[:-1].strip(_EDGES)
        else:
            break
    return piece


def _is_alone(char: str, piece: str) -> bool:
    if char == '"':
        return _ESCAPED.sub("", piece).count('"') % 2 == 1
    partner = "[({"["])}".index(char)] if char in "])}" else _PARTNERS[char]
    return partner not in piece


def _mailboxes(piece: str, *, is_first: bool) -> Iterator[str]:
    """One after the other: a line may hold thousands."""
    if "@" not in piece or (piece.count("@") == 1 and not any(char.isspace() or char in '<("' for char in piece)):
        yield piece
        return
    if comment := _COMMENT.fullmatch(piece):  # the old way of naming: ana@example.com (Ana Kovac)
        name = comment[2].strip()
        yield f"{_quoted(name)} <{comment[1]}>" if name else comment[1]
        return
    piece = _IN_BRACKETS.sub(_angle_of_name, piece)
    start, follows = 0, False
    for found in _QUOTED_OR_ANGLE.finditer(piece):
        if found[0][0] == "<" and "@" in found[0]:
            name = piece[start : found.start()].strip(_EDGES)
            name = _without_separator(name) if follows else name
            yield from _with_name(name, found[0], is_first=is_first and not follows)
            start, follows = found.end(), True
    yield from _bare(piece[start:], is_first=is_first and not follows, follows=follows)


def _angle_of_name(found: re.Match[str]) -> str:
    """`Ana Kovac (ana@example.com)`: the brackets of an address behind a name are those of a mailbox."""
    before = found.string[max(found.start() - _LONGEST_NAME, 0) : found.start()].split()
    is_named = bool(before) and "@" not in before[-1] and _has_letters(before[-1]) and not _is_and(before[-1])
    return f" <{found[1]}>" if is_named else found[0]


def _with_name(name: str, angle: str, *, is_first: bool) -> list[str]:
    """`Ana Kovac` and `<ana@example.com>`; bare addresses before the name are mailboxes of their own."""
    name = _without_marks(name, is_first=is_first)
    own = angle[1:-1].strip().casefold()
    if _is_quoted(name):
        is_another = _MAILBOX.fullmatch(name[1:-1]) is not None and name[1:-1].casefold() != own
        return [f"{name[1:-1] if is_another else name} {angle}"]
    if "@" not in name:
        return [f"{name} {angle}".strip()]
    words = name.split()
    count = next((at for at, word in enumerate(words) if "@" not in word), len(words))
    if count == len(words) or any("@" in word for word in words[count:]):
        return [f"{name} {angle}"]  # the name of the mailbox, or a mailbox before it?
    return [*_bare(" ".join(words[:count]), is_first=is_first), f"{' '.join(words[count:])} {angle}"]


def _without_separator(name: str) -> str:
    """The text after an address in brackets, without leading separators."""
    start = next((at for at, char in enumerate(name) if not _may_part(char)), len(name))
    return name[start:] if any(map(str.isalnum, name[start:])) or '"' in name else ""


def _may_part(char: str) -> bool:
    """No letter or digit, and no opening bracket, quote or emoji."""
    kind = unicodedata.category(char)
    return char not in _PARTNERS and char < "\U00010000" and (kind[0] in "CSZ" or kind in ("Pc", "Pd", "Pe", "Po"))


def _is_quoted(name: str) -> bool:
    found = _QUOTED_OR_ANGLE.match(name)
    return found is not None and found[0][0] == '"' and found.end() == len(name)


def _without_marks(name: str, *, is_first: bool) -> str:
    """A name without the bullet, number or "and" before it."""
    if found := _MARKS_BEFORE_NAME.match(name):
        name = name[found.end() :]
    word, blank, rest = name.partition(" ")
    return rest.strip() if blank and not is_first and _is_and(word) else name


def _is_and(word: str) -> bool:
    return word in _AND or word == "AND"


def _bare(text: str, *, is_first: bool, follows: bool = False) -> Iterator[str]:
    """Addresses between blanks. A stray word may be part of an address, so its neighbours are not split off.

    Args:
        follows: behind a mailbox in brackets.
    """
    if "@" not in text:
        words = text.split()
        is_between = all(_is_and(word) or not _has_letters(word) for word in words)
        if words and not (is_between and follows):
            yield " ".join(words)
        return
    group: list[str] = []
    is_open = False
    for before, word, after in _with_neighbours(part for block in text.split() for part in _unglued(block)):
        has_at = "@" in word
        if has_at and group and not is_open:
            yield " ".join(group)
            group = []
        if has_at:
            group.append(word)
            is_open = False
        elif not _is_between(before, word, after, is_first=is_first):
            group.append(word)
            is_open = True
    if group:
        yield " ".join(group)


def _with_neighbours(words: Iterator[str]) -> Iterator[tuple[str | None, str, str]]:
    """Each word with the one before it, None for the first, and the one behind it, "" for the last."""
    before: str | None = None
    word = next(words, None)
    while word is not None:
        after = next(words, None)
        yield before, word, after or ""
        before, word = word, after


def _is_between(before_it: str | None, word: str, after_it: str, *, is_first: bool) -> bool:
    """Whether this word only separates or numbers addresses."""
    before, after = "@" in (before_it or ""), "@" in after_it
    if not _has_letters(word):
        return True
    if _NUMBER.fullmatch(word):
        return after and (before_it is None or before)
    if len(word) == 1 or (before_it is None and is_first):
        return _is_and(word) and before and after
    return _is_and(word) and (before or after)


def _has_letters(word: str) -> bool:
    return any(char.isalnum() for char in word)


def _unglued(word: str) -> list[str]:
    """The addresses of `ana@example.com/tom@example.com`: a domain ends at the first character it cannot contain."""
    if word.count("@") < 2:
        return [_unwrapped(word)]
    parts = []
    start = 0
    closing = ""
    at = word.index("@")
    while (following := word.find("@", at + 1)) >= 0:
        end = at + 1
        while end < following and (word[end].isalnum() or word[end] in "-." or unicodedata.combining(word[end])):
            end += 1
        begin = end
        while begin < following and not word[begin].isalnum() and word[begin] != "_":
            begin += 1
        if end == at + 1 or begin in (end, following) or _ESCAPE.match(word, begin - 1):
            return [word]
        if start == 0 and word[end] == _PARTNERS.get(word[0]):
            closing = word[end]
        parts.append(word[1:end] if closing and start == 0 else word[start:end])
        start, at = begin, following
    return [*parts, _unwrapped(word[start:].removesuffix(closing))]


def _named_by_neighbours(items: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Rejoin pieces that a separator split: `Kovac, Ana <ana@example.com>`, and a name in the cell before."""
    name = between = ""
    for words, separator in items:
        if name and (joined := _joined(name, between, words)):
            yield joined
            name = ""
            continue
        if name:
            yield name
            name = ""
        if separator and "@" not in words and (_SURNAME.fullmatch(" ".join(words.split())) or _is_quoted(words)):
            name, between = words, separator
        else:
            yield words
    if name:
        yield name


def _joined(name: str, between: str, words: str) -> str:
    is_bare = "@" in words and not any(char.isspace() or char in '<>"' for char in words)
    if is_bare and (between == "\t" or (_is_quoted(name) and between in COMMAS + SEMICOLONS)):
        return f"{name if _is_quoted(name) else _quoted(name)} <{words}>"
    given, angle, address = words.rpartition("<")
    is_named = bool(given.strip()) and angle and "@" in address and "@" not in given and not _is_quoted(given.strip())
    if is_named and between in COMMAS and not _is_quoted(name):
        whole = f"{' '.join(name.split())}, {given.strip()}"
        return f"{_quoted(whole)} <{address}"
    return ""


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
