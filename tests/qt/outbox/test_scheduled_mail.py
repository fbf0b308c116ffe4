"""A mail that is sent later, from Compose to the end, through the window and a real Sandbox."""

from __future__ import annotations

from typing import Any

import httpx
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.send_flows import write
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_buttons import RowButtons
from composer_app.ui.outbox.row_model import Action
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.send_time_dialog import SendTimeDialog
from tests.patience import PATIENCE_S


def choose(check: Check, quick: str) -> None:
    """Take a quick choice in the dialog that is open."""
    dialog = check.driver.find(SendTimeDialog, "send_time_dialog")
    check.driver.click(check.driver.find(QAbstractButton, quick, dialog))
    check.driver.click(check.driver.find(QAbstractButton, "choose_time", dialog))


def states(check: Check) -> list[str]:
    """What the Sandbox has."""
    sandbox = check.sandbox
    headers = {"Authorization": f"App {sandbox.key.reveal()}"}
    url = f"{sandbox.base_url}/sandbox/messages"
    answer = httpx.get(url, headers=headers, timeout=PATIENCE_S, trust_env=False)
    return [str(one["state"]) for one in answer.json()]


def test_it_is_scheduled_moved_paused_resumed_and_cancelled(check: Check) -> None:
    driver = check.driver
    write(check, ("ana@example.com",), "Season's greetings")
    page = check.program.main_view.page("compose")
    driver.click(page.view.actions.schedule_button)
    choose(check, "monday")

    outbox: Any = check.go_to("outbox")

    def row() -> Any:
        return next(iter(outbox.rows()), None)

    def until(what: str, state: SubmissionState, *, is_paused: bool = False) -> None:
        def holds() -> bool:
            found = row()
            return found is not None and (found.submission.state, found.submission.is_paused) == (state, is_paused)

        driver.until(what, holds)

    def press(action: Action) -> None:
        driver.click(driver.find(QAbstractButton, action.value, outbox))

    def pick(text: str) -> None:
        """From the menu of the row."""
        buttons = driver.find(QWidget, f"row_{row().id}", outbox).findChild(RowButtons)
        assert isinstance(buttons, RowButtons)
        menu = buttons.menu()
        next(one for one in menu.actions() if plain(one.text()) == text).trigger()
        menu.deleteLater()

    until("the mail is scheduled", SubmissionState.SCHEDULED)
    first = row().submission.send_at
    assert states(check) == ["SCHEDULED"]

    press(Action.RESCHEDULE)
    dialog = driver.find(SendTimeDialog, "send_time_dialog")
    dialog.date.setDate(dialog.date.date().addDays(1))
    driver.click(driver.find(QAbstractButton, "choose_time", dialog))
    driver.until("it has another time", lambda: row().submission.send_at != first)
    pick("Pause")
    until("it is paused", SubmissionState.SCHEDULED, is_paused=True)
    assert states(check) == ["PAUSED"]
    press(Action.RESUME_SCHEDULED)
    until("it is resumed", SubmissionState.SCHEDULED)
    QTimer.singleShot(0, check.program.window, lambda: driver.click(driver.find(QAbstractButton, "confirm_do")))
    press(Action.CANCEL_SCHEDULED)  # the question holds it up
    until("it is cancelled", SubmissionState.CANCELLED)
    assert states(check) == ["CANCELED"]
