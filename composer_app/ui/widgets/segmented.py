"""Segmented control: 2 to 5 segments for views and modes. One tab stop; the arrow keys move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, PaintedButton, draw_text, focus_ring, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import set_tooltip


@dataclass(frozen=True, slots=True)
class SegmentItem:
    """One segment. An icon alone needs a tooltip, which is also its accessible name."""

    key: str
    text: str = ""
    icon: str = ""
    tooltip: str = ""


@spoken_as(QAccessible.Role.Grouping)
class Segmented(Painted, QWidget):
    """Exactly one segment is on.

    Signals:
        changed(key): another segment is on, by the user or by ``set_current``.
    """

    changed = Signal(str)

    def __init__(
        self, items: Sequence[SegmentItem], parent: QWidget | None = None, *, name: str = "", height: int = 28
    ) -> None:
        super().__init__(parent)
        self._height = height
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        row = in_row(self, spacing=2, margins=(2, 2, 2, 2))
        for item in items:
            segment = _Segment(item, self)
            self._segments[item.key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
        self._segments[items[0].key].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else no label leads here
        self.setFocusProxy(self._segments[items[0].key])
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def current(self) -> str:
        """The key of the segment that is on."""
        button = self._group.checkedButton()
        assert isinstance(button, _Segment)
        return button.item.key

    def set_current(self, key: str) -> None:
        """Turns a segment on. Raises KeyError for an unknown key."""
        self._segments[key].setChecked(True)

    def segment(self, key: str) -> QAbstractButton:
        """The button of one segment: to disable it, to give it a shortcut or a tooltip."""
        return self._segments[key]

    @property
    def track_height(self) -> int:
        return max(self._height, self.fontMetrics().height() + 10)

    @Slot(QAbstractButton, bool)
    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _Segment):
            self.setFocusProxy(button)
            self.changed.emit(button.item.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        edge = theme.line if theme.dark or theme.edge > 1 else None
        rounded(QPainter(self), QRectF(self.rect()), 7, theme.sunken, edge, theme.edge)


class _Segment(PaintedButton, QAbstractButton):
    def __init__(self, item: SegmentItem, owner: Segmented) -> None:
        super().__init__(owner)
        self.item, self._owner = item, owner
        self.setObjectName(f"segment_{item.key}")
        self.setText(item.text)
        set_tooltip(self, item.tooltip)
        self.setAccessibleName(item.text or item.tooltip)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # with that Qt tells of a radio button
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog: the arrow keys choose, and some desktops let Enter press any button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _font(self) -> QFont:
        return typography.small(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)

    def sizeHint(self) -> QSize:
        # the width of the bold form, so that nothing moves when the choice does
        width = 20 + text_width(self.text(), typography.small(QFont.Weight.DemiBold))
        if self.item.icon:
            width += 10 if not self.text() else 22
        return QSize(width, self._owner.track_height - 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            edge = theme.border if self.isEnabled() else theme.line
            rounded(painter, rect, 5, theme.raised, edge, theme.edge)
        elif self.underMouse() and self.isEnabled():
            rounded(painter, rect, 5, theme.hover)
        if self.hasFocus():
            focus_ring(painter, rect, 5, theme.focus)
        role = "text" if self.isChecked() or self.underMouse() else "text2"
        if not self.isEnabled():
            role = "disabled"
        if not self.item.icon:
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, rect, self.text(), self._font(), theme.colour(role), centre)
            return
        if not self.text():
            icons.paint(painter, rect, self.item.icon, role)
            return
        icons.paint(painter, self.visual(QRectF(10, 0, 16, rect.height())), self.item.icon, role)
        text = self.visual(QRectF(32, 0, rect.width() - 36, rect.height()))
        draw_text(painter, text, self.text(), self._font(), theme.colour(role))
