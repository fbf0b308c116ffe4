"""The subject of a mail: one line, without characters that a header cannot carry."""

from __future__ import annotations

import re

# Controls with tabs and line ends, the line ends of Unicode, and halves of characters.
_NOT_IN_A_LINE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_RUN = re.compile(rf" *[{_NOT_IN_A_LINE}][{_NOT_IN_A_LINE} ]*")


def one_line(text: str) -> str:
    """The text with one blank for each run of line ends, tabs and other controls, and none at its edges.

    So two table cells stay two words.
    """
    if _RUN.search(text) is None:
        return text
    return _RUN.sub(" ", _RUN.sub("", text, count=1) if _RUN.match(text) else text).rstrip()
