"""Any letter there is, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from composer_app.domain.letter import (
    FRAME,
    BlockKind,
    Letter,
    LetterBlock,
    LetterPicture,
    LineBreak,
    Marks,
    PlaceholderMark,
    TextRun,
)

_LINKS = ("", "https://example.com/?a=1&b={{x}}", "mailto:ana@example.com", " x ", 'q"<')
_MARKS = st.builds(Marks, st.booleans(), st.booleans(), st.sampled_from(_LINKS))
_TEXT = st.text(st.characters() | st.sampled_from(" \u00a0&<{}x\nא\u2028\U0001f600"), max_size=8)
_INLINES = st.lists(
    st.one_of(
        st.builds(TextRun, _TEXT, _MARKS),
        st.builds(LineBreak, _MARKS),
        st.builds(PlaceholderMark, _TEXT, _MARKS),
        st.builds(LetterPicture, _TEXT, _TEXT, st.sampled_from(["", "10"]), st.just(""), _MARKS),
    ),
    max_size=5,
).map(tuple)
_QUOTES = st.integers(0, 3)
_BLOCK = st.one_of(
    st.builds(LetterBlock, _INLINES, st.just(BlockKind.PARAGRAPH), st.just(0), _QUOTES),
    st.builds(LetterBlock, _INLINES, st.just(BlockKind.HEADING), st.integers(1, 6), _QUOTES),
    st.builds(LetterBlock, _INLINES, st.sampled_from([BlockKind.BULLET, BlockKind.NUMBER]), st.integers(1, 7), _QUOTES),
)
_PAGE = ("<!DOCTYPE html>\n<html><head><title>x</title></head><body>\n", "\n</body></html>")

LETTERS = st.builds(Letter, st.lists(_BLOCK, max_size=6).map(tuple), st.sampled_from([FRAME, ("", ""), _PAGE]))
