"""Page bar: icon, word and count of each page on the left, the caller's widgets on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    Painted,
    PaintedButton,
    bottom_line,
    draw_text,
    focus_ring,
    rounded,
    row_height,
    text_width,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.buttons import QuietButton
from composer_app.ui.widgets.layouts import REST, in_row

_PADDING, _ICON, _GAP, _COUNT = 11, 18, 6, 18
_SPACING, _MARGIN = 4, 12


@spoken_as(QAccessible.Role.PageTabList)
class PageBar(Painted, QWidget):
    """48 px high. One tab stop for the pages; the arrow keys move between them.

    Where there is no room, the quiet buttons at the right lose their words.

    Signals:
        current_changed(key): another page is current now.
    """

    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._pages: dict[str, _PageButton] = {}
        self._right: list[QWidget] = []
        self._row = in_row(self, REST, spacing=_SPACING, margins=(_MARGIN, 0, _MARGIN, 1))
        self._group.buttonToggled.connect(self._on_toggled)
        self.setAccessibleName(texts.PAGES)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_page(self, key: str, text: str, icon: str) -> None:
        """Adds a page at the right end of the pages; the first one becomes current, without a signal."""
        button = _PageButton(key, text, icon, self)
        self._row.insertWidget(len(self._pages), button)
        self._pages[key] = button
        self._group.addButton(button)
        if len(self._pages) == 1:
            blocked = self._group.blockSignals(True)
            button.setChecked(True)
            self._group.blockSignals(blocked)

    def add_right(self, widget: QWidget) -> None:
        """Adds a widget at the right end of the bar."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._right.append(widget)

    def current(self) -> str:
        """The key of the current page."""
        button = self._group.checkedButton()
        assert isinstance(button, _PageButton)
        return button.key

    def set_current(self, key: str) -> None:
        """Makes a page current. Raises KeyError for an unknown key."""
        self._pages[key].setChecked(True)

    def set_count(self, key: str, count: int, *, urgent: bool = False) -> None:
        """The badge of a page: 0 hides it; urgent (amber) if the user must act."""
        self._pages[key].set_count(count, urgent)

    def page_button(self, key: str) -> QAbstractButton:
        return self._pages[key]

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(48, self.fontMetrics().height() + 30))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @Slot(QAbstractButton, bool)
    def _on_toggled(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _PageButton):
            self.current_changed.emit(button.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # another count or account
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        right = [widget for widget in self._right if not widget.isHidden()]
        parts = len(self._pages) + len(right)
        needed = 2 * _MARGIN + _SPACING * parts + sum(page.sizeHint().width() for page in self._pages.values())
        needed += sum(_width_with_words(widget) for widget in right)
        for widget in right:
            if isinstance(widget, QuietButton):
                widget.set_wordless(needed > self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().window)
        bottom_line(painter, self.rect(), current().line)


def _width_with_words(widget: QWidget) -> int:
    return widget.width_with_words() if isinstance(widget, QuietButton) else widget.sizeHint().width()


@spoken_as(QAccessible.Role.PageTab)
class _PageButton(PaintedButton, QAbstractButton):
    def __init__(self, key: str, text: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self._icon_name = key, icon
        self._count, self._urgent = 0, False
        self.setObjectName(f"page_{key}")
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: int, urgent: bool) -> None:
        if (count, urgent) == (self._count, self._urgent):
            return
        self._count, self._urgent = count, urgent
        self.setAccessibleName(texts.page(self.text(), count, urgent))
        self.restyle()

    def _count_width(self) -> int:
        if not self._count:
            return 0
        return max(_COUNT, text_width(fmt.number(self._count), typography.tiny(strong=True)) + 10)

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + _ICON + _GAP + text_width(self.text(), typography.strong()) + 1
        if self._count:
            width += 13 + self._count_width() - 2
        return QSize(width, row_height(32, typography.strong()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            rounded(painter, rect, 6, theme.accent_soft, theme.accent_text if theme.edge > 1 else None, theme.edge)
        elif self.underMouse():
            rounded(painter, rect, 6, theme.hover)
        if self.hasFocus():
            focus_ring(painter, rect, 6, theme.focus)
        role = "accent_text" if on else "text2"
        icons.paint(painter, self.visual(QRectF(_PADDING, 0, _ICON, rect.height())), self._icon_name, role, _ICON)
        font = typography.strong() if on else typography.body(medium=True)
        x = _PADDING + _ICON + _GAP
        width = text_width(self.text(), typography.strong())
        draw_text(painter, self.visual(QRectF(x, 0, width, rect.height())), self.text(), font, theme.colour(role))
        if self._count:
            self._paint_count(painter, x + width + 12)

    def _paint_count(self, painter: QPainter, x: float) -> None:
        theme = current()
        width = self._count_width()
        box = self.visual(QRectF(x, (self.height() - _COUNT) / 2, width, _COUNT))
        rounded(painter, box, _COUNT / 2, theme.warning.soft if self._urgent else theme.hover)
        colour = theme.warning.text if self._urgent else theme.text2
        font: QFont = typography.tiny(strong=True)
        draw_text(painter, box, fmt.number(self._count), font, colour, Qt.AlignmentFlag.AlignHCenter)
