"""What a child process learns of measuring."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.unmeasured import MEASURES_CHILDREN


@pytest.mark.parametrize(("command", "is_measured"), [("sandbox", False), ("receive", True)])
def test_children_are_measured_but_for_a_sandbox(
    command: str, is_measured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MEASURES_CHILDREN, "")
    source = f"import os; print({MEASURES_CHILDREN!r} in os.environ)"

    done = subprocess.run([sys.executable, "-c", source, command], capture_output=True, text=True, check=True)

    assert done.stdout == f"{is_measured}\n"
