"""Character references."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.html_source import HtmlSource
from composer_app.domain.html_entities import unescape
from composer_app.domain.relative_images import relative_path


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("a &amp; b&nbsp;&lt;", "a & b\xa0<"),
        ("&#65;&#x41;&#65", "AAA"),
        (f"&#{'1' * 5_000};x", "\N{REPLACEMENT CHARACTER}x"),
        (f"&#{'0' * 5_000}65;x", "Ax"),
        (f"&#{'0' * 5_000};x", "\N{REPLACEMENT CHARACTER}x"),
        (f"&#{'0' * 5_000}{'9' * 5_000}", "\N{REPLACEMENT CHARACTER}"),
        ("&#00000065;&#1114112;", "A\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_references_are_decoded_however_long_their_numbers_are(text: str, decoded: str) -> None:
    assert unescape(text) == decoded


def test_html_with_an_endless_number_is_read() -> None:
    number = f"&#{'1' * 5_000};"

    assert HtmlSource(f'<p title="{number}">{number}</p>').words
    assert relative_path(f"{number}.png") == "\N{REPLACEMENT CHARACTER}.png"
