"""Context menu of a row."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.domain.filter_fields import STATUS_WORDS
from composer_app.domain.filter_parser import FilterKey, FilterToken
from composer_app.services.records import Record
from composer_app.ui.texts import messages
from composer_app.ui.widgets.mnemonics import give_mnemonics


class RowMenu(QMenu):
    """Signals:
    filter_wanted: a `FilterToken` that finds rows like this one.
    mail_wanted: show the mail as it was sent.
    details_wanted: show everything about the row.
    toast_requested: a sentence for a toast.
    """

    filter_wanted = Signal(object)
    mail_wanted = Signal()
    details_wanted = Signal()
    toast_requested = Signal(str)

    def __init__(self, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(messages.ROW, parent)
        self.setObjectName("row_menu")
        self._copying(messages.COPY_ADDRESS, record.to)
        self._copying(messages.COPY_MESSAGE_ID, record.message_id or "")
        self.addSeparator()
        self._filtering(messages.FILTER_BY_RECIPIENT, FilterToken(FilterKey.TO, record.to))
        word = next(word for word, outcome in STATUS_WORDS.items() if outcome is record.outcome)
        self._filtering(messages.FILTER_BY_STATUS, FilterToken(FilterKey.STATUS, word))
        self.addSeparator()
        self.addAction(messages.SHOW_MAIL).triggered.connect(self.mail_wanted)
        self.addAction(messages.SHOW_DETAILS).triggered.connect(self.details_wanted)
        give_mnemonics(self.actions())

    def _copying(self, title: str, text: str) -> None:
        action = self.addAction(title)
        action.setData(text)
        action.setEnabled(bool(text))
        action.triggered.connect(self._on_copy)

    def _filtering(self, title: str, token: FilterToken) -> None:
        action = self.addAction(title)
        action.setData(token)
        action.triggered.connect(self._on_filter)

    @Slot()
    def _on_copy(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            QGuiApplication.clipboard().setText(action.data())
            self.toast_requested.emit(messages.COPIED.format(text=action.data()))

    @Slot()
    def _on_filter(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.filter_wanted.emit(action.data())
