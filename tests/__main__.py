"""`python -m tests [--coverage]`: every test, each part in a process of its own, as many at a time as there are cores.

The tests with the real program on the real display run alone: their keys and clicks come in real time. Tests of the
whole program are not measured: it would be slower, and a killed process writes nothing.

Hundreds of windows in one process are no program that users run; a part that breaks down is named, and takes no
other part with it. What a part prints comes when it has ended.

What failed runs once more at the end, with nothing beside it. Two busy cores make a real process miss a real limit, and
one such test would hide what the other 8,000 say. A test that passes only then is named as unsteady: it wants mending.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
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
_SOME_FAILED = 1
"""pytest's exit code; others mean that the part did not come to its end."""


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
        caches: a folder in which pytest remembers, for each part, which tests failed.
        is_measured: coverage.py sees which lines the parts run, but for the tests of the whole program.
    """

    def __init__(self, caches: Path, *, is_measured: bool) -> None:
        self._caches = caches
        self._before = ("-m", "coverage", "run") if is_measured else ()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._has_stopped = False

    def run_again(self, ended: Ended) -> Ended:
        """The tests of a part that failed, or all of it if it did not come to its end."""
        return self.run(ended.part, ("--last-failed",) if ended.code == _SOME_FAILED else ())

    def run(self, part: Part, options: Sequence[str] = ()) -> Ended:
        began = time.monotonic()
        before = () if part in (ALONE, BESIDE) else self._before
        cache = self._caches / "-".join(part).replace("/", "-").replace(" ", "-")[:100]
        with self._lock:
            if self._has_stopped:
                return Ended(part, -signal.SIGTERM, "", 0.0)
            process = subprocess.Popen(
                [sys.executable, *before, "-m", "pytest", "-q", "-o", f"cache_dir={cache}", *_SLOWEST, *options, *part],
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
    with tempfile.TemporaryDirectory(prefix="tests-that-failed-") as caches:
        if "--coverage" not in argv:
            failed = run_parts(Runs(Path(caches), is_measured=False))
        else:
            from tests import line_coverage  # coverage.py is needed for this alone

            with line_coverage.collecting() as folder:
                failed = run_parts(Runs(Path(caches), is_measured=True))
                said, is_enough = line_coverage.report(line_coverage.combined(folder), line_coverage.Floors.read())
            print(f"\n{said}")
            failed += [] if is_enough else ["lines that tests run"]
    print(f"\n{measures.longest_table()}")
    if failed:
        print(f"\nNot held: {', '.join(failed)}.")
    return 1 if failed else 0


def run_parts(runs: Runs) -> list[str]:
    """Run every part and print what it said when it ends. Gives those that failed twice."""
    failed = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            for ended in chain([runs.run(ALONE)], pool.map(runs.run, parts())):
                _show(ended)
                failed += [ended] if ended.code else []
        except BaseException:
            runs.stop()
            raise
    return [again for ended in failed if (again := _second_run(runs, ended))]


def _second_run(runs: Runs, first: Ended) -> str:
    """Gives the part that failed again; empty if it passed."""
    second = runs.run_again(first)
    _show(second)
    name = " ".join(first.part)
    if second.code:
        return f"{name} (exit codes {first.code}, then {second.code})"
    print(f"Unsteady: {name} ended with exit code {first.code}; what failed has passed at a second run.")
    return ""


def _show(ended: Ended) -> None:
    print(f"\n{' '.join(ended.part)} ({ended.took_s:.0f} s)\n{ended.output}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
