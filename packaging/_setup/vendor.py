"""The vendor's official clients, as the tests of the Sandbox need them: each in a folder of its own below .venv.

Two versions of the Python client cannot live in one environment, and the Node one in none. They are wanted, not
needed: where one cannot be had, its tests say so and are skipped.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from _setup.environment import Environment
from _setup.machine import Answer
from _setup.places import PACKAGING

PYTHON_5_LOCK = "requirements-vendor-5.lock"
NODE_FILES = ("package.json", "package-lock.json")


@dataclass(frozen=True)
class VendorClients:
    """The folders of the clients that are not in the environment itself."""

    environment: Environment
    locks: Path = PACKAGING

    @property
    def folder(self) -> Path:
        return self.environment.folder / "vendor"

    def provide(self) -> None:
        """Installs what is missing or out of date. Says so where that fails, and goes on."""
        self._provide("python-5", [self.locks / PYTHON_5_LOCK], self._install_python)
        if self.environment.machine.which("node") and self.environment.machine.which("npm"):
            self._provide("node", [self.locks / "vendor-node" / name for name in NODE_FILES], self._install_node)

    def _provide(self, name: str, sources: list[Path], install: Callable[[Path], Answer]) -> None:
        target = self.folder / name
        stamp = target / "bootstrap.stamp"
        wanted = f"{sys.version}\n" + "".join(_digest(source) for source in sources)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return
        say = self.environment.machine.say
        say(f"- The vendor's client {name}, for tests: installing")
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        done = install(target)
        if done.code != 0:
            shutil.rmtree(target, ignore_errors=True)
            say(f"  It could not be installed, so its tests are skipped. What was said:\n{done.tail(5)}")
            return
        stamp.write_text(wanted, encoding="utf-8")

    def _install_python(self, target: Path) -> Answer:
        locked = ("--no-compile", "--require-hashes", "--no-deps", "--requirement", str(self.locks / PYTHON_5_LOCK))
        quiet = ("--disable-pip-version-check", "--no-input", "--quiet", "--progress-bar", "off")
        python = str(self.environment.python)
        return self.environment.machine.run([python, "-m", "pip", "install", "--target", str(target), *locked, *quiet])

    def _install_node(self, target: Path) -> Answer:
        for name in NODE_FILES:
            shutil.copy(self.locks / "vendor-node" / name, target / name)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        npm = self.environment.machine.which("npm") or "npm"
        return self.environment.machine.run([npm, "ci", *quiet], cwd=target)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() + "\n"
