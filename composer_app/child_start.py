"""Command line of a child process that runs its parent's code, not that of the working directory.

`python -m composer_app` looks into the working directory first: a `calendar.py` or `composer_app` there would run, and
receive the key. So a child is started as
`python -E -P /…/child_start.py PATHS COMMAND …`: Python then puts neither the working directory nor what `PYTHONPATH`
says on its path, and this file binds `composer_app` to the folder it lies in, without looking for it.

PATHS are the folders the parent has its libraries from, where those are not among Python's own (some systems keep them
in places of their own). They come last, so that they hide nothing.

The same cannot be done for `python -m composer_app` that a user types in such a folder: before a line of ours runs,
Python has done what the folder says. The script `composer-app` is safe, because its own folder comes first there.
"""

from __future__ import annotations

import importlib.util
import os
import sys


def bind(folder: str) -> None:
    """Make `composer_app` the package in this folder."""
    where = os.path.join(folder, "__init__.py")
    spec = importlib.util.spec_from_file_location("composer_app", where, submodule_search_locations=[folder])
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules["composer_app"] = package
    spec.loader.exec_module(package)


def run(paths: str, arguments: list[str]) -> int:
    """One command of the program. Returns its exit code."""
    sys.path.extend(path for path in paths.split(os.pathsep) if path and path not in sys.path)
    bind(os.path.dirname(os.path.abspath(__file__)))
    from composer_app.__main__ import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2:]))
