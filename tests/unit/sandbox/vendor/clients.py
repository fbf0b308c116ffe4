"""Running the vendor's official clients, each in a process of its own with only its own libraries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sandbox.running import KEY

_HERE = Path(__file__).parent
_INSTALLED = Path(__file__).resolve().parents[4] / ".venv" / "vendor"
_HOW = "python3 packaging/bootstrap.py test installs it where it can"

Steps = dict[str, Any]


def python_6(url: str, *arguments: str) -> Steps:
    """The answers 6.0.0 gave to the steps of its driver, by step."""
    pytest.importorskip("infobip_api_client", reason=f"the vendor's client 6.0.0 is not installed; {_HOW}")
    return _run([sys.executable, str(_HERE / "driver_python_6.py"), url, KEY, *arguments])


def python_5(url: str, *arguments: str) -> Steps:
    """The answers 5.1.1 gave."""
    folder = _INSTALLED / "python-5"
    if not (folder / "infobip_api_client").exists():
        pytest.skip(f"the vendor's client 5.1.1 is not installed; {_HOW}")
    driver = [sys.executable, "-I", str(_HERE / "driver_python_5.py"), str(folder)]
    return _run([*driver, url, KEY, *arguments])


def node(url: str, *arguments: str) -> Steps:
    """The answers the Node SDK 0.3.2 gave."""
    program, folder = shutil.which("node"), _INSTALLED / "node"
    if program is None:
        pytest.skip("node is not installed")
    if not (folder / "node_modules").exists():
        pytest.skip(f"the vendor's Node client is not installed; {_HOW}")
    return _run([program, str(_HERE / "driver_node.js"), str(folder), url, KEY, *arguments])


def _run(command: Sequence[str]) -> Steps:
    # A proxy of the surroundings is nothing for a server on this computer.
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: Steps = json.loads(done.stdout)
    return found
