"""Which tag belongs to which."""

from __future__ import annotations

import pytest

from composer_app.domain.matching_tag import MOST_CHARACTERS, matching_tag, tag_at


def other(html: str) -> str | None:
    """The tag that belongs to the one at `|`, with what stands before it counted."""
    place = html.index("|")
    html = html.replace("|", "")
    tag = tag_at(html, place)
    found = matching_tag(html, tag) if tag else None
    return None if found is None else f"{html[: found[0]].count('<')}{html[slice(*found)]}"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p|>x</p>", "1</p>"),
        ("|<p>x</p>", "1</p>"),
        ("<p>|x</p>", "1</p>"),
        ("<p>x</p|>", "0<p>"),
        ("<p>x</p>|", "0<p>"),
        ('<TD| class="a\nb"><td>x</TD></td >', "3</td >"),
        ("<td><td>x</td></t|d>", "0<td>"),
        ("<d|iv><!-- </div> --><div/><divan></divan></div>", "6</div>"),
        ("<!-- <b> --><b>x</|b>", "2<b>"),
        ("<!-- open <b|>x</b>", "2</b>"),
        ("</p></|p>", None),
        ("<p|>x", None),
        ("<p>x <|br> y</p>", None),
        ("<o|:p/>", None),
        ("no tag | here", None),
        ("<p>word|s</p>", None),
        ("a < b|", None),
        ("<!-- co|mment -->", None),
    ],
)
def test_the_other_tag_of_an_element(html: str, found: str | None) -> None:
    assert other(html) == found


def test_what_is_no_tag_and_what_is_too_long_has_none() -> None:
    assert matching_tag("words", (0, 3)) is None
    html = "<p>" + " " * MOST_CHARACTERS + "</p>"
    assert matching_tag(html, (0, 3)) is None
    assert tag_at(html, 1) == (0, 3)


def test_a_long_page_takes_linear_time() -> None:
    page = "<td " * 100_000 + "<td>" * 50_000 + "</td>" * 49_999

    assert matching_tag(page, (400_000, 400_004)) is None
