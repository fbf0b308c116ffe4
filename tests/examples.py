"""How many examples a property test looks at: few each time, others each time, and more where EXAMPLES says so."""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("EXAMPLES", "1"))
USUAL = 25


def examples(count: int = USUAL) -> int:
    """That many, or EXAMPLES times as many."""
    return count * _TIMES
