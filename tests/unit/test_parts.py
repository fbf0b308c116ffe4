"""`python -m tests` leaves no file of tests out, and runs none twice."""

from __future__ import annotations

from pathlib import Path

from tests.__main__ import ALONE, BESIDE, parts
from tests.unit import checkout


def test_every_file_of_tests_is_in_one_part() -> None:
    paths = [Path(word) for part in parts() for word in part if word.startswith("tests/")]
    files = [path for path in checkout.python_files("tests") if path.name.startswith("test_")]

    assert {str(file): sum(file.is_relative_to(path) for path in paths) for file in files} == dict.fromkeys(
        map(str, files), 1
    )


def test_what_needs_the_display_runs_alone_and_the_rest_of_it_beside_the_others() -> None:
    assert ALONE not in parts()
    assert parts()[0] == BESIDE
    assert (BESIDE[0], f"not {ALONE[-1]}") == (ALONE[0], BESIDE[-1])
