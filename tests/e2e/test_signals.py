"""A closed terminal, a logout and Ctrl+C end the program in order, at every moment of its start and later."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from composer_app.services.profile import Profile
from tests.e2e.program import opened
from tests.patience import PATIENCE_S
from tests.proofs.signalled import SUBJECT
from tests.unit import checkout

MARK = "MAIL_COMPOSER_TEST_RUN"
STARTING = (
    "composer_app.launch",
    "PySide6.QtWidgets",
    "composer_app.ui.theme.theme_store",
    "window",
    "composer_app.lifecycle",
    "composer_app.ui.shell.main_view",
    "composer_app.services.runtime.single_instance",
    "composer_app.ui.welcome.welcome_page",
)
RUNS = [
    *(("SIGINT", point) for point in STARTING),
    ("SIGHUP", "composer_app.launch"),
    ("SIGTERM", "composer_app.ui.shell.main_view"),
    *((name, "writing") for name in ("SIGHUP", "SIGTERM", "SIGINT")),
    ("SIGHUP", "asking"),
    ("SIGINT", "ending"),
]
Runs = dict[tuple[str, str], Future["Run"]]


@dataclass(frozen=True)
class Run:
    """What came of one."""

    profile: Profile
    code: int
    said: str
    left: list[int]
    """Processes that it left behind."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """All of them, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield {(name, point): pool.submit(run, name, point, tmp_path_factory.mktemp("profile")) for name, point in RUNS}


def run(name: str, point: str, folder: Path) -> Run:
    """The program, which gets a signal at one point."""
    profile = Profile(folder / "profile")
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.proofs.signalled", name, point, str(profile.folder)],
        cwd=checkout.ROOT,
        env={
            **os.environ,
            MARK: mark,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said, _ = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
        process.wait()
    said = "".join(line for line in said.splitlines(keepends=True) if "This plugin does not support" not in line)
    return Run(profile, process.returncode, said, with_mark(mark))


def with_mark(mark: str) -> list[int]:
    """The processes that have it from their parent."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize(("name", "point"), RUNS)
def test_a_signal_ends_the_program_in_order(name: str, point: str, runs: Runs) -> None:
    ended = runs[name, point].result()

    assert (ended.code, ended.said, ended.left) == (0, "", [])
    assert not (ended.profile.logs / "running").exists(), "the next start would speak of a crash"
    if point == "writing":
        with opened(ended.profile) as archive:
            assert [draft.subject for draft in archive.drafts.all()] == [SUBJECT]
