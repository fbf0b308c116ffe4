"""A message beside its subject: title, body, vendor's words, actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from composer_app.ui.texts import verbs
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted, rounded, set_margins
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label, MarkupLabel, joined, markup

ICONS: dict[MessageKind, str] = {
    MessageKind.INFO: "info",
    MessageKind.SUCCESS: "status-delivered",
    MessageKind.WARNING: "warning",
    MessageKind.ERROR: "status-bounced",
}
_LEFT, _SIDE, _TOP = 38, 12, 10


class InlineMessage(Painted, QWidget):
    """Radius 8 on soft ground. Its height follows its width, so no line is cut.

    The text can be selected and copied.

    Signals:
        closed: the cross was pressed; the caller hides or removes the message.
    """

    closed = Signal()

    def __init__(
        self, kind: MessageKind, title: str, body: str = "", vendor: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._body, self._vendor = kind, body, vendor
        self._callbacks: dict[QAbstractButton, Callable[[], object]] = {}
        row = self._row = QHBoxLayout(self)
        set_margins(row, self, _LEFT, 4, _SIDE - 4, 4)
        row.setSpacing(8)
        self._column = in_column(None, spacing=3, margins=(0, _TOP - 4, 4, _TOP - 4))
        self._title, self._text = Label(parent=self), MarkupLabel(self)
        for words in (self._title, self._text):
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._actions = in_row(None, REST, spacing=4, margins=(0, 4, 0, 0))
        self._column.addWidget(self._title)
        self._column.addWidget(self._text)
        self._extra = QVBoxLayout()
        self._column.addLayout(self._extra)
        row.addLayout(self._column, 1)
        self._cross = quiet_button(parent=self, icon="close", tooltip=verbs.CLOSE, compact=True)
        self._cross.setVisible(False)
        self._cross.clicked.connect(self.closed)
        row.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_content(kind, title, body, vendor)
        store().changed.connect(self.restyle)  # a new style sheet has taken the labels' fonts back

    def set_content(self, kind: MessageKind, title: str, body: str = "", vendor: str = "") -> None:
        """Sets the texts.

        Args:
            title: what happened, a sentence.
            body: what it means and what to do.
            vendor: the vendor's own words, shown last in grey.
        """
        self._kind, self._body, self._vendor = kind, body, vendor
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{body} {vendor}".strip())
        self._write()
        self._fit()
        self.update()  # the ground colour depends on the kind

    def kind(self) -> MessageKind:
        return self._kind

    def title(self) -> str:
        return self._title.text()

    def body(self) -> str:
        return self._body

    def vendor(self) -> str:
        return self._vendor

    def add_action(self, text: str, callback: Callable[[], object], *, secondary: bool = False) -> QAbstractButton:
        """A button below the words; secondary for the expected next step, quiet for the rest."""
        make = secondary_button if secondary else quiet_button
        button: QAbstractButton = make(text, self, compact=True)
        self._callbacks[button] = callback
        button.clicked.connect(self._on_action)
        if self._actions.count() == 1:
            self._column.addLayout(self._actions)
        self._actions.insertWidget(self._actions.count() - 1, button)
        self._fit()
        return button

    def add_widget(self, widget: QWidget) -> None:
        """A widget between the words and the actions."""
        self._extra.addWidget(widget)
        self._fit()

    def set_closable(self, closable: bool) -> None:
        self._cross.setVisible(closable)
        self._fit()

    @Slot()
    def _on_action(self) -> None:
        sender = self.sender()
        for button, callback in self._callbacks.items():
            if button is sender:
                callback()
                return

    def restyle(self) -> None:
        self._write()
        set_margins(self._row, self, _LEFT, 4, _SIDE - 4, 4)
        super().restyle()
        self._fit()

    def _write(self) -> None:
        theme = current()
        for label, font in ((self._title, typography.strong()), (self._text, typography.body())):
            label.setFont(font)
        grey = theme.text2.name()
        parts = [markup("<span>{}</span>", self._body)]
        if self._vendor:
            parts.append(markup('<span style="color:{}">{}</span>', grey, self._vendor))
        self._text.set_markup(joined(parts, " "))
        self._text.setVisible(bool(self._body or self._vendor))

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = max(self.width(), 240)
        return QSize(240, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()  # a widget inside was shown, or grew
        return handled

    def _fit(self) -> None:
        # nested layouts do not reliably pass on heightForWidth: set the height here
        for layout in (self._extra, self._column, self._row):
            layout.invalidate()
        height = self.heightForWidth(max(self.width(), 160))
        if height > 0 and (height != self.minimumHeight() or height != self.maximumHeight()):
            self.setFixedHeight(height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        triple = theme.messages[self._kind]
        painter = QPainter(self)
        edge = triple.text if theme.edge > 1 else None
        rounded(painter, QRectF(self.rect()), 8, triple.soft, edge, theme.edge)
        first = self._title if self._title.isVisibleTo(self) else self._text
        line = first.fontMetrics().height()
        spot = self.visual(QRectF(_SIDE, first.y() + (line - 16) / 2, 16, 16))
        icons.paint(painter, spot, ICONS[self._kind], triple.text)
