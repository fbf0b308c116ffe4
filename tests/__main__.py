"""`python -m tests`: every test, each part in a process of its own.

Hundreds of windows in one process are no program that anybody runs; a part that breaks down is named, and takes no
other part with it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent


def parts() -> list[str]:
    """The folders that are run on their own, relative to the checkout."""
    widgets = sorted(path.name for path in (_HERE / "qt").iterdir() if path.is_dir() and any(path.glob("test_*.py")))
    return ["tests/unit", *(f"tests/qt/{name}" for name in widgets), "tests/e2e"]


def main() -> int:
    failed = []
    for part in parts():
        print(f"\n{part}", flush=True)
        code = subprocess.call([sys.executable, "-m", "pytest", "-q", part], cwd=_HERE.parent)
        if code != 0:
            failed.append(f"{part} (exit code {code})")
    if failed:
        print(f"Not held: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
