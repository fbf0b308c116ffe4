"""Lookup times of a mail with unknown outcome: past and planned."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.submission import SubmissionHead
from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.services.sending.lookup_times import LOOKUP_AFTER
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, draw_text, text_width
from composer_app.ui.theme.theme_store import current

_ICON, _GAP, _BETWEEN, _LINE = 14, 5, 20, 22


@dataclass(frozen=True, slots=True)
class LookupRecord:
    """One lookup: done, next, or planned."""

    text: str
    is_done: bool = False
    is_next: bool = False


def lookups_of(submission: SubmissionHead) -> list[LookupRecord]:
    """``✓ 5 s, ✓ 30 s, 2 min at 14:02, 10 min, then hourly until 25 Nov 13:52``."""
    first = [fmt.pause(after.total_seconds()) for after in LOOKUP_AFTER[:-1]]
    until = fmt.moment((submission.handed_over_at or submission.created_at) + LOG_REACH, seconds=False)
    done = submission.lookups
    next_at = submission.next_lookup_at
    clock = fmt.clock(next_at, seconds=False) if next_at else ""
    steps = []
    for number, text in enumerate(first):
        is_next = number == done and next_at is not None
        steps.append(
            LookupRecord(outbox.LOOKUP_AT.format(pause=text, time=clock) if is_next else text, number < done, is_next)
        )
    if next_at is None:
        steps.append(LookupRecord(outbox.LOOKUPS_HOURLY.format(until=until), is_done=True))
    elif done >= len(first):
        steps.append(LookupRecord(outbox.LOOKUPS_HOURLY_NEXT.format(time=clock, until=until), is_next=True))
    else:
        steps.append(LookupRecord(outbox.LOOKUPS_THEN_HOURLY.format(until=until)))
    return steps


class LookupLine(Painted, QWidget):
    """The lookups side by side, in as many lines as needed."""

    def __init__(self, submission: SubmissionHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_submission(submission)

    def set_submission(self, submission: SubmissionHead) -> None:
        self._steps = lookups_of(submission)
        done = sum(step.is_done for step in self._steps)
        self.setAccessibleName(f"{outbox.looked_up(done)} {', '.join(step.text for step in self._steps)}")
        self.restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        spots = self._spots(width)
        return int(spots[-1].y()) + self._line() if spots else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def _line(self) -> int:
        return max(_LINE, self.fontMetrics().height() + 4)

    def _spots(self, width: int) -> list[QPointF]:
        spots, x, y = [], 0, 0
        for step in self._steps:
            wide = _ICON + _GAP + text_width(step.text, _font(step))
            if x and x + wide > width:
                x, y = 0, y + self._line()
            spots.append(QPointF(x, y))
            x += wide + _BETWEEN
        return spots

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        for step, spot in zip(self._steps, self._spots(self.width()), strict=True):
            box = QRectF(spot.x(), spot.y(), _ICON, self._line())
            if step.is_done:
                icons.paint(painter, self.visual(box), "check", "text2", _ICON)
            elif step.is_next:
                icons.paint(painter, self.visual(box), "status-scheduled", "warning.text", _ICON)
            else:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.text2, 1.2))
                painter.drawEllipse(self.visual(box).center(), 2.5, 2.5)
            width = text_width(step.text, _font(step))
            text = self.visual(QRectF(spot.x() + _ICON + _GAP, spot.y(), width, self._line()))
            draw_text(painter, text, step.text, _font(step), theme.text if step.is_next else theme.text2)


def _font(step: LookupRecord) -> QFont:
    return typography.small(QFont.Weight.DemiBold if step.is_next else QFont.Weight.Normal)
