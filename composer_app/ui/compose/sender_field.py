"""The From field: a line to type in, and a menu of known senders."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from composer_app.domain.recipients import parse_address
from composer_app.ui.texts import compose
from composer_app.ui.texts.draft_problems import single_address_words
from composer_app.ui.theme.paint_guard import guarded_size
from composer_app.ui.theme.painting import text_width
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.layouts import REST, in_row
from composer_app.ui.widgets.plain_text import caption

_ROOM, _SHORTEST = 4, 180


class _Line(QLineEdit):
    """As wide as its text, so that the chevron follows it."""

    @guarded_size
    def sizeHint(self) -> QSize:
        wanted = text_width(self.text() or self.placeholderText(), self.font()) + _ROOM
        return QSize(max(wanted, _SHORTEST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())


class SenderField(QWidget):
    """An address or `Name <address>`. Down and the chevron open the menu of senders.

    Signals:
        changed: the user chose or typed another sender.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: list[str] = []
        self._line = _Line(self)
        self._line.setObjectName("sender_input")
        self._line.setProperty("bare", "true")
        self._line.setMaxLength(NO_LIMIT)
        self._line.setTextMargins(-2, 0, 0, 0)  # its text begins exactly above the chips
        self._line.setPlaceholderText(compose.SENDER_EXAMPLE)
        self._line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._line.textChanged.connect(self._line.updateGeometry)
        self._line.textEdited.connect(self.changed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_chosen)
        self._chevron = quiet_button(parent=self, icon="chevron-down", tooltip=compose.SENDERS_BEFORE, compact=True)
        self._chevron.setObjectName("sender_menu")
        self._chevron.clicked.connect(self._open_menu)
        in_row(self, self._line, self._chevron, REST, spacing=2)
        self.setFocusProxy(self._line)

    def text(self) -> str:
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show another sender, with a new undo history. Emits nothing."""
        self._line.setText(text)
        self._line.setCursorPosition(0)

    def set_known(self, senders: Iterable[str]) -> None:
        """Set the menu's senders, best first, without empty ones and duplicates."""
        self._known = list(dict.fromkeys(text.strip() for text in senders if text.strip()))
        self._chevron.setVisible(bool(self._known))

    def line(self) -> QLineEdit:
        return self._line

    def wrong_words(self) -> str:
        """The problem of the sender, or "". Send checks for an empty one."""
        return single_address_words(parse_address(self._line.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._known:
            self._open_menu()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        for text in self._known:
            self._menu.addAction(caption(text)).setData(text)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        if action.data() != self._line.text():
            self.set_text(action.data())
            self.changed.emit()
