"""Crash report: the data needed to fix a fault, without the user's mail."""

from __future__ import annotations

import re
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from composer_app.services.runtime.address_mask import for_strangers

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

LAST_LINES = 30
"""Of the log, in the report of a run that crashed."""
_MOST_CHARS = 400
"""Most characters reported of one message. Longer ones quote data."""
_LOOKED_AT = 4_000
"""Most characters read of one message."""
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+\"""")
_CUT_OFF = re.compile(r"""'(?:[^'\\]|\\.)*+(?:'|\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z)""", re.DOTALL)
"""An unclosed quote hides the rest."""
_PLAIN = re.compile(r"[\w.:/~\\-]{0,80}", re.ASCII)
_MARKUP = re.compile(r"<.*", re.DOTALL)


def crash_report(error: ExcInfo, thread: str, at: datetime, versions: dict[str, str]) -> str:
    """The report of an uncaught exception.

    Keys and addresses are masked. Of the exceptions' messages only unquoted text without markup is kept, and quoted
    names, since they may quote a mail.
    """
    lines = [
        line if _is_place(line) else _words(line)
        for line in traceback.TracebackException(*error, compact=True).format(chain=True)
    ]
    return _with_head(f"Thread {thread}\n\n{''.join(lines)}", "A fault of the program", at, versions)


def ended_report(fault: str, last_lines: list[str], at: datetime, versions: dict[str, str]) -> str:
    """The report of a run that crashed.

    Args:
        fault: the output of faulthandler, or "".
        last_lines: the end of the log file.
    """
    cause = fault or "No fault was recorded: it was ended from outside, or the computer went off.\n"
    return _with_head(f"{cause}\nThe log ended with:\n{''.join(last_lines)}", "The program ended", at, versions)


def _with_head(text: str, what: str, at: datetime, versions: dict[str, str]) -> str:
    running = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{what}, {at:%Y-%m-%d %H:%M:%S} UTC\n{running}\n{_without_home(for_strangers(text))}"


def _is_place(line: str) -> bool:
    """A file, a line and its source."""
    return line.lstrip(" |+-").startswith('File "')


def _words(line: str) -> str:
    quoted = _QUOTED if len(line) <= _LOOKED_AT else _CUT_OFF
    plain = quoted.sub(
        lambda found: found[0] if _PLAIN.fullmatch(found[0][1:-1]) else "'…'", line[:_LOOKED_AT].rstrip("\n")
    )
    plain = _MARKUP.sub("<…", plain)
    return (plain if len(plain) <= _MOST_CHARS else plain[:_MOST_CHARS] + "…") + "\n"


def _without_home(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
