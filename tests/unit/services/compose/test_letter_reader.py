"""HTML read as a letter: what it becomes, and what would be lost."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given

from composer_app.domain.letter import (
    FRAME,
    LARGEST_BYTES,
    BlockKind,
    Letter,
    LetterBlock,
    LetterPicture,
    LineBreak,
    Marks,
    PlaceholderMark,
    TextRun,
)
from composer_app.services.compose.letter_reader import Loss, read_letter, read_pasted
from composer_app.services.compose.letter_writer import fragment_of, html_of
from tests.unit.services.compose.letters import LETTERS

HEAD = "<!DOCTYPE html><html lang=en>\n<head><meta charset=utf-8><title>t</title></head><body class='x'>\n"


def lines_of(html: str) -> list[str]:
    """The blocks that HTML becomes, as HTML again."""
    return fragment_of(read_letter(html).letter.blocks).split("\n")


@given(LETTERS)
def test_the_html_of_a_letter_comes_back_byte_for_byte(letter: Letter) -> None:
    html = html_of(letter)
    read = read_letter(html)

    assert not read.losses
    assert html_of(read.letter) == html


def test_words_marks_and_objects_are_read() -> None:
    html = '<p>Hello {{ name }}, <b>a<i>b</i></b><br><a href="https://example.com">c</a><img src="cid:x" alt="d"></p>'

    assert read_letter(html).letter.blocks == (
        LetterBlock(
            (
                TextRun("Hello "),
                PlaceholderMark(" name "),
                TextRun(", "),
                TextRun("a", Marks(True)),
                TextRun("b", Marks(True, True)),
                LineBreak(),
                TextRun("c", Marks(link="https://example.com")),
                LetterPicture("cid:x", "d"),
            )
        ),
    )


@pytest.mark.parametrize(
    ("html", "frame"),
    [
        ("", FRAME),
        ("<p>a</p>", ("", "")),
        (f"{HEAD}<p>a</p></body></html>\n", (HEAD, "</body></html>\n")),
        ("<div style='x'><p>a</p></div>", ("<div style='x'>", "</div>")),
    ],
)  # fmt: skip
def test_what_stands_around_the_blocks_is_kept(html: str, frame: tuple[str, str]) -> None:
    read = read_letter(html)

    assert read.letter.frame == frame
    assert not read.losses


@pytest.mark.parametrize(
    ("html", "losses"),
    [
        ("<table><tr><td>a</td></tr></table><table></table>", {Loss.TABLE: 2}),
        ("<style>p{}</style><link rel=stylesheet href=x><p>a</p>", {Loss.STYLE_SHEET: 2}),
        ("<p style='color:red'>a <span class=x>b</span><span>c</span></p>", {Loss.STYLE: 2}),
        ("<p>a</p><!-- b -->", {Loss.COMMENT: 1}),
        ("<p>a</p><script>b</script>", {Loss.SCRIPT: 1}),
        ("<p>a</p><hr><u>b</u>", {Loss.ELEMENT: 2}),
        ("<div>a</div><div>b</div>", {Loss.ELEMENT: 2}),
        ("<div><p>a</p></div><p>b</p>", {Loss.ELEMENT: 1}),
        ("<div style='x'><div>a</div></div>", {Loss.ELEMENT: 2}),
        ("<p>a</p></div>", {}),
        ("<p dir=rtl>a</p>", {Loss.STYLE: 1}),
        ("<p>a</p><body style='x'>", {}),
        ("<p>a<a href=x target=_blank rel=noopener>b</a><a name=c>d</a></p>", {Loss.STYLE: 1}),
        ("<ul>" * 6 + "<li>a", {Loss.ELEMENT: 1}),
        ("<blockquote>" * 6 + "<p>a", {Loss.ELEMENT: 1}),
        ("<ul><li><h2>a</h2><li><blockquote>b</blockquote></ul>", {Loss.ELEMENT: 2}),
        ("<p>a</p><title>b</title><meta name=c><p>d", {Loss.ELEMENT: 2}),
        ("<head profile=x><style></style></head><p>a", {Loss.STYLE: 1, Loss.STYLE_SHEET: 1}),
        ("<b><p>a</p></b>", {Loss.STYLE: 1}),
        ("<b>\n<i><h1>a</h1></i></b><p>b<i></i></p><p>c</p><b></b>", {}),
        ("<b><i><p>a</p></i></b>", {Loss.STYLE: 1}),
        ("<b>a<p>b</p></b><i><ul><li>c</ul></i><p>d", {}),
        (" " * (LARGEST_BYTES + 1), {Loss.LENGTH: 1}),
    ],
)
def test_what_a_letter_cannot_hold_is_counted(html: str, losses: dict[Loss, int]) -> None:
    assert read_letter(html).losses == losses


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("a<p>b<p></p>c", ["<p>a</p>", "<p>b</p>", "<p>c</p>"]),
        ("<p> a \n b <b> c</b></p>", ["<p>a b <strong>c</strong></p>"]),
        ("<p>a <br> b <i> </i></p>", ["<p>a<br>b</p>"]),
        ("<p>a<br></p><p><br></p>", ["<p>a</p>", "<p><br></p>"]),
        ("<ul><li><p>a</p><p>b</p></li><li></ul>", ["<ul>", "<li>a<br>b</li>", "<li><br></li>", "</ul>"]),
        ("<ul>a<li>b<ul><li>c</ul>d</ul>",
         ["<ul>", "<li>a</li>", "<li>b", "<ul>", "<li>c</li>", "</ul>", "</li>", "<li>d</li>", "</ul>"]),
        ("<li>a</li>", ["<ul>", "<li>a</li>", "</ul>"]),
        ("<blockquote>a</blockquote>b", ["<blockquote>", "<p>a</p>", "</blockquote>", "<p>b</p>"]),
        ("<ul><li>a<blockquote>b</blockquote></ul>c", ["<ul>", "<li>a<br>b</li>", "</ul>", "<p>c</p>"]),
        ("<table><tr><td>a<td>b<tr><td><p>c</p><td></table>", ["<p>a\u2003b</p>", "<p>c</p>"]),
        ("<pre>a\n b</pre>", ["<p>a<br>b</p>"]),
        ("<p>a<script>b</script><style>c</style>d</p>", ["<p>ad</p>"]),
        ("<p>{{a}} {{b</p>", ["<p>{{a}} {{b</p>"]),
        ("<p>a {{b}} {{c</p><p> <b> </b> </p>", ["<p>a {{b}} {{c</p>"]),
        ("<p>unclosed <b>a", ["<p>unclosed <strong>a</strong></p>"]),
    ],
)  # fmt: skip
def test_other_html_becomes_blocks(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


def test_html_that_cannot_be_parsed_is_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise ValueError

    monkeypatch.setattr(lxml.html.HTMLParser, "feed", refuse)

    assert read_letter("<p>a</p>").losses == {Loss.ELEMENT: 1}


def test_pasted_styles_say_what_is_bold_and_italic() -> None:
    html = (
        '<b style="font-weight:normal"><p>a <span style="font-weight:700">b</span>'
        ' <span style="font-style:italic">c</span></p></b><h1 style="font-weight:bold">d</h1>'
        '<p style="display:none">e</p>'
    )

    assert fragment_of(read_pasted(html)) == "<p>a <strong>b</strong> <em>c</em></p>\n<h1>d</h1>"


def test_pasted_links_and_images_that_lead_nowhere_are_left_out() -> None:
    html = '<p><a href="/a">b</a><a href="https://example.com">c</a><img alt="d"></p>'

    assert fragment_of(read_pasted(html)) == '<p>b<a href="https://example.com">c</a></p>'


def test_lists_of_word_are_lists() -> None:
    html = (
        '<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>a</p>'
        '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o</span>b</p>'
    )

    assert read_pasted(html) == (
        LetterBlock((TextRun("a"),), BlockKind.BULLET, 1),
        LetterBlock((TextRun("b"),), BlockKind.BULLET, 2),
    )


@pytest.mark.parametrize(
    "before", ["\ufeff<!doctype html>\n", '<html><head profile="x"><title>a</title><meta name=b></head><body>']
)
def test_what_stands_before_the_letter_stays(before: str) -> None:
    read = read_letter(f"{before}<p>x")

    assert not read.losses
    assert read.letter.frame[0] == before
