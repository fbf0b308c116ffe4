"""What the window tells the desktop: notices, and the icon in the tray."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.ids import AccountId, SendRunId
from composer_app.domain.outcome import Outcome
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.shell.bounce_toast import BounceToast
from composer_app.ui.shell.close_guard import CloseGuard
from composer_app.ui.shell.desktop_presence import DesktopPresence
from tests.qt.messages.samples import row
from tests.qt.outbox.samples import batch, run, three_of_five
from tests.qt.shell.desktop import Desktop
from tests.qt.shell.whole import use_account
from tests.qt.windows import child
from tests.unit.archive.samples import submission

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of the offscreen platform, which has no tray


@pytest.fixture
def desktop(check: Check) -> Desktop:
    return Desktop(check.program.window)


@pytest.fixture
def presence(check: Check, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopPresence]:
    """A presence on a desktop with a tray, while another program is in front."""
    program = check.program
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    program.services.settings.notices = program.services.settings.notices_name_mail = True
    shiboken6.delete(child(program.main_view, DesktopPresence))  # the program's own one, on the real desktop
    made = DesktopPresence(
        program.main_view,
        program.services,
        program.window,
        child(program.main_view, BounceToast),
        child(program.main_view, CloseGuard),
        channel=desktop,
    )
    yield made
    made.tray.stop()


def test_the_program_has_one(check: Check) -> None:
    assert check.program.main_view.findChild(DesktopPresence) is not None


def test_a_large_send_that_ended_is_reported_and_a_small_one_is_not(
    check: Check, presence: DesktopPresence, desktop: Desktop
) -> None:
    check.program.services.settings.large_send = 2
    send_flows.write(check, ("ana@example.com",), "Small")
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    send_flows.write(check, ("ana@example.com", "ben@example.com"), "Large")
    submission = send_flows.send(check)
    send_flows.until_settled(check, submission, SubmissionState.ACCEPTED)

    check.driver.until("it is shown", lambda: bool(desktop.shown))
    assert desktop.shown == [
        ("1 large send handed over", "“Large” was handed over: accepted for 2 recipients."),
    ]
    desktop.clicked.emit()
    assert check.program.main_view.current_page == "outbox"


@pytest.mark.parametrize(
    ("state", "title"), [(SubmissionState.REJECTED, "1 mail rejected"), (SubmissionState.UNKNOWN, "1 mail maybe sent")]
)
def test_a_mail_that_was_not_accepted_is_reported_and_shown_in_its_account(
    check: Check, presence: DesktopPresence, desktop: Desktop, state: SubmissionState, title: str
) -> None:
    account = use_account(check, "http://127.0.0.1:9")
    send_flows.write(check, ("ana@example.com",), "Not accepted")
    submission = send_flows.send(check)
    accounts = check.program.services.accounts
    accounts.use(next(one.id for one in accounts.all() if one.is_sandbox))
    check.program.services.outbox.settled.emit(msgspec.structs.replace(submission, state=state))
    check.driver.until("it is shown", lambda: bool(desktop.shown))
    assert desktop.shown[0][0] == title
    assert "“Not accepted”" in desktop.shown[0][1]
    desktop.clicked.emit()
    assert accounts.current.id == account.id
    assert check.program.main_view.current_page == "outbox"


def test_a_send_run_is_reported_as_a_whole(check: Check, presence: DesktopPresence, desktop: Desktop) -> None:
    services = check.program.services
    batch_of_run = msgspec.structs.replace(submission(), state=SubmissionState.UNKNOWN, run_id=SendRunId("r1"))
    services.outbox.settled.emit(batch_of_run)
    services.settings.large_send = 1001
    done = run(SendRunState.DONE, batch(0, SubmissionState.ACCEPTED))
    services.send_runs.settled.emit(done)
    services.settings.large_send = 1000
    services.send_runs.settled.emit(done)
    check.driver.until("it is shown", lambda: bool(desktop.shown))
    sentence = "“Your November statement” was handed over: accepted for 1,000 recipients."
    assert desktop.shown == [("1 large send handed over", sentence)]
    services.send_runs.settled.emit(three_of_five(SendRunState.PAUSED))
    check.driver.until("it is shown", lambda: len(desktop.shown) == 2)
    assert "is paused" in desktop.shown[1][1]


def test_bounced_mail_is_reported_and_shown_in_the_logs(
    check: Check, presence: DesktopPresence, desktop: Desktop
) -> None:
    failed = [row(Outcome.BOUNCED, message_id="m-1", account_id=AccountId("sandbox"))]
    child(check.program.main_view, BounceToast).found.emit(failed)
    check.driver.until("it is shown", lambda: bool(desktop.shown))
    assert desktop.shown == [("1 mail not delivered", "Not delivered to ana@example.com.")]
    desktop.clicked.emit()
    assert check.program.main_view.current_page == "logs"


def test_the_icon_counts_what_the_outbox_counts(check: Check, presence: DesktopPresence) -> None:
    page = check.program.main_view.page("outbox")
    if not presence.tray.icon.isVisible():
        presence.tray.set_wanted(True)
    page.open_count_changed.emit(3)
    page.needs_you_changed.emit(2)
    assert presence.tray.icon.toolTip() == "Mail Composer: 3 waiting, 2 failed"


def test_the_window_hides_only_where_both_are_wanted_and_says_so_once(
    check: Check, presence: DesktopPresence, desktop: Desktop
) -> None:
    guard, settings = child(check.program.main_view, CloseGuard), check.program.services.settings
    settings.keeps_running = True
    assert not guard.hides()
    settings.tray = True
    check.program.main_view.settings_saved.emit()
    assert guard.hides()
    for _ in range(2):
        assert not check.program.window.close()
        assert check.program.window.isHidden()
        presence.tray.show_wanted.emit()
        assert check.program.window.isVisible()
    assert [title for title, _ in desktop.shown] == ["Mail Composer keeps running"]
    presence.tray.set_wanted(False)
    assert not guard.hides()


def test_the_menu_of_the_icon_fetches_and_quits(check: Check, presence: DesktopPresence, qtbot: QtBot) -> None:
    with qtbot.waitSignal(check.program.main_view.commands["fetch_new"].triggered):
        presence.tray.fetch_wanted.emit()
    presence.tray.quit_wanted.emit()
    assert check.program.window.isHidden()
