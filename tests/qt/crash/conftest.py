"""The whole window."""

from tests.qt.shell.conftest import check, opener

__all__ = ["check", "opener"]
