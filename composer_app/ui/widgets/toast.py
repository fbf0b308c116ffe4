"""Toast: one line at the bottom of a window that disappears after a time. Never for errors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from composer_app.ui.texts import verbs
from composer_app.ui.theme import icons, motion, typography
from composer_app.ui.theme.painting import Painted, draw_text, focus_ring, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

STAY_MS, _IN_MS, _OUT_MS = 6000, 160, 120
_PADDING, _ICON, _GAP, _SHADOW = 14, 16, 10, 4


@spoken_as(QAccessible.Role.Notification)
class Toast(Painted, QWidget):
    """Overlay at the bottom centre of a window; one at a time, a new text replaces the old one.

    While the mouse is over it or its action has the focus it stays.

    Signals:
        dismissed: it is gone.
    """

    dismissed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._text = ""
        self._on_action: Callable[[], object] | None = None
        self._action = _Action(self)
        self._action.clicked.connect(self._on_clicked)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.dismiss)
        self._before: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        window.installEventFilter(self)
        self.hide()

    def show_message(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, stay_ms: int = STAY_MS
    ) -> None:
        """Shows one line.

        Args:
            action: at most one, e.g. "Undo"; pressing it calls ``on_action`` and closes the toast.
            stay_ms: for an undo, as long as the undo window.
        """
        self._text, self._on_action = text, on_action
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        fresh = self.isHidden()
        self._place()
        self.show()
        self.raise_()
        self.update()
        if fresh:
            end = self.pos()
            motion.animate(self, b"pos", end + QPoint(0, 16), end, _IN_MS)
        self.timer.start(stay_ms)

    def set_text(self, text: str) -> None:
        """Changes the words without starting the time anew: a count-down."""
        self._text = text
        self._place()
        self.update()

    def text(self) -> str:
        return self._text

    @Slot()
    def dismiss(self) -> None:
        """Takes it away now."""
        self.timer.stop()
        if self.isHidden():
            return
        out = motion.animate(self, b"pos", self.pos(), self.pos() + QPoint(0, 16), _OUT_MS)
        if out.duration() > 0:
            out.finished.connect(self._on_gone)
        else:
            self._on_gone()

    @Slot()
    def _on_gone(self) -> None:
        if not self.timer.isActive():
            self._give_focus_back()
            self.hide()
            self._on_action = None  # it holds what it would have brought back
            self.dismissed.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self._action:
            self._before = old

    def _give_focus_back(self) -> None:
        """Restore the focus when the action is hidden; Qt would focus the next button."""
        before, self._before = self._before, None
        if self._action.hasFocus() and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> bool:
        """Takes back what the line says; False: nothing in sight can be taken back."""
        if self.isHidden() or self._on_action is None or self._action.text() != verbs.UNDO:
            return False
        self._action.click()
        return True

    @Slot()
    def _on_clicked(self) -> None:
        self._give_focus_back()
        callback, self._on_action = self._on_action, None
        self.dismiss()
        if callback is not None:
            callback()

    def sizeHint(self) -> QSize:
        width = 2 * (_PADDING + _SHADOW) + _ICON + _GAP + text_width(self._text, typography.body())
        if self._action.text():
            width += 32 + self._action.sizeHint().width() - 8
        return QSize(max(width, 240), row_height(44, typography.body()) + 2 * _SHADOW)

    def _place(self) -> None:
        size = self.sizeHint().boundedTo(self._window.size() - QSize(32, 0))
        x = (self._window.width() - size.width()) // 2
        self.setGeometry(x, self._window.height() - size.height() - 40, size.width(), size.height())
        action = self._action.sizeHint()
        side = _SHADOW + 8
        left = size.width() - side - action.width() if self._is_ltr() else side
        self._action.setGeometry(left, (size.height() - action.height()) // 2, action.width(), action.height())

    def _is_ltr(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.LeftToRight

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hold()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.let_go()

    def hold(self) -> None:
        """Stops the time: hovered or focused."""
        self.timer.stop()

    def let_go(self) -> None:
        """Starts the time again."""
        if self.isVisible() and not self._action.hasFocus():
            self.timer.start(STAY_MS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        for step in range(_SHADOW, 0, -1):
            shade = QColor(theme.shadow)
            shade.setAlphaF(0.10)
            rounded(painter, box.adjusted(-step, -step + 2, step, step), 8 + step, shade)
        rounded(painter, box, 8, theme.toast)
        x = _SHADOW + _PADDING
        height = float(self.height())
        icons.paint(painter, self.visual(QRectF(x, 0, _ICON, height)), "info", theme.toast_text)
        x += _ICON + _GAP
        end = self.width() - _SHADOW - _PADDING
        if self._action.text():
            end -= self._action.width() + 8
        draw_text(
            painter,
            self.visual(QRectF(x, 0, end - x, height)),
            self._text,
            typography.body(),
            theme.toast_text,
        )


class _Action(Painted, QAbstractButton):
    def __init__(self, toast: Toast) -> None:
        super().__init__(toast)
        self._toast = toast
        self.setObjectName("toast_action")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # pressed by mouse it leaves the focus where it was
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), typography.strong()) + 16
        return QSize(width, row_height(28, typography.strong()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._toast.hold()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._toast.let_go()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hasFocus():
            focus_ring(painter, rect, 6, theme.toast_action)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, self.text(), typography.strong(), theme.toast_action, centre)
