"""`python -m tests [--coverage]`: every test, each part in a process of its own, as many at a time as there are cores.

The tests with the real program on the real display run alone: their keys and clicks come in real time. Tests of the
whole program are not measured: it would be slower, and what is killed tells nothing.

Hundreds of windows in one process are no program that anybody runs; a part that breaks down is named, and takes no
other part with it. What a part prints comes when it has ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests import measures

_HERE = Path(__file__).parent
_SLOWEST = ("--durations=5", "--durations-min=3")
ALONE = ("tests/e2e", "-m", "display")
BESIDE = ("tests/e2e", "-m", "not display")
_LONGEST_FIRST = tuple(
    (f"tests/{part}",) for part in "unit/services unit/archive qt/shell unit/sandbox qt/compose".split()
)
"""Begun first, so that no long part runs alone at the end."""


Part = tuple[str, ...]
"""What pytest is to run: a folder or files, relative to the checkout, and options."""


@dataclass(frozen=True)
class Ended:
    """What came of one part."""

    part: Part
    code: int
    output: str
    took_s: float


class Runs:
    """The processes under way. Ends them all when this process is told to end.

    Args:
        is_measured: coverage.py sees which lines the parts run, but for the tests of the whole program.
    """

    def __init__(self, *, is_measured: bool) -> None:
        self._before = ("-m", "coverage", "run") if is_measured else ()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._has_stopped = False

    def run(self, part: Part) -> Ended:
        began = time.monotonic()
        before = () if part in (ALONE, BESIDE) else self._before
        with self._lock:
            if self._has_stopped:
                return Ended(part, -signal.SIGTERM, "", 0.0)
            process = subprocess.Popen(
                [sys.executable, *before, "-m", "pytest", "-q", *_SLOWEST, *part],
                cwd=_HERE.parent,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
            self._running.add(process)
        output, _ = process.communicate()
        with self._lock:
            self._running.discard(process)
        return Ended(part, process.returncode, output, time.monotonic() - began)

    def stop(self) -> None:
        with self._lock:
            self._has_stopped = True
            for process in self._running:
                process.terminate()


def parts() -> list[Part]:
    """What runs beside each other, in the order it begins in: each folder, and the files beside them together."""
    found: list[Part] = [BESIDE]
    for kind in ("unit", "qt"):
        inside = sorted((_HERE / kind).iterdir())
        found += [(_named(path),) for path in inside if path.is_dir() and any(path.rglob("test_*.py"))]
        found.append(tuple(_named(path) for path in inside if path.match("test_*.py")))
    first = [part for part in (BESIDE, *_LONGEST_FIRST) if part in found]
    return first + [part for part in found if part and part not in first]


def _named(path: Path) -> str:
    return path.relative_to(_HERE.parent).as_posix()


def main(argv: Sequence[str]) -> int:
    """Run all parts. Returns 0 if every one passed, and with --coverage only if every file reaches its floor."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if "--coverage" not in argv:
        failed = run_parts(Runs(is_measured=False))
    else:
        from tests import line_coverage  # coverage.py is needed for this alone

        with line_coverage.collecting() as folder:
            failed = run_parts(Runs(is_measured=True))
            said, is_enough = line_coverage.report(line_coverage.combined(folder), line_coverage.Floors.read())
        print(f"\n{said}")
        failed += [] if is_enough else ["lines that tests run"]
    print(f"\n{measures.longest_table()}")
    if failed:
        print(f"\nNot held: {', '.join(failed)}.")
    return 1 if failed else 0


def run_parts(runs: Runs) -> list[str]:
    """Run every part and print what it said when it ends. Gives those that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            for ended in chain([runs.run(ALONE)], pool.map(runs.run, parts())):
                name = " ".join(ended.part)
                print(f"\n{name} ({ended.took_s:.0f} s)\n{ended.output}", flush=True)
                if ended.code != 0:
                    failed.append(f"{name} (exit code {ended.code})")
        except BaseException:
            runs.stop()
            raise
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
