"""The command line: picks the command, nothing else."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from composer_app import __version__

INTERRUPTED = 130
"""Exit code for "ended by Ctrl+C"."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; without one, the window. Returns the exit code."""
    os.umask(0o077)  # files are readable by their owner alone
    options = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:  # Ctrl+C over a command without a window
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "sandbox":
            from composer_app.sandbox.command import run as run_sandbox  # imports no Qt

            return run_sandbox(options)
        case "receive":
            from composer_app.services.report_receiver.child import run as run_receiver  # imports no Qt

            return run_receiver()
        case "self-check":
            from composer_app.cli.self_check.command import run as run_self_check

            return run_self_check(options.shots, options.until_accepted)
        case "export":
            from composer_app.cli.export import run as run_export

            return run_export(options)
        case "import":
            from composer_app.cli.import_ import run as run_import

            return run_import(options)
        case "exchange":
            from composer_app.cli.exchange_child import run as run_exchange

            return run_exchange()
        case "archive":
            from composer_app.cli.archive import run as run_archive

            return run_archive(options)
        case "account":
            from composer_app.cli.account import run as run_account

            return run_account(options)
        case "send":
            from composer_app.cli.send import run as run_send

            return run_send(options)
        case "collect":
            from composer_app.cli.collect import run as run_collect

            return run_collect(options)
        case _:
            gc.disable()  # imports create many objects and no garbage; the program collects later
            from composer_app.services.runtime.end_signals import EndSignals  # imports no Qt

            signals = EndSignals()  # from now on signals end the program in order
            try:
                from composer_app.launch import run_window

                return run_window(options.profile, signals)
            finally:
                signals.ignore()


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="composer-app", description="Write mail, send it through Infobip's HTTP API, keep every report and log."
    )
    parser.add_argument("--version", action="version", version=f"Mail Composer {__version__}")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data and settings in DIR")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    sandbox = commands.add_parser("sandbox", help="run the Sandbox alone, for developers of API clients")
    if "sandbox" in arguments:  # options are imported only for their own command
        from composer_app.sandbox.command import add_arguments

        add_arguments(sandbox)
    commands.add_parser("receive")  # without a help text it is not listed: the program starts it for itself
    collect = commands.add_parser("collect", help="sync reports and logs once, without a window, for a timer")
    if "collect" in arguments:
        from composer_app.cli.collect import add_arguments as add_collect_arguments

        add_collect_arguments(collect)
    account = commands.add_parser("account", help="add, list, test or remove accounts")
    if "account" in arguments:
        from composer_app.cli.account import add_arguments as add_account_arguments

        add_account_arguments(account)
    send = commands.add_parser("send", help="send one mail, without a window, for scripts")
    if "send" in arguments:
        from composer_app.cli.send import add_arguments as add_send_arguments

        add_send_arguments(send)
    check = commands.add_parser("self-check", help="drive the real window through the main job, on a new Sandbox")
    check.add_argument("--shots", type=Path, metavar="DIR", help="write pictures of every page to DIR")
    check.add_argument("--until-accepted", type=Path, metavar="PROFILE", help=argparse.SUPPRESS)  # its own child
    archive = commands.add_parser("archive", help="check, repair, back up or restore what is kept")
    if "archive" in arguments:
        from composer_app.cli.archive import add_arguments as add_archive_arguments

        add_archive_arguments(archive)
    commands.add_parser("exchange")  # as "receive"
    with_examples = argparse.RawDescriptionHelpFormatter
    export = commands.add_parser(
        "export", help="write mail or reports of the archive to a file", formatter_class=with_examples
    )
    if "export" in arguments:
        from composer_app.cli.export import add_arguments as add_export_arguments

        add_export_arguments(export)
    taking_in = commands.add_parser(
        "import", help="take an export or a file of webhook events into the archive", formatter_class=with_examples
    )
    if "import" in arguments:
        from composer_app.cli.import_ import add_arguments as add_import_arguments

        add_import_arguments(taking_in)
    return parser


if __name__ == "__main__":
    sys.exit(main())
