"""Memory of a process and all its children, as the system counts it."""

from __future__ import annotations

from pathlib import Path


def tree_mb(process_id: int) -> float:
    """Megabytes of the whole process tree (RSS: what a system monitor shows; a page that two share counts twice)."""
    return sum(_rss_kb(one) for one in _tree(process_id)) / 1000


def _tree(process_id: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, open_ = [], [process_id]
    while open_:
        one = open_.pop()
        found.append(one)
        open_ += children.get(one, [])
    return found


def _rss_kb(process_id: int) -> int:
    for line in Path(f"/proc/{process_id}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def own_share_mb() -> float:
    """Megabytes of this process (PSS: a page that several share counts for each in part)."""
    for line in Path("/proc/self/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    return 0.0
