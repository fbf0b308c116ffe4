"""Real services over a temporary profile."""

from tests.qt.records.fixtures import commands, services

__all__ = ["commands", "services"]
