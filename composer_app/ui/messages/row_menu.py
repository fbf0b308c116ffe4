"""Context menu of a row."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.domain.filter_fields import exact_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.message_history import MessageRow
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.services.records import Record
from composer_app.ui.texts import messages, sent_mail, verbs
from composer_app.ui.widgets.mnemonics import give_mnemonics


class RowMenu(QMenu):
    """Signals:
    filter_wanted: a `FilterToken` that finds rows like this one.
    list_wanted: a `FilterToken`: list all that it finds.
    again_wanted(keeps recipient): make a new draft of the mail, to its recipient or to none.
    mail_wanted: show the mail as it was sent.
    details_wanted: show everything about the row.
    toast_requested: a sentence for a toast.
    """

    filter_wanted = Signal(object)
    list_wanted = Signal(object)
    again_wanted = Signal(bool)
    mail_wanted = Signal()
    details_wanted = Signal()
    toast_requested = Signal(str)

    def __init__(self, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(messages.ROW, parent)
        self.setObjectName("row_menu")
        self._copying(messages.COPY_ADDRESS, record.to)
        self._copying(verbs.COPY_MESSAGE_ID, record.message_id or "")
        self.addSeparator()
        self._filtering(messages.FILTER_BY_RECIPIENT, exact_token(FilterKey.TO, record.to))
        word = next(word for word, outcome in STATUS_WORDS.items() if outcome is record.outcome)
        self._filtering(messages.FILTER_BY_STATUS, FilterToken(FilterKey.STATUS, word))
        self._listing(messages.ALL_TO_ADDRESS, FilterKey.TO, record.to)
        self._listing(messages.SAME_BULK, FilterKey.BULK, record.bulk_id or "")
        self.addSeparator()
        is_ours = record.submission_id is not None if isinstance(record, MessageRow) else record.is_ours
        for title, slot in (
            (sent_mail.WRITE_AGAIN, self._on_write_again),
            (sent_mail.COPY_AS_NEW, self._on_copy_as_new),
        ):
            action = self.addAction(title)
            action.setEnabled(is_ours)
            action.triggered.connect(slot)
        self.addSeparator()
        self.addAction(verbs.SHOW_MAIL).triggered.connect(self.mail_wanted)
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

    def _listing(self, title: str, key: FilterKey, value: str) -> None:
        action = self.addAction(title)
        action.setData(exact_token(key, value))
        action.setEnabled(bool(value))
        action.triggered.connect(self._on_list)

    @Slot()
    def _on_list(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.list_wanted.emit(action.data())

    @Slot()
    def _on_write_again(self) -> None:
        self.again_wanted.emit(True)

    @Slot()
    def _on_copy_as_new(self) -> None:
        self.again_wanted.emit(False)

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
