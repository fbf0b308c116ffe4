"""What a screen reader gets: a role and a name for everything on every page, in the roles that users know."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QWidget

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.page_bar import PageBar
from composer_app.ui.widgets.segmented import Segmented
from composer_app.ui.widgets.small_note import SmallNote

Role = QAccessible.Role
PAGES = ("welcome", "compose", "outbox", "reports", "logs", "overview")


@pytest.fixture
def filled(check: Check) -> Check:
    """A mail that bounced, every row of the header, the bar for finding, and the panel for fetching open."""
    send_flows.write(check, ("bounce@example.com",), "Will bounce", "<p>Hello</p>")
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    page = check.program.main_view.page("compose")
    for kind in ("cc", "bcc", "reply_to"):
        page.view.header.focus(kind)
    page.view.body.open_replace()
    check.program.main_view.page("logs").fetch_toggle.setChecked(True)
    return check


def role_and_name(widget: QWidget) -> tuple[QAccessible.Role, str]:
    reported = QAccessible.queryAccessibleInterface(widget)
    assert reported is not None
    return reported.role(), reported.text(QAccessible.Text.Name)


def is_furniture(widget: QWidget) -> bool:
    """What holds other widgets in their places, or scrolls them: no screen reader stops there."""
    if isinstance(widget, SmallNote) and not widget.words():
        return True  # nothing is said there at the moment
    parent = widget.parentWidget()
    of_scroll_area = isinstance(parent, QAbstractScrollArea) and type(widget) is QWidget
    of_browser = parent is not None and parent.inherits("QWebEngineView")  # Chromium itself says what is inside
    is_plain = type(widget) is QWidget and not widget.focusPolicy().value
    return isinstance(widget, QScrollBar | Hairline) or of_scroll_area or of_browser or is_plain


def unspoken(top: QWidget) -> list[str]:
    """The visible widgets that take the focus or show something, and have no role or no name."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or is_furniture(widget):
            continue
        shows = not any(isinstance(child, QWidget) for child in widget.children())
        role, name = role_and_name(widget)
        if (shows or widget.focusPolicy().value) and (role is Role.NoRole or not name.strip()):
            found.append(f"{type(widget).__name__} {widget.objectName()} {role.name} {name!r}")
    return found


def show(check: Check, page: str) -> None:
    main_view = check.program.main_view
    main_view.show_page(page)
    if page in ("reports", "logs"):
        shown = main_view.page(page).browser
        check.driver.until("the list is there", lambda: shown.list.model.rowCount() > 0)
        shown.list.select_row(0)
        check.driver.press(shown.list.table, Qt.Key.Key_Space)
        check.driver.until("the details are there", lambda: shown.side.is_open)
    if page == "outbox":
        check.driver.until("the mail is listed", lambda: bool(main_view.page(page).findChildren(OutboxRow)))
    if page == "overview":
        check.driver.until("the figures are there", main_view.page(page).content.isVisible)


def test_everything_on_a_page_has_a_role_and_a_name(filled: Check) -> None:
    for page in PAGES:
        show(filled, page)
        assert unspoken(filled.program.window) == [], page


def test_what_is_different_has_roles_and_names_too(filled: Check) -> None:
    filled.program.main_view.show_page("logs")
    shown = filled.program.main_view.page("logs").browser
    shown.comparing.open()
    filled.driver.until("the panel is there", shown.comparing.panel.isVisible)
    assert unspoken(shown.comparing.panel) == []


def test_so_it_is_in_each_part_of_a_sent_mail(filled: Check) -> None:
    main_view = filled.program.main_view
    main_view.show_page("logs")
    shown = main_view.page("logs").browser
    filled.driver.until("the list is there", lambda: shown.list.model.rowCount() > 0)
    shown.list.select_row(0)
    filled.driver.press(shown.list.table, Qt.Key.Key_Return)
    page = main_view.page("sent_mail")
    filled.driver.until("the mail is shown", lambda: bool(page.head.fact("to")))
    for part in ("mail", "text", "headers", "raw"):
        page.body.views.set_current(part)
        filled.driver.settle()
        assert unspoken(filled.program.window) == [], part


def test_so_it_is_in_dialogs(check: Check) -> None:
    for name in ("settings", "add_account", "about", "erase_address", "help"):
        check.program.main_view.commands[name].trigger()
        dialog = next(top for top in QApplication.topLevelWidgets() if top.isVisible() and top.inherits("QDialog"))
        found = unspoken(dialog)
        dialog.close()
        assert found == [], name


def test_pages_are_tabs(check: Check) -> None:
    bar = check.program.main_view.findChild(PageBar)
    assert isinstance(bar, PageBar)
    assert role_and_name(bar) == (Role.PageTabList, "Pages")
    check.program.main_view.show_page("logs")
    for key, name in (("compose", "Compose"), ("logs", "Logs")):
        reported = QAccessible.queryAccessibleInterface(bar.page_button(key))
        assert reported is not None
        assert (reported.role(), reported.text(QAccessible.Text.Name)) == (Role.PageTab, name)
        assert bool(reported.state().selected) is (key == "logs")


def test_a_tab_can_be_pressed_by_the_screen_reader(check: Check) -> None:
    reported = QAccessible.queryAccessibleInterface(check.program.main_view.page_button("reports"))
    assert reported is not None
    actions = reported.actionInterface()
    assert actions is not None
    actions.doAction("Press")
    assert check.program.main_view.current_page == "reports"


def test_segments_are_radio_buttons_in_a_named_group(check: Check) -> None:
    check.go_to("outbox")
    segments = check.driver.find(Segmented, "outbox_segments")
    assert role_and_name(segments) == (Role.Grouping, "Which mails to show")
    for key, name in (("all", "All"), ("done", "Done")):
        reported = QAccessible.queryAccessibleInterface(segments.segment(key))
        assert reported is not None
        assert (reported.role(), reported.text(QAccessible.Text.Name)) == (Role.RadioButton, name)
        assert bool(reported.state().checked) is (key == "all")


def test_a_row_of_the_outbox_unfolds(filled: Check) -> None:
    outbox = filled.go_to("outbox")
    filled.driver.until("the mail is listed", lambda: bool(outbox.findChildren(OutboxRow)))
    row = outbox.findChildren(OutboxRow)[0]
    reported = QAccessible.queryAccessibleInterface(row)
    assert reported is not None
    assert reported.role() is Role.TreeItem
    assert bool(reported.state().expanded) is row.isChecked()
    row.unfold(not row.isChecked())
    assert bool(reported.state().expanded) is row.isChecked()
