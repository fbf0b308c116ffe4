"""What the tests of pulls and fetches share."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from composer_app.api.wire_time import wire_time
from tests.unit.services.house import NOW, House

SEND, LOGS, REPORTS = "/email/3/send", "/email/1/logs", "/email/1/reports"
DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}


def report(number: int, **changes: object) -> dict[str, object]:
    return {
        "bulkId": "b",
        "messageId": f"m-{number}",
        "to": f"person{number}@example.com",
        "sentAt": wire_time(NOW - timedelta(hours=1)),
        "status": DELIVERED,
        "error": {"groupId": 0, "id": 0, "name": "NO_ERROR"},
        "newField": {"kept": True},
    } | changes


def reports_on_disk(house: House) -> int:
    return int(house.archive(lambda archive: archive.reports.total(house.account.id)))


def stored_answers(house: House) -> list[tuple[int, bytes]]:
    """Of each answer whose bytes are still kept: whether it was read, and the bytes."""
    db = sqlite3.connect(house.profile.archive)
    try:
        return [
            (bool(is_read), body)
            for is_read, body in db.execute("SELECT is_read, body FROM answer WHERE body IS NOT NULL ORDER BY number")
        ]
    finally:
        db.close()
