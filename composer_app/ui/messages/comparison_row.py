"""Two-bar row: one difference in a sentence, the same of the others, and a bar for each on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import comparison as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    Painted,
    bottom_line,
    draw_text,
    draw_wrapped,
    focus_ring,
    text_width,
    wrapped_height,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.plain_text import set_tooltip

_SIDE, _TOP, _GAP, _BAR, _ICON, _LEAST_HEIGHT = 16, 12, 12, 6, 16, 92
_LEAST_BAR = 2
"""In px. More than nothing is seen."""
_TIMES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True)
class TwoBars:
    """What a row shows.

    Attributes:
        title: the finding.
        others: the same of the others.
        names: of the two bars.
        parts: of the two groups, each of how many.
        can_filter: a filter can say it; else the row is text alone.
    """

    title: str
    others: str
    names: tuple[str, str]
    parts: tuple[tuple[int, int], tuple[int, int]]
    can_filter: bool

    def counts(self) -> tuple[str, str]:
        """`38 of 45`, for each group."""
        (these, all_these), (rest, all_rest) = self.parts
        return texts.of_all(these, all_these), texts.of_all(rest, all_rest)


@spoken_as(QAccessible.Role.Button)
class TwoBarRow(Painted, QAbstractButton):
    """At least 92 px high. Enter, Space or a click adds the finding to the filter; with Alt it excludes it.

    Signals:
        chosen(excluding): the row was pressed.
    """

    chosen = Signal(bool)

    def __init__(self, bars: TwoBars, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = bars
        self.setText(bars.title)
        self.setAccessibleName(f"{bars.title} {bars.others}")
        counts = ". ".join(f"{name}: {count}" for name, count in zip(bars.names, bars.counts(), strict=True))
        self.setAccessibleDescription(f"{counts}. {texts.ROW_HINT}" if bars.can_filter else f"{counts}.")
        set_tooltip(self, f"{bars.title}\n{texts.ROW_HINT}" if bars.can_filter else bars.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    # pressing

    @Slot()
    def _on_clicked(self) -> None:
        self._choose(excluding=bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier))

    def _choose(self, *, excluding: bool) -> None:
        if self.bars.can_filter:
            self.chosen.emit(excluding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TIMES and not event.isAutoRepeat():
            self._choose(excluding=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.bars.can_filter:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(texts.ADD_TO_FILTER).triggered.connect(self._on_add)
        menu.addAction(texts.EXCLUDE).triggered.connect(self._on_exclude)
        menu.popup(event.globalPos())

    @Slot()
    def _on_add(self) -> None:
        self._choose(excluding=False)

    @Slot()
    def _on_exclude(self) -> None:
        self._choose(excluding=True)

    # painting

    def _line(self) -> int:
        return self.fontMetrics().height() + 1

    def _way_on_room(self) -> int:
        """The width beside the title that the word Filter may take."""
        word = text_width(texts.FILTER, typography.body(medium=True))
        return _ICON + 4 + word + 8 if self.bars.can_filter else 0

    def _title_lines(self, width: int) -> int:
        font = typography.strong()
        height = wrapped_height(self.bars.title, font, width - 2 * _SIDE - self._way_on_room())
        return max(round(height / QFontMetrics(font).height()), 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((3 + self._title_lines(width)) * self._line() + 2 * _TOP + 2, _LEAST_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(max(self.width(), 280)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        is_pointed_at = self.bars.can_filter and (self.underMouse() or self.hasFocus())
        painter.fillRect(self.rect(), theme.alt if is_pointed_at else theme.base)
        bottom_line(painter, self.rect(), theme.line)
        width, line = self.width() - 2 * _SIDE, self._line()
        lines = self._title_lines(self.width())
        top = (self.height() - (3 + lines) * line - 2) / 2
        self._paint_way_on(painter, top, is_pointed_at=is_pointed_at)
        title = self.visual(QRectF(_SIDE, top, width - self._way_on_room(), lines * line))
        draw_wrapped(painter, title, self.bars.title, typography.strong(), theme.text)
        below = top + lines * line
        others = self.visual(QRectF(_SIDE, below, width, line))
        draw_text(painter, others, self.bars.others, typography.body(), theme.text2)
        self._paint_bar(painter, 0, below + line + 2, theme.outcomes[Outcome.SENDING].bar)
        self._paint_bar(painter, 1, below + 2 * line + 2, theme.outcomes[Outcome.PENDING].bar)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, theme.focus)

    def _paint_way_on(self, painter: QPainter, top: float, *, is_pointed_at: bool) -> None:
        """A chevron, or the word Filter."""
        if not self.bars.can_filter:
            return
        line, right = self._line(), self.width() - _SIDE
        if not is_pointed_at:
            spot = self.visual(QRectF(right - _ICON, top, _ICON, line))
            icons.paint(painter, spot, "chevron-right", "text2", _ICON)
            return
        word = text_width(texts.FILTER, typography.body(medium=True))
        spot = self.visual(QRectF(right - word, top, word, line))
        draw_text(painter, spot, texts.FILTER, typography.body(medium=True), current().accent_text)
        icon = self.visual(QRectF(right - word - 4 - _ICON, top, _ICON, line))
        icons.paint(painter, icon, "filter", "accent_text", _ICON)

    def _paint_bar(self, painter: QPainter, number: int, top: float, colour: QColor) -> None:
        font, line, text2 = typography.small(), self._line(), current().text2
        names = max(text_width(name, font) for name in self.bars.names)
        counts = max(text_width(texts.of_all(whole, whole), font) for _, whole in self.bars.parts)
        draw_text(painter, self.visual(QRectF(_SIDE, top, names, line)), self.bars.names[number], font, text2)
        right = self.visual(QRectF(self.width() - _SIDE - counts, top, counts, line))
        end = (
            Qt.AlignmentFlag.AlignRight
            if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            else Qt.AlignmentFlag.AlignLeft
        )
        draw_text(painter, right, self.bars.counts()[number], font, text2, end)
        start = _SIDE + names + _GAP
        scale = self.width() - _SIDE - counts - _GAP - start
        part, whole = self.bars.parts[number]
        if part and whole and scale > 0:
            length = max(round(scale * part / whole), _LEAST_BAR)
            box = self.visual(QRectF(start, round(top + (line - _BAR) / 2), length, _BAR))
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            radius = min(_BAR, length) / 2
            painter.drawRoundedRect(box, radius, radius)
            painter.restore()
