"""Details of one message: outcome, history, all fields, raw JSON."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from composer_app.domain.clock import Clock
from composer_app.domain.inconsistencies import inconsistency_of
from composer_app.domain.message_history import EventSource, MessageDetails
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.messages.message_fields import as_text, fields_of, summary_of
from composer_app.ui.messages.message_timeline import steps_of
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.messages.raw_view import RawView
from composer_app.ui.texts import messages, sent_mail
from composer_app.ui.texts.inconsistencies import inconsistency_words
from composer_app.ui.texts.outcome_reasons import explain_of
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, in_row, scrolling
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.timeline import Timeline
from composer_app.ui.widgets.wrapped_text import WrappedText

_MARGIN = 16


class DetailsPanel(Painted, QWidget):
    """336 px wide where there is room.

    Signals:
        closed: the cross was pressed.
        bulk_wanted: show the rest of this bulk.
        again_wanted: write the mail again to this recipient.
        step_wanted(step): show the row above (-1) or below (1) in the list.
        evidence_wanted: save all data about this message, for a support ticket.
        toast_requested: a sentence for a toast.

    Args:
        clock: for the age of a message without news.
    """

    closed = Signal()
    bulk_wanted = Signal(str)
    again_wanted = Signal()
    step_wanted = Signal(int)
    evidence_wanted = Signal()
    toast_requested = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.setObjectName("details_panel")
        self.setAccessibleName(messages.DETAILS)
        self.setMinimumWidth(280)
        self._details: MessageDetails | None = None
        self._view = "history"
        self.badge = Badge(Outcome.PENDING, self)
        self.subject = WrappedText(self, font=typography.heading())
        self.subject.setObjectName("details_subject")
        self.to = WrappedText(self, font=typography.body(), role="text2")
        self.message = InlineMessage(MessageKind.INFO, "", parent=self)
        self.message.setObjectName("details_message")
        self.doubt = InlineMessage(MessageKind.WARNING, "", parent=self)
        self.doubt.setObjectName("details_doubt")
        self.views = Segmented(
            [
                SegmentItem("history", messages.HISTORY),
                SegmentItem("fields", messages.FIELDS),
                SegmentItem("raw", messages.RAW),
            ],
            self,
            name=messages.WHICH_VIEW,
        )
        self.views.setObjectName("details_views")
        self.timeline = Timeline(self)
        self.pushed = NoteLine(messages.OPENS_ARE_PUSHED, parent=self)
        self.pushed.setObjectName("opens_are_pushed")
        self.summary = FieldView(self)
        self.fields = FieldView(self)
        self.raw = RawView(self)
        self.raw.setObjectName("details_raw")
        self.again = secondary_button(sent_mail.WRITE_AGAIN, self, icon="edit", compact=True)
        self.again.setObjectName("write_row_again")
        self.same_bulk = quiet_button(
            messages.SAME_BULK, self, icon="filter", compact=True, tooltip=messages.SAME_BULK_HINT
        )
        self.same_bulk.setObjectName("same_bulk")
        self.evidence = quiet_button(parent=self, icon="export", tooltip=messages.EVIDENCE_HINT, compact=True)
        self.evidence.setObjectName("save_evidence")
        self._pages: dict[str, QWidget] = {}
        self._build()

    def _build(self) -> None:
        copy = quiet_button(parent=self, icon="copy", tooltip=messages.COPY_ALL_FIELDS, compact=True)
        copy.setObjectName("copy_fields")
        close = quiet_button(parent=self, icon="close", tooltip=messages.CLOSE_DETAILS, compact=True)
        close.setObjectName("close_details")
        head = in_row(None, self.badge, REST, copy, self.evidence, close, spacing=4, margins=(_MARGIN, 12, 8, 4))
        QWidget.setTabOrder(copy, self.evidence)
        history = QWidget(self)
        buttons = in_row(None, self.again, self.same_bulk, REST, spacing=4)
        in_column(history, self.timeline, self.pushed, Hairline(history), self.summary, buttons, spacing=10)
        self._pages = {"history": history, "fields": self.fields, "raw": self.raw}
        body = QWidget(self)
        self._doubt_box = QWidget(body)
        in_column(self._doubt_box, self.doubt, margins=(0, 0, 0, 12))
        above = (self.subject, 4, self.to, 12, self.message, 12, self._doubt_box)
        views = in_row(None, self.views, REST)
        margins = (_MARGIN, 4, _MARGIN, _MARGIN)
        in_column(body, *above, views, 14, *self._pages.values(), REST, margins=margins)
        scroll = scrolling(body, is_clear=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        in_column(self, head, scroll, grows=scroll, margins=(1, 0, 0, 0))
        self._show_view(self._view)
        copy.clicked.connect(self._copy_fields)
        close.clicked.connect(self.closed)
        self.views.changed.connect(self._show_view)
        self.same_bulk.clicked.connect(self._on_same_bulk)
        self.again.clicked.connect(self.again_wanted)
        self.evidence.clicked.connect(self.evidence_wanted)
        for keys, slot in (("Alt+Up", self._go_up), ("Alt+Down", self._go_down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for copied in (self.summary.copied, self.fields.copied, self.raw.copied):
            copied.connect(self.toast_requested)

    @property
    def details(self) -> MessageDetails | None:
        return self._details

    def show_details(self, details: MessageDetails, bulk_size: int = 1) -> None:
        """Show this message; the view (history, fields, raw) stays.

        Args:
            bulk_size: messages of its bulk; the others are offered if there are any.
        """
        self._details = details
        message = details.message
        words = explain_of(message)
        self.badge.set_outcome(message.outcome)
        self.subject.set_text(message.subject or messages.NO_SUBJECT)
        self.to.set_text(messages.TO_ADDRESS.format(address=message.to))
        self.message.set_content(words.kind, words.title, words.body)  # the code stands below the history
        self._show_doubt(details)
        self.timeline.set_steps(steps_of(details.events))
        has_pushed = any(event.source is EventSource.WEBHOOKS for event in details.events)
        self.pushed.setVisible(message.outcome is Outcome.DELIVERED and not has_pushed)
        self.summary.set_fields(summary_of(message))
        self._fill_view()
        self._offer(is_ours=message.submission_id is not None, has_others=message.bulk_id is not None and bulk_size > 1)

    def _offer(self, *, is_ours: bool, has_others: bool) -> None:
        loses_focus = (self.again.hasFocus() and not is_ours) or (self.same_bulk.hasFocus() and not has_others)
        if loses_focus:  # the keyboard stays in the details
            self.views.setFocus(Qt.FocusReason.OtherFocusReason)
        self.again.setEnabled(is_ours)
        set_tooltip(self.again, sent_mail.write_again_hint(1) if is_ours else sent_mail.NOT_OURS)
        self.same_bulk.setVisible(has_others)

    def _show_doubt(self, details: MessageDetails) -> None:
        doubt = inconsistency_of(details.message.outcome, details.events, self._clock())
        self._doubt_box.setVisible(doubt is not None)
        if doubt is not None:
            words = inconsistency_words(doubt, details.message.account_id)
            self.doubt.set_content(words.kind, words.title, words.body)

    @Slot(str)
    def _show_view(self, key: str) -> None:
        self._view = key
        self._fill_view()
        for name, page in self._pages.items():
            page.setVisible(name == key)

    def _fill_view(self) -> None:
        """What is not in sight is filled when it is."""
        if self._details is not None and self._view == "fields":
            self.fields.set_fields(fields_of(self._details.message))
        elif self._details is not None and self._view == "raw":
            self.raw.set_details(self._details)

    @Slot()
    def _copy_fields(self) -> None:
        if self._details is not None:
            QGuiApplication.clipboard().setText(as_text(fields_of(self._details.message)))
            self.toast_requested.emit(messages.ALL_FIELDS_COPIED)

    @Slot()
    def _go_up(self) -> None:
        self.step_wanted.emit(-1)

    @Slot()
    def _go_down(self) -> None:
        self.step_wanted.emit(1)

    @Slot()
    def _on_same_bulk(self) -> None:
        if self._details is not None and self._details.message.bulk_id is not None:
            self.bulk_wanted.emit(self._details.message.bulk_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        painter.fillRect(0, 0, 1, self.height(), current().line)
