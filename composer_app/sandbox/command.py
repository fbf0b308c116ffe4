"""``composer-app sandbox``: the Sandbox alone, for whoever develops against the API."""

import argparse
import os
import secrets
from pathlib import Path

KEY_VARIABLE = "COMPOSER_SANDBOX_KEY"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on (%(default)s)")
    parser.add_argument("--port", default=0, type=_port, metavar="N", help="port to listen on; 0: a free one")
    parser.add_argument(
        "--api-key",
        metavar="K",
        help=f"the key that clients must send; default: ${KEY_VARIABLE}, else a new one, printed at the start",
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
        default=2.0,
        metavar="S",
        help="seconds from sending to the final status (%(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Serves until it is told to stop. Returns the exit code. Main thread only."""
    from composer_app.sandbox.serve import serve

    api_key: str = args.api_key or os.environ.get(KEY_VARIABLE, "")
    if not api_key:
        api_key = secrets.token_hex(16)
        print(f"key: {api_key}", flush=True)
    return serve(args.host, args.port, api_key, args.data, args.delivery_delay)


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
