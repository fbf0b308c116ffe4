"""The options that all commands on a profile share."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from pathlib import Path

from composer_app.services.profile import Profile

PROFILE_HELP = "the folder with all data and settings, where it is not the usual one"


def add_shared_options(parser: ArgumentParser) -> None:
    """`--profile`, also behind the command, and `--json`."""
    # without a default of its own, which would take the place of a --profile that stands before the command
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="DIR",
        default=SUPPRESS,
        help=PROFILE_HELP,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")


def add_examples(parser: ArgumentParser, *lines: str) -> None:
    """Command lines below the help of the options, each as it is typed; the parser keeps the ends of lines."""
    parser.epilog = "\n".join(("examples:", *(f"  {line}" for line in lines)))


def profile_of(folder: Path | None) -> Profile:
    """The profile that the options name, or the usual one."""
    return Profile(folder.absolute()) if folder else Profile.default()
