"""Details of one message: outcome, history, all fields, raw JSON."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from composer_app.domain.clock import Clock
from composer_app.domain.inconsistencies import inconsistency_of
from composer_app.domain.message_history import EventSource, MessageDetails
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.messages.message_fields import as_text, fields_of, summary_of
from composer_app.ui.messages.message_timeline import steps_of
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.messages.raw_view import RawView
from composer_app.ui.texts import messages
from composer_app.ui.texts.inconsistencies import inconsistency_words
from composer_app.ui.texts.outcome_reasons import explain_of
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.timeline import Timeline
from composer_app.ui.widgets.wrapped_text import WrappedText

_MARGIN = 16
_BEFORE_ICON = 12
"""From the edge of a quiet button, which one does not see, to its icon: that stands under the labels."""


class DetailsPanel(Painted, QWidget):
    """336 px wide where there is room.

    Signals:
        closed: the cross was pressed.
        bulk_wanted: show the rest of this bulk.
        evidence_wanted: save all data about this message, for a support ticket.
        toast_requested: a sentence for a toast.

    Args:
        clock: for the age of a message without news.
    """

    closed = Signal()
    bulk_wanted = Signal(str)
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
        self.same_bulk = quiet_button(
            messages.SAME_BULK, self, icon="filter", compact=True, tooltip=messages.SAME_BULK_HINT
        )
        self.same_bulk.setObjectName("same_bulk")
        self.evidence = quiet_button(
            messages.SAVE_EVIDENCE,
            self,
            icon="export",
            compact=True,
            tooltip=messages.EVIDENCE_HINT,
        )
        self.evidence.setObjectName("save_evidence")
        self._pages: dict[str, QWidget] = {}
        self._build()

    def _build(self) -> None:
        copy = quiet_button(parent=self, icon="copy", tooltip=messages.COPY_ALL_FIELDS, compact=True)
        copy.setObjectName("copy_fields")
        close = quiet_button(parent=self, icon="close", tooltip=messages.CLOSE_DETAILS, compact=True)
        close.setObjectName("close_details")
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 12, 8, 4)
        head.setSpacing(4)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(copy)
        head.addWidget(close)
        history = QWidget(self)
        lines = QVBoxLayout(history)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        steps = QVBoxLayout()
        steps.setContentsMargins(_BEFORE_ICON, 0, 0, 0)
        steps.setSpacing(10)
        for widget in (self.timeline, self.pushed, Hairline(history), self.summary):
            steps.addWidget(widget)
        lines.addLayout(steps)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.same_bulk)
        buttons.addWidget(self.evidence)
        buttons.addStretch(1)
        lines.addLayout(buttons)
        self._pages = {"history": history, "fields": self.fields, "raw": self.raw}
        body = QWidget(self)
        whole_body = QVBoxLayout(body)
        whole_body.setContentsMargins(_MARGIN - _BEFORE_ICON, 4, _MARGIN, _MARGIN)
        whole_body.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(_BEFORE_ICON, 0, 0, 0)
        column.setSpacing(0)
        for part, space in ((self.subject, 4), (self.to, 12), (self.message, 12)):
            column.addWidget(part)
            column.addSpacing(space)
        self._doubt_box = QWidget(body)
        doubt_lines = QVBoxLayout(self._doubt_box)
        doubt_lines.setContentsMargins(0, 0, 0, 12)
        doubt_lines.addWidget(self.doubt)
        column.addWidget(self._doubt_box)
        column.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(14)
        column.addWidget(self.fields)
        column.addWidget(self.raw)
        whole_body.addLayout(column)
        whole_body.addWidget(history)
        whole_body.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        for ground in (scroll.viewport(), body):  # ours is painted below
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)
        self._show_view(self._view)
        copy.clicked.connect(self._copy_fields)
        close.clicked.connect(self.closed)
        self.views.changed.connect(self._show_view)
        self.same_bulk.clicked.connect(self._on_same_bulk)
        self.evidence.clicked.connect(self.evidence_wanted)
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
        self.same_bulk.setVisible(message.bulk_id is not None and bulk_size > 1)

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
    def _on_same_bulk(self) -> None:
        if self._details is not None and self._details.message.bulk_id is not None:
            self.bulk_wanted.emit(self._details.message.bulk_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        painter.fillRect(0, 0, 1, self.height(), current().line)
