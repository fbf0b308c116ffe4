"""A filter token as a small box: grey key, accent value, what else will do behind "OR", problem, cross."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from composer_app.domain.filter_parser import FilterToken
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import draw_text, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.plain_text import set_tooltip

_SPACE = 4


class FilterTokenBox(Pill):
    """A click, Enter or F2 opens it for editing; Delete removes it. An excluded value is struck through.

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
        self._is_chosen = False
        self.set_parts(token.written(), detail=problem)
        words = texts.token_words(token)
        set_tooltip(self, f"{words}\n{problem}" if problem else words)
        self.setAccessibleName(texts.WRONG_TOKEN.format(token=words, problem=problem) if problem else words)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_chosen(self, on: bool) -> None:
        """Whether the next key removes it together with all others."""
        self._is_chosen = on
        self.update()

    def is_chosen(self) -> bool:
        return self._is_chosen

    def label_font(self) -> QFont:
        return typography.body(medium=True)

    def look(self) -> PillLook:
        theme = current()
        edge = theme.focus if self._is_chosen else None
        if self.problem:
            bad = theme.colour("danger.text")
            return PillLook(theme.colour("danger.soft"), bad, bad, bad, bad, edge or theme.colour("danger.bar"))
        ground = theme.sel if self.underMouse() or self._is_chosen else theme.accent_soft
        return PillLook(ground, theme.accent_text, theme.text2, theme.accent_text, theme.text2, edge)

    def _label_width(self) -> int:
        return sum(text_width(text, font) + _SPACE for text, font, _ in self._pieces()) - _SPACE

    def _pieces(self) -> list[tuple[str, QFont, bool]]:
        """Texts with their fonts, and whether each is a value."""
        key_font, value_font, struck = typography.body(), self.label_font(), QFont(self.label_font())
        struck.setStrikeOut(True)
        pieces: list[tuple[str, QFont, bool]] = []
        for number, term in enumerate(self.token.terms):
            if number:
                pieces.append((texts.TOKEN_OR, typography.small(), False))
            if term.is_excluded:
                pieces.append((texts.TOKEN_NOT, typography.small(), False))
            if term.field:
                pieces.append((f"{term.field}:", key_font, False))
            pieces.append((term.value, struck if term.is_excluded else value_font, True))
        return pieces

    def _paint_label(self, painter: QPainter, rect: QRectF, look: PillLook) -> None:
        x = rect.x()
        for text, font, is_value in self._pieces():
            room = rect.right() - x
            if room <= 0:
                return
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            spot = self.visual(QRectF(x, 0, min(text_width(shown, font), room), rect.height()))
            draw_text(painter, spot, shown, font, look.text if is_value else look.detail)
            x += text_width(text, font) + _SPACE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        else:
            event.ignore()  # the bar moves between tokens
