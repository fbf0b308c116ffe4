"""The help page of the checks: each check stands in its table, with what to do and whether Send asks."""

from __future__ import annotations

from pathlib import Path

from composer_app.domain.checks.finding import Severity
from composer_app.domain.checks.rules import RULES
from composer_app.ui.texts.checks import WORDS
from tests.unit import checkout


def test_the_table_is_the_one_of_the_program() -> None:
    page = checkout.text(Path("resources/help/checks.md"))
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        f"| {WORDS[check].name} | {'yes' if rule.severity is Severity.WARNING else 'no'} | {WORDS[check].advice} |"
        for check, rule in RULES.items()
    ]
