"""The copy of the HTML that the preview shows: colour queries are answered, nothing is inverted."""

from __future__ import annotations

import pytest

from composer_app.ui.mail_view import preview_document


def test_colour_queries_are_answered_in_the_copy() -> None:
    html = "@media (prefers-color-scheme: dark) {a} @media (prefers-color-scheme:light) {b} prefers-color-scheme: dark"

    light = preview_document.document(html, is_dark=False)
    dark = preview_document.document(html, is_dark=True)

    assert "@media (max-width: 0) {a} @media (min-width: 0) {b} prefers-color-scheme: dark" in light
    assert "@media (min-width: 0) {a} @media (max-width: 0) {b}" in dark
    assert "color-scheme: only light" in light
    assert "color-scheme: dark" in dark


def test_a_mail_without_dark_styles_stays_light() -> None:
    assert "only light" in preview_document.document("<p>x</p>", is_dark=True)
    assert preview_document.has_dark_styles('<meta name="color-scheme" content="light dark">')


@pytest.mark.parametrize("piece", ["color-scheme", "color-scheme:", "prefers-color-scheme", "(", "( ", "light-"])
def test_a_long_row_of_scheme_words_takes_no_time(piece: str) -> None:
    html = piece * (2_000_000 // len(piece))
    assert html in preview_document.document(html, is_dark=True)
    assert not preview_document.has_dark_styles(html)
