"""Flows h, i and j: logs, asked for with no, with several and with combined parameters."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from composer_app.cli.self_check.check import Check
from composer_app.domain.clock import utc_now


def _fetch(check: Check, *, ids: str = "", status: str = "", since_minutes: int = 0) -> str:
    """Fetch with these controls and no others; returns the result's sentence."""
    driver = check.driver
    page = check.go_to("logs")
    if not page.fetch_panel.isVisible():
        driver.click(driver.find(QWidget, "fetch_toggle", page))
        driver.until("the panel is open", page.fetch_panel.isVisible)
    panel = page.fetch_panel
    panel.clear_all()
    if ids:
        driver.type(driver.find(QLineEdit, "fetch_message_ids", panel), ids)
    if status:
        box = driver.find(QComboBox, "fetch_status", panel)
        box.setCurrentIndex(box.findData(status))
    if since_minutes:
        panel.since.set_value(utc_now() - timedelta(minutes=since_minutes))
    for key in page.result.keys():  # noqa: SIM118  # a method of ours, not a dict
        page.result.take(key)
    driver.click(driver.find(QWidget, "fetch_logs", panel))
    driver.until("the page shows the result of the fetch", lambda: bool(page.result.keys()))
    return str(page.result.findChildren(QWidget)[0].accessibleName())


def logs_without_parameters(check: Check) -> None:
    """With every control empty the request has no parameters; what was sent here is among the answers."""
    said = _fetch(check)
    check.expect("entr" in said, f"the fetch said: {said}")
    check.until_row("logs", to="ana@example.com")
    check.picture("logs")


def logs_of_several_messages(check: Check) -> None:
    """Two messageIds at once bring these two."""
    check.other.send("two@example.com", "Second of two", "check-i-2", "check-i")
    check.other.send("one@example.com", "First of two", "check-i-1", "check-i")
    said = _fetch(check, ids="check-i-1, check-i-2")
    check.expect("2 " in said, f"the fetch said: {said}")
    check.until_row("logs", to="one@example.com")
    check.until_row("logs", to="two@example.com")


def logs_by_time_and_status(check: Check) -> None:
    """`sentSince` and `generalStatus` together: both must hold."""
    check.other.send("bounce@example.com", "It comes back", "check-j-1", "check-j")

    def is_final() -> bool:
        return all(one.get("doneAt") for one in check.other.messages("It comes back"))

    check.driver.until("it has come back", is_final)
    said = _fetch(check, status="UNDELIVERABLE", since_minutes=10)
    check.expect("entr" in said, f"the fetch said: {said}")
    check.until_row("logs", to="bounce@example.com", status="Bounced")
    said = _fetch(check, status="UNDELIVERABLE", ids="check-i-1", since_minutes=10)
    check.expect("Nothing found" in said, f"what both conditions exclude came: {said}")
