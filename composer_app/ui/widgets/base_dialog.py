"""Base of all dialogs: title, text, content, progress, message, buttons, and an edge of 1 px."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QScrollArea, QVBoxLayout, QWidget

from composer_app.ui.commands.shortcuts import SHORTCUTS
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.paint_guard import guarded_event
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.alt_keys import keep_from_fields
from composer_app.ui.widgets.buttons import SecondaryButton, secondary_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, in_row, scrolling
from composer_app.ui.widgets.mnemonics import letter_labels
from composer_app.ui.widgets.plain_text import Label, window_title
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.progress_line import ProgressLine

EDGE = 1
SIDE = 20
_WINDOW_FRAME = QSize(16, 48)
"""About the size that a window manager adds to a dialog."""


class BareDialog(QDialog):
    """An empty dialog with edge and keys. A layout that fills it leaves `EDGE` px free.

    Its labels get underlined letters, and the keys that close a window close it. It is never larger than the screen.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(window_title(title))
        QShortcut(QKeySequence(SHORTCUTS["close_window"].keys[0]), self).activated.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableSize() - _WINDOW_FRAME
        if self.size() != self.size().boundedTo(room):
            self.resize(self.size().boundedTo(room))
        keep_from_fields(self)
        letter_labels(self)

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(current().border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class BaseDialog(BareDialog):
    """A dialog of the usual form. It deletes itself on close.

    From top to bottom: `head` (a `Label` in strong type), `text`, parts added by `add`, `progress`, `message`, and the
    buttons, the expected next step last. Progress and message are hidden until they are needed. Enter presses the
    filled button from every field, tick and segment; from a button and where it makes a line it does not.

    Args:
        name: object name of the dialog.
        title: title of the window, and the head inside it.
        text: a paragraph below the head; "" leaves it out.
        width: the dialog is as wide, grown with the font, and as high as its content. 0: the user sizes it.
        spacing: between the parts.
        above_buttons: between the parts and the buttons, where no hairline parts them; None: as between the parts.
        ruled: a hairline above the buttons.
        scrolls: everything above the buttons scrolls if the window is too low.
    """

    def __init__(
        self,
        name: str,
        title: str,
        parent: QWidget | None = None,
        *,
        text: str = "",
        width: int = 0,
        spacing: int = 12,
        above_buttons: int | None = None,
        ruled: bool = False,
        scrolls: bool = False,
    ) -> None:
        super().__init__(name, title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.head, self.text = Label(title), Label(text)
        self.head.setFont(typography.strong(1))
        self.text.setWordWrap(True)
        self.text.setVisible(bool(text))
        self.progress = ProgressLine()
        self.progress.setObjectName("dialog_progress")
        self.message = InlineMessage(MessageKind.INFO, "")
        self.message.setObjectName("dialog_message")
        self._content = QVBoxLayout()
        self._content.setSpacing(spacing)
        self._buttons = in_row(None, REST, spacing=8)
        self._default: PrimaryButton | None = None
        self.inside = QWidget(self)
        self._inside = in_column(self.inside, self.head, self.text, self._content, spacing=spacing)
        for hidden in (self.progress, self.message):
            self._inside.addWidget(hidden)
            hidden.hide()
        self._inside.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._upper: QWidget = (
            scrolling(self.inside, name=self.windowTitle(), is_clear=True) if scrolls else self.inside
        )
        if ruled:
            self._lay_out_ruled()
        else:
            self._lay_out_plain(spacing if above_buttons is None else above_buttons)
        if width:
            self._fit(typography.units(width) - 2 * SIDE)

    def _lay_out_plain(self, above_buttons: int) -> None:
        self._whole.setContentsMargins(SIDE, SIDE, SIDE, 16)
        self._whole.setSpacing(above_buttons)
        self._whole.addWidget(self._upper)
        self._whole.addLayout(self._buttons)

    def _lay_out_ruled(self) -> None:
        self._inside.setContentsMargins(SIDE, 16, SIDE, 16)
        self._buttons.setContentsMargins(SIDE, 11, SIDE, 12)
        self._whole.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._upper)
        self._whole.addWidget(Hairline(self))
        self._whole.addLayout(self._buttons)

    def _fit(self, inside: int) -> None:
        for wide in (self.text, self.progress, self.message):
            wide.setFixedWidth(inside)
        self.fit_content()

    def fit_content(self) -> None:
        """Follow the size of the content."""
        self._whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    # the size of the content

    def height_for(self, width: int) -> int:
        """The height at which nothing of a ruled dialog of this width has to scroll."""
        parts = self._inside
        room = width - 2 * EDGE
        high = parts.totalHeightForWidth(room) if parts.hasHeightForWidth() else parts.totalSizeHint().height()
        return high + self._buttons.sizeHint().height() + 1 + 2 * EDGE

    def activate_content(self) -> None:
        """Lay out the content now, not with the next event."""
        self._inside.activate()

    def scroll_to(self, part: QWidget) -> None:
        """Scroll to a part of the dialog."""
        if isinstance(self._upper, QScrollArea):
            self._upper.ensureWidgetVisible(part, 0, 12)

    # for dialogs

    def add(self, part: QWidget, *, fills: bool = False) -> None:
        """Add a part at the bottom. One that fills takes the room of a larger dialog."""
        self._content.addWidget(part, int(fills))
        if fills:
            self._inside.setStretchFactor(self._content, 1)
            self._inside.setStretch(self._inside.count() - 1, 0)

    def pad(self, top: int, bottom: int) -> None:
        """Other margins above and below the parts of a ruled dialog."""
        self._inside.setContentsMargins(SIDE, top, SIDE, bottom)

    def add_primary(
        self, text: str, name: str, pressed: Callable[[], object], *, danger: bool = False
    ) -> PrimaryButton:
        """Add the filled button, right of those that are there; with `danger` it is red, and not pressed by Enter."""
        button = PrimaryButton(text, self, danger=danger)
        self._default = None if danger else button
        self._add_button(button, name, pressed)
        return button

    def add_secondary(
        self,
        text: str,
        name: str,
        pressed: Callable[[], object],
        *,
        icon: str = "",
        danger_text: bool = False,
        at_start: bool = False,
    ) -> SecondaryButton:
        """Add a button, right of those that are there, or `at_start` at the other end of the row."""
        button = secondary_button(text, self, icon=icon, danger_text=danger_text)
        self._add_button(button, name, pressed, at_start=at_start)
        return button

    def _add_button(
        self, button: QAbstractButton, name: str, pressed: Callable[[], object], *, at_start: bool = False
    ) -> None:
        button.setObjectName(name)
        button.clicked.connect(pressed)
        self._buttons.insertWidget(0 if at_start else -1, button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that the focused widget has no use for presses the filled button: Qt knows default buttons of its own
        class alone. A key that is held does not, because it may be the one that opened the dialog."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._default is not None and self._default.isVisible() and not event.isAutoRepeat():
            self._default.click()

    # what the dialog says

    def show_message(self, words: MessageText) -> None:
        """Show the result in place of the progress."""
        self.show_busy("")
        self.message.set_content(words.kind, words.title, words.body, words.vendor)
        self.message.show()

    @Slot(object)
    def show_failure(self, error: Exception) -> None:
        """Show the failure."""
        self.show_message(failure_words(error))

    def show_busy(self, text: str) -> None:
        """Show a running operation of unknown duration; "" for none."""
        self.progress.set_texts(text)
        self.progress.set_busy(bool(text))
        self.progress.setVisible(bool(text))
        if text:
            self.message.hide()

    @Slot(float)
    def show_share(self, share: float) -> None:
        """Show progress from 0 to 1."""
        if not self.progress.isHidden():
            self.progress.set_busy(False)
            self.progress.set_value(share)
