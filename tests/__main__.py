"""`python -m tests [--checks] [--coverage]`: every test, each part in a process of its own, one more at a time than
there are cores.

The tests with the real program on the real display run without other tests: their keys and clicks come in real time.
The checks, which keep one core busy, run beside them.

Hundreds of windows in one process are no program that users run; a part that breaks down is named, and takes no
other part with it. What a part prints comes when it has ended.

Temporary files of the parts are in memory where there is room: the archive waits for the disk after each change, which
was half of the time of its tests. The tests of the whole program write to the disk.

What failed runs once more at the end, with nothing beside it. Two busy cores make a real process miss a real limit, and
one such test would hide what the other 8,000 say. A test that passes only then is named as unsteady: it wants mending.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests import measures

_HERE = Path(__file__).parent
_SLOWEST = ("--durations=5", "--durations-min=3")
_TIDY = ("-o", "tmp_path_retention_policy=failed")
_MEMORY = Path("/dev/shm")  # where Linux has it
_ROOM_BYTES = 2 * 1024**3
CHECKS = ("packaging/bootstrap.py", "check")
ALONE = ("tests/e2e", "-m", "display")
BESIDE = ("tests/e2e", "-m", "not display")
_LONGEST_FIRST = tuple(
    (f"tests/{part}",) for part in "unit/services qt/shell unit/archive qt/messages unit/sandbox qt/compose".split()
)
"""Begun first, so that no long part runs alone at the end."""
_AT_ONCE = (os.cpu_count() or 1) + 1
"""Parts. Each waits part of its time for timers, sockets and other processes; one more keeps all cores busy."""


_SMALL, _TOGETHER = 11, 4
"""Folders with fewer files of tests share a process, so many each: to start one takes 2 s of CPU."""


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
        folder: for what pytest remembers of each part, and for temporary files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Without compiled files each process compiles the program and the plugins of pytest for itself, 2 s of CPU.
        self._environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._has_stopped = False

    def run_again(self, ended: Ended) -> Ended:
        """The tests of a part that failed, or all of it if it did not come to its end."""
        return self.run(ended.part, ("--last-failed",) if ended.code == _SOME_FAILED else ())

    def run(self, part: Part, options: Sequence[str] = ()) -> Ended:
        cache = self._folder / "-".join(part).replace("/", "-").replace(" ", "-")[:100]
        environ = self._environ if part in (ALONE, BESIDE) else self._environ | {"TMPDIR": str(self._folder)}
        command = ["-m", "pytest", "-q", "-o", f"cache_dir={cache}", *_SLOWEST, *_TIDY, *options, *part]
        return self._ended(part, command, environ)

    def check(self) -> Ended:
        """The checks of form, types and imports."""
        return self._ended(CHECKS, CHECKS, self._environ)

    def _ended(self, part: Part, command: Sequence[str], environ: Mapping[str, str]) -> Ended:
        began = time.monotonic()
        with self._lock:
            if self._has_stopped:
                return Ended(part, -signal.SIGTERM, "", 0.0)
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=_HERE.parent,
                env=environ,
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
    """What runs beside each other, in the order it begins in: folders, and the files beside them together."""
    found: list[Part] = [BESIDE]
    for kind in ("unit", "qt"):
        inside = sorted((_HERE / kind).iterdir())
        files_in = {path: len(list(path.rglob("test_*.py"))) for path in inside if path.is_dir()}
        small = [path for path, files in files_in.items() if 0 < files < _SMALL]
        found += [(_named(path),) for path, files in files_in.items() if files >= _SMALL]
        found += [tuple(map(_named, small[at : at + _TOGETHER])) for at in range(0, len(small), _TOGETHER)]
        found.append(tuple(_named(path) for path in inside if path.match("test_*.py")))
    first = [part for part in (BESIDE, *_LONGEST_FIRST) if part in found]
    return first + [part for part in found if part and part not in first]


def _named(path: Path) -> str:
    return path.relative_to(_HERE.parent).as_posix()


def main(argv: Sequence[str]) -> int:
    """Run all parts. Returns 0 if every one passed, and with --coverage only if every file reaches its floor."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with_checks = "--checks" in argv
    with tempfile.TemporaryDirectory(prefix="tests-", dir=_fast_folder()) as folder:
        if "--coverage" not in argv:
            failed = run_parts(Runs(Path(folder)), with_checks=with_checks)
        else:
            from tests import line_coverage  # coverage.py is needed for this alone

            floors = line_coverage.Floors.read()
            with line_coverage.collecting() as lines:
                failed = run_parts(Runs(Path(folder)), with_checks=with_checks)
                said, is_enough = line_coverage.report(line_coverage.covered(lines), floors)
            print(f"\n{said}")
            failed += [] if is_enough else ["lines that tests run"]
    print(f"\n{measures.longest_table()}")
    if failed:
        print(f"\nNot held: {', '.join(failed)}.")
    return 1 if failed else 0


def _fast_folder() -> Path | None:
    """Where temporary files are made: in memory if there is room, otherwise where the system makes them."""
    try:
        has_room = shutil.disk_usage(_MEMORY).free > _ROOM_BYTES and os.access(_MEMORY, os.W_OK)
    except OSError:
        return None
    return _MEMORY if has_room else None


def run_parts(runs: Runs, *, with_checks: bool = False) -> list[str]:
    """Run every part and print what it said when it ends. Gives those that failed twice, and the checks."""
    failed = []
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        try:
            checks = [pool.submit(runs.check)] if with_checks else []
            for ended in chain([runs.run(ALONE)], pool.map(runs.run, parts())):
                _show(ended)
                failed += [ended] if ended.code else []
            checked = [future.result() for future in checks]
        except BaseException:
            runs.stop()
            raise
    failed_again = [again for ended in failed if (again := _second_run(runs, ended))]
    for ended in checked:
        _show(ended)
    return failed_again + [" ".join(ended.part) for ended in checked if ended.code]


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
