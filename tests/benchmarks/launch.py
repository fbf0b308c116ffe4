"""Start to first mapped window, and memory at rest, beside a bare QMainWindow."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.memory import tree_mb
from tests.benchmarks.x_windows import MapListener

ROUNDS = 9
AT_REST_AFTER_S = 4.0
_BARE = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]


def measure() -> list[Figure]:
    ours_ms, bare_ms, ours_mb, bare_mb = [], [], [], []
    for number in range(ROUNDS + 1):
        is_for_memory = number % 3 == 0  # a start is quick, coming to rest is not
        with tempfile.TemporaryDirectory() as profile:
            ours = _launch([sys.executable, "-m", "composer_app", "--profile", profile], is_for_memory)
        bare = _launch(_BARE, is_for_memory)
        if number > 0:  # the first round warms the disk's cache
            ours_ms.append(ours[0])
            bare_ms.append(bare[0])
        if is_for_memory:
            ours_mb.append(ours[1])
            bare_mb.append(bare[1])
    median = statistics.median
    return [
        Figure("launch.first_window", "ms", median(ours_ms), median(bare_ms), 1.5, "lower"),
        Figure("launch.memory_at_rest", "MB", median(ours_mb), median(bare_mb), 1.8, "lower"),
    ]


def _launch(command: list[str], is_for_memory: bool) -> tuple[float, float]:
    """Milliseconds to the first mapped window, and megabytes of the process tree at rest (0 if not asked for)."""
    listener = MapListener()
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        milliseconds = (listener.wait() - began) * 1000
        megabytes = 0.0
        if is_for_memory:
            _rest(process)
            megabytes = tree_mb(process.pid)
        return milliseconds, megabytes
    finally:
        process.terminate()
        process.wait(15)
        listener.close()


def _rest(process: subprocess.Popen[bytes]) -> None:
    """Leave the program alone for a while; it must not end."""
    try:
        process.wait(AT_REST_AFTER_S)
    except subprocess.TimeoutExpired:
        return
    raise RuntimeError("the program ended by itself")
