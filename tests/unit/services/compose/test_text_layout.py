"""Blanks, lines, marks and cells of plain text."""

from __future__ import annotations

from composer_app.services.compose.text_layout import TextWriter


def test_blanks_between_words_are_one_and_none_at_the_edges_of_a_line() -> None:
    writer = TextWriter()
    writer.words("")
    writer.words("  One ")
    writer.words(" two\n")
    writer.block()
    writer.words(" three")
    assert writer.text() == "One two\nthree\n"


def test_the_widest_break_counts_once() -> None:
    writer = TextWriter()
    writer.words("One")
    writer.block()
    writer.block(2)
    writer.line_break()
    writer.words("two")
    assert writer.text() == "One\n\ntwo\n"


def test_what_is_appended_stands_before_the_break() -> None:
    writer = TextWriter()
    writer.words("Pay ")
    writer.block()
    writer.append(" (here)")
    writer.words("now")
    assert writer.text() == "Pay (here)\nnow\n"


def test_a_mark_stands_before_the_first_word_and_prefixes_before_every_line() -> None:
    writer = TextWriter()
    writer.begin_indent("  ")
    writer.begin_item("- ")
    writer.words("One")
    writer.line_break()
    writer.words("more")
    writer.end_indent()
    assert writer.text() == "- One\n  more\n"


def test_cells_stand_beside_each_other_while_they_are_short() -> None:
    writer = TextWriter()
    for cells in (("a", "b"), ("c" * 61, "d"), ("e", "f" * 121)):
        writer.begin_row()
        for cell in cells:
            writer.begin_cell()
            writer.words(cell)
        writer.end_row()
    assert writer.text().splitlines() == ["a  b", "c" * 61, "d", "e", "f" * 121]


def test_preformatted_words_keep_their_blanks_and_lines() -> None:
    writer = TextWriter()
    writer.preformatted("One\n  two\r\nthree")
    writer.preformatted("   ")
    writer.preformatted("four")
    assert writer.text() == "One\n  two\nthree   four\n"


def test_nothing_written_is_no_text() -> None:
    writer = TextWriter()
    writer.words(" \n ")
    writer.block(2)
    assert writer.text() == ""
