"""Plain text in the window: text of recipients, vendor or user is never interpreted as markup.

Qt renders labels and tooltips that look like HTML as HTML. A recipient with the name `<img src="/some/pipe">` then
makes the window read that file, and a subject with `<style>` is not shown at all. A menu item or a button takes `&` for
a mnemonic, a menu item takes a tab for the start of its shortcut.

So the rest of `ui` uses the names of this module, and a test forbids Qt's own setters outside it. Our own markup is
made by `markup`, which escapes every value that is put into it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from typing import LiteralString, NewType

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QToolTip, QWidget

LONGEST_TOOLTIP, LONGEST_CAPTION = 2_000, 120

_WORD, _MOST_LINES, _BREAK = 40, 10, "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(rf"\S{{{_WORD + 1},}}")

Markup = NewType("Markup", str)
"""Rich text with all foreign text escaped."""


def markup(template: LiteralString, *values: str) -> Markup:
    """Our own rich text, with each `{}` replaced by one escaped value."""
    return Markup(template.format(*map(escape, values)))


def joined(parts: Iterable[Markup], between: LiteralString) -> Markup:
    """Several pieces of rich text as one."""
    return Markup(between.join(parts))


class Label(QLabel):
    """A label with plain text. An `&` marks the mnemonic of its buddy, as in any QLabel with one."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class MarkupLabel(QLabel):
    """A label with our own markup, built by `markup` only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)

    def set_markup(self, text: Markup) -> None:
        """Show this."""
        self.setText(text)


def set_tooltip(target: QWidget | QAction | QSystemTrayIcon, text: str) -> None:
    """Give a widget, an action or the icon in the tray its tooltip; "" takes it away."""
    target.setToolTip(tooltip_text(text))


def show_tooltip(where: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip now, at this place of the screen; "" hides the one that is shown."""
    QToolTip.showText(where, tooltip_text(text), widget)


def tooltip_text(text: str) -> str:
    """The text escaped so that Qt shows it literally."""
    shown = _shortened(text, LONGEST_TOOLTIP)
    if GuiQt.mightBeRichText(shown):
        return markup('<span style="white-space: pre-wrap">{}</span>', shown)
    return shown


def caption(text: str, longest: int = LONGEST_CAPTION) -> str:
    """Text that is not ours as the words of a menu item or a button: one line, `&` is an ampersand."""
    one_line = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text[:1_000])
    return _shortened(one_line, longest).replace("&", "&&")


def window_title(text: str) -> str:
    """Text that is not ours as a title. Qt takes `[*]` for the place of its mark for unsaved changes."""
    return _shortened(text, LONGEST_CAPTION).replace("[*]", "[*][*]")


def breakable(text: str, longest: int) -> str:
    """Text that is not ours for a label that wraps: a word that is longer than a line may be broken, and of a very long
    text the beginning is shown, in few lines.
    """
    lines = _shortened(text, longest).splitlines() or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], "…"]
    return "\n".join(_LONG_WORD.sub(lambda word: _BREAK.join(_pieces(word[0])), line) for line in lines)


def _pieces(word: str) -> list[str]:
    return [word[start : start + _WORD] for start in range(0, len(word), _WORD)]


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
