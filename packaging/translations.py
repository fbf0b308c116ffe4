#!/usr/bin/env python3
"""Writes the catalogue of plural forms anew from the sentences in composer_app. For developers.

Run it after a sentence with a number was added or changed. Fill in the two forms of each new sentence in
resources/translations/en.ts and run it again: it compiles en.qm, which the program reads.
It needs the environment that bootstrap.py sets up.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from _setup.places import ROOT, VENV

TRANSLATIONS = ROOT / "resources" / "translations"
_SOURCES = ("ui", "cli")


def main() -> int:
    """Updates en.ts, and compiles it where every sentence has its forms."""
    return update(TRANSLATIONS) or compile_catalogue(TRANSLATIONS)


def update(folder: Path) -> int:
    """Bring en.ts in this folder up to date with the sources; sentences that are gone go. Returns the exit code."""
    sources = [
        str(path.relative_to(ROOT))
        for part in _SOURCES
        for path in sorted((ROOT / "composer_app" / part).rglob("*.py"))
    ]
    how = ("-silent", "-pluralonly", "-no-obsolete", "-locations", "none", "-source-language", "en")
    return _run("lupdate", [*how, "-target-language", "en", *sources, "-ts", str(folder / "en.ts")])


def compile_catalogue(folder: Path) -> int:
    """Compile en.ts in this folder to en.qm. Returns the exit code."""
    return _run("lrelease", ["-silent", "-fail-on-unfinished", str(folder / "en.ts"), "-qm", str(folder / "en.qm")])


def _run(tool: str, arguments: Sequence[str]) -> int:
    folder = next((VENV / "lib").glob("python*")) if sys.platform != "win32" else VENV / "Lib"
    return subprocess.run([folder / "site-packages" / "PySide6" / tool, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
