"""Another program with files to drag away: it begins a drag when the mouse moves with a button down.

python -m tests.e2e.drag_source X Y FILE...    prints "ready"; "accepted" when the window under
the mouse has said that it takes the files; and what became of each drag: "copy", "ignore" …
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Files to drag"
WIDTH, HEIGHT = 200, 60
ACCEPTED = "accepted"


class DragSource(QLabel):
    """Offers the files for copying, as a file manager does."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("Drag me")
        self._files = files
        self._pressed: QPoint | None = None
        self.setWindowTitle(TITLE)
        self.setFixedSize(WIDTH, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.actionChanged.connect(self._on_action_changed)
        action = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        print(action.name.removesuffix("Action").lower(), flush=True)

    @Slot(Qt.DropAction)
    def _on_action_changed(self, action: Qt.DropAction) -> None:
        if action is Qt.DropAction.CopyAction:
            print(ACCEPTED, flush=True)


def main() -> int:
    app = QApplication(sys.argv[:1])
    source = DragSource(sys.argv[3:])
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()
    print("ready", flush=True)
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
