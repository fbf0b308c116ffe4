"""How the program starts itself a second time, so that nothing in the working directory can take the child's place."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

_ISOLATED = Path(__file__).absolute().parent.parent / "isolated.py"


def own_command(*arguments: str) -> list[str]:
    """The command line of this very program with other arguments: frozen, installed or from a checkout.

    Paths in the arguments must be absolute: the child is to be started in `safe_folder()`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    user_site = ["-s"] if sys.flags.no_user_site else []
    return [sys.executable, "-E", "-P", *user_site, str(_ISOLATED), os.pathsep.join(own_paths(sys.path)), *arguments]


def own_paths(paths: Sequence[str]) -> list[str]:
    """What of these only this process has on its module path: not what any Python has, nor the working directory."""
    left_out = {os.path.realpath(folder) for folder in sysconfig.get_paths().values()}
    with contextlib.suppress(FileNotFoundError):  # it was deleted
        left_out.add(os.path.realpath(os.getcwd()))
    return [path for path in paths if os.path.isabs(path) and os.path.realpath(path) not in left_out]


def safe_folder() -> Path:
    """Where a child is to run: a folder of Python's or the program's, which no other user can write into."""
    return Path(sys.executable).absolute().parent
