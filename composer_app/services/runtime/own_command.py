"""Command line that starts the program a second time, independent of the working directory."""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

import composer_app

_LIBRARIES = ("msgspec", "httpx", "starlette", "keyring", "PySide6")
_CHILD_START = Path(composer_app.__file__).absolute().with_name("child_start.py")


def own_command(*arguments: str) -> list[str]:
    """The command line of this program with other arguments: frozen, installed or from a checkout.

    Paths in the arguments must be absolute: start the child in `safe_folder()`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    user_site = ["-s"] if sys.flags.no_user_site else []
    return [sys.executable, "-E", "-P", *user_site, str(_CHILD_START), os.pathsep.join(own_paths()), *arguments]


def own_paths() -> list[str]:
    """Library paths of this process that are not Python's standard ones."""
    known = {os.path.realpath(folder) for folder in sysconfig.get_paths().values()}
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            folder = os.path.dirname(os.path.dirname(os.path.abspath(spec.origin)))
            if os.path.realpath(folder) not in known:
                found[folder] = name
    return list(found)


def safe_folder() -> Path:
    """Working directory for a child: a folder of Python or the program, which other users cannot write."""
    return Path(sys.executable).absolute().parent
