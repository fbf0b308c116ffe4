import importlib.util
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from _setup.environment import LOCKS, OLDEST_LOCK, Environment
from _setup.machine import Answer, Machine, SetupError

from tests.unit.packaging.computer import Computer

PYPROJECT = """\
[project]
name = "tiny"
version = "1"

[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""

# The smallest thing that can be installed, so that the real venv and the real pip need no index.
BACKEND = """\
import zipfile
from pathlib import Path

FILES = {
    "tiny.pth": str(Path(__file__).parent),
    "tiny-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n",
    "tiny-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "tiny-1.dist-info/RECORD": "",
}


def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(Path(folder) / "tiny-1-py3-none-any.whl", "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
    return "tiny-1-py3-none-any.whl"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "backend.py").write_text(BACKEND)
    for lock in (*LOCKS, OLDEST_LOCK):
        (tmp_path / lock).write_text("# nothing\n")
    return tmp_path


def environment(checkout: Path, machine: Machine) -> Environment:
    return Environment(machine, root=checkout, locks=checkout, folder=checkout / ".venv")


def made(checkout: Path, computer: Computer, lock: str = "requirements-run.lock") -> Environment:
    """An environment filled on a described computer: nothing is really run."""
    env = environment(checkout, computer.machine)
    env.python.parent.mkdir(parents=True)
    env.python.touch()
    env.provide(lock)
    computer.ran.clear()
    return env


def is_made_anew(env: Environment, computer: Computer) -> bool:
    """Provided once more, it is emptied first."""
    env.provide("requirements-run.lock")
    return f"{sys.executable} -I -m venv --clear {env.folder}" in computer.ran


def test_real_environment_is_made_filled_and_then_left_alone(checkout: Path) -> None:
    first: list[str] = []
    env = environment(checkout, Machine(say=first.append))

    env.provide("requirements-run.lock")

    assert first[0] == "- Python environment: making .venv"
    shown = env.machine.run([str(env.python), "-c", "import importlib.metadata as m; print(m.version('tiny'))"])
    assert (shown.code, shown.output.strip()) == (0, "1")

    second = Computer()
    environment(checkout, second.machine).provide("requirements-run.lock")
    assert (second.ran, second.said) == ([], [])


def test_second_time_nothing_is_run(checkout: Path) -> None:
    computer = Computer()
    env = made(checkout, computer)

    env.provide("requirements-run.lock")

    assert computer.ran == []


def test_bigger_lock_is_filled_into_the_same_environment_and_satisfies_the_smaller(checkout: Path) -> None:
    computer = Computer()
    env = made(checkout, computer)

    env.provide("requirements-dev.lock")
    assert not [line for line in computer.ran if " venv " in line]
    assert [line for line in computer.ran if "--require-hashes" in line and "requirements-dev.lock" in line]

    computer.ran.clear()
    env.provide("requirements-run.lock")
    assert computer.ran == []


def test_lock_of_the_oldest_satisfies_no_other(checkout: Path) -> None:
    computer = Computer()
    env = made(checkout, computer, OLDEST_LOCK)

    env.provide(OLDEST_LOCK)
    assert computer.ran == []

    env.provide("requirements-run.lock")
    assert [line for line in computer.ran if "--require-hashes" in line and "requirements-run.lock" in line]


@pytest.mark.parametrize("changed", ["requirements-run.lock", "pyproject.toml"])
def test_change_of_what_is_installed_fills_again(checkout: Path, changed: str) -> None:
    computer = Computer()
    env = made(checkout, computer)
    with (checkout / changed).open("a") as file:
        file.write("# changed\n")

    env.provide("requirements-run.lock")

    assert [line for line in computer.ran if "--require-hashes" in line]
    assert not [line for line in computer.ran if " venv " in line]


@pytest.mark.parametrize("entry", ["python", "root"])
def test_environment_of_another_python_or_moved_here_is_made_anew(checkout: Path, entry: str) -> None:
    computer = Computer()
    env = made(checkout, computer)
    env.stamp.write_text(json.dumps({**json.loads(env.stamp.read_text()), entry: "another"}))

    assert is_made_anew(env, computer)


def half_made(checkout: Path, command: str, answer: str) -> tuple[Computer, Environment]:
    """An environment without its stamp, whose pip fails at this command."""
    computer = Computer()
    env = made(checkout, computer)
    env.stamp.unlink()
    computer.answers[f"{env.python} -I -m pip {command}"] = Answer(1, answer)
    return computer, env


def test_environment_without_pip_is_made_anew(checkout: Path) -> None:
    computer, env = half_made(checkout, "--version", "No module named pip")

    assert is_made_anew(env, computer)


def test_pip_that_fails_is_quoted_and_leaves_no_stamp(checkout: Path) -> None:
    _computer, env = half_made(checkout, "install", "ERROR: hashes do not match")

    with pytest.raises(SetupError, match="    ERROR: hashes do not match"):
        env.provide("requirements-run.lock")

    assert not env.stamp.exists()


@pytest.fixture
def no_ensurepip(monkeypatch: pytest.MonkeyPatch) -> str:
    """A Python as Debian ships it; gives the name of the package that mends it."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def test_missing_ensurepip_is_installed_by_root(checkout: Path, no_ensurepip: str) -> None:
    computer = Computer()
    with pytest.raises(FileNotFoundError):  # the described venv makes no folder for the stamp
        environment(checkout, computer.machine).provide("requirements-run.lock")

    assert f"apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 {no_ensurepip}" in computer.ran


def test_missing_ensurepip_without_rights_gives_the_line_to_type(checkout: Path, no_ensurepip: str) -> None:
    computer = Computer(is_root=False)

    with pytest.raises(SetupError, match=f"sudo apt-get install -y --no-install-recommends {no_ensurepip}"):
        environment(checkout, computer.machine).provide("requirements-run.lock")


def test_missing_ensurepip_without_apt_is_named(checkout: Path, no_ensurepip: str) -> None:
    computer = Computer(programs=[])

    with pytest.raises(SetupError, match=f"Install what your system calls {no_ensurepip}"):
        environment(checkout, computer.machine).provide("requirements-run.lock")


def test_windows_keeps_its_python_elsewhere(checkout: Path) -> None:
    windows = replace(Machine(), system="win32")

    assert environment(checkout, windows).python == checkout / ".venv" / "Scripts" / "python.exe"


def test_deleted_environment_is_made_again(checkout: Path) -> None:
    computer = Computer()
    env = made(checkout, computer)
    shutil.rmtree(env.python.parent)

    assert is_made_anew(env, computer)
