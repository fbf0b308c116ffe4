"""The recipients of a mail, each with its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox, outcome_words
from composer_app.ui.texts.outcome_reasons import explain_of, why_of
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.painting import Painted, draw_text, hairline, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.plain_text import show_tooltip

_LINE, _ICON, _GAP = 28, 16, 6
_READ_ALOUD = 20
"""Most recipients in the description for a screen reader."""


@spoken_as(QAccessible.Role.List)
class RecipientList(Painted, QWidget):
    """Painted line by line: the cost depends only on the lines in view.

    Args:
        expected: number of recipients, for which it has room before they are read.
    """

    def __init__(self, expected: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipients")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(outbox.RECIPIENTS)
        self._expected = expected
        self._lines: list[tuple[MessageRow, str]] = []

    def set_messages(self, messages: Sequence[MessageRow]) -> None:
        """Show the recipients of these messages."""
        self._expected = len(messages)
        self._lines = [(message, _prefix(message.kind)) for message in messages]
        self.setAccessibleDescription(
            "; ".join(self.line_text(number) for number in range(len(self._lines))[:_READ_ALOUD])
        )
        self.updateGeometry()
        self.update()

    def line_text(self, number: int) -> str:
        """Recipient, outcome and reason of one line."""
        message, prefix = self._lines[number]
        reason = why_of(message)
        return f"{prefix} {message.to}: {outcome_words.word(message.outcome)} {reason}".strip()

    def count(self) -> int:
        return len(self._lines)

    def _line_height(self) -> int:
        return row_height(_LINE, typography.body())

    def sizeHint(self) -> QSize:
        return QSize(300, self._line_height() * self._expected)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self._line_height()
        first, last = event.rect().top() // high, event.rect().bottom() // high
        now = datetime.now(UTC)
        for number in range(max(first, 0), min(last + 1, len(self._lines))):
            self._paint_line(painter, number, number * high, high, now)

    def _paint_line(self, painter: QPainter, number: int, top: int, high: int, now: datetime) -> None:
        theme = current()
        message, prefix = self._lines[number]
        colour = theme.outcomes[message.outcome].text
        hairline(painter, QPointF(0, top), self.width(), theme.line)
        word_left, address_left = _ICON + _GAP, _ICON + _GAP + _status_width()
        icon = self.visual(QRectF(0, top, _ICON, high))
        icons.paint(painter, icon, outcome_signs.icon_name(message.outcome), colour)
        word = self.visual(QRectF(word_left, top, address_left - word_left, high))
        draw_text(painter, word, outcome_words.word(message.outcome), typography.small(QFont.Weight.Medium), colour)
        time = _time(message, now)
        time_width = text_width(time, typography.small())
        room = max(self.width() - address_left - time_width - 16, 0)
        self._paint_address(painter, prefix, message.to, QRectF(address_left, top, room * 0.55 - 16, high))
        reason = self.visual(QRectF(address_left + room * 0.55, top, room * 0.45, high))
        text = why_of(message)
        draw_text(painter, reason, text, typography.small(), theme.text2)
        spot = self.visual(QRectF(self.width() - time_width, top, time_width, high))
        draw_text(painter, spot, time, typography.small(), theme.text2, Qt.AlignmentFlag.AlignRight)

    def _paint_address(self, painter: QPainter, prefix: str, address: str, rect: QRectF) -> None:
        theme = current()
        if prefix:
            width = text_width(prefix, typography.small()) + _GAP
            draw_text(painter, self.visual(rect), prefix, typography.small(), theme.text3)
            rect = rect.adjusted(width, 0, 0, 0)
        shown = fmt.elide_address(address, QFontMetricsF(typography.body()), rect.width())
        draw_text(painter, self.visual(rect), shown, typography.body(), theme.text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = event.pos().y() // self._line_height()
            if 0 <= number < len(self._lines):
                show_tooltip(event.globalPos(), self._tooltip(number), self)
                return True
        return super().event(event)

    def _tooltip(self, number: int) -> str:
        message, _ = self._lines[number]
        reason = explain_of(message)
        return "\n".join(part for part in (message.to, reason.title, reason.body, reason.vendor) if part)


def _prefix(kind: RecipientKind) -> str:
    return {RecipientKind.CC: outbox.CC, RecipientKind.BCC: outbox.BCC}.get(kind, "")


def _status_width() -> int:
    font = typography.small(QFont.Weight.Medium)
    return max(text_width(word, font) for word in outcome_words.all_words()) + 26


def _time(message: MessageRow, now: datetime) -> str:
    at = message.done_at or message.sent_at
    return outbox.when(at, now) if at else ""
