"""The wheel: built for real, unpacked, and asked for its resources from elsewhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from _setup.places import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_wheel_carries_every_file_of_the_program_and_its_resources(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    lacking = []
    for folder, inside in (("composer_app", "composer_app"), ("resources", "composer_app/_resources")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        wanted = [f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in files]
        lacking += [name for name in wanted if name not in names]

    assert lacking == []


def test_wheel_carries_nothing_but_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}

    assert {name for name in top if not name.endswith(".dist-info")} == {"composer_app"}


def test_installed_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    asked = "from composer_app import resources; print(resources.path('icons', 'send.svg').resolve())"

    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stdout.strip() == str((tmp_path / "site/composer_app/_resources/icons/send.svg").resolve()), done.stderr
