#!/usr/bin/env python3
"""Writes the lock files anew from pyproject.toml. For developers; needs uv.

Without arguments it keeps the pins there are, and adds and drops what pyproject.toml asks for.
With --upgrade it takes the newest versions allowed. Arguments go to `uv pip compile`.
"""

import shutil
import subprocess
import sys

from _setup.environment import LOCKS
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
    # It shares an environment with nothing, so no other pin binds it.
    target = str(PACKAGING / PYTHON_5_LOCK)
    done = subprocess.run([uv, *_VENDOR, "--group", "vendor-5", "-o", target, *argv], cwd=ROOT, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
