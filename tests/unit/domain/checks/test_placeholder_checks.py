"""Placeholders without a value, and open braces."""

from __future__ import annotations

from typing import Any

import pytest

from composer_app.domain.checks.finding import Field
from composer_app.domain.checks.placeholder_checks import left_open, without_value
from tests.unit.domain.checks.mails import mail, places


def test_a_placeholder_is_found_where_it_first_stands() -> None:
    html = "<p>\nHello {{ first  name }} and {{first name}}</p>"
    (finding,) = without_value(mail(html, subject="{{first name}}"))
    assert (finding.detail, finding.line, html[finding.start : finding.end]) == ("first name", 2, "{{ first  name }}")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"subject": "For {{name}}"}, Field.SUBJECT), ({"sender": "{{name}} <a@example.com>"}, Field.BODY)],
)
def test_outside_of_the_html_it_has_no_line(fields: dict[str, Any], field: Field) -> None:
    (finding,) = without_value(mail(**fields))
    assert (finding.field, finding.line) == (field, 0)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Hello {{name</p>", ["{{name"]),
        ("<p>Hello {{name}, you</p>", ["{{name"]),
        ("<p>{{name}} {{a{{b}}</p>", ["{{a"]),
        ("<p>{{na<b>me}}</b></p>", []),
        ("<style>@media x {{p {}}</style>", []),
        ("<p>{{name}} &amp; {one}</p>", []),
    ],
)
def test_open_braces_are_found_in_what_recipients_read(html: str, found: list[str]) -> None:
    assert places(left_open, html) == found


def test_open_braces_are_found_in_the_subject() -> None:
    assert [one.field for one in left_open(mail(subject="For {{name}"))] == [Field.SUBJECT]
