"""Images: descriptions, missing files, mail of images alone."""

from __future__ import annotations

from typing import Any

import pytest

from composer_app.domain.checks import image_checks
from composer_app.domain.mail import Attachment
from tests.unit.domain.checks.mails import Check, details, places

CHECKS: dict[str, Check] = {
    "wordless": image_checks.wordless,
    "missing": image_checks.missing,
    "local": image_checks.local,
    "embedded": image_checks.embedded,
}
LOGO = Attachment("0" * 64, "logo.png", "image/png", 1, is_inline=True)


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ('<img src="https://example.com/a.png" alt="">', []),
        ('<img src="//example.com/a.png" alt="">', []),
        ('<img src="{{picture}}" alt="">', []),
        ('<img src="cid:logo.png" alt="">', []),
        ('<img src="https://example.com/a.png">', ["wordless"]),
        ('<img src="https://example.com/a.gif" width="1" height="1px">', []),
        ('<img src="cid:other.png" alt="">', ["missing"]),
        ('<img alt="">', ["missing"]),
        ('<img src="a.png" alt="">', ["local"]),
        ('<img src="file:///a.png" alt="">', ["local"]),
        ('<img src="C:\\a.png" alt="">', ["local"]),
        ('<img src="data:image/png;base64,xx" alt="">', ["embedded"]),
    ],
)
def test_what_is_wrong_with_an_image(image: str, found: list[str]) -> None:
    fields: dict[str, Any] = {"attachments": (LOGO,)}
    assert [name for name, check in CHECKS.items() if details(check, image, **fields)] == found
    for name in found:
        assert places(CHECKS[name], image, **fields) == [image]


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<img src="https://example.com/a.png" alt="Everything is cheap today, come and see">', 1),
        ('<img src="https://example.com/a.png"> Hello Ana, your statement for November is here.', 0),
        ('<img src="https://example.com/a.gif" width="1" height="1">', 0),
        ("Hi", 0),
    ],
)
def test_a_mail_of_images_alone(html: str, count: int) -> None:
    assert len(details(image_checks.only_images, html)) == count
