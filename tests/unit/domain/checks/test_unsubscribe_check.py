"""A way to unsubscribe in mail to many."""

from __future__ import annotations

from typing import Any

import pytest

from composer_app.domain.checks.unsubscribe_check import MANY, headers_with, missing
from composer_app.domain.send_options import Pairs, SendOptions
from tests.unit.domain.checks.mails import details

TO_MANY = tuple(f"ana{number}@example.com" for number in range(MANY))


@pytest.mark.parametrize(
    ("html", "fields", "count"),
    [
        ("", {}, 1),
        ("<p>unsubscribe", {}, 1),
        ('<a href="https://example.com/unsubscribe?x">here</a>', {}, 0),
        ('<a href="https://example.com/x">Newsletter abbestellen</a>', {}, 0),
        ('<a href="{{unsubscribe_link}}">here</a>', {}, 0),
        ("{{opt_out}}", {}, 0),
        ("", {"options": SendOptions(headers=(("list-unsubscribe", "<https://example.com/>"),))}, 0),
        ("", {"to": TO_MANY[1:]}, 0),
    ],
)
def test_mail_to_many_lets_recipients_unsubscribe(html: str, fields: dict[str, Any], count: int) -> None:
    assert len(details(missing, html, **{"to": TO_MANY} | fields)) == count


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (
            " https://example.com/u?id={{id}} ",
            (
                ("X-A", "1"),
                ("List-Unsubscribe", "<https://example.com/u?id={{id}}>"),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ),
        ),
        ("stop@example.com", (("X-A", "1"), ("List-Unsubscribe", "<mailto:stop@example.com>"))),
        ("mailto:stop@example.com", (("X-A", "1"), ("List-Unsubscribe", "<mailto:stop@example.com>"))),
        ("https://", None),
        ("nonsense", None),
    ],
)
def test_the_headers_replace_earlier_ones(address: str, headers: Pairs | None) -> None:
    assert headers_with((("X-A", "1"), ("list-unsubscribe", "<x>")), address) == headers
