"""The files of the checkout, for tests that hold the rules of the house. Needs no git."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NOT_OURS = {"__pycache__", "build", "dist"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is kept, relative to ROOT; no environment, cache or build."""
    return tuple(sorted(path.relative_to(ROOT) for path in _walk(ROOT)))


def python_files(*folders: str) -> list[Path]:
    """The Python files below some folders, relative to ROOT."""
    inside = [path for path in files() if path.suffix == ".py"]
    return [path for path in inside if any(path.is_relative_to(folder) for folder in folders)]


def text(path: Path) -> str:
    """The text of a file named relative to ROOT."""
    return (ROOT / path).read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file named relative to ROOT."""
    return ast.parse(text(path), str(path))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name not in (".ci", ".github")
            if not hidden and path.name not in _NOT_OURS and path.suffix != ".egg-info":
                yield from _walk(path)
        elif path.suffix != ".pyc" and path.name != ".git":  # a file in a second work tree of git
            yield path
