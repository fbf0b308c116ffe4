"""Which lines of the program no test runs, file by file, against the floors in `tests/coverage_floors.toml`.

`tests/line_recorder.py` records the lines that run; coverage.py says which lines there are, and which of them count.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import coverage

from tests import line_recorder

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "coverage_floors.toml"


@dataclass(frozen=True)
class Floors:
    """How many lines of a file may stay without a test.

    Args:
        by_folder: folder -> the least share of lines that tests run, in per cent. The deepest folder counts.
        exceptions: file -> number of lines that may stay without a test, whatever its folder asks for.
        by_chance: how many lines more a run may miss, in all files together. Threads and processes of the tests race,
            and which of them is first decides whether a line is run.
    """

    by_folder: dict[str, float]
    exceptions: dict[str, int]
    by_chance: int = 0

    @classmethod
    def read(cls, path: Path = FLOORS) -> Floors:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        exceptions = {file: entry["lines"] for file, entry in held["exceptions"].items()}
        return cls(held["floors"], exceptions, held["by_chance"]["lines"])

    def allowed(self, file: str, lines: int) -> int:
        """How many of the lines of a file may stay without a test."""
        if file in self.exceptions:
            return self.exceptions[file]
        fitting = self._fitting(file)
        return int(lines * (100 - self.by_folder[max(fitting, key=len)]) / 100) if fitting else lines

    def are_set_for(self, file: str) -> bool:
        """Whether the tests must run a share of its lines."""
        return bool(self._fitting(file))

    def _fitting(self, file: str) -> list[str]:
        return [folder for folder in self.by_folder if file.startswith(f"{folder}/")]


@dataclass(frozen=True)
class Covered:
    """One file: how many lines there are to run, and which of them no test runs."""

    file: str
    lines: int
    missed: tuple[int, ...]


@contextmanager
def collecting(root: Path = ROOT) -> Iterator[Path]:
    """Python processes that tests start meanwhile record into the folder yielded."""
    with tempfile.TemporaryDirectory(prefix="lines-") as parent:
        folder = Path(parent) / "lines"
        line_recorder.prepare(folder, root)
        before = os.environ.get(line_recorder.FOLDER)
        os.environ[line_recorder.FOLDER] = str(folder)
        try:
            yield folder
        finally:
            if before is None:
                del os.environ[line_recorder.FOLDER]
            else:
                os.environ[line_recorder.FOLDER] = before


def covered(folder: Path, root: Path = ROOT) -> list[Covered]:
    """Every file of the program, by what was recorded in a folder."""
    rules = coverage.Coverage(data_file=None, config_file=str(root / "pyproject.toml"))
    recorded = line_recorder.recorded(folder)
    rules.get_data().add_lines(recorded)
    found = []
    for path in recorded:
        _, lines, _, missed, _ = rules.analysis2(path)
        found.append(Covered(Path(path).relative_to(root).as_posix(), len(lines), tuple(missed)))
    return found


def report(files: Sequence[Covered], floors: Floors) -> tuple[str, bool]:
    """The result in words, and whether the files reach their floors, but for the lines that may be missed by chance."""
    files = [one for one in files if floors.are_set_for(one.file)]  # what the tests of the others run is not measured
    lines, missed = sum(one.lines for one in files), sum(len(one.missed) for one in files)
    said = ["Lines that tests run", *_by_part(files)]
    said.append(f"{_share(lines, missed)}  all {lines} lines; {missed} are run by no test")
    below = [one for one in files if len(one.missed) > floors.allowed(one.file, one.lines)]
    too_many = sum(len(one.missed) - floors.allowed(one.file, one.lines) for one in below)
    if below:
        said.append(
            "Below their floor in tests/coverage_floors.toml "
            f"({too_many} lines too many; {floors.by_chance} may be, by chance):"
        )
    said += [
        f"  {one.file}: {len(one.missed)} of {one.lines} lines are run by no test, "
        f"{floors.allowed(one.file, one.lines)} may be: {spans(one.missed)}"
        for one in below
    ]
    return "\n".join(said), too_many <= floors.by_chance


def _by_part(files: Sequence[Covered]) -> Iterator[str]:
    parts = sorted({one.file.split("/")[1] for one in files if one.file.count("/") > 1})
    for part in parts:
        inside = [one for one in files if one.file.startswith(f"composer_app/{part}/")]
        lines, missed = sum(one.lines for one in inside), sum(len(one.missed) for one in inside)
        whole = sum(1 for one in inside if not one.missed)
        yield f"{_share(lines, missed)}  {part}: {whole} of {len(inside)} files whole, {missed} lines missed"


def _share(lines: int, missed: int) -> str:
    return f"{100 * (lines - missed) / max(lines, 1):6.2f} %"


def spans(numbers: Sequence[int]) -> str:
    """(3, 4, 5, 9) is "3-5, 9"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
