"""How the program starts itself a second time."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """The command line of this very program with other arguments: frozen, installed or from a checkout."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "composer_app"]
    return [*program, *arguments]
