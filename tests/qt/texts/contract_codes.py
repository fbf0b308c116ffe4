"""The statuses and errors that the contract lists (composer_app/api/README.md 12 and 13)."""

from __future__ import annotations

import re
from pathlib import Path

import composer_app.api

_CONTRACT = (Path(composer_app.api.__file__).parent / "README.md").read_text("utf-8")


def section(number: int) -> str:
    found = re.search(rf"^## {number}\. .*?(?=^## )", _CONTRACT, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[0]


def table(text: str) -> str:
    """The cells with the numbers of a table."""
    return "\n".join(line.split("|")[3] for line in text.splitlines() if line.count("|") == 4)


STATUSES = sorted({int(number) for number in re.findall(r"\b(\d{1,2}) (?:_|[A-Z]+_?)[A-Z_]*", table(section(12)))})
ERRORS = sorted({int(number) for number in re.findall(r"\b(6\d{3}) EC_", section(13))})
