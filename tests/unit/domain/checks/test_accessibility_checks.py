"""Language, contrast, tables and headings."""

from __future__ import annotations

import pytest

from composer_app.domain.checks import accessibility_checks
from tests.unit.domain.checks.mails import mail, places


@pytest.mark.parametrize(
    ("html", "count"), [("<html><p>x", 1), ('<html lang=" ">', 1), ('<html lang="en">', 0), ("<p>x", 0)]
)
def test_a_whole_page_says_its_language(html: str, count: int) -> None:
    assert len(places(accessibility_checks.language, html)) == count


WHITE = "background:#fff"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f'<p style="{WHITE};color:#999">x', ['<p style="background:#fff;color:#999">']),
        (f'<div style="{WHITE}"><font color="#ccc">x</font><b>y</b>', ['<font color="#ccc">']),
        ('<table bgcolor="white"><td style="color:#aaa">x', ['<td style="color:#aaa">']),
        (f'<p style="{WHITE};color:#666">x', []),
        ('<p style="color:#ccc">x', []),
        (f'<p style="{WHITE};color:#999"> <br>', []),
        (f'<p style="{WHITE};color:#777"><a href="x">x</a>', []),
        (f'<p style="{WHITE};color:#888;font-size:24px">x', []),
        (f'<p style="{WHITE};color:#888;font-size:15pt;font-weight:700">x', []),
        (
            f'<p style="{WHITE};color:#888;font-size:1.2.3px"><b style="font-weight:normal">x',
            ['<b style="font-weight:normal">'],
        ),
        ('<p style="background:url(a.png) #fff;color:#ccc">x', []),
        ('<p style="background-color:#fff;background-image:url(x);color:#ccc">x', []),
        (
            '<div style="background:#fff"><p style="background:none;color:#ccc">x',
            ['<p style="background:none;color:#ccc">'],
        ),
        ('<div style="color:#ccc;background:#fff"><p style="color:inherit">x', ['<p style="color:inherit">']),
        ('<div style="background:#fff"><p style="color:#ccc"></p>x</div></div></i>', []),
        ('<p style="background:nonsense;color:#ccc">x', []),
    ],
)
def test_contrast_of_colours_at_elements(html: str, found: list[str]) -> None:
    assert places(accessibility_checks.weak_contrast, html) == found


def test_the_ratio_is_named() -> None:
    (finding,) = accessibility_checks.weak_contrast(mail('<p style="background:#fff;color:#999">x'))
    assert finding.detail == "2.8"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table id=a><tr><td><table id=b><td>1</table></table>", ["<table id=a>"]),
        ("<table><tr><td><img src=x></table>", ["<table>"]),
        ('<table role="presentation"><tr><td><img src=x></table>', []),
        ("<table><tr><th>Price<td><img src=x></table>", []),
        ("<table><caption>Prices</caption><td><img src=x></table>", []),
        ("<table><tr><td>1</table></table>", []),
    ],
)
def test_tables_for_layout_say_so(html: str, found: list[str]) -> None:
    assert places(accessibility_checks.layout_table, html) == found


def test_headings_skip_no_level() -> None:
    html = "<h2>a</h2><h3>b</h3><h1>c</h1><h3>d</h3>"
    (finding,) = accessibility_checks.heading_order(mail(html))
    assert (finding.detail, finding.other, finding.start) == ("3", "1", html.rindex("<h3>"))
