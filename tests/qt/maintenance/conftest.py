"""Real services over a temporary profile."""

from tests.qt.messages.fixtures import commands, services

__all__ = ["commands", "services"]
