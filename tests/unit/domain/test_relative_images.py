"""Images beside HTML become inline images; every other character stays."""

from __future__ import annotations

import pytest

from composer_app.domain.relative_images import relative_path, with_inline_images


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ('<img src="images/a b.png" alt="src=x">', '<img src="cid:N" alt="src=x">'),
        ("<IMG\r\nSRC = 'images/a%20b.png?v=2#x'\t>", "<IMG\r\nSRC = 'cid:N'\t>"),
        ("<img src=./images/a%20b.png>", "<img src=cid:N>"),
        ('<td background="images/a b.png">', '<td background="cid:N">'),
        ("<p style=\"background: url('images/a b.png')\">", "<p style=\"background: url('cid:N')\">"),
        ('<p style="background: url(&quot;images/a b.png&quot;)">', '<p style="background: url(&quot;cid:N&quot;)">'),
        ("<style>p{background:url(images/a%20b.png)}</style>", "<style>p{background:url(cid:N)}</style>"),
    ],
)
def test_a_path_becomes_an_inline_image(html: str, changed: str) -> None:
    assert with_inline_images(html, lambda path: "N" if path == "images/a b.png" else None) == changed


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.com/images/a.png">',
        '<img src="cid:logo.png"><img src="data:image/png;base64,AA==">',
        '<img data-src="images/a.png">',
        '<a href="images/a.png">src</a>',
        '<img src="//example.com/a.png">',
        '<img src="{{picture}}" src="">',
        "\ufeff\0\u2028<p>\r\n\t</p> ",
    ],
)
def test_all_else_stays(html: str) -> None:
    assert with_inline_images(html, lambda path: "N" if path.startswith("images") else None) == html


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("a.png", "a.png"),
        ("./x/../a.png", "a.png"),
        ("x\\a.png", "x/a.png"),
        ("../a.png", ""),
        ("x/../../a.png", ""),
        ("%2e%2e/a.png", ""),
        ("/etc/passwd", ""),
        ("C:\\a.png", ""),
        ("#top", ""),
        ("", ""),
        ("a%00.png", ""),
    ],
)
def test_a_path_stays_within_its_folder(reference: str, path: str) -> None:
    assert relative_path(reference) == path


def test_a_long_page_is_read_in_linear_time() -> None:
    page = "<img src='" * 50_000 + "url(" * 50_000

    assert with_inline_images(page, lambda _path: None) == page
