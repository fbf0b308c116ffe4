"""Reads the key of an account for a command: from a file, standard input, or the terminal."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from composer_app.cli.output import BadUsage
from composer_app.domain.secret import Secret
from composer_app.ui.texts import terminal as texts

STANDARD_INPUT = "-"
_MOST_BYTES = 64 * 1024


def add_key_file_option(parser: ArgumentParser, purpose: str) -> None:
    """`--key-file`, with the help text for what the key is used for."""
    parser.add_argument("--key-file", metavar="FILE", help=f"{purpose}; - reads the standard input")


def read_key_file(name: str | None) -> Secret | None:
    """The key in the file. None: no file is named.

    Raises:
        BadUsage: it cannot be read, is empty, or is no text.
    """
    if name is None:
        return None
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if name == STANDARD_INPUT else _content(Path(name))
        text = raw.decode("utf-8-sig").strip()
    except OSError as error:
        raise BadUsage("key file", texts.KEY_FILE_UNREADABLE.format(why=error.strerror or error, file=name)) from None
    except UnicodeDecodeError:
        raise BadUsage("key file", texts.KEY_FILE_NO_TEXT.format(file=name)) from None
    if len(raw) > _MOST_BYTES:
        raise BadUsage("key file", texts.KEY_FILE_TOO_BIG.format(file=name))
    if not text:
        raise BadUsage("key file", texts.KEY_FILE_EMPTY if name != STANDARD_INPUT else texts.NO_KEY_IN_INPUT)
    return Secret(text)


def ask_for_key(label: str) -> Secret:
    """Ask for the key at the terminal, without echo.

    Raises:
        BadUsage: there is no terminal, or nothing was typed.
    """
    if not sys.stdin.isatty():
        raise BadUsage(
            "no key",
            texts.NO_TERMINAL_FOR_KEY,
        )
    text = getpass.getpass(f"{label}: ").strip()
    if not text:
        raise BadUsage("no key", texts.NO_KEY_TYPED)
    return Secret(text)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)
