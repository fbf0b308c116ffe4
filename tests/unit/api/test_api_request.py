"""Requests as values."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.api.api_request import ApiRequest, Body, FilePiece, well_formed


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ((), "/p"),
        ((("a", "1"), ("a", "2")), "/p?a=1&a=2"),
        ((("to", "a+b@example.com"), ("x", "1 & 2/3")), "/p?to=a%2Bb%40example.com&x=1%20%26%202%2F3"),
        ((("name", "Žiga"),), "/p?name=%C5%BDiga"),
    ],
)
def test_the_target_survives_any_server(query: tuple[tuple[str, str], ...], target: str) -> None:
    assert ApiRequest(method="GET", path="/p", query=query).target == target


@pytest.mark.parametrize(("size", "encoded"), [(0, 0), (1, 4), (3, 4), (4, 8), (20_000_000, 26_666_668)])
def test_the_length_is_known_before_a_file_is_read(size: int, encoded: int) -> None:
    piece = FilePiece(Path("nowhere"), size, "name")
    assert Body("x/y", (b"12", piece, b"3")).length == size + 3
    assert FilePiece(Path("nowhere"), size, "name", is_base64=True).wire_length == encoded


def test_files_are_known() -> None:
    assert Body("x/y", (FilePiece(Path("nowhere"), 1, "name"),)).has_files
    assert not Body("x/y", (b"1",)).has_files


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert well_formed("a\udc80ž😀") == "a?ž😀"
