"""Line ends of a text, for an editor that knows only one kind: unchanged lines get back the ends that they had."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

_END = re.compile("\r\n|[\n\r\u2029]")
_OTHER = re.compile("[\r\u2029]")


class LineEnds:
    """The line ends of one text.

    Args:
        text: as it was opened.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._has_other = _OTHER.search(text) is not None
        self._plain = with_line_feeds(text) if self._has_other else text
        self._ends: list[str] = _END.findall(text) if self._has_other else []
        kinds = Counter(self._ends).most_common()
        self._usual, self._is_mixed = (kinds[0][0] if kinds else "\n"), len(kinds) > 1

    def restored(self, text: str) -> str:
        """A later state of the text, whose lines end by a line feed, with the ends of the opened text.

        New lines get the most frequent end. Where the opened text has several kinds, lines before the first change and
        after the last one keep their own.
        """
        if not self._has_other:
            return text
        if text == self._plain:
            return self._text
        if not self._is_mixed:
            return text.replace("\n", self._usual)
        ends = self._ends
        before, now = self._plain.split("\n"), text.split("\n")
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, now, strict=False)))
        room = min(len(before), len(now)) - same
        back = zip(reversed(before), reversed(now), strict=False)
        same_at_end = min(room, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], back)))
        wanted = len(now) - 1
        first = ends[: min(same, wanted)]
        kept_at_end = min(max(same_at_end - 1, 0), wanted - len(first))
        last = ends[len(ends) - kept_at_end :]
        between = [self._usual] * (wanted - len(first) - len(last))
        return "".join(line + end for line, end in zip(now, [*first, *between, *last, ""], strict=True))


def with_line_feeds(text: str) -> str:
    """The text with a line feed as the end of every line."""
    return _END.sub("\n", text)
