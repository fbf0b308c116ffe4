"""A Python environment, such as .venv: made once, filled from a lock file, and left alone while it fits."""

import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from _setup import apt
from _setup.machine import Machine, SetupError
from _setup.places import PACKAGING, ROOT, VENV

# Each lock holds the one before it with the same pins, so a bigger one satisfies a smaller.
LOCKS = ("requirements-run.lock", "requirements-dev.lock", "requirements-bench.lock")
# The same with the oldest versions that pyproject.toml allows: for an environment of its own.
OLDEST_LOCK = "requirements-oldest.lock"


@dataclass(frozen=True)
class Environment:
    """An environment of one checkout."""

    machine: Machine
    root: Path = ROOT
    locks: Path = PACKAGING
    folder: Path = VENV

    @property
    def python(self) -> Path:
        """The interpreter inside the environment."""
        if self.machine.system == "win32":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The file that says for which Python and which locks the environment was filled."""
        return self.folder / "bootstrap.json"

    def provide(self, lock: str) -> None:
        """Makes sure that everything in a lock file and the program itself are installed.

        Args:
            lock: one of LOCKS, or OLDEST_LOCK. Where the stamp still fits, nothing is run at all.

        Raises:
            SetupError: with what to do, when a step failed.
        """
        if self._fits(lock):
            return
        if not self._has_pip():
            self._make()
        self._fill(lock)
        held = LOCKS[: LOCKS.index(lock) + 1] if lock in LOCKS else (lock,)
        stamp = {**self._origin(), "locks": {name: _digest(self.locks / name) for name in held}}
        self.stamp.write_text(json.dumps(stamp, indent=1), encoding="utf-8")

    def _origin(self) -> dict[str, str]:
        return {
            "python": sys.version,
            "root": str(self.root),
            "project": _digest(self.root / "pyproject.toml"),
        }

    def _read_stamp(self) -> dict[str, object]:
        try:
            read = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def _fits(self, lock: str) -> bool:
        stamp = self._read_stamp()
        locks = stamp.pop("locks", None)
        return (
            stamp == self._origin()
            and isinstance(locks, dict)
            and locks.get(lock) == _digest(self.locks / lock)
            and self.python.exists()
        )

    def _has_pip(self) -> bool:
        """Whether there is an environment of this Python, at this place, that pip works in."""
        stamp = self._read_stamp()
        if stamp and (stamp.get("python"), stamp.get("root")) != (sys.version, str(self.root)):
            return False
        return self.python.exists() and self.machine.run([str(self.python), "-I", "-m", "pip", "--version"]).code == 0

    def _make(self) -> None:
        self._provide_ensurepip()
        self.machine.say(f"- Python environment: making {self.folder.name}")
        made = self.machine.run([sys.executable, "-I", "-m", "venv", "--clear", str(self.folder)])
        if made.code != 0:
            raise SetupError(f"The Python environment could not be made. Python said:\n{made.tail()}")

    def _provide_ensurepip(self) -> None:
        # Debian splits it off the standard library.
        if importlib.util.find_spec("ensurepip") is not None:
            return
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if self.machine.which("apt-get") is None:
            raise SetupError(
                f"This Python cannot make environments: its module ensurepip is missing ({sys.executable}).\n"
                f"Install what your system calls {package} or python3-pip, then start again."
            )
        apt.install(self.machine, [package], "Python environment")

    def _fill(self, lock: str) -> None:
        pins = sum(1 for line in _lines(self.locks / lock) if "==" in line and not line.startswith((" ", "#")))
        first = "" if self._read_stamp() else " (the first time about 280 MB are downloaded)"
        self.machine.say(f"- Python packages: installing up to {pins} from packaging/{lock}{first}")
        # The lock is complete, so pip need not look for dependencies. A build back end is among
        # its pins, so the program itself needs no download of its own either.
        # Python compiles a module when it is first used: all of them take 6 s of CPU, and most are never used.
        locked = ("--no-compile", "--require-hashes", "--no-deps", "--requirement", str(self.locks / lock))
        self._pip("The Python packages could not be installed; perhaps there is no connection.", *locked)
        checkout = ("--no-deps", "--no-build-isolation", "--editable", str(self.root))
        self._pip("The program itself could not be installed into its environment.", *checkout)

    def _pip(self, failure: str, *args: str) -> None:
        quiet = ("--disable-pip-version-check", "--no-input", "--quiet", "--progress-bar", "off")
        done = self.machine.run([str(self.python), "-I", "-m", "pip", "install", *args, *quiet])
        if done.code != 0:
            raise SetupError(f"{failure} Start again when that is mended. pip said:\n{done.tail()}")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
