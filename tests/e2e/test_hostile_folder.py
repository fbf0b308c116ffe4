"""The whole program, started in a folder that means no good: neither it nor its children run what lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.work import ends_after_its_work, profile_with_work
from tests.faulty_server import faulty_server
from tests.proofs.hostile_folder import hostile_folder


def test_the_program_works_in_a_hostile_folder_and_runs_nothing_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    reported = hostile_folder(folder)
    with faulty_server() as server:
        profile = profile_with_work(tmp_path / "profile", server)
        for path in (profile.folder, *profile.folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        process = subprocess.Popen(
            [Path(sys.executable).with_name("composer-app"), "--profile", os.path.relpath(profile.folder, folder)],
            cwd=folder,
            env=environment | {"PYTHON_KEYRING_BACKEND": "tests.proofs.one_key.OneKey", "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
        )
        ends_after_its_work(process, server)

    assert not reported.exists(), reported.read_text()
    assert not [path for path in (profile.folder, *profile.folder.rglob("*")) if path.stat().st_mode & 0o077]
