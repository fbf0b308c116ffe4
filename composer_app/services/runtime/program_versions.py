"""Versions for crash reports and evidence: the program, Python, Qt, the system."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion

from composer_app import __version__


def versions() -> dict[str, str]:
    """The running versions by name."""
    return {
        "Mail Composer": __version__,
        "Python": platform.python_version(),
        "Qt": qVersion() or "",
        "System": platform.platform(),
    }
