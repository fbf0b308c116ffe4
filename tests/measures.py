"""`python -m tests.measures`: the health of the sources as a table. It judges nothing; what may not be, a test forbids.

`python3 packaging/bootstrap.py test` shows what else is measured: which files the tests cover how far.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.unit import checkout, source_facts

LONGEST = 12
ARCHIVE_LAMBDA = re.compile(r"\.(?:read|look|read_after_writes|run)\(\s*lambda")
LOOSE_WORDS = {
    "told": re.compile(r"\btold\b", re.IGNORECASE),
    "a person, somebody, nobody, whoever": re.compile(r"\b(?:a person|somebody|nobody|whoever)\b", re.IGNORECASE),
}


def dead_lines(*paths: str) -> int:
    """Lines of the code that vulture finds unused, among the paths given or those of pyproject.toml."""
    vulture = Path(sys.executable).with_name("vulture")
    done = subprocess.run(
        [vulture, "--sort-by-size", *paths], cwd=checkout.ROOT, capture_output=True, text=True, check=False
    )
    return sum(int(lines) for lines in re.findall(r"confidence, (\d+) lines?\)", done.stdout))


def lines_with(pattern: re.Pattern[str], *folders: str) -> int:
    """Lines of Python files on which a match begins; a pattern may reach over several lines."""
    return sum(len(set(_lines_of_matches(pattern, checkout.text(path)))) for path in checkout.python_files(*folders))


def _lines_of_matches(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start())


def lines_reaching_for_private_names() -> int:
    """Lines of tests that use a private attribute of something else than `self`."""
    return sum(
        len(
            {
                node.lineno
                for node in ast.walk(checkout.tree(path))
                if isinstance(node, ast.Attribute) and _is_foreign_and_private(node)
            }
        )
        for path in checkout.python_files("tests")
    )


def _is_foreign_and_private(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
        return False
    return not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))


def excepted_lines() -> int:
    """Lines that may stay without a test, by the list beside the floors."""
    path = checkout.ROOT / "tests" / "coverage_floors.toml"
    if not path.exists():
        return 0
    return sum(entry["lines"] for entry in tomllib.loads(path.read_text(encoding="utf-8"))["exceptions"].values())


def program_lines() -> int:
    return sum(checkout.text(path).count("\n") for path in checkout.python_files(source_facts.PROGRAM))


MEASURES: dict[str, Callable[[], int]] = {
    "groups of modules that import each other": lambda: len(source_facts.circles(source_facts.import_graph())),
    "public class names used twice, the Sandbox aside": lambda: len(source_facts.repeated_class_names()),
    "file names used more than once": lambda: len(source_facts.repeated_file_names()),
    "lines of dead code in the program": dead_lines,
    "lines of dead code, tests included": lambda: dead_lines("composer_app", "packaging", "tests"),
    "modules of ui that no test imports": lambda: len(source_facts.modules_no_test_imports("ui")),
    "archive queries written as lambdas in ui": lambda: lines_with(ARCHIVE_LAMBDA, "composer_app/ui"),
    "lines of tests that reach for private names": lines_reaching_for_private_names,
    "lines excepted from coverage, with a reason": excepted_lines,
    **{
        f"lines with: {words}": lambda pattern=pattern: lines_with(pattern, source_facts.PROGRAM)
        for words, pattern in LOOSE_WORDS.items()
    },
    "lines of the program": program_lines,
}


def longest_table() -> str:
    """The longest files of the program and of the tests: a sign to look, not a rule."""
    rows = []
    for folder in (source_facts.PROGRAM, "tests"):
        rows += [f"{lines:6}  {path}" for lines, path in source_facts.longest_files(folder, count=LONGEST)]
    return "\n".join(["Longest files", *rows])


def main() -> int:
    for name, measure in MEASURES.items():
        print(f"{measure():6}  {name}")
    print()
    print(longest_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
