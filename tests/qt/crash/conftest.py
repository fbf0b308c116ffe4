"""The whole window."""

from tests.qt.frame.conftest import check, opener

__all__ = ["check", "opener"]
