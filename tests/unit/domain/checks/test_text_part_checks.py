"""A text part that the HTML has left behind."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.finding import Field
from composer_app.domain.checks.text_part_checks import out_of_date
from tests.unit.domain.checks.mails import mail

HTML = '<a href="https://example.com/a">A</a><a href="https://example.com/b">B</a><a href="#x">C</a>'


@pytest.mark.parametrize(
    ("html", "text", "found"),
    [
        (HTML, None, []),
        (HTML, "https://example.com/a https://example.com/b", []),
        (HTML, "https://example.com/a", ["https://example.com/b"]),
        (HTML, "", ["https://example.com/a"]),
        (" ", "Words", []),
        ('<a href="mailto:ana@example.com">x</a>', "Words", []),
    ],
)
def test_a_text_part_has_the_links_of_the_html(html: str, text: str | None, found: list[str]) -> None:
    findings = list(out_of_date(mail(html, text)))
    assert [one.detail for one in findings] == found
    assert all(one.field is Field.TEXT for one in findings)
