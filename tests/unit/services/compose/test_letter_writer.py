"""The HTML and the plain text that a letter becomes."""

from __future__ import annotations

import pytest

from composer_app.domain.letter import (
    FRAME,
    BlockKind,
    Inline,
    Letter,
    LetterBlock,
    LetterPicture,
    LineBreak,
    Marks,
    PlaceholderMark,
    TextRun,
)
from composer_app.services.compose.letter_writer import fragment_of, html_of, text_of

BOLD = Marks(is_bold=True)


def item(text: str, kind: BlockKind = BlockKind.BULLET, level: int = 1, quote: int = 0) -> LetterBlock:
    return LetterBlock((TextRun(text),), kind, level, quote)


def test_a_letter_stands_in_its_frame_and_an_empty_one_is_nothing() -> None:
    assert html_of(Letter((LetterBlock((TextRun("Hello"),)),))) == f"{FRAME[0]}<p>Hello</p>{FRAME[1]}"
    assert html_of(Letter()) == ""


@pytest.mark.parametrize(
    ("inlines", "content"),
    [
        ((), "<br>"),
        ((LineBreak(),), "<br><br>"),
        ((TextRun("a < b & c\u00a0d"),), "a &lt; b &amp; c&nbsp;d"),
        ((TextRun("  a  b "),), "&nbsp; a &nbsp;b&nbsp;"),
        ((TextRun("a "), LineBreak(), TextRun(" b")), "a&nbsp;<br>&nbsp;b"),
        ((TextRun("a\tb\u2028c\x01"),), "a b c"),
        ((TextRun("a"), TextRun("b", BOLD), TextRun("c", Marks(True, True))), "a<strong>b<em>c</em></strong>"),
        (
            (
                TextRun("a", Marks(link="https://example.com/?a&b")),
                TextRun("b", Marks(True, False, "https://example.com/?a&b")),
            ),
            '<a href="https://example.com/?a&amp;b">a<strong>b</strong></a>',
        ),
        ((PlaceholderMark("first  name"), TextRun("!")), "{{first name}}!"),
        ((PlaceholderMark("a}b"), PlaceholderMark(" ")), "{{a}b}}{{ }}"),
        (
            (LetterPicture("cid:a.png", 'the "dial"', "10", "20"),),
            '<img src="cid:a.png" alt="the &quot;dial&quot;" width="10" height="20">',
        ),
    ],
)
def test_content_is_written_so_that_it_reads_the_same(inlines: tuple[Inline, ...], content: str) -> None:
    assert fragment_of([LetterBlock(inlines)]) == f"<p>{content}</p>"


def test_lists_nest_inside_their_items() -> None:
    blocks = [item("a"), item("b", BlockKind.NUMBER, 2), item("c", level=2), item("d"), item("e", BlockKind.NUMBER)]

    assert fragment_of(blocks).split("\n") == [
        *("<ul>", "<li>a", "<ol>", "<li>b</li>", "</ol>", "<ul>", "<li>c</li>", "</ul>", "</li>"),
        *("<li>d</li>", "</ul>", "<ol>", "<li>e</li>", "</ol>"),
    ]


def test_quotes_hold_paragraphs_headings_and_lists() -> None:
    blocks = [
        LetterBlock((TextRun("a"),), quote=1),
        LetterBlock((TextRun("b"),), BlockKind.HEADING, 2, quote=2),
        item("c", quote=1),
        item("d"),
    ]

    assert fragment_of(blocks).split("\n") == [
        *("<blockquote>", "<p>a</p>", "<blockquote>", "<h2>b</h2>", "</blockquote>"),
        *("<ul>", "<li>c</li>", "</ul>", "</blockquote>", "<ul>", "<li>d</li>", "</ul>"),
    ]


def test_a_skipped_level_is_closed_up() -> None:
    assert fragment_of([item("a", level=3)]) == "<ul>\n<li>a</li>\n</ul>"


@pytest.mark.parametrize(
    ("text", "opening"), [("שלום", '<p dir="rtl">'), ("1. مرحبا", '<p dir="rtl">'), ("a שלום", "<p>"), ("123", "<p>")]
)
def test_a_block_from_right_to_left_says_so(text: str, opening: str) -> None:
    assert fragment_of([LetterBlock((TextRun(text),))]).startswith(opening)


def test_the_plain_text_has_names_of_placeholders_and_words_of_images() -> None:
    blocks = [
        LetterBlock((TextRun("a "), PlaceholderMark("n"), LineBreak(), LetterPicture("cid:x", "dial"))),
        item("b"),
    ]

    assert text_of(blocks) == "a {{n}}\ndial\nb"
