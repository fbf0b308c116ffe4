"""The command line: picks the command, nothing else."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from composer_app import __version__

INTERRUPTED = 130
"""Exit code for "ended by Ctrl+C"."""


class _Command(NamedTuple):
    """A command, and the module with its `run` and `add_arguments`, which is imported for this command only."""

    module: str
    help: str


_COMMANDS = {
    "sandbox": _Command(
        "composer_app.sandbox.command",  # imports no Qt
        "run the Sandbox alone, for developers of API clients",
    ),
    "collect": _Command("composer_app.cli.collect", "sync reports and logs once, without a window, for a timer"),
    "account": _Command("composer_app.cli.account", "add, list, test or remove accounts"),
    "send": _Command("composer_app.cli.send", "send one mail, without a window, for scripts"),
    "self-check": _Command(
        "composer_app.cli.self_check.command", "drive the real window through the main job, on a new Sandbox"
    ),
    "archive": _Command("composer_app.cli.archive", "check, repair, back up or restore what is kept"),
    "export": _Command("composer_app.cli.export", "write mail or reports of the archive to a file"),
    "import": _Command("composer_app.cli.import_", "take an export or a file of webhook events into the archive"),
}
_CHILDREN = {
    "receive": "composer_app.services.report_receiver.child",  # imports no Qt
    "exchange": "composer_app.cli.exchange_child",
}
"""Commands that the program starts for itself, without options. The help does not list them."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; without one, the window. Returns the exit code."""
    os.umask(0o077)  # files are readable by their owner alone
    options = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:  # Ctrl+C over a command without a window
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    code: int
    if options.command is None:
        code = _run_window(options.profile)
    elif options.command in _CHILDREN:
        code = import_module(_CHILDREN[options.command]).run()
    else:
        code = import_module(_COMMANDS[options.command].module).run(options)
    return code


def _run_window(profile: Path | None) -> int:
    gc.disable()  # imports create many objects and no garbage; the program collects later
    from composer_app.services.runtime.end_signals import EndSignals  # imports no Qt

    signals = EndSignals()  # from now on signals end the program in order
    try:
        from composer_app.launch import run_window

        return run_window(profile, signals)
    finally:
        signals.ignore()


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="composer-app", description="Write mail, send it through Infobip's HTTP API, keep every report and log."
    )
    parser.add_argument("--version", action="version", version=f"Mail Composer {__version__}")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data and settings in DIR")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in _COMMANDS.items():
        own = commands.add_parser(name, help=command.help, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name in arguments:
            import_module(command.module).add_arguments(own)
    for name in _CHILDREN:
        commands.add_parser(name)
    return parser


if __name__ == "__main__":
    sys.exit(main())
