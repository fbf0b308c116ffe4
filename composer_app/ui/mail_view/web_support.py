"""Checks whether this computer can run QtWebEngine, before it is loaded."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping
from enum import StrEnum


class WebTrouble(StrEnum):
    """Why there is no HTML preview."""

    NOT_INSTALLED = "not installed"
    ROOT = "root"
    """Chromium ends the whole program when root starts it with its sandbox on."""
    BROKEN = "broken"
    CRASHED = "crashed"


def trouble_ahead(environment: Mapping[str, str] = os.environ, user: int | None = None) -> WebTrouble | None:
    """Why QtWebEngine cannot run, or None.

    Args:
        environment: of this process.
        user: its effective user id; default: the system's.
    """
    if user is None:
        user = os.geteuid() if hasattr(os, "geteuid") else -1
    flags = environment.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    is_off = environment.get("QTWEBENGINE_DISABLE_SANDBOX", "") == "1" or "--no-sandbox" in flags
    if sys.platform == "linux" and user == 0 and not is_off:
        return WebTrouble.ROOT
    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
        return WebTrouble.NOT_INSTALLED
    return None
