"""Detects whether a parent program started this Sandbox and still holds its standard input."""

import os

PARENT_VARIABLE = "COMPOSER_SANDBOX_PARENT"


def is_watched() -> bool:
    """True if such a program says so in the environment."""
    return os.environ.get(PARENT_VARIABLE) == "stdin"
