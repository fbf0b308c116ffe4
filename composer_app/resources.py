"""Finds the files of resources/: in a wheel, in an editable checkout, in a frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def candidates() -> list[Path]:
    """The places where resources/ may be, best first: wheel or frozen package, frozen root, checkout."""
    places = [_PACKAGE / "_resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        places += [Path(frozen) / "composer_app" / "_resources", Path(frozen) / "resources"]
    places.append(_PACKAGE.parent / "resources")
    return places


@cache
def root() -> Path:
    """The folder of all resources.

    Raises:
        FileNotFoundError: the program was installed without its resources.
    """
    for place in candidates():
        if (place / "icons").is_dir():
            return place
    raise FileNotFoundError("the program's resources are missing: " + ", ".join(map(str, candidates())))


def path(*parts: str) -> Path:
    """The path of one resource, e.g. ``path("icons", "send.svg")``. It is not checked to exist."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """The UTF-8 text of one resource. Raises FileNotFoundError if there is none."""
    return path(*parts).read_text(encoding="utf-8")
