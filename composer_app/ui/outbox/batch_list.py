"""The requests of a send run, each with its state."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.domain.send_run import SendRunBatch, SendRunEntry
from composer_app.ui.texts import outbox, outcome_words, send_runs
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.painting import Painted, draw_text, hairline, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_LINE, _ICON, _GAP = 28, 16, 6
_READ_ALOUD = 20
"""Most requests in the description for a screen reader."""


@spoken_as(QAccessible.Role.List)
class BatchList(Painted, QWidget):
    """Painted line by line: the cost depends only on the lines in view.

    Signals:
        mail_wanted(submission id): a line was clicked twice; show the mail of this request.
    """

    mail_wanted = Signal(str)

    def __init__(self, entry: SendRunEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batches")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_entry(entry)

    def set_entry(self, entry: SendRunEntry) -> None:
        """Show the requests of this run."""
        self._batches = entry.batches
        self.setAccessibleName(send_runs.REQUESTS)
        self.setAccessibleDescription("; ".join(self.line_text(at) for at in range(len(self._batches))[:_READ_ALOUD]))
        self.updateGeometry()
        self.update()

    def line_text(self, number: int) -> str:
        """Request, state and reason of one line."""
        batch = self._batches[number]
        word = outcome_words.word(_outcome(batch))
        return f"{send_runs.request_line(number + 1, batch.recipient_count)}: {word} {_reason(batch)}".strip()

    def count(self) -> int:
        return len(self._batches)

    def _line_height(self) -> int:
        return row_height(_LINE, typography.body())

    def sizeHint(self) -> QSize:
        return QSize(300, self._line_height() * len(self._batches))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y()) // self._line_height()
        if event.button() is Qt.MouseButton.LeftButton and 0 <= number < len(self._batches):
            self.mail_wanted.emit(self._batches[number].id)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self._line_height()
        first, last = event.rect().top() // high, event.rect().bottom() // high
        now = datetime.now(UTC)
        for number in range(max(first, 0), min(last + 1, len(self._batches))):
            self._paint_line(painter, number, number * high, high, now)

    def _paint_line(self, painter: QPainter, number: int, top: int, high: int, now: datetime) -> None:
        theme, batch = current(), self._batches[number]
        outcome = _outcome(batch)
        colour = theme.outcomes[outcome].text
        hairline(painter, QPointF(0, top), self.width(), theme.line)
        word_left, text_left = _ICON + _GAP, _ICON + _GAP + _status_width()
        icons.paint(painter, self.visual(QRectF(0, top, _ICON, high)), outcome_signs.icon_name(outcome), colour)
        word = self.visual(QRectF(word_left, top, text_left - word_left, high))
        draw_text(painter, word, outcome_words.word(outcome), typography.small(QFont.Weight.Medium), colour)
        at = batch.handed_over_at
        time = outbox.when(at, now) if at else ""
        time_width = text_width(time, typography.small())
        room = max(self.width() - text_left - time_width - 16, 0)
        line = self.visual(QRectF(text_left, top, room * 0.55 - 16, high))
        draw_text(
            painter, line, send_runs.request_line(number + 1, batch.recipient_count), typography.body(), theme.text
        )
        reason = self.visual(QRectF(text_left + room * 0.55, top, room * 0.45, high))
        draw_text(painter, reason, _reason(batch), typography.small(), theme.text2)
        spot = self.visual(QRectF(self.width() - time_width, top, time_width, high))
        draw_text(painter, spot, time, typography.small(), theme.text2, Qt.AlignmentFlag.AlignRight)


def _outcome(batch: SendRunBatch) -> Outcome:
    return Outcome(batch.state.value)


def _reason(batch: SendRunBatch) -> str:
    return problem_words(batch.problem, None).title.rstrip(".") if batch.problem is not None else ""


def _status_width() -> int:
    font = typography.small(QFont.Weight.Medium)
    return max(text_width(word, font) for word in outcome_words.all_words()) + 26
