"""Counts of what was taken in."""

from __future__ import annotations

from composer_app.domain.imported_mail import TakenIn


def test_counts_are_added_one_by_one() -> None:
    assert TakenIn(1, 2, 3) + TakenIn(10, 20, 30) == TakenIn(11, 22, 33)
