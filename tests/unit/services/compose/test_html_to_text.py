"""The text part of a mail, made from its HTML."""

from __future__ import annotations

import pytest

from composer_app.services.compose.html_to_text import TextWriter, text_of_html


def test_words_come_in_reading_order_with_links_written_out() -> None:
    text = text_of_html('<h1>Hello</h1><p>Your bill is <a href="https://example.com/b">here</a>.</p><p>Bye</p>')

    lines = [line for line in text.splitlines() if line]
    assert lines[0] == "Hello"
    assert lines[1] == "Your bill is here (https://example.com/b)."
    assert lines[-1] == "Bye"
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_table_keeps_its_columns() -> None:
    text = text_of_html("<table><tr><td>Power</td><td>12.00</td></tr><tr><td>Gas</td><td>7.50</td></tr></table>")

    assert [line.split() for line in text.splitlines()] == [["Power", "12.00"], ["Gas", "7.50"]]


def test_what_no_reader_sees_is_left_out() -> None:
    text = text_of_html("<style>p{color:red}</style><script>x()</script><title>T</title><p>Seen</p><!-- not -->")

    assert text.strip() == "Seen"


@pytest.mark.parametrize("html", ["", "  \n ", "<!-- only -->", "<", "<p", "\x00\x01", "</p></p>", "<?xml", "&#xD800;"])
def test_html_that_is_hardly_any_never_breaks_it(html: str) -> None:
    assert isinstance(text_of_html(html), str)


def test_no_html_makes_no_text() -> None:
    assert text_of_html("   ") == ""


@pytest.mark.parametrize(
    "begin",
    ["<div>", "<font color=navy>", "<b>", "<span><i>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<center><p>"],
)
@pytest.mark.parametrize("depth", [250, 300, 5_000])
def test_the_text_is_complete_at_any_depth(begin: str, depth: int) -> None:
    html = "".join(f"{begin}Row {number}<br>" for number in range(depth)) + "<p>The total is 12.50 EUR.</p>"

    lines = text_of_html(html).splitlines()

    assert sum("Row " in line for line in lines) == depth
    assert "The total is 12.50 EUR." in lines[-1]


def test_a_cell_that_shortens_its_words_to_the_column_is_read() -> None:
    cell = '<td style="max-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">Invoice 4711</td>'
    assert text_of_html(f"<table><tr>{cell}<td>12 EUR</td></tr></table>") == "Invoice 4711  12 EUR\n"


def test_a_wide_cell_pushes_no_other_away() -> None:
    words = "Thank you for your order. " * 4_000
    rows = "".join(f"<tr><td>Item {number}</td><td><p>{number}.00</p></td></tr>" for number in range(500))

    text = text_of_html(f'<table><tr><td colspan="2"><p>{words}</p></td></tr>{rows}</table>')

    assert len(text) < len(words) + 500 * 20
    assert "Item 7  7.00" in text.splitlines()


def test_label_and_value_stand_beside_each_other_in_tables_of_tables() -> None:
    cell = "<td><table><tr><td>{}</td></tr></table></td>"
    text = text_of_html(f"<table><tr>{cell.format('Total')}{cell.format('12.50 EUR')}</tr></table>")
    assert text == "Total  12.50 EUR\n"


def test_long_cells_have_lines_of_their_own() -> None:
    left, right = "left " * 30, "right " * 30
    text = text_of_html(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>")
    assert text.splitlines() == [left.strip(), right.strip()]


def test_a_mail_of_pictures_is_their_words() -> None:
    html = (
        '<table><tr><td><img src="cid:a" width="600" alt="Winter sale"></td></tr><tr><td>'
        '<a href="https://example.com/"><img src="cid:b" alt="To the shop"></a><img src="x" width="1" alt="t">'
        '<input type="image" alt="Buy"><img src="y" style="display:none" alt="no"></td></tr></table>'
    )
    assert text_of_html(html) == "Winter sale\nTo the shop (https://example.com/) Buy\n"


def test_no_break_spaces_are_kept() -> None:
    assert (
        text_of_html("<p>10&nbsp;000&nbsp;EUR<b>&nbsp;net</b></p><div>&nbsp;</div>")
        == "10\u00a0000\u00a0EUR\u00a0net\n"
    )


def test_blanks_and_lines_are_those_that_readers_see() -> None:
    html = "<p>One\n  two\t three </p><p>Four<br>five<br><br><br>six</p><pre>a\n  b\n\nc</pre>seven"
    assert text_of_html(html) == "One two three\n\nFour\nfive\n\nsix\n\na\n  b\n\nc\n\nseven\n"


def test_a_quote_is_marked() -> None:
    assert text_of_html("<blockquote><p>One</p><p>Two</p></blockquote>Three") == "> One\n\n> Two\n\nThree\n"


def test_letters_of_any_script_whatever_the_html_says_of_its_encoding() -> None:
    assert text_of_html('<meta charset="iso-8859-1"><p>Grüße 日本 🎉\x00!</p>') == "Grüße 日本 🎉!\n"


@pytest.mark.parametrize(
    "piece",
    ["<table><tr><td>x", "<a href=x>x", "<td>x</td>", "<ul><li>x", "<b>", "<style>@media x{", "<style>/*", "&nbsp;"],
)
def test_big_and_broken_html_takes_little_time_and_room(piece: str) -> None:
    assert len(text_of_html(piece * 5_000)) < 21 * 5_000


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ('<a href="https://example.com/b">https://example.com/b</a>', "https://example.com/b"),
        ('<a href="https://example.com/">example.com</a>', "example.com"),
        ('<a href="mailto:ana@example.com?subject=Hi">Write to us</a>', "Write to us (ana@example.com)"),
        ('<a href="mailto:ana@example.com">ana@example.com</a>', "ana@example.com"),
        ('<a href="tel:+4930123">Call us</a>', "Call us (+4930123)"),
        ('<a href="https://example.com/b"><img src="cid:a" alt=""></a>', "https://example.com/b"),
        ('<a href="https://example.com/b"><b>Pay </b> </a>now', "Pay (https://example.com/b) now"),
        ('<a href="https://example.com/b"><div>Pay</div></a>', "Pay (https://example.com/b)"),
        ('<a href="https://example.com/b">a <b>b</b> c</a>.', "a b c (https://example.com/b)."),
        ('<a href="#top">Up</a> <a name="x">Here</a> <a href="">There</a>', "Up Here There"),
    ],
)
def test_a_link_is_its_words_and_its_address(html: str, line: str) -> None:
    assert text_of_html(html).strip() == line


def test_bullets_are_dashes_at_every_depth() -> None:
    text = text_of_html("<ul><li>Power<ul><li>Day</li></ul></li><li>Gas</li></ul><ol><li>One</li></ol>")

    assert [line.strip() for line in text.splitlines() if line] == ["- Power", "- Day", "- Gas", "1. One"]


def test_a_declaration_of_xml_is_no_word() -> None:
    assert text_of_html('<?xml version="1.0" encoding="utf-8"?><p>Hello</p>').strip() == "Hello"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<img title="Winter sale" src="cid:a">', "Winter sale"),
        ('<img aria-label="Winter sale" src="cid:a">', "Winter sale"),
        ('<img alt="" title="Winter sale" src="cid:a">', ""),
        ('<img alt="Count" src="x" style="width:1px;height:1px">', ""),
        ('<img alt="Count" src="x" width="0">', ""),
        ('<td style="font-size:0"><img alt="Logo" src="cid:a" width="100"></td>', "Logo"),
        ("<object>Words instead</object>", "Words instead"),
        ("<noembed>no</noembed><noframes>no</noframes><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢kan"),
        ("<svg><title>no</title><path d='M0'><p>The rest</p><p>of the mail</p>", "The rest\n\nof the mail"),
        ("<math><mi>no</mi></math>Seen<svg><text>no</text></svg> too", "Seen too"),
    ],
)
def test_pictures_and_drawings(html: str, text: str) -> None:
    assert text_of_html(html).strip() == text


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
