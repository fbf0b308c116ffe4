"""The program, which sends itself a signal at one point of its start or later.

python -m tests.proofs.signalled SIGNAL POINT PROFILE; POINT is a module, at whose import the signal comes, or one of

window: before the event loop begins.
writing: a mail has just been written, and is not saved yet.
asking: a question stands over the window.
ending: the window was closed, and the program is ending.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

SUBJECT = "Half a thought when the terminal was closed"
LATER = ("window", "writing", "asking", "ending")


class AtImport(MetaPathFinder):
    """Sends the signal when a module is looked for."""

    def __init__(self, number: int, module: str) -> None:
        self._number, self._module = number, module

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == self._module:
            os.kill(os.getpid(), self._number)
        return None


def send_later(number: int, point: str) -> None:
    """Have the signal sent at one of the points that are no module."""
    from composer_app import launch, lifecycle

    def send() -> None:
        os.kill(os.getpid(), number)

    if point == "window":
        opened = launch.open_window

        def open_window(*arguments: Any) -> Any:
            window = opened(*arguments)
            send()
            return window

        launch.open_window = open_window  # type: ignore[assignment]
        return
    began = lifecycle.begin

    def begin(*arguments: Any) -> lifecycle.Lifecycle:
        from PySide6.QtCore import QTimer

        from composer_app.ui.widgets.confirm import ask

        made = began(*arguments)
        made.main_view.show_page("compose")
        subject = made.main_view.page("compose").view.header.subject
        if point == "writing":

            def write() -> None:
                subject.setText(SUBJECT)
                subject.textEdited.emit(SUBJECT)
                send()

            QTimer.singleShot(0, write)
        elif point == "asking":
            QTimer.singleShot(0, lambda: (QTimer.singleShot(0, send), ask("Why?", "Because.", "Go on")))
        else:
            stop = made.program.services.stop

            def stop_with_signal(**options: bool) -> bool:
                send()
                return stop(**options)

            object.__setattr__(made.program.services, "stop", stop_with_signal)
            QTimer.singleShot(0, arguments[3].close)
        return made

    lifecycle.begin = begin  # type: ignore[assignment]


def main() -> int:
    name, point, profile = sys.argv[1:]
    number = signal.Signals[name]
    from composer_app import __main__ as program

    if point in LATER:
        send_later(number, point)
    else:
        sys.meta_path.insert(0, AtImport(number, point))
    return program.main(["--profile", str(Path(profile))])


if __name__ == "__main__":
    sys.exit(main())
