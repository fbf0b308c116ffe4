"""A Sandbox that a test starts is not measured: its code has no floor of coverage, and it would start half as fast."""

from __future__ import annotations

import os
import subprocess
from typing import Any

MEASURES_CHILDREN = "COVERAGE_PROCESS_CONFIG"
"""coverage.py measures a Python process that begins with this variable."""


def leave_out_sandboxes() -> None:
    """From now on."""
    begin = subprocess.Popen.__init__

    def started(self: subprocess.Popen[Any], args: Any, *rest: Any, **more: Any) -> None:
        if isinstance(args, list) and "sandbox" in args:
            environ = more.get("env") or os.environ
            more["env"] = {name: value for name, value in environ.items() if name != MEASURES_CHILDREN}
        begin(self, args, *rest, **more)

    setattr(subprocess.Popen, "__init__", started)  # noqa: B010  # mypy takes an assignment for a mistake
