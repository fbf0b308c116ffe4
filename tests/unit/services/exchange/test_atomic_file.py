"""A file that appears when it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from composer_app.domain.problem import ProblemCode
from composer_app.services.exchange.atomic_file import atomic_file, save_content, temporary_name, with_ending
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.file_size_limit import file_size_limit
from tests.unit.services.house import House


def test_it_takes_the_place_of_an_earlier_one_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("earlier")

    with atomic_file(target, temporary_name(target)) as file:
        file.write(b"later")
        assert target.read_text() == "earlier"

    assert target.read_text() == "later"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_name_without_an_ending_gets_one_and_replaces_no_file(tmp_path: Path) -> None:
    assert with_ending(tmp_path / "a.txt", ".csv") == tmp_path / "a.txt"
    assert with_ending(tmp_path / "a", ".csv") == tmp_path / "a.csv"
    (tmp_path / "a.csv").touch()
    assert with_ending(tmp_path / "a", ".csv") == tmp_path / "a-2.csv"
    assert with_ending(tmp_path / "none" / "a", ".csv") == tmp_path / "none" / "a.csv"


def test_an_error_leaves_the_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("earlier")

    with pytest.raises(ValueError, match="broken"), atomic_file(target, temporary_name(target)):
        raise ValueError("broken")

    assert target.read_text() == "earlier"
    assert os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("size", [999_999, 1_500])
def test_a_full_disk_is_a_failure_and_nothing_is_left(tmp_path: Path, size: int) -> None:
    target = tmp_path / "a.csv"

    with (
        file_size_limit(1_000),
        pytest.raises(Failed) as failed,
        atomic_file(target, temporary_name(target)) as file,
    ):
        file.write(b"x" * size)

    assert (failed.value.problem.code, failed.value.problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "a.csv")
    assert failed.value.problem.vendor_text
    assert os.listdir(tmp_path) == []


def test_a_long_name_has_a_temporary_one_that_the_disk_takes(tmp_path: Path) -> None:
    target = tmp_path / ("a" * 250 + ".csv")

    with atomic_file(target, temporary_name(target)) as file:
        file.write(b"x")

    assert target.exists()


def test_a_long_name_that_the_disk_takes_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("汉" * 80 + ".csv")

    with atomic_file(target, temporary_name(target)) as file:
        file.write(b"whole")

    assert target.read_bytes() == b"whole"


def test_a_picture_is_written_and_a_failure_leaves_what_was_there(house: House, tmp_path: Path) -> None:
    path = tmp_path / "overview.svg"
    path.write_bytes(b"what was there before, and is longer")
    assert house.value(save_content(house.context, path, b"<svg/>")) == path
    assert path.read_bytes() == b"<svg/>"
    problem = house.problem(save_content(house.context, tmp_path / "missing" / "a.svg", b"<svg/>"))
    assert (problem.code, problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "a.svg")
    problem = house.problem(save_content(house.context, house.profile.archive, b"<svg/>"))
    assert problem.code is ProblemCode.IN_PROFILE
    assert house.profile.archive.read_bytes().startswith(b"SQLite")
