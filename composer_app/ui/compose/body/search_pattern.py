"""What Find looks for: words as they are, or a regular expression that ends in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from composer_app.ui.texts import compose

if TYPE_CHECKING:
    import regex

PATIENCE_S = 0.4
"""For all finds of one search. A careless expression would look for years, and the window would wait."""


class PatternError(Exception):
    """The expression cannot be used; the text of the error is for the user."""


class SearchPattern:
    """Compiled words.

    Args:
        words: not empty.

    Raises:
        PatternError: the regular expression is wrong.
    """

    def __init__(self, words: str, *, is_regex: bool, matches_case: bool) -> None:
        self._words: re.Pattern[str] | None = None
        self._expression: regex.Pattern[str] | None = None
        if not is_regex:
            self._words = re.compile(re.escape(words), re.NOFLAG if matches_case else re.IGNORECASE)
            return
        import regex  # 30 ms: only for a user who wants it

        flags = regex.MULTILINE | (0 if matches_case else regex.IGNORECASE)
        try:
            self._expression = regex.compile(words, flags)
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            place = getattr(error, "pos", None)
            raise PatternError(compose.wrong_expression(getattr(error, "msg", str(error)), place)) from error

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From and to of all finds that are not empty. Raises PatternError: it takes too long."""
        if self._words is not None:
            yield from (found.span() for found in self._words.finditer(text))
            return
        assert self._expression is not None
        with _in_words():
            for found in self._expression.finditer(text, timeout=PATIENCE_S):
                if found.end() > found.start():
                    yield found.span()

    def replacements(self, text: str, replacement: str) -> list[tuple[int, int, str]]:
        """From and to of all finds, and what stands in their places. An expression may take its groups up, as `\\1`.

        Raises:
            PatternError: it takes too long, or the replacement names a group that it does not have.
        """
        if self._words is not None:
            return [(start, end, replacement) for start, end in self.spans(text)]
        assert self._expression is not None
        with _in_words():
            finds = self._expression.finditer(text, timeout=PATIENCE_S)
            return [(*one.span(), one.expand(replacement)) for one in finds if one.end() > one.start()]

    def replacement_at(self, text: str, span: tuple[int, int], replacement: str) -> str | None:
        """What stands in place of the find at this place; None: there is none. Raises as `replacements` does."""
        if self._words is not None:
            return replacement if self._words.fullmatch(text, *span) else None
        assert self._expression is not None
        with _in_words():
            found = self._expression.match(text, span[0], timeout=PATIENCE_S)
            return found.expand(replacement) if found is not None and found.span() == span else None


@contextmanager
def _in_words() -> Iterator[None]:
    import regex

    try:
        yield
    except TimeoutError as error:
        raise PatternError(compose.EXPRESSION_TOO_SLOW) from error
    except (IndexError, OverflowError, regex.error) as error:
        raise PatternError(compose.WRONG_REPLACEMENT) from error
