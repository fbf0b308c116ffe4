"""`python -m tests` leaves no file of tests out, runs what failed once more, and the checks beside the first part."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.__main__ import ALONE, BESIDE, CHECKS, Runs, parts, run_parts
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


@pytest.fixture(autouse=True)
def _no_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small parts of these tests need none, and loading them is most of their time."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


BEFORE = """
from pathlib import Path

STATE = Path(__file__).with_suffix(".ran")


def test_first() -> None:
    runs = STATE.read_text() if STATE.exists() else ""
    STATE.write_text(runs + "1")
"""
UNSTEADY = f"""{BEFORE}
    assert runs


def test_second() -> None:
    STATE.write_text(STATE.read_text() + "2")
"""
BROKEN = f"{BEFORE}    raise AssertionError\n"
CRASHING = f"{BEFORE}    import os\n    os._exit(9 if not runs else 0)\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (UNSTEADY, []),
        (BROKEN, ["{part} (exit codes 1, then 1)"]),
        (CRASHING, []),
    ],
)
def test_what_failed_runs_once_more(
    source: str, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "test_part.py"
    file.write_text(source)
    part = (str(file),)
    monkeypatch.setattr("tests.__main__.parts", list)
    monkeypatch.setattr("tests.__main__.ALONE", part)

    failed = run_parts(Runs(tmp_path / "caches"))

    assert failed == [line.format(part=" ".join(part)) for line in said]
    assert ("Unsteady: " in capfd.readouterr().out) is not bool(said)
    assert file.with_suffix(".ran").read_text().count("1") == 2


def test_only_what_failed_runs_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "test_part.py"
    file.write_text(UNSTEADY)
    monkeypatch.setattr("tests.__main__.parts", list)
    monkeypatch.setattr("tests.__main__.ALONE", (str(file),))

    assert run_parts(Runs(tmp_path / "caches")) == []
    assert file.with_suffix(".ran").read_text() == "121"


@pytest.mark.parametrize(("code", "failed"), [(0, []), (3, [" ".join(("-c", "raise SystemExit(3)"))])])
def test_checks_that_fail_are_named_after_one_run(
    code: int, failed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "test_part.py"
    file.write_text("def test_it() -> None: ...\n")
    monkeypatch.setattr("tests.__main__.parts", list)
    monkeypatch.setattr("tests.__main__.ALONE", (str(file),))
    monkeypatch.setattr("tests.__main__.CHECKS", ("-c", f"raise SystemExit({code})"))

    assert run_parts(Runs(tmp_path / "caches"), with_checks=True) == failed
    assert (checkout.ROOT / CHECKS[0]).is_file()


WHERE = """
import sys, tempfile

def test_it() -> None:
    assert (tempfile.gettempdir(), sys.dont_write_bytecode) == ({folder!r}, False)
"""


@pytest.mark.parametrize("is_whole_program", [False, True])
def test_parts_write_into_the_folder_of_the_run_and_the_whole_program_to_the_disk(
    is_whole_program: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = tmp_path / "run", tmp_path / "test_part.py"
    folder.mkdir()
    file.write_text(WHERE.format(folder=tempfile.gettempdir() if is_whole_program else str(folder)))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    if is_whole_program:
        monkeypatch.setattr("tests.__main__.ALONE", (str(file),))

    assert Runs(folder).run((str(file),)).code == 0
