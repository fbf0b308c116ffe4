"""The program started twice on one profile, as a person does who has forgotten that it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.program import RealProgram, environment
from tests.patience import PATIENCE_S
from tests.unit import checkout

pytestmark = pytest.mark.display


def run_beside(program: RealProgram, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same program on the same profile, until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "composer_app", "--profile", str(program.profile.folder), *arguments],
        cwd=checkout.ROOT,
        env=environment(program.home),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def test_the_second_ends_and_the_first_sends_on(start: Start) -> None:
    program = start()

    second = run_beside(program)

    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert program.process.poll() is None
    program.send("ana@example.com", "After the second start", "<p>Hello</p>")
    program.quit()


def test_collect_beside_the_window_leaves_the_sandbox_to_it(start: Start) -> None:
    program = start()
    program.until("the archive is there", program.profile.archive.exists)

    done = run_beside(program, "collect", "--account", "Sandbox")

    assert (done.returncode, done.stdout) == (0, "The window is open and reads its Sandbox itself.\n"), done.stderr
    program.quit()


def test_after_a_kill_the_next_start_is_the_one_that_is_raised(start: Start) -> None:
    program = start()
    program.end()

    again = start()

    second = run_beside(again)
    assert (second.returncode, second.stderr) == (0, "")
    assert again.process.poll() is None


def test_a_command_sends_through_the_sandbox_of_the_open_window(start: Start, tmp_path: Path) -> None:
    program = start()
    program.send("ana@example.com", "From the window", "<p>Hello</p>")
    html = tmp_path / "mail.html"
    html.write_text("<p>Hello</p>", encoding="utf-8")

    options = ["--to", "bo@example.com", "--subject", "From a command", "--html", str(html), "--json"]
    done = run_beside(program, "send", "--account", "Sandbox", *options)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["state"] == "accepted"
    assert program.is_accepted("From a command")
    program.quit()
