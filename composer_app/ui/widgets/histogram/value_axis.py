"""The top of an axis of counts: the next round number above the highest bar."""

from __future__ import annotations

_ROUND = (2, 4, 6, 8, 10, 12, 16, 20)
"""Even, so that half of each is a whole number."""


def round_top(highest: int) -> int:
    """The smallest round number that is not below `highest`; 2 at least."""
    scale = 1
    while highest > _ROUND[-1] * scale:
        scale *= 10
    return next(step * scale for step in _ROUND if step * scale >= highest)
