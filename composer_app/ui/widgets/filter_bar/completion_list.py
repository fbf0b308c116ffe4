"""The completion list below a filter bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QRect, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView


class CompletionList(QCompleter):
    """Popup over ``edit``; Up and Down choose, Enter and Tab take.

    Signals:
        taken(text): the offer to put in place of the word being typed.
        opened(on): the list was opened, or closed.
    """

    opened = Signal(bool)
    taken = Signal(str)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setWidget(edit)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)
        view = self._view = QListView()
        view.setObjectName("completions")
        self.setPopup(view)
        view.installEventFilter(self)  # after the completer's own, so it is asked first
        self.activated.connect(self._on_activated)

    def offer(self, offers: Sequence[str], at: int, *, marks_first: bool = True) -> None:
        """Shows the offers below the edit, ``at`` px from its left edge; nothing to offer closes the list.

        Args:
            marks_first: Enter takes the first one. Without it, Enter belongs to the edit until the user marks one.
        """
        if not offers:
            self._view.hide()
            return
        if self._model.stringList() != list(offers):
            self._model.setStringList(list(offers))
        width = min(self._view.sizeHintForColumn(0) + 48, 420)
        self.complete(QRect(at, 0, max(width, 160), self._edit.height() + 6))
        if not marks_first:
            self._view.setCurrentIndex(QModelIndex())

    def is_open(self) -> bool:
        return self._view.isVisible()

    def chosen(self) -> str:
        """The offer that is marked, or an empty text."""
        index = self._view.currentIndex()
        return str(index.data(Qt.ItemDataRole.DisplayRole)) if index.isValid() else ""

    def take(self) -> None:
        """Takes what is marked, or else the first offer."""
        offer = self.chosen() or self._model.stringList()[0]
        self._view.hide()
        self.taken.emit(offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt hands Tab on to the field first, which gives the focus to the next widget
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.is_open():
            if event.key() == Qt.Key.Key_Tab:
                self.take()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.chosen():
                self._view.hide()
                QCoreApplication.sendEvent(self._edit, event)
                return True
            if event.key() == Qt.Key.Key_Backtab:
                self._view.hide()
                return True
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched is self._view:
            self.opened.emit(event.type() is QEvent.Type.Show)
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_activated(self, text: str) -> None:
        self.taken.emit(text)
