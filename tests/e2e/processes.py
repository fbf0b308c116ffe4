"""Processes as the system sees them: which there are, what they listen on, and that they are gone. Linux only."""

from __future__ import annotations

import contextlib
import os
import select
from collections.abc import Callable
from pathlib import Path

from tests.patience import PATIENCE_S

_LOOK_EVERY_S = 0.05
_LISTENING = "0A"


def until(what: str, holds: Callable[[], bool], process_id: int, within_s: float = PATIENCE_S) -> None:
    """Wait until `holds()`. What is waited for is the end of the process, and meanwhile one looks again and again:
    a program that ends instead fails at once, not after `within_s`.
    """
    ends = os.pidfd_open(process_id)
    try:
        for _ in range(int(within_s / _LOOK_EVERY_S)):
            if holds():
                return
            has_ended = bool(select.select([ends], [], [], _LOOK_EVERY_S)[0])
            assert not has_ended or holds(), f"the program ended instead: {what}"
        raise AssertionError(f"waited {within_s:g} s in vain: {what}")
    finally:
        os.close(ends)


def descendants(process_id: int) -> list[int]:
    """Every process that this one started, and what those started."""
    found: list[int] = []
    for task in Path(f"/proc/{process_id}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            for child in map(int, task.read_text().split()):
                found += [child, *descendants(child)]
    return found


def command_line(process_id: int) -> list[str]:
    """With its arguments; empty if it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process_id}/cmdline").read_bytes().decode().split("\0")[:-1]
    return []


def listening_port(process_id: int) -> int | None:
    """The TCP port of this computer on which a process waits for connections."""
    with contextlib.suppress(OSError):
        links = [os.readlink(entry) for entry in Path(f"/proc/{process_id}/fd").iterdir()]
        for line in Path(f"/proc/{process_id}/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENING and f"socket:[{fields[9]}]" in links:
                return int(fields[1].rpartition(":")[2], 16)
    return None


class Watched:
    """Processes that must end, whoever their parent is by then."""

    def __init__(self, process_ids: list[int]) -> None:
        self._ends: dict[str, int] = {}
        for one in process_ids:
            with contextlib.suppress(ProcessLookupError):
                self._ends[" ".join(command_line(one)[:4]) or str(one)] = os.pidfd_open(one)

    def assert_gone(self, within_s: float = PATIENCE_S) -> None:
        """Wait until each has ended, and name the one that has not."""
        try:
            for name, end in self._ends.items():
                assert select.select([end], [], [], within_s)[0], f"it is still there: {name}"
        finally:
            for end in self._ends.values():
                os.close(end)
