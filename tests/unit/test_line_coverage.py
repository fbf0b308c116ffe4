"""Floors of coverage: a small program is recorded for real, and the list of exceptions is kept clean."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import line_coverage, line_recorder
from tests.line_coverage import FLOORS, Covered, Floors
from tests.proofs import network_guard
from tests.unit import checkout

PARENT = """\
import subprocess, sys
from composer_app import parts
parts.here()
subprocess.run([sys.executable, "-E", "-P", "child.py"])
"""
CHILD = """\
import os, signal, sys
sys.path.insert(0, ".")
from composer_app import parts
parts.there()
os.kill(os.getpid(), signal.SIGKILL)
"""
PARTS = """\
def here() -> int:
    return 1


def there() -> int:
    return 2


def nowhere() -> int:
    return 3
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A checkout with a program of two files."""
    (tmp_path / "composer_app").mkdir()
    (tmp_path / "composer_app" / "__init__.py").write_text("")
    (tmp_path / "composer_app" / "parts.py").write_text(PARTS)
    (tmp_path / "composer_app" / "unused.py").write_text("A = 1\n")
    (tmp_path / "run.py").write_text(PARENT)
    (tmp_path / "child.py").write_text(CHILD)
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


def test_a_process_and_its_isolated_child_that_is_killed_are_recorded(program: Path) -> None:
    with line_coverage.collecting(program) as folder:
        environment = os.environ | {network_guard.STRANGERS: str(program / "strangers")}
        subprocess.run([sys.executable, "run.py"], cwd=program, env=environment, check=True)
        files = line_coverage.covered(folder, program)

    assert [(one.file, one.lines, one.missed) for one in files] == [
        ("composer_app/__init__.py", 0, ()),
        ("composer_app/parts.py", 6, (10,)),
        ("composer_app/unused.py", 1, (1,)),
    ]


def test_no_later_process_records() -> None:
    before = os.environ.get(line_recorder.FOLDER)
    with line_coverage.collecting() as folder:
        assert os.environ[line_recorder.FOLDER] == str(folder)

    assert os.environ.get(line_recorder.FOLDER) == before
    assert not folder.exists()


FLOOR = Floors({"composer_app/domain": 100, "composer_app": 90, "composer_app/ui": 50}, {"composer_app/ui/old.py": 7})


@pytest.mark.parametrize(
    ("file", "lines", "allowed"),
    [
        ("composer_app/domain/mail.py", 100, 0),
        ("composer_app/ui/page.py", 9, 4),
        ("composer_app/ui/old.py", 9, 7),
        ("composer_app/launch.py", 20, 2),
        ("elsewhere.py", 20, 20),
    ],
)
def test_the_deepest_folder_or_the_exception_says_how_much_may_be_missed(file: str, lines: int, allowed: int) -> None:
    assert FLOOR.allowed(file, lines) == allowed


def test_a_file_below_its_floor_is_named_with_its_lines() -> None:
    files = [
        Covered("composer_app/domain/mail.py", 10, (4, 5, 6, 9)),
        Covered("composer_app/ui/old.py", 10, (1, 2, 3)),
        Covered("composer_app/launch.py", 20, ()),
    ]

    said, is_enough = line_coverage.report(files, FLOOR)

    assert not is_enough
    assert said.splitlines() == [
        "Lines that tests run",
        " 60.00 %  domain: 0 of 1 files whole, 4 lines missed",
        " 70.00 %  ui: 0 of 1 files whole, 3 lines missed",
        " 82.50 %  all 40 lines; 7 are run by no test",
        "Below their floor in tests/coverage_floors.toml (4 lines too many; 0 may be, by chance):",
        "  composer_app/domain/mail.py: 4 of 10 lines are run by no test, 0 may be: 4-6, 9",
    ]
    assert line_coverage.report(files[1:], FLOOR)[1]


@pytest.mark.parametrize(("by_chance", "is_enough"), [(3, False), (4, True)])
def test_lines_missed_by_chance_are_named_and_counted_over_all_files(by_chance: int, is_enough: bool) -> None:
    files = [Covered("composer_app/domain/mail.py", 10, (4, 5, 6)), Covered("composer_app/domain/price.py", 10, (9,))]
    floors = Floors(FLOOR.by_folder, FLOOR.exceptions, by_chance)

    said, held = line_coverage.report(files, floors)

    assert held is is_enough
    assert "mail.py: 3 of 10 lines are run by no test, 0 may be: 4-6" in said
    assert "price.py: 1 of 10 lines are run by no test, 0 may be: 9" in said


def test_the_four_inner_parts_have_no_floor_but_the_ceiling() -> None:
    assert {
        part: Floors.read().by_folder[f"composer_app/{part}"] for part in ("domain", "api", "archive", "services")
    } == {
        "domain": 100,
        "api": 100,
        "archive": 100,
        "services": 100,
    }


def test_every_exception_has_its_reason_and_its_file() -> None:
    exceptions = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["exceptions"]

    assert [file for file in exceptions if not (checkout.ROOT / file).is_file()] == []
    assert [file for file, entry in exceptions.items() if not entry["why"].strip() or entry["lines"] < 1] == []
