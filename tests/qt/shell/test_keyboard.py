"""The whole window by keyboard: menus by Alt, labels by Alt, pages, saving; and where the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.ui.messages.histogram_panel import HistogramPanel
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.toast import Toast
from tests.qt.messages.samples import add_logs, log_entry
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
    at_work.driver.until("it is shown", lambda: at_work.driver.find(Toast, "").text() == "Nothing new.")


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


def test_f6_leads_from_part_to_part(qtbot: QtBot, at_work: Check) -> None:
    add_logs(qtbot, at_work.program.services, [log_entry(1)])
    editor(at_work).setFocus()
    press(at_work, Qt.Key.Key_F6)
    assert focused(at_work) == "add_file", "from the mail to its files"

    at_work.program.window.resize(1900, 900)
    browser = at_work.go_to("logs").browser
    at_work.driver.until("there is a list", browser.list.table.isVisible)
    browser.filter.focus_input()
    seen = []
    for _ in range(4):
        press(at_work, Qt.Key.Key_F6)
        seen.append(at_work.program.window.focusWidget())
    names = [next((name for name, part in parts(browser).items() if part.isAncestorOf(one)), "") for one in seen]
    assert names == ["views and facets", "histogram", "list", "filter"]

    at_work.program.main_view.commands["previous_part"].trigger()
    assert parts(browser)["list"].isAncestorOf(at_work.program.window.focusWidget()), "from the menu, too"


def test_tab_goes_through_logs_from_the_top_to_the_bottom(qtbot: QtBot, at_work: Check) -> None:
    add_logs(qtbot, at_work.program.services, [log_entry(1)])
    at_work.program.window.resize(1900, 900)
    page = at_work.go_to("logs")
    at_work.driver.until("there are views", lambda: bool(page.views.rows.rows()))
    at_work.driver.until("there is a list", page.browser.list.table.isVisible)
    page.browser.filter.focus_input()
    seen: list[QWidget] = []
    while not seen or not parts(page.browser)["list"].isAncestorOf(seen[-1]):
        press(at_work, Qt.Key.Key_Tab)
        seen.append(at_work.program.window.focusWidget())
        assert len(seen) < 30
    places = [one.mapTo(page, QPoint(0, 0)) for one in seen]
    tools = [place.x() for one, place in zip(seen, places, strict=True) if page.browser.tool_row.isAncestorOf(one)]
    assert tools == sorted(tools)
    assert len(tools) >= 4
    order = [next((name for name, part in parts(page.browser).items() if part.isAncestorOf(one)), "") for one in seen]
    without_tools = list(dict.fromkeys(name for name in order[len(tools) :] if name))
    assert without_tools == ["views and facets", "histogram", "list"]


def parts(browser: MessageBrowser) -> dict[str, QWidget]:
    """What F6 leads through, by name."""
    assert browser.left is not None
    histogram = browser.findChild(HistogramPanel)
    assert histogram is not None
    return {
        "filter": browser.filter,
        "views and facets": browser.left.panel,
        "histogram": histogram,
        "list": browser.list,
    }
