"""The size limit of an answer."""

from __future__ import annotations

LONGEST_ANSWER_BYTES = 256 * 1024 * 1024
"""Longer answers are cut off, also after they are decompressed: a small body can expand to terabytes.

1,000 log entries are less than one megabyte."""
