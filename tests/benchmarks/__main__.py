"""`python -m tests.benchmarks [GROUP ...] [--json FILE]`: measure, print, and tell by the exit code what held."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure, table, write_json

GROUPS = {
    "launch": "launch",
    "send": "send",
    "compose": "send_run_load",
    "archive": "archive_load",
    "window": "window_load",
    "window-use": "window_use",
    "sandbox": "sandbox_load",
    "nothing-lost": "nothing_lost",
}
"""Each is a module here with `measure() -> list[Figure]`."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; none: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results to FILE as well")
    options = parser.parse_args()
    if unknown := [group for group in options.groups if group not in GROUPS]:
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    figures: list[Figure] = []
    for group in options.groups or GROUPS:
        print(f"measuring {group} …", flush=True)
        figures += importlib.import_module(f"tests.benchmarks.{GROUPS[group]}").measure()
    print(table(figures))
    if options.json:
        write_json(figures, options.json)
    return 0 if all(figure.held for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
