"""Base64 in text: finds and decodes it, and encodes it again where a part of its content is replaced."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator

Replacement = tuple[int, int, bytes]

_CHAR = "[A-Za-z0-9+/_-]"
_SHORTEST_LINE = 16
_RUN = re.compile(rf"(?<!{_CHAR}){_CHAR}{{{_SHORTEST_LINE},}}+(?:[ \t]*\r?\n[ \t]*{_CHAR}++)*+={{0,2}}")
# Base64 of written text has both; ids and names of statuses often have only one.
_CAPITAL, _NO_CAPITAL = re.compile("[A-Z]"), re.compile("[a-z0-9]")
_GAP = re.compile(r"\s+")
_FROM_URL, _TO_URL = str.maketrans("-_", "+/"), str.maketrans("+/", "-_")
_CONTROLS = bytes(code for code in (*range(1, 32), 127) if code not in b"\t\n\r")
_MOST_CONTROLS = 0.03
"""Share in text; in pictures, zips and wrongly aligned data it is more than a tenth."""


class Base64Body:
    """A run of Base64, decoded from one of its four possible starts."""

    def __init__(self, run: re.Match[str], chars: str, skipped: int) -> None:
        self._run, self._skipped = run, skipped
        left = (len(chars) - skipped) % 4
        self._length = len(chars) - skipped - (left == 1)
        self.content = binascii.a2b_base64(chars[skipped : skipped + self._length] + "=" * (-self._length % 4))

    @property
    def is_text(self) -> bool:
        return is_text(self.content)

    def replaced(self, replacements: Iterable[Replacement]) -> Iterator[tuple[int, int, str]]:
        """The range of the text that changes, and its new text, when parts of the content are replaced; all other bytes
        stay.

        Args:
            replacements: in order, none over another.
        """
        replacements = list(replacements)
        if not replacements:
            return
        run, at = self._run[0], self._run.start()
        places = [place for place, char in enumerate(run, at) if not char.isspace()][self._skipped :]
        for start, end, new in self._in_whole_groups(replacements):
            first, last = start // 3 * 4, min(-(-end // 3) * 4, self._length)
            # The text behind stays unchanged, so the last group must lack as many bytes as before.
            missing = -self._length % 4 if last == self._length else 0
            filled = new + b" " * (-(len(new) + missing) % 3)
            written = binascii.b2a_base64(filled, newline=False).decode().rstrip("=")
            if "-" in run or "_" in run:
                written = written.translate(_TO_URL)
            yield places[first], places[last - 1] + 1, written

    def _in_whole_groups(self, replacements: Iterable[Replacement]) -> Iterator[Replacement]:
        """The replacements extended to groups of three bytes (four characters); those in one group are merged."""
        start = at = end = -1
        new = b""
        for found, found_end, other in replacements:
            if found // 3 * 3 >= end:
                if end >= 0:
                    yield start, end, new + self.content[at:end]
                start = at = found // 3 * 3
                new = b""
            new += self.content[at:found] + other
            at, end = found_end, -(-found_end // 3) * 3
        if end >= 0:
            yield start, end, new + self.content[at:end]


def is_text(content: bytes) -> bool:
    """False for data with control characters, such as pictures and packed files."""
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls <= len(content) * _MOST_CONTROLS


def find(text: str, shortest: int) -> Iterator[Base64Body]:
    """All Base64 in the text long enough for so many bytes, at each possible alignment."""
    least = shortest * 4 // 3
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= least and _CAPITAL.search(run[0]) and _NO_CAPITAL.search(run[0]):
            chars = run[0].rstrip("=").translate(_FROM_URL)
            if "\n" in chars:
                chars = _GAP.sub("", chars)
            for skipped in range(4):
                yield Base64Body(run, chars, skipped)
