"""``composer-app sandbox``: the Sandbox alone, for developers of programs that use the API."""

import argparse
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from composer_app.sandbox.parent_process import is_watched

if TYPE_CHECKING:
    from composer_app.sandbox.settings import Settings

KEY_VARIABLE = "COMPOSER_SANDBOX_KEY"

_Given = TypeVar("_Given")
_Read = TypeVar("_Read")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    from composer_app.sandbox.settings import DELIVERY_DELAY_S

    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on (%(default)s)")
    parser.add_argument("--port", default=0, type=_port, metavar="N", help="port to listen on; 0: a free one")
    parser.add_argument(
        "--api-key",
        action="append",
        default=[],
        metavar="K[:SCOPE,SCOPE…]",
        help="a key that clients may send, with scopes good for these only; may be given several times;"
        f" default: ${KEY_VARIABLE}, else a new one, printed at the start",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="keep everything in DIR; default: a temporary folder, removed at the end",
    )
    parser.add_argument(
        "--delivery-delay",
        type=_seconds,
        default=DELIVERY_DELAY_S,
        metavar="S",
        help="seconds from sending to the final status (%(default)s)",
    )
    parser.add_argument(
        "--outcomes",
        metavar="NAME=SHARE,…",
        help="what becomes of mail to ordinary addresses, as delivered=0.92,bounced=0.05,full=0.03; the rest arrives",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="repeat what is left to chance")
    parser.add_argument(
        "--rate-limits",
        action=argparse.BooleanOptionalAction,
        help="answer 429 to a key that asks more often than the service allows; default: on, off for the Sandbox"
        " inside the program",
    )
    parser.add_argument(
        "--choice",
        action="append",
        default=[],
        metavar="NAME=ANSWER",
        help="how to read what the API's papers leave open: see the Sandbox's page of the help; several times",
    )


def run(args: argparse.Namespace) -> int:
    """Serves until a signal ends it. Returns the exit code. Main thread only."""
    from composer_app.sandbox.serve import serve

    try:
        settings = _settings(args)
    except ValueError as error:
        # Every option parser reports its error in one line.
        raise SystemExit(f"sandbox: {error}") from error
    return serve(args.host, args.port, args.data, settings)


def _settings(args: argparse.Namespace) -> "Settings":
    """Parses the options. Prints a generated key. Raises ValueError."""
    from composer_app.sandbox.behaviour_options import read_choices
    from composer_app.sandbox.keys import Key, read_key
    from composer_app.sandbox.outcome_mix import read_mix
    from composer_app.sandbox.settings import Settings

    mix = None if args.outcomes is None else _read("--outcomes", lambda text: read_mix(text, args.seed), args.outcomes)
    choices = _read("--choice", read_choices, args.choice)
    keys = tuple(_read("--api-key", read_key, text) for text in args.api_key)
    if not keys:
        value = os.environ.get(KEY_VARIABLE, "")
        if not value:
            value = secrets.token_hex(16)
            print(f"key: {value}", flush=True)
        keys = (Key(value.encode()),)
    is_inside_program = is_watched()
    return Settings(
        keys=keys,
        delivery_delay_ms=round(args.delivery_delay * 1000),
        has_rate_limits=not is_inside_program if args.rate_limits is None else args.rate_limits,
        choices=choices,
        mix=mix,
        seed=args.seed,
    )


def _read(option: str, reader: Callable[[_Given], _Read], given: _Given) -> _Read:
    """Parses an option; an error names it."""
    try:
        return reader(given)
    except ValueError as error:
        raise ValueError(f"{option}: {error}") from error


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 86400:
        raise argparse.ArgumentTypeError("the delay is a number of seconds from 0 to 86400")
    return seconds
