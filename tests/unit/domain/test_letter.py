"""The model of a letter: nesting of lists, neighbouring runs, and which HTML was one."""

from __future__ import annotations

from composer_app.domain.letter import (
    DEEPEST,
    FRAME,
    BlockKind,
    BodyMode,
    Inline,
    Letter,
    LetterBlock,
    LineBreak,
    Marks,
    TextRun,
    merged,
    mode_of,
    with_nesting,
)


def item(level: int, quote: int = 0) -> LetterBlock:
    return LetterBlock(kind=BlockKind.BULLET, level=level, quote=quote)


def test_an_item_is_at_most_one_level_below_the_one_before() -> None:
    blocks = [item(3), item(3), item(1), LetterBlock(), item(2), item(0)]

    assert [block.level for block in with_nesting(blocks)] == [1, 2, 1, 0, 1, 1]


def test_levels_end_at_the_deepest_and_begin_anew_in_a_quote() -> None:
    levels = [block.level for block in with_nesting([item(level) for level in range(1, DEEPEST + 3)])]
    assert levels == [1, 2, 3, 4, 5, 5, 5]

    assert [block.level for block in with_nesting([item(1), item(2), item(2, quote=1)])] == [1, 2, 1]


def test_runs_of_one_format_are_one_run() -> None:
    bold = Marks(is_bold=True)
    runs: list[Inline] = [TextRun("a"), TextRun("b"), TextRun("", bold), TextRun("c", bold), LineBreak(), TextRun("d")]

    assert list(merged(runs)) == [TextRun("ab"), TextRun("c", bold), LineBreak(), TextRun("d")]


def test_a_letter_without_blocks_is_empty() -> None:
    assert Letter().is_empty
    assert not Letter((LetterBlock(),)).is_empty


def test_html_with_the_frame_of_a_letter_is_written_as_a_letter_again() -> None:
    assert mode_of(f"{FRAME[0]}<p>x</p>{FRAME[1]}") is BodyMode.LETTER
    assert mode_of("<p>x</p>") is BodyMode.HTML
