"""The size limit of an answer."""

from __future__ import annotations

LONGEST_ANSWER_BYTES = 256 * 1024 * 1024
"""Longer answers are cut off: 1,000 log entries are less than one megabyte."""
