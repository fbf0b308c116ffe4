"""Lines of minified HTML are broken where no reader sees it."""

from __future__ import annotations

from lxml.html import document_fromstring, tostring

from composer_app.domain.line_breaks import AIM, longest_line, with_lines_broken

ROW = (
    "<tr><td title=\"a > b\" style='x:y'>Words in <b>one</b>line</td><td><a href=https://example.com/x/>link</a>"
    '<br/><img alt="" src="cid:a"></td></tr><!--[if mso]><v:rect fill="x"/><![endif]--><pre>kept  as it is</pre>'
)


def test_a_minified_page_means_the_same_in_short_lines() -> None:
    html = f"<style>a>b{{c:d}}</style><table>{ROW * 200}</table>"

    broken = with_lines_broken(html)

    assert longest_line(html) == len(html)
    assert longest_line(broken) < AIM + 2 * len(ROW)
    assert broken.replace("\n", "") == html
    assert tostring(document_fromstring(broken)) == tostring(document_fromstring(html))
    assert "/\n>" not in broken.replace("https://example.com/x/\n>", "")


def test_short_lines_stay() -> None:
    html = f"{ROW}\n" * 100
    assert with_lines_broken(html) == html


def test_what_has_no_tags_stays() -> None:
    assert with_lines_broken("word " * 10_000) == "word " * 10_000
    assert with_lines_broken('<a b="' * 100_000) == '<a b="' * 100_000
