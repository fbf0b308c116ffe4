"""An address is found however it is written, and only where it is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer_app.archive.traces import Traces

ADDRESS = "ana+x@example.com"


@pytest.mark.parametrize(
    "text",
    [
        "<Ana+X@Example.COM>",
        "to:ana+x@example.com.",
        "line\\nana+x@example.com",
        'mailto:ana%2Bx%40example.com"',
        "ana&#43;x&#64;example.com,",
        "\\u0061na\\u002bx\\u0040example.com",
        "%3Cana+x@example.com%3E",
        "ünana+x ana+x@example.com",
    ],
)
def test_every_spelling_is_masked(text: str) -> None:
    traces = Traces(ADDRESS)
    assert traces.are_in(text)
    assert "example" not in traces.masked(text).lower()
    assert b"example" not in traces.masked(text.encode()).lower()


@pytest.mark.parametrize("text", ["joana+x@example.com", "ana+x@example.com.au", "ana+x@example.community", "ana"])
def test_another_address_stays(text: str) -> None:
    assert not Traces(ADDRESS).are_in(text)
    assert Traces(ADDRESS).masked(text) == text


def test_an_address_of_other_letters_is_found_in_json() -> None:
    address = "jürgen@bücher.example"
    for is_ascii in (True, False):
        raw = json.dumps({"to": address}, ensure_ascii=is_ascii).encode()
        assert json.loads(Traces(address).masked(raw)) == {"to": "[erased]"}


def test_ids_stand_for_the_address() -> None:
    assert Traces(ADDRESS, ["m-1", ""]).masked('"m-1" and "m-12"') == '"[erased]" and "m-12"'


def test_a_file_is_searched_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert not Traces(ADDRESS).are_in_file(file)
    file.write_bytes(b"")
    assert not Traces(ADDRESS).are_in_file(file)
    file.write_bytes(b"xxANA+X@example.comxx")
    assert Traces(ADDRESS).are_in_file(file)


def test_most_texts_without_a_trace_are_known_at_a_glance() -> None:
    traces = Traces(ADDRESS)
    assert traces.may_be_in('"ANA%2BX%40EXAMPLE.com"')
    assert not traces.may_be_in("example ana x com")
    assert not traces.may_be_in("")
