"""Addresses in JSON, as programs copy them."""

from __future__ import annotations

import pytest

from composer_app.domain.address_json import list_of_json
from composer_app.domain.recipients import parse_addresses

ANA, TOM = "Ana <ana@example.com>", "tom@example.com"


@pytest.mark.parametrize(
    "text",
    [
        '["Ana <ana@example.com>", "tom@example.com"]',
        '{"to": ["Ana <ana@example.com>"], "cc": "tom@example.com"}',
        '[{"name": "Ana", "email": "ana@example.com"}, {"email": "tom@example.com", "id": 7}]',
        '{"results": [{"display_name": "Ana", "to": {"x": 1}, "mail": "ana@example.com"}, ["tom@example.com"]]}',
        ' [\n  "\\u0041na <ana@example.com>",\n  "tom@example.com"\n]\n',
        '[{"to": [{"name": "Ana", "destination": "ana@example.com"}]}, {"to": [{"destination": "tom@example.com"}]}]',
    ],
)
def test_each_address_of_a_json_text_is_a_recipient(text: str) -> None:
    assert [str(entry.mailbox) for entry in parse_addresses(text)] == [ANA, TOM]


def test_rubbish_in_a_list_is_not_dropped() -> None:
    good, bad = parse_addresses('["ana@example.com", "tom"]')
    assert good.mailbox is not None
    assert (bad.text, bad.mailbox) == ("tom", None)


@pytest.mark.parametrize(
    "text", ["", "ana@example.com", "{ana@example.com; tom@example.com}", "[" * 100_000 + "@", "[1]"]
)
def test_other_texts_are_left_to_the_other_rules(text: str) -> None:
    assert list_of_json(text) == ""
