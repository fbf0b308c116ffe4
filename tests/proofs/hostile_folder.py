"""A folder that tries to take part in whatever Python program is started in it."""

from __future__ import annotations

import sys
from pathlib import Path

_TRAP = "with open({told!r}, 'a') as told:\n    told.write({name!r} + chr(10))\n"
_OF_OURS = "composer_app composer_app/sandbox composer_app/services httpx msgspec starlette keyring PySide6".split()
_OPTIONAL = (
    "brotli brotlicffi zstandard h2 socksio trio uvloop httptools watchfiles websockets wsproto dotenv yaml".split()
)
"""Libraries that ours take where they find them."""
_NEEDED = {"encodings", "codecs", "io", "os"}
"""Without these no Python begins at all, and nothing would be shown."""


def hostile_folder(folder: Path) -> Path:
    """Fill `folder`. What of it was run stands in the file that this returns; there is none while nothing was."""
    told = folder.with_name(f"{folder.name}-told.txt")
    folder.mkdir()
    for name in _OF_OURS:
        (folder / name).mkdir(exist_ok=True)
        for file in ("__init__", "__main__"):
            (folder / name / f"{file}.py").write_text(_TRAP.format(told=str(told), name=f"{name}/{file}"))
    for name in {"sitecustomize", "usercustomize", *_OPTIONAL, *sys.stdlib_module_names} - _NEEDED:
        if not name.startswith("_"):
            (folder / f"{name}.py").write_text(_TRAP.format(told=str(told), name=name))
    return told


def hostile_environment(folder: Path) -> dict[str, str]:
    """Settings that invite Python to read the folder."""
    return {"PYTHONPATH": str(folder), "PYTHONSTARTUP": str(folder / "calendar.py"), "PYTHONINSPECT": ""}
