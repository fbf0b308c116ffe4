"""The same real parts as the other services have."""

from tests.unit.services.conftest import (
    _no_thread_survives,
    clock,
    empty_house,
    house,
    memory_keyring,
    no_pauses,
    receiver,
    server,
)

__all__ = [
    "_no_thread_survives",
    "clock",
    "empty_house",
    "house",
    "memory_keyring",
    "no_pauses",
    "receiver",
    "server",
]
