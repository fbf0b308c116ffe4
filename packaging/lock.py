#!/usr/bin/env python3
"""Writes the lock files anew from pyproject.toml. For developers; needs uv.

Without arguments it keeps the pins there are, and adds and drops what pyproject.toml asks for.
With --upgrade it takes the newest versions allowed. Arguments go to `uv pip compile`.

One lock holds the oldest versions allowed of what the program itself asks for in pyproject.toml, and is otherwise like
the biggest of the others: what fails with it alone fails because of a lower bound that is too low.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from _setup.environment import LOCKS, OLDEST_LOCK
from _setup.places import PACKAGING, ROOT, VENV
from _setup.vendor import PYTHON_5_LOCK

# For every supported Python and system at once, with hashes, and naming no package index.
_HOW = (
    "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
    "--custom-compile-command", "python3 packaging/lock.py",
)  # fmt: skip
_COMPILE = ("pip", "compile", "pyproject.toml", *_HOW)
# The program is not among what this one holds: only the group is.
_VENDOR = ("pip", "compile", *_HOW)
_GROUPS = {
    "requirements-run.lock": ("build",),
    "requirements-dev.lock": ("dev",),
    "requirements-bench.lock": ("dev", "bench"),
}
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^\\\n]+", re.MULTILINE)
_PARTS_OF_PYSIDE = {"pyside6-essentials", "pyside6-addons", "shiboken6"}
"""PySide6 asks for its own version of each."""


def main(argv: list[str]) -> int:
    """Compiles the lock files, each bound to the pins of the one before it."""
    uv = shutil.which("uv", path=str(VENV / "bin")) or shutil.which("uv")
    if uv is None:
        sys.stderr.write("This needs uv. Type: .venv/bin/pip install uv\n")
        return 1
    bounds: list[str] = []
    for lock in LOCKS:
        groups = [part for group in _GROUPS[lock] for part in ("--group", group)]
        target = str(PACKAGING / lock)
        done = subprocess.run([uv, *_COMPILE, *groups, *bounds, "-o", target, *argv], cwd=ROOT, check=False)
        if done.returncode != 0:
            return done.returncode
        bounds = ["--constraint", target]
    code = _compile_oldest(uv, argv)
    if code != 0:
        return code
    # It shares an environment with nothing, so no other pin binds it.
    target = str(PACKAGING / PYTHON_5_LOCK)
    done = subprocess.run([uv, *_VENDOR, "--group", "vendor-5", "-o", target, *argv], cwd=ROOT, check=False)
    return done.returncode


def _compile_oldest(uv: str, argv: list[str]) -> int:
    """Compiles OLDEST_LOCK: the lowest version of each library, everything else as the biggest lock has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    libraries = {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in project["dependencies"]}
    pins = _PIN.finditer((PACKAGING / LOCKS[-1]).read_text(encoding="utf-8"))
    kept = [pin[0].strip() for pin in pins if pin["name"] not in libraries | _PARTS_OF_PYSIDE]
    groups = [part for group in _GROUPS[LOCKS[-1]] for part in ("--group", group)]
    with tempfile.TemporaryDirectory() as folder:
        bounds = Path(folder) / "bounds.txt"
        bounds.write_text("\n".join(kept), encoding="utf-8")
        lowest = ("--resolution", "lowest-direct", "--constraint", str(bounds))
        target = PACKAGING / OLDEST_LOCK
        target.unlink(missing_ok=True)  # its pins would be kept where a bound has fallen
        done = subprocess.run([uv, *_COMPILE, *groups, *lowest, "-o", str(target), *argv], cwd=ROOT, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
