"""Flows e, f and g: delivery reports, which are handed out once."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from composer_app.cli.self_check.check import Check

SUBJECT = "From another program"


def _pull(check: Check, scope: str, *, ids: str = "", limit: int = 1000) -> str:
    """Pull with these controls; returns the result's sentence."""
    driver = check.driver
    page = check.go_to("reports")
    driver.click(driver.find(QWidget, f"segment_{scope}", page.pull_row))
    if ids:
        field = driver.find(QLineEdit, "pull_ids", page)
        field.clear()
        driver.type(field, ids)
    driver.find(QSpinBox, "pull_limit", page).setValue(limit)
    for key in page.result.keys():  # noqa: SIM118  # a method of ours, not a dict
        page.result.take(key)
    driver.click(driver.find(QWidget, "pull_reports", page))
    driver.until("the page shows the result of the pull", lambda: bool(page.result.keys()))
    return str(page.result.findChildren(QWidget)[0].accessibleName())


def _other_mail(check: Check, bulk: str, number: int) -> None:
    for one in range(1, number + 1):
        check.other.send(f"{bulk}-{one}@example.com", SUBJECT, f"{bulk}-{one}", bulk)

    def are_final() -> bool:
        mine = [m for m in check.other.messages(SUBJECT) if m["bulkId"] == bulk]
        return len(mine) == number and all(m.get("doneAt") for m in mine)

    check.driver.until("the Sandbox has delivered them", are_final)


def report_is_kept(check: Check) -> None:
    """A report fetched, then fetched again: the second answer is empty, the first is still here."""
    _other_mail(check, "check-e", 1)
    said = _pull(check, "ids", ids="check-e-1")
    check.expect("1 report" in said, f"the first pull said: {said}")
    check.until_row("reports", message_id="check-e-1", status="Delivered")
    said = _pull(check, "ids", ids="check-e-1")
    check.expect("Nothing new" in said, f"the second pull said: {said}")
    check.until_row("reports", message_id="check-e-1", status="Delivered")


def report_by_message_id(check: Check) -> None:
    """One report of two by its messageId; the other one stays with the vendor."""
    _other_mail(check, "check-f", 2)
    said = _pull(check, "ids", ids="check-f-2")
    check.expect("1 report" in said, f"the pull said: {said}")
    check.until_row("reports", message_id="check-f-2")
    check.expect(not any(row["Message ID"] == "check-f-1" for row in check.rows("reports")), "check-f-1 came too")


def first_two_reports(check: Check) -> None:
    """`limit=2` brings two of three; the next pull brings the rest."""
    _pull(check, "everything")
    _other_mail(check, "check-g", 3)
    said = _pull(check, "everything", limit=2)
    check.expect("2 reports" in said, f"the pull of two said: {said}")
    check.picture("reports")
    said = _pull(check, "everything")
    check.expect("1 report" in said, f"the pull of the rest said: {said}")
