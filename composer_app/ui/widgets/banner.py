"""Banner, a 40 px line under the page bar, and the stack that shows one of several by priority."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer_app.ui.texts import verbs
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted, bottom_line, draw_text, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.plain_text import set_tooltip

_LOOKS: dict[BannerKind, tuple[MessageKind, str]] = {
    BannerKind.ERROR: (MessageKind.ERROR, "status-bounced"),
    BannerKind.WARNING: (MessageKind.WARNING, "warning"),
    BannerKind.NOTICE: (MessageKind.WARNING, "warning"),
    BannerKind.SANDBOX: (MessageKind.INFO, "sandbox"),
    BannerKind.SUCCESS: (MessageKind.SUCCESS, "status-delivered"),
}


@spoken_as(QAccessible.Role.AlertMessage)
class Banner(Painted, QWidget):
    """Full width, soft ground; as a card with round corners. Long text is cut after a whole sentence with "…"; the
    tooltip has all.

    Signals:
        closed: the cross was pressed.
    """

    closed = Signal()

    def __init__(self, spec: BannerSpec, parent: QWidget | None = None, *, is_card: bool = False) -> None:
        super().__init__(parent)
        self.spec = spec
        self._is_card = is_card
        self._compact = False
        self._callbacks = [callback for _text, callback in spec.actions]
        row = QHBoxLayout(self)
        self._stretch = QWidget(self)
        self._stretch.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(4)
        row.addWidget(self._stretch, 1)
        self._buttons: list[QPushButton | QToolButton] = []
        for number, (text, _callback) in enumerate(spec.actions):
            last = number == len(spec.actions) - 1
            made = secondary_button(text, self, compact=True) if last else quiet_button(text, self, compact=True)
            made.clicked.connect(self._on_action)
            row.addWidget(made)
            self._buttons.append(made)
        if spec.closable:
            cross = quiet_button(parent=self, icon="close", tooltip=verbs.CLOSE, compact=True)
            cross.setObjectName("banner_close")
            cross.clicked.connect(self.closed)
            row.addSpacing(4)
            row.addWidget(cross)
        sentence = f"{spec.lead} {spec.text}".strip()
        self.setAccessibleName(sentence)
        set_tooltip(self, sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Lower, for low windows: icon and bold beginning alone, unless everything fits."""
        self._compact = compact
        self.restyle()

    @Slot()
    def _on_action(self) -> None:
        sender = self.sender()
        for button, callback in zip(self._buttons, self._callbacks, strict=True):
            if button is sender:
                callback()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), row_height(32 if self._compact else 40, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        kind, icon = _LOOKS[self.spec.kind]
        triple = theme.messages[kind]
        painter = QPainter(self)
        if self._is_card:
            rounded(painter, QRectF(self.rect()), _CORNER, triple.soft, theme.border if theme.edge > 1 else None)
        else:
            painter.fillRect(self.rect(), triple.soft)
            bottom_line(painter, self.rect(), theme.border if theme.edge > 1 else theme.line)
        height = float(self.height() - 1)
        icons.paint(painter, self.visual(QRectF(16, 0, 16, height)), self.spec.icon or icon, triple.text)
        end = self._stretch.geometry().right() if self.layoutDirection() is _LTR else self.width() - 12
        x = 40
        lead = min(text_width(self.spec.lead, typography.strong()), max(end - x, 0))
        rect = self.visual(QRectF(x, 0, lead, height))
        draw_text(painter, rect, self.spec.lead, typography.strong(), theme.text)
        x += lead + 5
        if words := self.words_for(int(end - x)):
            rect = self.visual(QRectF(x, 0, end - x, height))
            draw_text(painter, rect, words, typography.body(), theme.text)

    def words_for(self, width: int) -> str:
        """The text that fits into so many px: all, or whole sentences and "…"; in a low window all or none."""
        font, words = typography.body(), self.spec.text
        if text_width(words, font) <= width:
            return words
        if self._compact:
            return ""
        while (end := words.rstrip(".").rfind(". ")) >= 0:
            words = words[: end + 1]
            if text_width(words + _MORE, font) <= width:
                return words + _MORE
        return "" if width < _LEAST_TEXT else words


_MORE = " …"
_CORNER = 8
_LEAST_TEXT = 160
"""Px below which a cut sentence is too short to be of use."""
_LTR = Qt.LayoutDirection.LeftToRight


class BannerStack(QWidget):
    """Holds several banners and shows the most important one; takes no room without any.

    Args:
        is_card: with round corners, between other things; otherwise a line from edge to edge.

    Signals:
        closed(key): the user has closed that banner; it is already gone.
    """

    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, is_card: bool = False) -> None:
        super().__init__(parent)
        self._is_card = is_card
        self._specs: dict[str, BannerSpec] = {}
        self._shown: Banner | None = None
        self._shown_key = ""
        self._compact = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._before: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def put(self, key: str, spec: BannerSpec) -> None:
        """Adds a banner or replaces the one of the same key."""
        if self._specs.get(key) == spec:
            return
        self._specs[key] = spec
        self._show_first()

    def take(self, key: str) -> None:
        """Removes a banner; unknown keys do no harm."""
        if self._specs.pop(key, None) is not None:
            self._show_first()

    def keys(self) -> list[str]:
        return list(self._specs)

    def shown(self) -> Banner | None:
        """The banner in sight, if any."""
        return self._shown

    def set_compact(self, compact: bool) -> None:
        """For low windows, see `Banner.set_compact`."""
        self._compact = compact
        if self._shown is not None:
            self._shown.set_compact(compact)

    def _show_first(self) -> None:
        first = min(self._specs, key=lambda key: self._specs[key].kind) if self._specs else ""
        if self._shown is not None and first == self._shown_key and self._shown.spec is self._specs.get(first):
            return  # the change is behind it
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._give_focus_back()
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        self.setVisible(bool(self._specs))
        if not self._specs:
            return
        self._shown_key = first
        self._shown = Banner(self._specs[self._shown_key], self, is_card=self._is_card)
        self._shown.set_compact(self._compact)
        self._shown.closed.connect(self._on_closed)
        self._column.addWidget(self._shown)
        self._shown.show()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now) and old is not None and not self.isAncestorOf(old):
            self._before = old

    def _give_focus_back(self) -> None:
        """Restore the focus from before the banner; Qt would focus the next button."""
        before, self._before = self._before, None
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused) or before is None or not isValid(before):
            return
        if before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_closed(self) -> None:
        key = self._shown_key
        self.take(key)
        self.closed.emit(key)
