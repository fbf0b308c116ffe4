"""Drag data of chips: text for other programs, values for our own fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QWidget

from composer_app.ui.widgets.chips.chip_value import ChipValue

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

MIME = "application/x-mail-composer-chips"


def text_of(values: Sequence[ChipValue]) -> str:
    """The texts, as one types them."""
    return ", ".join(value.text for value in values)


def pack(values: Sequence[ChipValue]) -> QMimeData:
    """What a drag carries."""
    import json  # only a drag needs it

    mime = QMimeData()
    mime.setText(text_of(values))
    mime.setData(MIME, json.dumps([value.to_dict() for value in values]).encode())
    return mime


def run(source: QWidget, values: Sequence[ChipValue], grip: QPixmap | None) -> bool:
    """Drags the values out of ``source`` until they are dropped; True when they were moved, not copied."""
    drag = QDrag(source)
    drag.setMimeData(pack(values))
    if grip is not None:
        drag.setPixmap(grip)
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    return drag.exec(both, Qt.DropAction.MoveAction) is Qt.DropAction.MoveAction


def takes(mime: QMimeData) -> bool:
    """Whether a field of chips takes it; files are left to the page."""
    return is_of_mailto_links(mime) or (not mime.hasUrls() and (mime.hasFormat(MIME) or mime.hasText()))


def is_of_mailto_links(mime: QMimeData) -> bool:
    """Links to write to, as a browser hands them over."""
    return mime.hasUrls() and bool(mime.urls()) and all(url.scheme() == "mailto" for url in mime.urls())


def values_in(mime: QMimeData) -> list[ChipValue]:
    """The chips of a drop from another field of ours; none for anything else."""
    import json  # only a drop needs it

    if mime.hasFormat(MIME):
        try:
            return [ChipValue.from_dict(entry) for entry in json.loads(bytes(mime.data(MIME).data()))]
        except (ValueError, TypeError, KeyError):
            pass  # another program's data under our name: its text will do
    return []


def words_in(mime: QMimeData) -> str:
    """The text of a drop, to be judged; links to write to as they are."""
    if is_of_mailto_links(mime):
        return "\n".join(bytes(url.toEncoded().data()).decode() for url in mime.urls())
    return mime.text()


class ChipTarget(_Widget):
    """Mix-in of a field that accepts dragged chips and addresses, except its own chips."""

    def add_values(self, values: Sequence[ChipValue]) -> None:
        """Takes in chips of another field."""
        raise NotImplementedError

    def take_text(self, text: str) -> None:
        """Take in text that is not parsed yet."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge_drag(event)

    def _judge_drag(self, event: QDragMoveEvent) -> None:
        if event.source() is self or not takes(event.mimeData()):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or not takes(event.mimeData()):
            event.ignore()
            return
        if values := values_in(event.mimeData()):
            self.add_values(values)
        else:
            self.take_text(words_in(event.mimeData()))
        event.acceptProposedAction()
