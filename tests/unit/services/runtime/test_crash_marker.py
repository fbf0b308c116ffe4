"""Whether the last run came to its end."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.services.runtime.crash_marker import CrashMarker
from tests.patience import PATIENCE_S
from tests.unit import checkout
from tests.unit.programs import line_of, running

RUN = """
import faulthandler, os, signal, sys
from pathlib import Path
from composer_app.services.runtime.crash_marker import CrashMarker
folder = Path(sys.argv[1])
mark = CrashMarker(folder)
print(mark.begin() is not None, flush=True)
(folder / "mail-composer.log").write_text("INFO sent to ana@example.com\\n")
if sys.argv[2] == "fault":
    faulthandler.enable((folder / "crash.log").open("a"))
    os.kill(os.getpid(), signal.SIGSEGV)
elif sys.argv[2] == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
elif sys.argv[2] == "wait":
    sys.stdin.readline()
mark.stop()
"""


def run(folder: Path, how: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), how],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        cwd=checkout.ROOT,
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize(
    ("how", "number", "words"),
    [("fault", signal.SIGSEGV, "Segmentation fault"), ("kill", signal.SIGKILL, "ended from outside")],
)
def test_a_run_that_ended_early_is_reported_once(tmp_path: Path, how: str, number: int, words: str) -> None:
    assert run(tmp_path, how) == (-number, "False")

    mark = CrashMarker(tmp_path)
    report = mark.begin()
    mark.stop()
    assert report is not None
    assert words in report
    assert "sent to …@…" in report

    assert run(tmp_path, "end") == (0, "False")


def test_a_run_that_ended_well_is_not(tmp_path: Path) -> None:
    assert run(tmp_path, "end") == (0, "False")
    assert run(tmp_path, "end") == (0, "False")
    assert not (tmp_path / "running").exists()


def test_a_program_that_still_runs_is_no_crash(tmp_path: Path) -> None:
    with running(RUN, tmp_path, "wait") as other:
        assert line_of(other) == "False"
        mark = CrashMarker(tmp_path)

        assert mark.begin() is None
        mark.stop()
        assert (tmp_path / "running").exists(), "it is the other one's"

        other.communicate("\n", timeout=PATIENCE_S)
    assert not (tmp_path / "running").exists()


def test_a_folder_that_cannot_be_made_is_reported_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file in the way")

    assert CrashMarker(tmp_path / "log").begin() is None
