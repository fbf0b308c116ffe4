"""A filter token as a small box: grey key, accent value, problem, cross."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.filter_parser import FilterToken
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.plain_text import set_tooltip


class FilterTokenBox(Pill):
    """A click, Enter or F2 opens it for editing; Delete removes it.

    Args:
        problem: what is wrong with the token in a few words, or an empty text.
    """

    radius = 5.0
    padding = 8
    height_given = 22

    def __init__(self, token: FilterToken, problem: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.token = token
        self.problem = problem
        self.set_parts(token.value, prefix=f"{token.key}:", detail=problem)
        set_tooltip(self, problem or f"{token.key}: {token.value}")
        spoken = texts.WRONG_TOKEN if problem else texts.TOKEN
        self.setAccessibleName(spoken.format(key=token.key, value=token.value, problem=problem))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def label_font(self) -> QFont:
        return typography.body(medium=True)

    def look(self) -> PillLook:
        theme = current()
        if self.problem:
            bad = theme.colour("danger.text")
            return PillLook(theme.colour("danger.soft"), bad, bad, bad, bad, theme.colour("danger.bar"))
        ground = theme.sel if self.underMouse() else theme.accent_soft
        return PillLook(ground, theme.accent_text, theme.text2, theme.accent_text, theme.text2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        else:
            event.ignore()  # the bar moves between tokens
