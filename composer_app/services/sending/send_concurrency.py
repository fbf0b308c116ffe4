"""Send concurrency: how many mails are sent at the same time. Pure."""

from __future__ import annotations

MOST_AT_ONCE = 8
"""Requests in progress at a time."""


def room(in_progress: int) -> int:
    """Number of further requests allowed."""
    return max(MOST_AT_ONCE - in_progress, 0)
