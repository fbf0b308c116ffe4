"""Wrapping, selectable text, as high as its width requires."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current


class WrappedText(Painted, QTextEdit):
    """A QLabel does not break long words, and not every layout follows its height; this widget does both."""

    def __init__(
        self, parent: QWidget | None = None, *, font: QFont | None = None, role: str = "text", padding: int = 0
    ) -> None:
        """Args:
        padding: px above and below the text.
        """
        super().__init__(parent)
        self._role = role
        self._padding = padding
        self.setViewportMargins(0, padding, 0, padding)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        if font is not None:
            self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Shows plain text."""
        self.setPlainText(text)
        self.setAccessibleName(text)
        self._fit()

    def restyle(self) -> None:
        # the application's style sheet colours text edits: a palette would change nothing
        wanted = f"background: transparent; color: {current().colour(self._role).name()};"
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)  # calls this again
            return
        super().restyle()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _height(self) -> int:
        # before it has its place it is one line: measured in no width at all, it would make the window grow
        line = self.fontMetrics().height()
        text = max(int(self.document().size().height() + 0.999), line) if self.isVisible() else line
        return text + 2 * self._padding

    def _fit(self) -> None:
        if self.isVisible():
            self.document().setTextWidth(self.viewport().width())
        if self.height() != self._height() or self.minimumHeight() != self._height():
            self.setFixedHeight(self._height())
