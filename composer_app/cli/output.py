"""What the commands print: lines to read, or one JSON object."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any, TextIO

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.problem import KEY_PROBLEMS, Problem
from composer_app.ui.texts import terminal as texts

DONE, FAILED, BAD_USAGE = 0, 1, 2
"""Exit codes that all commands share."""


class BadUsage(Exception):
    """The command cannot be carried out as it was given. `code` is stable, the text is for the user."""

    def __init__(self, code: str, text: str, **details: Any) -> None:
        super().__init__(text)
        self.code = code
        self.details = details


class Output:
    """Prints the result of one command: text on the standard output and trouble on the standard error, or with
    `--json` everything as one JSON object on the standard output."""

    def __init__(self, is_json: bool) -> None:
        self._is_json = is_json

    def result(self, value: dict[str, Any], *lines: str) -> None:
        """Print the final result of a command."""
        if self._is_json:
            self._print_json(value)
        else:
            for line in lines:
                _write(sys.stdout, line)

    def note(self, text: str) -> None:
        """Print progress or a note, as text only."""
        if not self._is_json:
            _write(sys.stderr, text)

    def refused(self, error: BadUsage) -> int:
        """Print why nothing was done. Returns the exit code."""
        if self._is_json:
            self._print_json({"error": {"code": error.code, "text": str(error), **error.details}})
        else:
            _write(sys.stderr, str(error))
        return BAD_USAGE

    def failed(self, problem: Problem, *, of_a_read: bool = False) -> int:
        """Print a failure. Returns the exit code."""
        if self._is_json:
            self._print_json({"error": problem_as_json(problem, of_a_read=of_a_read)})
        else:
            _write(sys.stderr, problem_text(problem, of_a_read=of_a_read))
            if problem.code in KEY_PROBLEMS:
                _write(sys.stderr, texts.USE_KEY_FILE)
        return FAILED

    def failed_with(self, exit_code: int, code: str, text: str) -> int:
        """Print what blocks the command. Returns the exit code."""
        if self._is_json:
            self._print_json({"error": {"code": code, "text": text}})
        else:
            _write(sys.stderr, text)
        return exit_code

    @staticmethod
    def _print_json(value: dict[str, Any]) -> None:
        _write(sys.stdout, msgspec.json.format(msgspec.json.encode(value)).decode())


def _write(stream: TextIO | None, text: str) -> None:
    """One line. A pipe without a reader, a closed one or one that cannot write a letter does not change the exit code,
    which a script uses to decide whether to send again."""
    if stream is None:  # closed before the start
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):  # otherwise Python would try again at its end, and fail
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def problem_text(problem: Problem, account: Account | None = None, *, of_a_read: bool = False) -> str:
    """What happened, what it means and what to do; the vendor's words last.

    Args:
        problem: what happened.
        account: whose base URL is named.
        of_a_read: it happened to a pull of reports or logs, not to a send.
    """
    from composer_app.ui.texts.problems import problem_words

    words = problem_words(problem, account, of_a_read=of_a_read)
    return " ".join(part for part in (words.title, words.text) if part)


def problem_as_json(problem: Problem, account: Account | None = None, *, of_a_read: bool = False) -> dict[str, Any]:
    """The same for programs: the code is stable, the text is not."""
    return {
        "code": problem.code.value,
        "text": problem_text(problem, account, of_a_read=of_a_read),
        "http_status": problem.http_status,
        "vendor_code": problem.vendor_code,
        "vendor_text": problem.vendor_text,
    }
