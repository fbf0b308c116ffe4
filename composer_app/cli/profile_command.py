"""A command that works on a profile without a window: its options, and how it begins and ends."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from composer_app.cli.output import BadUsage, Output
from composer_app.cli.private_profile import keep_profile_private
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts.terminal import NO_PROFILE

Work = Callable[[Profile, Namespace, Output], int]
"""The command itself. Returns its exit code; raises BadUsage or Failed."""


def add_profile_option(parser: ArgumentParser) -> None:
    """`--profile`, also behind the command."""
    # without a default of its own, which would take the place of a --profile that stands before the command
    text = "the folder with all data and settings, where it is not the usual one"
    parser.add_argument("--profile", type=Path, metavar="DIR", default=SUPPRESS, help=text)


def add_shared_options(parser: ArgumentParser) -> None:
    """`--profile` and `--json`."""
    add_profile_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")


def add_examples(parser: ArgumentParser, *lines: str) -> None:
    """Command lines below the help of the options, each as it is typed; the parser keeps the ends of lines."""
    parser.epilog = "\n".join(("examples:", *(f"  {line}" for line in lines)))


def profile_of(folder: Path | None) -> Profile:
    """The profile that the options name, or the usual one, made private."""
    profile = Profile(folder.absolute()) if folder else Profile.default()
    keep_profile_private(profile)
    return profile


def run_on_profile(options: Namespace, work: Work, *, of_a_read: bool = False) -> int:
    """Run a command on the profile that its options name, and print why it could not be done. Returns its exit code.

    Args:
        options: what `add_shared_options` adds, and the command's own.
        work: the command.
        of_a_read: what fails is no send, and is printed so.
    """
    profile, output = profile_of(options.profile), Output(options.json)
    try:
        return work(profile, options, output)
    except BadUsage as error:
        return output.refused(error)
    except Failed as failure:
        return output.failed(failure.problem, of_a_read=of_a_read)


def require_archive(profile: Profile) -> None:
    """Raises BadUsage where the profile has no archive yet."""
    if not profile.archive.exists():
        raise BadUsage("no profile", NO_PROFILE.format(folder=profile.folder))
