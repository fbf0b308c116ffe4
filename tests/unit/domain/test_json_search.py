"""Finding words in a JSON text."""

from __future__ import annotations

import json

import pytest

from composer_app.domain.json_outline import JsonOutline
from composer_app.domain.json_search import JsonSearch


def found(text: str, words: str) -> list[str]:
    outline = JsonOutline(text)
    for _ in outline.steps():
        pass
    search = JsonSearch(outline, words)
    for _ in search.steps():
        pass
    return [outline.path(number) for number in search.found]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("STATUS", ["$.status", "$.items[1]"]),
        ("0.0004", ["$.price"]),
        ("é", ["$.items[0]"]),
        ("0", ["$.price"]),  # a place in an array is no name
        ("", []),
        ("nowhere", []),
        ('"', []),  # quotes and braces are signs of the text
        ("{", []),
    ],
)
def test_names_and_values_are_looked_through(words: str, paths: list[str]) -> None:
    assert found(r'{"status":{},"price":0.0004,"items":["\u00e9","Status"]}', words) == paths


def test_a_long_text_is_looked_through_in_steps() -> None:
    outline = JsonOutline(json.dumps([f"m-{number}" for number in range(5_000)]))
    for _ in outline.steps():
        pass
    search = JsonSearch(outline, "m-4999")
    assert sum(1 for _ in search.steps()) == 6
    assert list(search.found) == [5_000]


def test_a_very_long_string_is_looked_through() -> None:
    assert found(json.dumps(["x" * 2_000_000 + "end", "y"]), "xend") == ["$[0]"]
