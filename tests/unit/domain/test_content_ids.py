"""References to inline images, and the renaming of one of them."""

from __future__ import annotations

import pytest

from composer_app.domain.content_ids import content_ids, with_image_renamed


@pytest.mark.parametrize(
    "reference",
    [
        '<img src="cid:{}">',
        "<img src='cid:{}'>",
        "<img src=cid:{}>",
        '<IMG SRC="CID:{}">',
        '<img src = " cid:{}">',
        '<td background="Cid:{}">',
        '<td style="background:url(cid:{})">',
        "<td style=\"background: url( 'cid:{}' ) no-repeat\">",
        '<td style="background:url(&quot;cid:{}&quot;)">',
        "<style>.a{{background:url(cid:{})}}</style>",
        '<img srcset="cid:{} 1x, cid:other 2x">',
        '<img srcset="cid:other 1x, cid:{} 2x">',
        '<!--[if mso]><v:fill src="cid:{}"/><![endif]-->',
    ],
)
def test_only_the_references_to_the_one_image_change(reference: str) -> None:
    others = '<img src="cid:logofooter"><img src="cid:logo.png"><img src="cid:my-logo"><p>See cid:logo, or logo.</p>'
    html = reference.format("logo") + others

    assert "logo" in content_ids(html)
    assert with_image_renamed(html, "logo", "brand") == reference.format("brand") + others


def test_percent_encoded_names_are_known() -> None:
    html = '<img src="cid:my%20logo.png"><img src="cid:%6Cogo">'
    assert content_ids(html) == {"my logo.png", "logo"}
    assert with_image_renamed(html, "my logo.png", "brand.png") == '<img src="cid:brand.png"><img src="cid:%6Cogo">'
    assert with_image_renamed(html, "logo", "brand").endswith('"cid:brand">')


@pytest.mark.parametrize(
    "other",
    [
        '<img src="cid:logo&amp;co.png">',
        '<img src="cid:logo(2).png">',
        '<img src="cid:logo, small">',
        '<img src="cid:logo small">',
        "<td style=\"background:url('cid:logo (2)')\">",
        '<img src="x" alt="cid:logo is a picture" title="cid:logo">',
        '<a href="https://example.com/?a=cid:logo">(cid:logo)</a>',
    ],
)
def test_a_longer_name_is_another_image(other: str) -> None:
    assert with_image_renamed(other, "logo", "brand") == other


def test_names_with_entities_blanks_and_brackets_are_whole() -> None:
    html = '<img src="cid:R&amp;D (1).png"><img src="cid:lo&#103;o">'
    assert content_ids(html) == {"R&D (1).png", "logo"}
    assert with_image_renamed(html, "R&D (1).png", "brand") == '<img src="cid:brand"><img src="cid:lo&#103;o">'


def test_words_are_no_references() -> None:
    assert content_ids("<p>cid:logo and acid:rain</p>") == set()
