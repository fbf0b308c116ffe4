"""What is pasted into a letter: from office programs, web pages, and plain text."""

from __future__ import annotations

import pytest

from composer_app.domain.letter import LetterBlock, LineBreak, PlaceholderMark, TextRun
from composer_app.services.compose.letter_writer import fragment_of
from composer_app.services.compose.pasted_html import blocks_of_html, blocks_of_text

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin:0}</style></head><body>
<!--StartFragment--><p class=MsoNormal style='margin:0'>Dear <b>Ana</b>,<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;</span></span></span><![endif]>
One<o:p></o:p></p><!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (WORD, ["<p>Dear <strong>Ana</strong>,</p>", "<ul>", "<li>One</li>", "</ul>"]),
        ("<table><tr><td>a</td><td>1</td></tr></table>", ["<p>a\u20031</p>"]),
        ('<p onclick="x">a<script>b</script><a href="javascript:c">d</a></p>', ["<p>ad</p>"]),
        ('<p><img src="file:///a.png" alt="b"><img src="https://example.com/c.png">d</p>',
         ['<p><img src="https://example.com/c.png" alt="">d</p>']),
        ('<p>{{name}}<img src="cid:a.png" alt="b"></p>', ['<p>{{name}}<img src="cid:a.png" alt="b"></p>']),
        ("<p>a<b>b<p>c", ["<p>a<strong>b</strong></p>", "<p><strong>c</strong></p>"]),
    ],
)  # fmt: skip
def test_pasted_html_is_cleaned(html: str, lines: list[str]) -> None:
    assert fragment_of(blocks_of_html(html)).split("\n") == lines


def test_an_empty_line_parts_paragraphs() -> None:
    assert blocks_of_text("a\r\nb {{c}}\n \nd\u2029\n") == (
        LetterBlock((TextRun("a"), LineBreak(), TextRun("b "), PlaceholderMark("c"))),
        LetterBlock((TextRun("d"),)),
    )
    assert blocks_of_text("") == ()


@pytest.mark.parametrize("html", ["<div>" * 100_000, "<b>x</b>" * 250_001, "<p>word</p>" * 40_000])
def test_html_that_takes_too_long_is_left_to_plain_text(html: str) -> None:
    assert blocks_of_html(html) == ()


def test_many_paragraphs_without_end_tags_are_not_deep() -> None:
    assert len(blocks_of_html("<p>a<br>" * 2_000)) == 2_000
