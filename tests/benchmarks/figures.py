"""One figure, its reference, and whether it held."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`better` is "lower" or "higher"; `goal` is the ratio ours / reference that is to be held.

    A count of what must not happen has the reference 0: its ratio is the count itself, and its goal 0.
    """

    name: str
    unit: str
    ours: float
    reference: float
    goal: float
    better: str

    @property
    def ratio(self) -> float:
        return self.ours / self.reference if self.reference else self.ours

    @property
    def held(self) -> bool:
        return self.ratio <= self.goal if self.better == "lower" else self.ratio >= self.goal

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": round(self.ours, 4),
            "reference": round(self.reference, 4),
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "better": self.better,
            "held": self.held,
        }


def medians_in_turn(ours: Callable[[], float], reference: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Ours, reference, ours, reference …: what disturbs the machine disturbs both. One round first does not count."""
    ours()
    reference()
    pairs = [(ours(), reference()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def table(figures: list[Figure]) -> str:
    """The figures as lines of text."""
    head = ("name", "unit", "ours", "reference", "ratio", "goal", "")
    rows = [
        (
            figure.name,
            figure.unit,
            f"{figure.ours:,.1f}",
            f"{figure.reference:,.1f}",
            f"{figure.ratio:.2f}",
            f"{'≤' if figure.better == 'lower' else '≥'} {figure.goal:g}",
            "held" if figure.held else "NOT HELD",
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 1, 6) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    )


def write_json(figures: list[Figure], path: Path) -> None:
    path.write_text(json.dumps({"results": [figure.as_json() for figure in figures]}, indent=2) + "\n", "utf-8")
