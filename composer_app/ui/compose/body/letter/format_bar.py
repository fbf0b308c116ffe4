"""The formatting bar above a letter: one tab stop, whose buttons show the format at the caret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.domain.letter import BlockKind
from composer_app.ui.commands.shortcuts import LETTER_KEYS, spelled
from composer_app.ui.compose.body.letter.letter_editor import FormatState
from composer_app.ui.texts import letter as texts
from composer_app.ui.texts.commands import WITH_KEYS
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line, hairline, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.plain_text import caption

_GAP, _SIDE, _BEFORE_GROUP, _LINE = 4, 12, 17, 16
"""Px between buttons, at the edges, from group to group with the line in the middle, and the line's height."""


@dataclass(frozen=True)
class _Tool:
    """One button."""

    key: str
    icon: str
    text: str
    is_on_off: bool = True


_GROUPS: tuple[tuple[_Tool, ...], ...] = (
    (
        _Tool("heading", "heading", texts.HEADING),
        _Tool("bold", "bold", texts.BOLD),
        _Tool("italic", "italic", texts.ITALIC),
    ),
    (
        _Tool("bullets", "list-bulleted", texts.BULLETS),
        _Tool("numbers", "list-numbered", texts.NUMBERS),
        _Tool("quote", "quote", texts.QUOTE),
    ),
    (_Tool("link", "link", texts.LINK), _Tool("picture", "image", texts.PICTURE, is_on_off=False)),
    (_Tool("placeholder", "placeholder", texts.PLACEHOLDER, is_on_off=False),),
    (_Tool("clear_format", "clear-format", texts.CLEAR, is_on_off=False),),
)


class FormatBar(Painted, QWidget):
    """In a narrow pane "Placeholder" drops its word, then groups move into a menu "More" from the right.

    Signals:
        wanted: a button was pressed, by its key ("bold", "heading" …).
    """

    wanted = Signal(str)

    def __init__(self, placeholders: QMenu) -> None:
        super().__init__()
        self.setAccessibleName(texts.FORMATTING)
        self._buttons: dict[str, QuietButton] = {}
        for tool in (tool for group in _GROUPS for tool in group):
            self._buttons[tool.key] = self._button(tool, placeholders)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_chosen)
        self._more = quiet_button(parent=self, icon="more", tooltip=texts.MORE, menu=self._menu, compact=True)
        self._more.setObjectName("format_more")
        self._more.installEventFilter(self)
        self._lines: list[int] = []
        self._placeholders = placeholders
        self._rest()
        self.restyle()

    def _button(self, tool: _Tool, placeholders: QMenu) -> QuietButton:
        is_menu = tool.key == "placeholder"
        keys = LETTER_KEYS.get(tool.key, "")
        tip = WITH_KEYS.format(text=tool.text, keys=spelled(keys)) if keys else tool.text
        button = quiet_button(
            tool.text if is_menu else "",
            self,
            icon=tool.icon,
            tooltip=texts.PLACEHOLDER_TIP if is_menu else tip,
            checkable=tool.is_on_off,
            menu=placeholders if is_menu else None,
            compact=True,
        )
        button.setAccessibleName(tool.text)
        button.setObjectName(f"format_{tool.key}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.installEventFilter(self)
        if not is_menu:
            button.clicked.connect(self._on_clicked)
        return button

    def button(self, key: str) -> QuietButton:
        """The button of a command."""
        return self._buttons[key]

    def show_state(self, state: FormatState) -> None:
        """Let the buttons show this format."""
        kind = state.shape.kind
        for key, is_on in (
            ("heading", kind is BlockKind.HEADING),
            ("bold", state.is_bold),
            ("italic", state.is_italic),
            ("bullets", kind is BlockKind.BULLET),
            ("numbers", kind is BlockKind.NUMBER),
            ("quote", bool(state.shape.quote)),
            ("link", bool(state.link)),
        ):
            self._buttons[key].setChecked(is_on)

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        key = next(key for key, button in self._buttons.items() if button is pressed)
        self.wanted.emit(key)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.wanted.emit(action.data())

    # -- keys

    def _rest(self) -> None:
        """Tab leads to one button: the one used last, at first the first."""
        self._stop = self._buttons["heading"]
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                step = -step
            if step and isinstance(watched, QuietButton):
                self._move(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, here: QuietButton, step: int) -> None:
        shown = [button for button in (*self._buttons.values(), self._more) if not button.isHidden()]
        there = shown[(shown.index(here) + step) % len(shown)]
        self._stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stop = there
        there.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        there.setFocus(Qt.FocusReason.TabFocusReason)

    # -- layout

    def restyle(self) -> None:
        self.setFixedHeight(row_height(40, typography.body()))
        super().restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        placeholder = self._buttons["placeholder"]
        placeholder.set_wordless(False)
        shown = list(_GROUPS)
        if self._needed(shown) > self.width():
            placeholder.set_wordless(True)
        while len(shown) > 1 and self._needed(shown) > self.width():
            shown.pop()
        hidden = _GROUPS[len(shown) :]
        self._fill_more(hidden)
        x, self._lines = _SIDE, []
        for number, group in enumerate(shown):
            if number:
                self._lines.append(x - _GAP + _BEFORE_GROUP // 2)
                x += _BEFORE_GROUP - _GAP
            for tool in group:
                x = self._put(self._buttons[tool.key], x)
        for tool in (tool for group in hidden for tool in group):
            self._buttons[tool.key].hide()
        self._more.setVisible(bool(hidden))
        if hidden:
            self._put(self._more, x)
        if self._stop.isHidden():
            self._stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._rest()
        self.update()

    def _needed(self, groups: Sequence[Sequence[_Tool]]) -> int:
        widths = [self._buttons[tool.key].sizeHint().width() + _GAP for group in groups for tool in group]
        more = self._more.sizeHint().width() + _GAP if len(groups) < len(_GROUPS) else 0
        return 2 * _SIDE + sum(widths) - _GAP + (len(groups) - 1) * (_BEFORE_GROUP - _GAP) + more

    def _put(self, button: QuietButton, x: int) -> int:
        size = button.sizeHint()
        rect = QRect(x, (self.height() - 1 - size.height()) // 2, size.width(), size.height())
        button.setGeometry(self.visual(rect).toRect())
        button.show()
        return x + size.width() + _GAP

    def _fill_more(self, groups: Sequence[Sequence[_Tool]]) -> None:
        self._menu.clear()
        for tool in (tool for group in groups for tool in group):
            if tool.key == "placeholder":
                self._menu.addActions([self._placeholders.menuAction()])
            else:
                self._menu.addAction(caption(tool.text)).setData(tool.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current()
        painter.fillRect(self.rect(), theme.window)
        for x in self._lines:
            spot = self.visual(QRect(x, (self.height() - _LINE) // 2, 1, _LINE))
            hairline(painter, spot.topLeft(), _LINE, theme.border, vertical=True)
        bottom_line(painter, self.rect(), theme.line)
