"""The request of a mail, as it was or would be sent: headers, body and answer, and the same as code."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from composer_app.domain.account import Account
from composer_app.domain.message_history import EventKind, MessageDetails, MessageEvent, MessageRow
from composer_app.domain.submission import Submission
from composer_app.services.compose.request_code import RequestLanguage
from composer_app.services.compose.request_outline import RequestOutline
from composer_app.services.records import FoundDetails, MailRecords, RecordKind
from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.messages.message_fields import Fields
from composer_app.ui.messages.raw_view import RawView
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import sent_mail, verbs
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.json_view.json_view import JsonView
from composer_app.ui.widgets.layouts import in_column, in_row, scrolling
from composer_app.ui.widgets.menu_position import keep_in_window
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.small_note import SmallNote

SIZE = (720, 560)


class RequestDialog(BaseDialog):
    """Headers, body and answer as three parts. Opened with `open()`; it reads what it shows by itself.

    Args:
        message: a recipient of the sent mail, for the answer; None: the mail is a draft and was not sent.
        note: said in place of the usual note.
    """

    def __init__(
        self,
        records: MailRecords,
        account: Account,
        submission: Submission,
        message: MessageRow | None,
        parent: QWidget,
        *,
        note: str = sent_mail.REQUEST_NOTE,
    ) -> None:
        super().__init__("request_dialog", sent_mail.REQUEST_TITLE, parent, ruled=True)
        self.resize(*SIZE)
        self._records, self._account, self._submission = records, account, submission
        self._note = note
        self._outline: RequestOutline | None = None
        self._events: tuple[MessageEvent, ...] = ()
        self.views = Segmented(
            [
                SegmentItem("request", sent_mail.REQUEST),
                SegmentItem("body", sent_mail.BODY),
                SegmentItem("answer", sent_mail.ANSWER),
            ],
            name=sent_mail.PART_OF_REQUEST,
        )
        self.views.setObjectName("request_views")
        self.note = SmallNote(fills=True)
        self.note.setObjectName("request_note")
        self.fields = FieldView()
        self.body, self.answer = JsonView(), RawView(fills=True)  # an answer may hold more than JSON
        self.body.setObjectName("request_body")
        self.answer.setObjectName("request_answer")
        self._pages = QStackedWidget()
        inside = QWidget()
        in_column(inside, self.fields).addStretch(1)
        for page in (scrolling(inside, name=sent_mail.REQUEST, is_clear=True), self.body, self.answer):
            self._pages.addWidget(page)
        head = QWidget()
        in_row(head, self.views, self.note, grows=self.note, spacing=12)
        self.add(head)
        self.add(self._pages, fills=True)
        self.copy = self.add_secondary(
            sent_mail.COPY_REQUEST, "copy_request", self._open_menu, icon="copy", at_start=True
        )
        self.copy.setEnabled(False)
        self.copy_menu = QMenu(self)
        self.copy_menu.addAction(sent_mail.COPY_AS_HTTP).triggered.connect(self._copy)
        for language, name in sent_mail.COPY_AS.items():
            self.copy_menu.addAction(name).triggered.connect(partial(self._copy_code, language))
        self.add_primary(verbs.CLOSE, "close_request", self.accept)
        self.views.changed.connect(self._show)
        for view in (self.body, self.answer):
            view.copied.connect(self._say)
        self.fields.copied.connect(self._say)
        self.note.say(sent_mail.READING)
        records.request_outline(account, submission).on_success(self._on_outline).on_failure(self.show_failure)
        if message is not None:
            records.details(RecordKind.MESSAGE, message.row).on_success(self._on_details).on_failure(self.show_failure)
        else:
            self.views.segment("answer").setEnabled(False)
        self.views.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_outline(self, outline: RequestOutline) -> None:
        self._outline = outline
        self.body.set_text(outline.body)
        self.copy.setEnabled(True)
        self._fill()

    @Slot(object)
    def _on_details(self, found: FoundDetails | None) -> None:
        details: MessageDetails | None = found.details if found is not None else None
        self._events = details.events if details is not None else ()
        self.views.segment("answer").setEnabled(details is not None and bool(details.raw_answer))
        if details is not None:
            self.answer.set_details(msgspec.structs.replace(details, raw_report=b"", raw_log=b""))
        self._fill()

    def _fill(self) -> None:
        if self._outline is not None:
            self.note.say(self._note)
            self.fields.set_fields(request_fields(self._outline, self._events))

    @Slot(str)
    def _show(self, key: str) -> None:
        self._pages.setCurrentIndex(("request", "body", "answer").index(key))

    @Slot(str)
    def _say(self, text: str) -> None:
        self.note.say(text)

    @Slot()
    def _open_menu(self) -> None:
        keep_in_window(self.copy, self.copy_menu)
        self.copy_menu.popup(self.copy.mapToGlobal(QPoint(0, self.copy.height())))

    def _copy_code(self, language: RequestLanguage) -> None:
        task = self._records.request_code(language, self._account, self._submission)
        task.on_success(self._on_code).on_failure(self.show_failure)

    @Slot(object)
    def _on_code(self, code: str) -> None:
        QGuiApplication.clipboard().setText(code)
        self._say(sent_mail.CODE_COPIED if self._account.base_url else sent_mail.SANDBOX_CODE_COPIED)

    @Slot()
    def _copy(self) -> None:
        self._records.request_text(self._account, self._submission).on_success(self._on_text).on_failure(
            self.show_failure
        )

    @Slot(object)
    def _on_text(self, text: bytes) -> None:
        QGuiApplication.clipboard().setText(text.decode("utf-8", "replace"))
        self._say(sent_mail.REQUEST_COPIED)


def request_fields(outline: RequestOutline, events: tuple[MessageEvent, ...]) -> Fields:
    """Method, address and headers; below them when it left and when it was answered, as far as that is known."""
    left = next((event.at for event in reversed(events) if event.kind is EventKind.HANDED_OVER), None)
    answered = next((event.at for event in reversed(events) if event.kind is EventKind.ANSWERED), None)
    fields: Fields = [
        (sent_mail.METHOD, outline.method),
        (sent_mail.ADDRESS, outline.address),
        *outline.headers,
        (sent_mail.BODY, fmt.size(outline.size_bytes)),
    ]
    if left is not None:
        fields.append((sent_mail.HANDED_OVER, fmt.moment_in_full(left)))
    if answered is not None:
        fields.append((sent_mail.ANSWERED, fmt.moment_in_full(answered)))
    if left is not None and answered is not None and answered >= left:
        fields.append((sent_mail.TOOK, fmt.elapsed((answered - left).total_seconds() * 1000)))
    return fields
