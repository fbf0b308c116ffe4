"""The filter bar of Logs and Reports: tokens, free text, completion, and a count on the right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken, completions, joined, key_of, last_word, parse
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import SelfPlaced, chip_height, draw_text, focus_ring, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.filter_bar.completion_list import CompletionList
from composer_app.ui.widgets.filter_bar.filter_token_box import FilterTokenBox
from composer_app.ui.widgets.flow_layout import flow
from composer_app.ui.widgets.help_subject import set_help_subject
from composer_app.ui.widgets.plain_text import set_tooltip

_LEFT, _GAP, _SIDE, _DELAY_MS = 34, 6, 10, 200
_INPUT, _INPUT_BEHIND_TOKENS = 160, 48
"""Px that the free text has at least."""
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_MOST_WORDS, _TAIL = 5, 200
"""Of typed words whose meaning is looked for: words at most, and how many characters from the end."""
_MOST_LINES = 5
"""More are scrolled, so that a filter of any length leaves room for the list."""

_WIDTH_FOR_CROSS = 420
"""Px. A narrower bar leaves the room to its tokens."""
_WIDEST_TEXT = 1_000
"""Characters of the free text that are measured: more are wider than any window."""
_WORD_START = re.compile(r"(?<!\S)\S")

Values = Callable[[], Sequence[str]]
Check = Callable[[FilterToken], str]


class Meaning(NamedTuple):
    """A token that typed words may stand for, and how the list of offers names it."""

    shown: str
    token: FilterToken


Meanings = Callable[[str], Sequence[Meaning]]


class FilterBar(SelfPlaced, QWidget):
    """32 px, more lines when the tokens need them, of which five are in sight. GUI thread only.

    Enter turns ``key:value`` into a token; Backspace at the beginning opens the last one; Alt+click, or "-" on a token,
    excludes what it finds; Esc leaves. Ctrl+A selects the whole filter: the next key removes or replaces it. Up in the
    empty bar, or a click on its icon, offers earlier filters.

    Args:
        values: gives the known values of a key, for those keys that have any.
        check: what is wrong with a token in a few words, or an empty text.
        meanings: gives the tokens that words may stand for: of `mailbox full`, the error of that name.

    Signals:
        changed(tokens, text): another filter. While the user types, 200 ms after the last key.
        left: Esc. The page gives the focus to its table.
        used(written): Enter, or a filter from elsewhere: worth remembering, as text.
    """

    changed = Signal(list, str)
    left = Signal()
    used = Signal(str)

    def __init__(
        self,
        values: Mapping[FilterKey, Values],
        check: Check,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        meanings: Meanings = lambda _: (),
    ) -> None:
        super().__init__(parent)
        self._values: dict[str, Values] = {str(key): known for key, known in values.items()}
        self._check = check
        self._meanings = meanings
        self._meant: dict[str, tuple[FilterToken, str]] = {}
        self._tokens: list[FilterTokenBox] = []
        self._count = ""
        self._announced: tuple[list[FilterToken], str] = ([], "")
        self._history: Callable[[], Sequence[str]] = list
        self._offers_history = False
        self._scrolled, self._hidden = 0, 0
        self._edit = QLineEdit(self)
        self._edit.setObjectName("filter_input")
        self._edit.setFrame(False)
        self._placeholder = placeholder
        self._edit.setAccessibleName(texts.FILTER)
        self._edit.installEventFilter(self)
        self._edit.textEdited.connect(self._on_text_edited)
        self._completion = CompletionList(self._edit)
        self._completion.taken.connect(self._on_taken)
        self._completion.opened.connect(self._on_opened)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_DELAY_MS)
        self.timer.timeout.connect(self._announce)
        self.setFocusProxy(self._edit)
        self.clear_button = quiet_button(parent=self, icon="close", tooltip=texts.FILTER_CLEAR, compact=True)
        self.clear_button.setObjectName("filter_clear")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+A and Delete do it from the keyboard
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.clicked.connect(self._on_clear)
        set_help_subject(self, "filter")
        set_tooltip(self, texts.FILTER_HISTORY)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.place()

    # -- what the page asks ---------------------------------------------------------------------------------

    def tokens(self) -> list[FilterToken]:
        """All tokens, wrong ones too."""
        return [widget.token for widget in self._tokens]

    def text(self) -> str:
        """The free text, without tokens that are not committed yet."""
        return parse(self._edit.text())[1]

    def set_filter(self, tokens: Sequence[FilterToken], text: str = "") -> None:
        """Show a filter. `changed` follows if it is another one."""
        for widget in self._tokens:
            self._drop(widget)
        self._tokens = [self._made(token) for token in tokens]
        self._edit.setText(text)
        self.place()
        self._announce()
        self._tell_use()

    def written(self) -> str:
        """The whole filter as text, which `set_written` reads."""
        return " ".join([*(token.written() for token in self.tokens()), self.text()]).strip()

    def set_written(self, text: str) -> None:
        """Show a filter that `written` gave."""
        self.set_filter(*parse(text))

    def set_history(self, earlier: Callable[[], Sequence[str]]) -> None:
        """Where earlier filters come from, the newest first."""
        self._history = earlier

    def set_count(self, text: str) -> None:
        """The words at the right end, e.g. "8,512 of 1,204,377"."""
        self._count = text
        self.setAccessibleDescription(text)
        self.place()

    def input(self) -> QLineEdit:
        return self._edit

    def token_widgets(self) -> list[FilterTokenBox]:
        return list(self._tokens)

    def completion(self) -> CompletionList:
        return self._completion

    def focus_input(self) -> None:
        """For Ctrl+F."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    # -- tokens -----------------------------------------------------------------------------------------------

    def _made(self, token: FilterToken) -> FilterTokenBox:
        widget = FilterTokenBox(token, self._check(token), self)
        widget.clicked.connect(self._on_token_clicked)
        widget.remove_requested.connect(self._on_remove_requested)
        widget.setCursor(Qt.CursorShape.ArrowCursor)
        widget.installEventFilter(self)
        widget.show()
        return widget

    @staticmethod
    def _drop(widget: FilterTokenBox) -> None:
        widget.hide()
        widget.deleteLater()

    def _take(self, widget: FilterTokenBox) -> None:
        self._tokens.remove(widget)
        if widget.hasFocus():
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(widget)
        self.place()

    def _open(self, widget: FilterTokenBox) -> None:
        typed = widget.token.written()
        self._take(widget)
        rest = self._edit.text().strip()
        self._edit.setText(f"{typed} {rest}" if rest else typed)
        self._edit.setCursorPosition(len(typed))
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.timer.start()

    @Slot()
    def _on_token_clicked(self) -> None:
        widget = self.sender()
        if isinstance(widget, FilterTokenBox):
            if QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier:
                self._turn(widget)
            else:
                self._open(widget)

    def _turn(self, widget: FilterTokenBox) -> None:
        """Exclude what the token finds, or find what it excludes. Alternatives stay as they are."""
        if widget.token.alternatives:
            return
        place, had_focus = self._tokens.index(widget), widget.hasFocus()
        turned = self._tokens[place] = self._made(widget.token.opposite())
        self._drop(widget)
        if had_focus:
            turned.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()
        self._announce()
        self._tell_use()

    @Slot()
    def _on_clear(self) -> None:
        self.set_filter([])
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_remove_requested(self) -> None:
        widget = self.sender()
        if isinstance(widget, FilterTokenBox):
            self._take(widget)
            self._announce()

    def commit(self) -> None:
        """Turn typed words into tokens where they are some. `changed` follows at once.

        What begins with OR joins the last token.
        """
        text = self._edit.text()
        together = joined(self._tokens[-1].token, text) if self._tokens else None
        tokens, free = parse(text if together is None else together)
        if together is not None and tokens:
            self._drop(self._tokens.pop())
        self._tokens += [self._made(self._written_out(token)) for token in tokens]
        if tokens:
            self._edit.setText(free)
            self.place()
            self._bring_into_sight(self._edit)
        self._announce()
        self._tell_use()

    def _written_out(self, token: FilterToken) -> FilterToken:
        """A value that is not known becomes the only known one that begins with it."""
        known = self._values.get(token.field, list)() if self._check(token) else ()
        begin_so = [value for value in known if value.lower().startswith(token.value.lower())]
        return FilterToken(token.key, begin_so[0], token.alternatives) if len(begin_so) == 1 else token

    def _tell_use(self) -> None:
        if written := self.written():
            self.used.emit(written)

    @Slot()
    def _announce(self) -> None:
        self.timer.stop()
        now = (self.tokens(), self.text())
        if now != self._announced:
            self._announced = now
            self.changed.emit(*now)

    # -- typing -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self.timer.start()
        word = last_word(text[: self._edit.cursorPosition()])
        values = self._values.get(key_of(word), list)
        before = text[: self._edit.cursorPosition() - len(word)]
        self._offers_history = False
        offers = completions(word, values())
        self._meant = {} if offers else self._meant_by(text)
        phrase = next((typed for _, typed in self._meant.values()), "")
        at = text[: len(text) - len(phrase)] if phrase else before
        shown, left = offers or list(self._meant), text_width(at[-_WIDEST_TEXT:], self._edit.font())
        self._completion.offer(shown, min(left, self._edit.width()), marks_first=not self._meant)
        self.place()

    def _meant_by(self, text: str) -> dict[str, tuple[FilterToken, str]]:
        """Tokens that the longest words at the end may stand for, by what is shown, with these words as typed."""
        if self._edit.cursorPosition() != len(text):
            return {}
        starts = [found.start() for found in _WORD_START.finditer(text, max(len(text) - _TAIL, 0))][-_MOST_WORDS:]
        for start in starts:
            typed = text[start:]
            if ":" in typed or '"' in typed:
                continue
            if found := self._meanings(typed):
                return {one.shown: (one.token, typed) for one in found}
        return {}

    @Slot(bool)
    def _on_opened(self, _on: bool) -> None:
        self.update()  # the ring stays while the list has the keys

    @Slot(str)
    def _on_taken(self, offer: str) -> None:
        if self._offers_history:
            self.set_written(offer)
            return
        if offer in self._meant:
            token, typed = self._meant[offer]
            self._edit.setText(f"{self._edit.text().removesuffix(typed)}{token.written()}")
            self.commit()
            return
        at = self._edit.cursorPosition()
        text = self._edit.text()
        start = at - len(last_word(text[:at]))
        self._edit.setText(text[:start] + offer + text[at:])
        self._edit.setCursorPosition(start + len(offer))
        if offer.endswith(":"):
            self._on_text_edited(self._edit.text())
        else:
            self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self._edit and (self._whole_key(event) or self._edit_key(event)):
                return True
            if isinstance(watched, FilterTokenBox) and self._token_key(watched, event.key()):
                return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
                self._bring_into_sight(watched)
            elif watched is self._edit:
                self._choose_all(False)
            self.update()
        return super().eventFilter(watched, event)

    def _whole_key(self, event: QKeyEvent) -> bool:
        """Ctrl+A, and the key behind it; whether that was all it asks."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_all(True)
            return False  # the text is selected as well
        if event.key() in _MODIFIERS or not self._is_all_chosen():
            return False
        self._choose_all(False)
        removes = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        types = bool(event.text()) and event.text().isprintable()
        if removes or types or event.matches(QKeySequence.StandardKey.Paste):
            self.set_filter([])
        return removes

    def _is_all_chosen(self) -> bool:
        return any(widget.is_chosen() for widget in self._tokens)

    def _choose_all(self, on: bool) -> None:
        for widget in self._tokens:
            widget.set_chosen(on)

    def _edit_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        at_start = self._edit.cursorPosition() == 0 and not self._edit.hasSelectedText()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif key == Qt.Key.Key_Tab and self._completion.is_open():
            self._completion.take()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Backspace and at_start and self._tokens:
            self._open(self._tokens[-1])
        elif key == Qt.Key.Key_Left and at_start and self._tokens:
            self._tokens[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Down and not self._completion.is_open() and not self._edit.text():
            self._offers_history = False
            self._completion.offer([f"{key}:" for key in FilterKey], 0)
        elif key == Qt.Key.Key_Up and not self._completion.is_open() and not self._edit.text():
            self.offer_history()
        else:
            return False
        return True

    def offer_history(self) -> None:
        """Open the list of earlier filters, if there are any."""
        now = self.written()
        self._offers_history = True
        self._completion.offer([one for one in self._history() if one != now], 0)

    def _token_key(self, widget: FilterTokenBox, key: int) -> bool:
        place = self._tokens.index(widget)
        if key == Qt.Key.Key_Left and place > 0:
            self._tokens[place - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Right and place + 1 < len(self._tokens):
            self._tokens[place + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Right:
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Minus:
            self._turn(widget)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    # -- placing and painting ----------------------------------------------------------------------------------

    def _is_icon(self, place: QPointF) -> bool:
        return bool(self.visual(QRectF(0, 0, _LEFT, self.height())).contains(place))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self._is_icon(event.pos().toPointF()):
            return True  # the tooltip is that of the icon
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._choose_all(False)
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._is_icon(event.position()):
            self.offer_history()

    def _line(self) -> int:
        return chip_height(22, typography.body())

    def _count_width(self) -> int:
        return text_width(self._count, typography.small()) + 2 * _SIDE if self._count else _SIDE

    def sizeHint(self) -> QSize:
        return QSize(320, max(32, self._line() + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def place(self) -> None:
        line = self._line()
        has_cross = self.width() >= _WIDTH_FOR_CROSS and bool(self._tokens or self._edit.text())
        self.clear_button.setVisible(has_cross)
        button = self.clear_button.sizeHint().width() if has_cross else 0
        width = max(self.width() - _LEFT - self._count_width() - button, 120)
        typed = text_width(self._edit.text()[:_WIDEST_TEXT], self._edit.font()) + 16
        sizes = [QSize(widget.sizeHint().width(), line) for widget in self._tokens]
        sizes.append(QSize(min(max(typed, _INPUT_BEHIND_TOKENS if self._tokens else _INPUT), width), line))
        boxes = flow(sizes, width, _GAP)
        top = (self.sizeHint().height() - line) // 2
        height = boxes[-1].bottom() + 1 + 2 * top
        most = _MOST_LINES * (line + _GAP) - _GAP + 2 * top
        self._hidden = max(height - most, 0)
        self._scrolled = min(self._scrolled, self._hidden)
        top -= self._scrolled
        for widget, box in zip(self._tokens, boxes, strict=False):
            widget.setGeometry(self.visual(box.translated(_LEFT, top)).toRect())
        entry = QRect(boxes[-1].translated(_LEFT, top))
        entry.setRight(_LEFT + width)
        self._edit.setGeometry(self.visual(entry).toRect())
        first = self.sizeHint().height()
        corner = QRectF(self.width() - button - 2, (first - button) // 2, button, button)
        self.clear_button.setGeometry(self.visual(corner).toRect())
        self._edit.setPlaceholderText("" if self._tokens else self._placeholder)
        self.setFixedHeight(max(min(height, most), self.sizeHint().height()))
        self.update()

    def _scroll(self, to: int) -> None:
        to = min(max(to, 0), self._hidden)
        if to != self._scrolled:
            self._scrolled = to
            self.place()

    def _bring_into_sight(self, widget: QWidget) -> None:
        edge = (self.sizeHint().height() - self._line()) // 2
        above, below = widget.y() - edge, widget.geometry().bottom() + 1 + edge - self.height()
        if above < 0:
            self._scroll(self._scrolled + above)
        elif below > 0:
            self._scroll(self._scrolled + below)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._hidden:
            lines = -event.angleDelta().y() / 120
            self._scroll(self._scrolled + round(lines * (self._line() + _GAP)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        rounded(painter, rect, 6, theme.base, theme.field, theme.edge)
        inside = self._edit.hasFocus() or any(widget.hasFocus() for widget in self._tokens)
        inside = inside or self._completion.is_open()
        if inside:
            focus_ring(painter, rect, 6, theme.focus)
        first = float(self.sizeHint().height())
        icons.paint(painter, self.visual(QRectF(9, 0, 16, first)), "filter", "text2")
        if self._count:
            width = self._count_width() - 2 * _SIDE
            right = rect.width() - (self.clear_button.width() if self.clear_button.isVisible() else 0)
            spot = self.visual(QRectF(right - width - _SIDE, 0, width, first))
            draw_text(painter, spot, self._count, typography.small(), theme.text2)
