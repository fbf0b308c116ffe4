"""The text part of a mail, made from its HTML."""

from __future__ import annotations

import pytest

from composer_app.services.text_part import text_of_html


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


def test_deep_nesting_does_not_break_it() -> None:
    assert isinstance(text_of_html("<div>" * 5000 + "x" + "</div>" * 5000), str)


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
