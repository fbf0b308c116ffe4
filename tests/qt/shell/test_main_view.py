"""What fills the window: pages, banner, status line, counts, and what is remembered."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.cli.self_check.check import Check
from composer_app.domain.account import AccountUse
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.shell import main_view
from composer_app.ui.shell.live_account_line import LiveAccountLine
from composer_app.ui.shell.pages import PAGES, make_page
from composer_app.ui.shell.window_banners import failure_banner
from composer_app.ui.theme.theme_store import current, store
from tests.faulty_server import answers, faulty_server, shows_page
from tests.patience import PATIENCE_S
from tests.qt.shell.whole import Opener, reported, use_account


def window_reported(check: Check) -> str:
    return reported(check.program.window)


def trigger(check: Check, command: str) -> None:
    check.program.main_view.commands[command].trigger()


def test_the_first_start_welcomes_and_makes_no_other_page(check: Check) -> None:
    assert check.program.main_view.current_page == "welcome"
    assert check.program.window.findChild(QWidget, "compose_page") is None


def test_a_new_mail_is_one_key_away_before_its_page_is_made(check: Check) -> None:
    trigger(check, "new_mail")

    assert check.program.main_view.current_page == "compose"
    focused = check.program.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "chip_input"


@pytest.mark.parametrize(("number", "page"), list(enumerate(PAGES, start=1)))
def test_each_page_has_its_key(number: int, page: str, check: Check) -> None:
    action = check.program.main_view.commands[f"page_{page}"]
    assert action.shortcut().toString() == f"Ctrl+{number}"
    assert action in check.program.window.actions()  # else the key works only after its menu was opened

    action.trigger()

    assert check.program.main_view.current_page == page
    assert check.program.main_view.page(page).isVisible()
    assert check.program.main_view.page_button(page).isChecked()


def test_no_two_commands_have_one_key(check: Check) -> None:
    for page in PAGES:
        check.program.main_view.page(page)
    keys = [key.toString() for action in check.program.main_view.commands for key in action.shortcuts()]

    assert sorted(keys) == sorted(set(keys))


def test_the_status_line_is_of_the_page_that_is_shown(check: Check) -> None:
    trigger(check, "page_compose")
    line = check.driver.find(QWidget, "status_line")
    assert "Line 1" not in line.accessibleName(), "the caret is in a field"
    check.driver.find(QWidget, "html_editor").setFocus()
    assert line.accessibleName().startswith("Line 1, column 1")

    trigger(check, "page_logs")
    check.driver.until("the logs speak", lambda: "mail" in line.accessibleName() or "0" in line.accessibleName())
    assert "Line 1" not in line.accessibleName()

    check.program.main_view.page("compose").refresh_status()
    assert "Line 1" not in line.accessibleName()


def test_the_page_is_where_it_was_left(opener: Opener) -> None:
    with opener() as first:
        trigger(first, "page_reports")
    with opener() as second:
        assert second.program.main_view.current_page == "reports"


def test_welcome_is_shown_until_it_was_left(opener: Opener) -> None:
    with opener():
        pass
    with opener() as second:
        assert second.program.main_view.current_page == "welcome"
        second.driver.click(second.driver.find(QWidget, "open_example"))
        assert second.program.main_view.current_page == "compose"
        page = second.program.main_view.page("compose")
        second.driver.until(
            "the example is there", lambda: bool(page.session.draft.subject and page.session.draft.attachments)
        )
    with opener() as third:
        assert third.program.main_view.current_page == "compose"


def test_the_theme_changes_at_once_and_is_remembered(opener: Opener) -> None:
    with opener() as first:
        light = current()
        trigger(first, "theme_dark")
        assert current() != light
        assert first.program.main_view.commands["theme_dark"].isChecked()
        assert not first.program.main_view.commands["theme_system"].isChecked()
        ground = first.program.window.grab().toImage().pixelColor(640, 500)
        assert ground.lightness() < 90
    with opener() as second:
        assert store().mode.value == "dark"
        assert second.program.main_view.commands["theme_dark"].isChecked()
        trigger(second, "theme_light")
        assert current() == light


def test_a_banner_closed_stays_closed(opener: Opener) -> None:
    with opener() as first:
        trigger(first, "page_compose")
        assert "Nothing leaves this computer" in window_reported(first)
        first.driver.click(first.driver.find(QWidget, "banner_close"))
        assert "Nothing leaves this computer" not in window_reported(first)
        trigger(first, "page_logs")
        trigger(first, "page_compose")
        assert "Nothing leaves this computer" not in window_reported(first)
    with opener() as second:
        trigger(second, "page_compose")
        assert "Nothing leaves this computer" not in window_reported(second)


def test_a_live_account_draws_a_line_and_names_itself(check: Check) -> None:
    with faulty_server() as server:
        server.plays("GET", "/email/1/logs", answers({"results": []}))
        server.plays("GET", "/email/1/reports", answers({"results": []}))
        use_account(check, server.url, AccountUse.LIVE)

        line = check.program.window.findChild(LiveAccountLine)
        assert isinstance(line, LiveAccountLine)
        check.driver.until("the line is drawn", line.isVisible)
        assert line.height() == 2
        assert check.program.window.windowTitle() == "Linden Energy — Mail Composer"

        check.program.services.accounts.use(SANDBOX_ACCOUNT)
        assert not line.isVisible()
        assert check.program.window.windowTitle() == "Mail Composer"


def test_what_fails_in_the_background_is_said_and_taken_back(check: Check) -> None:
    with faulty_server() as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, shows_page(500))
        account = use_account(check, server.url)
        error = RuntimeError("as if")
        check.program.services.outbox.failed.emit(error)

        words = failure_banner(error, account).lead
        check.driver.until("it is said", lambda: words in window_reported(check))
        assert "as if" not in window_reported(check)


def test_the_banner_goes_with_the_page_and_comes_back_with_it(check: Check) -> None:
    trigger(check, "page_compose")
    assert "Nothing leaves this computer" in window_reported(check)

    trigger(check, "page_logs")
    assert "Nothing leaves this computer" not in window_reported(check)

    trigger(check, "page_compose")
    assert "Nothing leaves this computer" in window_reported(check)


def test_the_outbox_is_counted_beside_its_name(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[Any] = []
    monkeypatch.setattr(check.program.main_view, "set_count", lambda *reported, **more: counts.append((reported, more)))
    page = check.program.main_view.page("outbox")

    page.open_count_changed.emit(3)
    page.needs_you_changed.emit(1)
    page.needs_you_changed.emit(0)

    assert counts[-3:] == [
        (("outbox", 3), {"urgent": False}),
        (("outbox", 1), {"urgent": True}),
        (("outbox", 3), {"urgent": False}),
    ]


def test_what_was_typed_last_is_there_after_closing(opener: Opener) -> None:
    with opener() as first:
        trigger(first, "new_mail")
        first.driver.type(first.driver.find(QWidget, "subject_input"), "Typed last")
    with opener() as second:
        page = second.program.main_view.page("compose")
        second.driver.until("it is there", lambda: page.session.draft.subject == "Typed last")


def test_what_was_typed_last_is_saved_before_another_page_is_made(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill would find it lost otherwise: while a page is made nothing else happens."""
    on_disk: list[str] = []

    def making(key: str, services: Services, commands: CommandRegistry) -> Any:
        if key == "logs":  # the window makes the outbox by itself, a moment after its start
            drafts = services.context.archive.write(lambda archive: archive.drafts.all()).result(PATIENCE_S)
            on_disk.extend(draft.subject for draft in drafts)
        return make_page(key, services, commands)

    trigger(check, "new_mail")
    monkeypatch.setattr(main_view, "make_page", making)
    check.driver.type(check.driver.find(QWidget, "subject_input"), "Typed last")

    check.program.main_view.show_page("logs")

    assert on_disk == ["Typed last"]


def test_clipboard_commands_go_to_the_field_in_use(check: Check) -> None:
    trigger(check, "new_mail")
    subject = check.driver.find(QWidget, "subject_input")
    check.program.window.activateWindow()
    check.driver.until("the window is active", check.program.window.isActiveWindow)
    check.driver.type(subject, "Copied")

    trigger(check, "select_all")
    trigger(check, "copy")

    assert QApplication.clipboard().text() == "Copied"
