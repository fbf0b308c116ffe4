"""The versions that reports name."""

from __future__ import annotations

import sys

from composer_app import __version__
from composer_app.services.runtime.program_versions import versions


def test_program_python_qt_and_system_are_named() -> None:
    found = versions()

    assert found["Mail Composer"] == __version__
    assert sys.version.startswith(found["Python"])
    assert found["Qt"].startswith("6.")
    assert found["System"]
