"""Messages between attachments and actions: refused files, and what prevents sending."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.theme.painting import Painted, bottom_line
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import MarkupLabel, joined, markup

MOST = 3
"""Most messages at a time; the oldest is removed."""
_SIDE = 16


class MessageArea(Painted, QWidget):
    """Messages by key, one below the other; takes no room without any.

    Signals:
        shown: a message (`QWidget`) was put and must come into sight.
    """

    shown = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._messages: dict[str, InlineMessage] = {}
        self._staying: set[str] = set()
        self._column = in_column(self, spacing=6, margins=(_SIDE, 8, _SIDE, 9))
        self.hide()

    def put(self, key: str, words: MessageText, *, can_be_closed: bool = True) -> InlineMessage:
        """Show a message, in the place of the one with the same key. A message that cannot be closed is not removed for
        another one."""
        self.take(key)
        message = InlineMessage(words.kind, words.title, words.body, words.vendor, self)
        message.setObjectName(f"message_{key}")
        # set the final width before the height is computed: otherwise the window grows and stays so
        page = self.parentWidget()
        message.resize((page.width() if page else self.width()) - 2 * _SIDE, 40)
        message.set_content(words.kind, words.title, words.body, words.vendor)
        message.set_closable(can_be_closed)
        message.closed.connect(self._on_closed)
        self._messages[key] = message
        self._staying = self._staying - {key} if can_be_closed else self._staying | {key}
        self._column.addWidget(message)
        while len(self._messages) > MOST:
            self.take(next(known for known in self._messages if known not in self._staying))
        self.show()
        message.show()
        self.shown.emit(message)
        return message

    def take(self, key: str) -> None:
        """Remove a message; unknown keys do no harm."""
        message = self._messages.pop(key, None)
        if message is not None:
            self._column.removeWidget(message)
            message.hide()
            message.deleteLater()
        self.setVisible(bool(self._messages))

    def clear(self) -> None:
        for key in list(self._messages):
            self.take(key)

    def keys(self) -> list[str]:
        return list(self._messages)

    def message(self, key: str) -> InlineMessage | None:
        return self._messages.get(key)

    @Slot()
    def _on_closed(self) -> None:
        key = next((key for key, message in self._messages.items() if message is self.sender()), None)
        if key is not None:
            self.take(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        bottom_line(painter, self.rect(), current().line)


class LinkList(MarkupLabel):
    """Sentences that are links. Tab moves between them, Enter follows one."""

    def __init__(self, sentences: Sequence[str], follow: Callable[[int], object]) -> None:
        super().__init__()
        self._sentences, self._follow = list(sentences), follow
        self.setObjectName("problem_links")
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("\n".join(self._sentences))
        self.linkActivated.connect(self._on_link)
        store().changed.connect(self._write)
        self._write()

    def set_sentences(self, sentences: Sequence[str]) -> None:
        """Show other sentences. `follow` gets the number in the new list."""
        if list(sentences) != self._sentences:
            self._sentences = list(sentences)
            self.setAccessibleName("\n".join(self._sentences))
            self._write()

    def sentences(self) -> list[str]:
        return list(self._sentences)

    @Slot(str)
    def _on_link(self, number: str) -> None:
        self._follow(int(number))

    @Slot()
    def _write(self) -> None:
        colour = current().text.name()
        lines = [
            markup('<a href="{}" style="color:{}">{}</a>', str(number), colour, sentence)
            for number, sentence in enumerate(self._sentences)
        ]
        self.set_markup(joined(lines, "<br>"))
