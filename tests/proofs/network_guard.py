"""Nothing outside this computer is contacted while the tests run, by this process or by the Python processes it starts.

It hears of every connection and of every name that is looked up from Python itself (an audit hook, which cannot be
taken away again). What C++ connects to on its own, which is Chromium in the preview, it does not hear of.
"""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STRANGERS = "MAIL_COMPOSER_GUARD_STRANGERS"
"""A file: a process writes into it what it wanted to contact outside of this computer."""
CONTACTS = "MAIL_COMPOSER_GUARD_CONTACTS"
"""A file: a process writes into it every address that it connects to, loopback as well."""
FOLDER = Path(__file__).parent / "guard"
"""On PYTHONPATH it brings the guard into every Python process."""

_WITH_ADDRESS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_WITH_NAME = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}


class Stranger(OSError):
    """Somebody wanted to contact another computer."""


def install(on_stranger: Callable[[str], None], on_contact: Callable[[str], None] = lambda _address: None) -> None:
    """From now on `Stranger` is raised instead of a contact with another computer, and `on_stranger` is told.

    Args:
        on_contact: is told of each connection that is made, as HOST:PORT.
    """

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _WITH_ADDRESS:
            address = arguments[_WITH_ADDRESS[event]]
            if not isinstance(address, tuple):  # a socket file, or one that is connected already
                return
            host, reported = str(address[0]), f"{address[0]}:{address[1]}"
        elif event in _WITH_NAME:
            host = reported = _text(arguments[_WITH_NAME[event]])
        else:
            return
        if not is_here(host):
            on_stranger(reported)
            raise Stranger(f"the network guard: {event} {reported}")
        if event == "socket.connect":
            on_contact(reported)

    sys.addaudithook(hook)


def bring_into_isolated_children() -> None:
    """The program starts its children so that Python hears of no PYTHONPATH: there the guard goes first on their
    command line. For tests alone; the program has no such door.
    """
    begin = subprocess.Popen.__init__

    def guarded(self: subprocess.Popen[Any], args: Any, *rest: Any, **more: Any) -> None:
        if isinstance(args, list) and args[1:3] == ["-E", "-P"]:
            at = next(i for i, word in enumerate(args) if i and not str(word).startswith("-"))
            args = [*args[:at], str(FOLDER / "with_guard.py"), *args[at:]]
        begin(self, args, *rest, **more)

    setattr(subprocess.Popen, "__init__", guarded)  # noqa: B010  # mypy takes an assignment for a mistake


def install_from_environment() -> None:
    """As the process was told; not at all if it was not."""
    strangers, contacts = os.environ.get(STRANGERS), os.environ.get(CONTACTS)
    if strangers or contacts:
        install(_writer(strangers), _writer(contacts))
        bring_into_isolated_children()


def is_here(host: str) -> bool:
    """This computer, or no name at all."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
        return address.is_loopback or address.is_unspecified  # "every address of this computer", where one listens
    except ValueError:
        return host in ("", "localhost", "None")


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)


def _writer(path: str | None) -> Callable[[str], None]:
    def write(reported: str) -> None:
        if path:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(file, f"{reported}\n".encode())
            os.close(file)

    return write
