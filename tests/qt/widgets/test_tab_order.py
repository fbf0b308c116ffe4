"""The order of Tab: the given parts first, then everything else in its old order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.tab_order import put_first


def test_the_parts_come_first(qtbot: QtBot) -> None:
    page, group = QWidget(), QWidget()
    qtbot.addWidget(page)
    names = ("one", "button", "two", "hidden", "three")
    widgets = {name: QPushButton(name) if name == "button" else QLineEdit(name) for name in names}
    column, inside = QVBoxLayout(page), QVBoxLayout(group)
    for name in ("one", "button"):
        column.addWidget(widgets[name])
    column.addWidget(group)
    for name in ("two", "hidden", "three"):
        inside.addWidget(widgets[name])
    widgets["hidden"].hide()
    put_first(page, [group, widgets["one"]])
    page.show()
    page.activateWindow()
    widgets["two"].setFocus()
    seen = []
    for _ in range(4):
        focused = page.window().focusWidget()
        assert focused is not None
        seen.append(next(name for name, widget in widgets.items() if widget is focused))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert seen == ["two", "three", "one", "button"]


def test_tab_goes_through_the_fields_and_into_the_body(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    page.view.header.sender_field.line().setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.window().focusWidget().objectName())
    assert seen == ["chip_input", "subject_input", "html_editor"]

    page.view.actions.send_button.setFocus()
    after = set()
    for _ in range(12):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        after.add(page.window().focusWidget().objectName())
    assert {"drafts_button", "add_cc", "add_bcc", "add_reply_to"} <= after


def test_tab_from_wrong_addresses_leads_to_the_next_field_and_not_to_the_button_that_takes_them_out(
    qtbot: QtBot, page: ComposePage
) -> None:
    page.activateWindow()
    recipients = page.view.header.recipients
    page.view.header.focus("to")
    qtbot.keyClicks(page.window().focusWidget(), "no address@@x, @,")
    assert page.view.header.hint("to").isVisible()

    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.window().focusWidget(), "A subject")

    assert page.view.header.subject.text() == "A subject"
    assert recipients.texts("to") == ("no address@@x", "@")
