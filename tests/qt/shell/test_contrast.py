"""Every text of every page reads at least 4.5 : 1 in both themes, measured on the pixels of the painted window."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import SubmissionState
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.theme import painting
from composer_app.ui.theme.platform_colours import contrast
from composer_app.ui.theme.theme_store import ThemeMode, current, store

LEAST = 4.5
PAGES = ("welcome", "compose", "outbox", "reports", "logs")
DIALOGS = ("settings", "add_account", "about", "erase_address", "help")
THEMES = (ThemeMode.LIGHT, ThemeMode.DARK)


@dataclass(frozen=True)
class Text:
    """A text that was painted, and where."""

    words: str
    widget: QWidget
    place: QRect


class Recorder:
    """Notes each line that our own widgets paint."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._real = painting.draw_text

    def __call__(self, painter: QPainter, rect: QRectF, text: str, font: Any, colour: QColor, *rest: Any) -> None:
        self._real(painter, rect, text, font, colour, *rest)
        device = painter.device()
        if isinstance(device, QWidget) and text.strip() and colour != current().disabled:
            self.texts.append(Text(text, device, rect.toAlignedRect()))


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made, real = Recorder(), painting.draw_text
    for module in [one for name, one in sys.modules.items() if name.startswith("composer_app.ui")]:
        if getattr(module, "draw_text", None) is real:
            monkeypatch.setattr(module, "draw_text", made)
    return made


@pytest.fixture
def filled(check: Check) -> Check:
    send_flows.write(check, ("bounce@example.com", "ana@example.com"), "Will bounce", "<p>Hello</p>")
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    check.program.main_view.page("logs").fetch_toggle.setChecked(True)
    for kind in ("cc", "bcc", "reply_to"):
        check.program.main_view.page("compose").view.header.focus(kind)
    return check


def ink_and_ground(image: QImage, place: QRect) -> float:
    """The contrast between the most frequent colour of a place and the one that stands out most from it."""
    place = place & image.rect()
    lines, columns = range(place.top(), place.bottom() + 1), range(place.left(), place.right() + 1)
    colours = Counter(image.pixel(x, y) for y in lines for x in columns)
    if not colours:
        return 0.0
    ground = QColor(colours.most_common(1)[0][0])
    return max(contrast(QColor(one), ground) for one in colours)


def native_texts(top: QWidget) -> Iterator[Text]:
    """The texts that Qt paints: labels, buttons, fields and what stands in empty ones."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        words = ""
        match widget:
            case QLabel() | QPushButton() | QToolButton():
                words = widget.text()
            case QLineEdit():
                words = widget.text() or widget.placeholderText()
            case QAbstractSpinBox():
                words = widget.text()
            case QPlainTextEdit():
                words = widget.toPlainText() or widget.placeholderText()
        if words.strip():
            inside = 6 if isinstance(widget, QLineEdit | QPushButton | QAbstractSpinBox) else 1
            yield Text(words, widget, widget.rect().adjusted(inside, inside, -inside, -inside))


def too_faint(top: QWidget, painted: list[Text]) -> list[str]:
    image = top.grab().toImage()
    found = []
    for text in [*painted, *native_texts(top)]:
        seen = text.widget.visibleRegion().boundingRect() & text.place
        if not text.widget.isVisible() or seen.width() < 8 or seen.height() < 8:
            continue
        ratio = ink_and_ground(image, seen.translated(text.widget.mapTo(top, QPoint(0, 0))))
        if ratio < LEAST:
            found.append(f"{ratio:.2f} {type(text.widget).__name__} {text.words[:40]!r}")
    return list(dict.fromkeys(found))


def show(check: Check, page: str) -> None:
    main_view = check.program.main_view
    main_view.show_page(page)
    if page == "outbox":
        check.driver.until("the mail is listed", lambda: bool(main_view.page(page).findChildren(OutboxRow)))
        row = main_view.page(page).findChildren(OutboxRow)[0]
        row.unfold(True)
        row.setFocus()
    elif page in ("reports", "logs"):
        check.driver.until("the list is there", lambda: main_view.page(page).browser.list.model.rowCount() > 0)
        main_view.page(page).browser.list.select_row(0)
        check.driver.until("the row is read", lambda: main_view.page(page).browser.list.current_record() is not None)
    check.driver.settle(50)


def test_every_text_can_be_read(filled: Check, recorder: Recorder) -> None:
    window, faint = filled.program.window, {}
    for theme, page in product(THEMES, PAGES):
        store().set_mode(theme)
        show(filled, page)
        recorder.texts.clear()
        window.grab()
        painted = list(recorder.texts)
        assert painted
        faint[theme.value, page] = too_faint(window, painted)

    assert [where for where, texts in faint.items() if texts] == [], faint


def test_what_stands_in_an_empty_editor_can_be_read(filled: Check) -> None:
    filled.go_to("compose").new_mail()
    editor = filled.driver.find(SourceEditor, "html_editor")
    assert editor.placeholderText()
    assert not editor.toPlainText()
    for theme in THEMES:
        store().set_mode(theme)
        image = editor.viewport().grab().toImage()
        assert ink_and_ground(image, editor.viewport().rect().adjusted(2, 2, -2, -2)) >= LEAST, theme


def test_so_it_is_in_dialogs(filled: Check, recorder: Recorder) -> None:
    faint = {}
    for theme, name in product(THEMES, DIALOGS):
        store().set_mode(theme)
        filled.program.main_view.commands[name].trigger()
        dialog = next(top for top in QApplication.topLevelWidgets() if top.isVisible() and top.inherits("QDialog"))
        recorder.texts.clear()
        dialog.grab()
        faint[theme.value, name] = too_faint(dialog, list(recorder.texts))
        dialog.close()

    assert [where for where, texts in faint.items() if texts] == [], faint
