"""What the window has made is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from composer_app.domain.problem import ProblemCode
from composer_app.services.maintenance.content_file import save_content
from tests.unit.services.house import House


def test_it_is_written_and_a_failure_leaves_what_was_there(house: House, tmp_path: Path) -> None:
    path = tmp_path / "overview.svg"
    path.write_bytes(b"what was there before, and is longer")
    assert house.value(save_content(house.context, path, b"<svg/>")) == path
    assert path.read_bytes() == b"<svg/>"
    problem = house.problem(save_content(house.context, tmp_path / "missing" / "a.svg", b"<svg/>"))
    assert (problem.code, problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "a.svg")
    problem = house.problem(save_content(house.context, house.profile.archive, b"<svg/>"))
    assert problem.code is ProblemCode.IN_PROFILE
    assert house.profile.archive.read_bytes().startswith(b"SQLite")
