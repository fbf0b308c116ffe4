"""A process that shows HTML in the preview, says so, and ends with its standard input.

python -m tests.proofs.preview_child PORT [--open]; --open leaves Chromium its network.
"""

from __future__ import annotations

import contextlib
import sys

import shiboken6
from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from composer_app.ui.mail_view import chromium_flags
from tests.proofs.preview_snippets import documents

SHOWN = "shown"


def main(port: int, *, is_open: bool) -> int:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    if is_open:
        chromium_flags.cut_off = contextlib.nullcontext  # type: ignore[assignment]  # before web_preview takes it over
    from composer_app.ui.mail_view.web_preview import WebPreview

    preview = WebPreview(lambda _name: None)
    preview.resize(600, 600)
    preview.show()
    reported: set[str] = set()
    preview.blocked.connect(lambda address, _is_image: reported.add(address))
    left = documents(port) * 2  # what the first round has begun is over when the second has been shown

    def show_next() -> None:
        if left:
            preview.show_document(left.pop(0), keeps_place=False)
        else:
            print(SHOWN, len(reported), flush=True)

    preview.loaded.connect(show_next)
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
    orders.activated.connect(app.quit)
    show_next()
    code = app.exec()
    shiboken6.delete(preview)  # before the application, as in a window
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), is_open="--open" in sys.argv))
