"""Side panel: a list with its details at the right, or over it where the window has no room for both."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from composer_app.ui.theme import motion, typography
from composer_app.ui.widgets.layouts import in_column

OVERLAY_BELOW = 1180
"""Width of the window, in units of the font, from which on both have room."""
PANEL_WIDTH = 336


class SidePanel(QWidget):
    """Holds `content` and `panel`. The panel is closed at first."""

    def __init__(self, content: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._is_over = False
        self._is_open = False
        self._width = typography.units(PANEL_WIDTH)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(content)
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        in_column(self, self._splitter)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._on_settled)
        panel.hide()

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def is_over(self) -> bool:
        """True while the panel lies over the list."""
        return self._is_over

    def set_open(self, is_open: bool) -> None:
        if is_open == self._is_open:
            return
        self._is_open = is_open
        self._panel.setVisible(is_open)
        self._panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, self._settling.isActive())
        self._arrange()
        if is_open and self._is_over:
            end = self._over()
            motion.animate(self._panel, b"geometry", end.translated(end.width(), 0), end)

    @Slot()
    def expect_double_click(self) -> None:
        """A row was clicked. A second press belongs to that row, even if the panel covers it by then."""
        self._settling.start(QApplication.doubleClickInterval())

    def save(self) -> QByteArray:
        """The width of the panel in units of the font, for the settings."""
        return QByteArray(str(round(self._width * 1000 / typography.units(1000))).encode())

    def restore(self, state: QByteArray) -> None:
        text = bytes(state.data()).decode("ascii", "replace")
        if text.isdigit():
            self._width = typography.units(min(max(int(text), PANEL_WIDTH - 56), 900))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _on_settled(self) -> None:
        self._panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

    @Slot()
    def _on_moved(self) -> None:
        self._width = self._panel.width()

    def _arrange(self) -> None:
        over = self.window().width() < typography.units(OVERLAY_BELOW)
        if over != self._is_over:
            self._is_over = over
            if over:
                self._panel.setParent(self)
            else:
                self._splitter.addWidget(self._panel)
            self._panel.setVisible(self._is_open)
        if not self._is_open:
            return
        if over:
            self._panel.setGeometry(self._over())
            self._panel.raise_()
        elif self._splitter.sizes()[1:] != [self._width]:
            self._splitter.setSizes([max(self.width() - self._width - 1, 1), self._width])

    def _over(self) -> QRect:
        width = min(max(typography.units(PANEL_WIDTH), self._panel.minimumSizeHint().width()), self.width())
        return QRect(self.width() - width, 0, width, self.height())
