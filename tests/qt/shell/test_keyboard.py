"""The whole window by keyboard: menus by Alt, labels by Alt, pages, saving; and where the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from shiboken6 import isValid

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.toast import Toast
from tests.qt.shell.whole import menus

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(check: Check, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the desktop hands it to the window: past shortcuts first."""
    QTest.keyClick(check.program.window.windowHandle(), key, modifiers)


def focused(check: Check) -> str:
    widget = check.program.window.focusWidget()
    return widget.objectName() if widget is not None else ""


@pytest.fixture
def at_work(check: Check) -> Check:
    check.driver.activate()
    check.program.window.activateWindow()
    check.driver.until("the window is active", check.program.window.isActiveWindow)
    check.go_to("compose")
    return check


def editor(check: Check) -> QPlainTextEdit:
    return check.driver.find(QPlainTextEdit, "html_editor")


@pytest.mark.parametrize(
    ("key", "menu"), [(Qt.Key.Key_F, "File"), (Qt.Key.Key_V, "View"), (Qt.Key.Key_H, "Help"), (Qt.Key.Key_F10, "File")]
)
def test_alt_opens_a_menu_and_types_nothing(at_work: Check, key: Qt.Key, menu: str) -> None:
    editor(at_work).setFocus()
    press(at_work, key, Qt.KeyboardModifier.NoModifier if key == Qt.Key.Key_F10 else ALT)

    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert plain(popup.title()) == menu
    popup.close()
    assert editor(at_work).toPlainText() == ""


def test_alt_with_a_letter_of_no_menu_types_nothing_either(at_work: Check) -> None:
    for name in ("html_editor", "subject_input", "chip_input"):
        widget = at_work.driver.find(QWidget, name)
        widget.setFocus()
        for key in (Qt.Key.Key_X, Qt.Key.Key_Q, Qt.Key.Key_7):
            press(at_work, key, ALT)
    assert at_work.program.main_view.page("compose").session.draft.is_empty


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_S, "subject_input"),
        (Qt.Key.Key_T, "chip_input"),
        (Qt.Key.Key_C, "chip_input"),
        (Qt.Key.Key_B, "chip_input"),
        (Qt.Key.Key_R, "reply_to_input"),
    ],
)
def test_alt_and_the_letter_of_a_label_go_to_its_field(at_work: Check, key: Qt.Key, name: str) -> None:
    editor(at_work).setFocus()
    press(at_work, key, ALT)
    assert focused(at_work) == name
    editor(at_work).setFocus()
    press(at_work, key, ALT)
    assert focused(at_work) == name, "the row is there by now"


@pytest.mark.parametrize(
    ("key", "name"), [(Qt.Key.Key_I, "fetch_message_ids"), (Qt.Key.Key_B, "fetch_bulk_ids"), (Qt.Key.Key_T, "fetch_to")]
)
def test_labels_of_the_fetch_panel_have_letters_too(at_work: Check, key: Qt.Key, name: str) -> None:
    at_work.go_to("logs").fetch_toggle.setChecked(True)
    at_work.program.main_view.page("logs").browser.focus_list()
    press(at_work, key, ALT)
    assert focused(at_work) == name


def test_every_menu_entry_has_a_letter_of_its_own(at_work: Check) -> None:
    for page in ("outbox", "reports", "logs"):
        at_work.program.main_view.page(page)
    bar = menus(at_work).values()
    assert [menu.title() for menu in bar] == ["&File", "&Edit", "&View", "&Message", "&Account", "&Help"]
    for menu in bar:
        menu.aboutToShow.emit()
        texts = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
        letters = [text.partition("&")[2][:1].casefold() for text in texts]
        assert all(letters), texts
        assert len(set(letters)) == len(letters), texts


def test_ctrl_tab_goes_through_the_pages(at_work: Check) -> None:
    main_view = at_work.program.main_view
    seen = []
    for _ in range(5):
        press(at_work, Qt.Key.Key_Tab, CTRL)
        seen.append(main_view.current_page)
    assert seen == ["outbox", "reports", "logs", "overview", "compose"]
    press(at_work, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert main_view.current_page == "overview"


def test_ctrl_s_saves_and_says_when(at_work: Check) -> None:
    at_work.driver.type(at_work.driver.find(QWidget, "subject_input"), "Hello")
    press(at_work, Qt.Key.Key_S, CTRL)
    actions = at_work.program.main_view.page("compose").view.actions
    at_work.driver.until("it is saved", lambda: actions.state_text().startswith("Saved "))


def test_ctrl_s_over_an_empty_page_says_so(at_work: Check) -> None:
    press(at_work, Qt.Key.Key_S, CTRL)
    assert at_work.driver.find(Toast, "").text() == "There is nothing to save yet."


def test_f5_says_what_came(at_work: Check) -> None:
    press(at_work, Qt.Key.Key_F5)
    at_work.driver.until("it is told", lambda: at_work.driver.find(Toast, "").text() == "Nothing new.")


def test_ctrl_w_closes_a_dialog_first(at_work: Check) -> None:
    at_work.program.main_view.commands["settings"].trigger()
    dialog = at_work.driver.find(QWidget, "settings_dialog")
    at_work.driver.until("it has the keyboard", dialog.isActiveWindow)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_W, CTRL)
    at_work.driver.until("it is gone", lambda: not isValid(dialog) or not dialog.isVisible())
    assert at_work.program.window.isVisible()


def test_each_page_has_the_focus_where_it_was(at_work: Check) -> None:
    main_view = at_work.program.main_view
    assert focused(at_work) == "chip_input"
    editor(at_work).setFocus()
    main_view.commands["page_logs"].trigger()
    assert main_view.page("logs").isAncestorOf(at_work.program.window.focusWidget())
    main_view.commands["page_compose"].trigger()
    assert focused(at_work) == "html_editor"


def test_a_page_without_a_place_of_its_own_never_focuses_a_button(at_work: Check) -> None:
    main_view = at_work.program.main_view
    for page in ("outbox", "reports", "logs", "overview", "compose"):
        main_view.commands[f"page_{page}"].trigger()
        widget = at_work.program.window.focusWidget()
        assert widget is not None
        assert not widget.inherits("QAbstractButton"), widget.objectName()


def test_after_send_the_focus_is_in_the_next_mail(at_work: Check) -> None:
    send_flows.write(at_work, ("ana@example.com",), "Hello", "<p>Hello</p>")
    send_flows.send(at_work)
    assert focused(at_work) == "chip_input"
