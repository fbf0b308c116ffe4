"""Scheduled sends, from scheduling to their time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


def in_days(running: RunningSandbox, days: float) -> str:
    now = datetime.strptime(running.client.get("/sandbox/clock").json()["now"], "%Y-%m-%dT%H:%M:%S.%f%z")
    return (now + timedelta(days=days)).astimezone(UTC).isoformat()


def schedule(running: RunningSandbox, bulk_id: str, days: float = 1, *to: str) -> None:
    running.send(*(to or ("ana@example.com",)), bulkId=bulk_id, sendAt=in_days(running, days))


def put(running: RunningSandbox, bulk_id: str, **body: str) -> httpx.Response:
    path = "/email/1/bulks" if "sendAt" in body else "/email/1/bulks/status"
    return running.client.put(path, params={"bulkId": bulk_id}, json=body)


def status(running: RunningSandbox, bulk_id: str) -> list[str]:
    found = running.client.get("/email/1/bulks/status", params={"bulkId": bulk_id}).json()
    assert found["externalBulkId"] == bulk_id
    return [bulk["status"] for bulk in found["bulks"]]


def advance(running: RunningSandbox, step: str) -> None:
    assert running.client.post("/sandbox/clock", json={"advance": step}).status_code == 200


def state(running: RunningSandbox, bulk_id: str) -> str:
    (found,) = [one for one in running.client.get("/sandbox/messages").json() if one["bulkId"] == bulk_id]
    return str(found["state"])


def test_a_scheduled_mail_goes_out_when_its_time_comes(running: RunningSandbox) -> None:
    schedule(running, "thirty", 29.9)
    assert status(running, "thirty") == ["PENDING"]
    assert running.results("/email/1/logs", bulkId="thirty") == []

    advance(running, "30d")

    assert status(running, "thirty") == ["FINISHED"]
    (entry,) = running.results("/email/1/logs", bulkId="thirty")
    assert entry["status"]["groupName"] == "DELIVERED"  # type: ignore[index]
    assert len(running.results("/email/4/reports", bulkId="thirty")) == 1


def test_a_paused_one_waits_until_it_is_resumed(running: RunningSandbox) -> None:
    schedule(running, "paused")
    assert put(running, "paused", status="PAUSED").json() == {"bulkId": "paused", "status": "PAUSED"}
    advance(running, "2d")
    assert (status(running, "paused"), state(running, "paused")) == (["PAUSED"], "PAUSED")
    assert running.results("/email/1/logs", bulkId="paused") == []

    assert put(running, "paused", status="PENDING").status_code == 200

    assert status(running, "paused") == ["FINISHED"]
    assert len(running.results("/email/1/logs", bulkId="paused")) == 1


def test_one_resumed_before_its_time_still_waits_for_it(running: RunningSandbox) -> None:
    schedule(running, "early")
    put(running, "early", status="PAUSED")
    moved = put(running, "early", sendAt=in_days(running, 3))
    put(running, "early", status="PENDING")

    (inner,) = running.client.get("/email/1/bulks", params={"bulkId": "early"}).json()["bulks"]
    assert moved.json() == inner
    advance(running, "2d")
    assert status(running, "early") == ["PENDING"]
    advance(running, "2d")
    assert status(running, "early") == ["FINISHED"]


def test_a_cancelled_one_never_goes_out_and_cannot_change(running: RunningSandbox) -> None:
    schedule(running, "cancelled")
    assert put(running, "cancelled", status="CANCELED").json()["status"] == "CANCELED"
    advance(running, "2d")

    assert (status(running, "cancelled"), state(running, "cancelled")) == (["CANCELED"], "CANCELED")
    assert running.results("/email/1/logs", bulkId="cancelled") == []
    for answer in (
        put(running, "cancelled", status="PENDING"),
        put(running, "cancelled", sendAt=in_days(running, 1)),
    ):
        assert answer.status_code == 409
        assert answer.json()["requestError"]["serviceException"] == {
            "messageId": "CONFLICT",
            "text": "Update not allowed for bulk",
        }


def test_a_finished_one_cannot_change(running: RunningSandbox) -> None:
    schedule(running, "over", 0.001)
    advance(running, "1h")

    assert put(running, "over", status="PAUSED").status_code == 409


@pytest.mark.parametrize("wanted", ["PROCESSING", "FINISHED", "FAILED"])
def test_some_states_are_the_services_own(running: RunningSandbox, wanted: str) -> None:
    schedule(running, f"own-{wanted}")

    assert put(running, f"own-{wanted}", status=wanted).status_code == 409
    assert status(running, f"own-{wanted}") == ["PENDING"]


def test_two_sends_under_one_id_are_two_bulks(running: RunningSandbox) -> None:
    schedule(running, "twice", 1)
    schedule(running, "twice", 3)
    advance(running, "2d")

    assert status(running, "twice") == ["FINISHED", "PENDING"]
    assert put(running, "twice", status="CANCELED").status_code == 200
    assert status(running, "twice") == ["FINISHED", "CANCELED"]


def test_a_bulk_still_delivering_is_processing() -> None:
    with RunningSandbox("--delivery-delay", "3600") as slow:
        schedule(slow, "long", 1)
        advance(slow, "24.5h")
        assert status(slow, "long") == ["PROCESSING"]
        advance(slow, "1h")
        assert status(slow, "long") == ["FINISHED"]


@pytest.mark.parametrize("path", ["/email/1/bulks", "/email/1/bulks/status"])
def test_what_was_never_scheduled_is_not_found(running: RunningSandbox, path: str) -> None:
    running.send("ana@example.com", bulkId="at-once")

    for bulk_id in ("nobody's", "at-once"):
        answer = running.client.get(path, params={"bulkId": bulk_id})
        assert answer.status_code == 404
        assert answer.json()["requestError"]["serviceException"] == {"messageId": "NOT_FOUND", "text": "Bulk not found"}
    assert "bulkId" in running.client.get(path).json()["requestError"]["serviceException"]["validationErrors"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "CANCELLED"}, "status"),
        ({"status": None}, "status"),
        ({"status": 5}, "status"),
    ],
)
def test_a_wrong_state_names_its_field(running: RunningSandbox, body: dict[str, object], field: str) -> None:
    answer = running.client.put("/email/1/bulks/status?bulkId=x", json=body)

    assert answer.status_code == 400
    assert field in answer.json()["requestError"]["serviceException"]["validationErrors"]


@pytest.mark.parametrize("send_at", ["soon", "2000-01-01T00:00:00Z", "2999-01-01T00:00:00.000Z", ""])
def test_a_wrong_time_names_its_field(running: RunningSandbox, send_at: str) -> None:
    schedule(running, f"wrong {send_at}")

    answer = put(running, f"wrong {send_at}", sendAt=send_at)

    assert answer.status_code == 400
    assert "sendAt" in answer.json()["requestError"]["serviceException"]["validationErrors"]


def test_rejected_mail_is_final_at_once_and_stays_out_of_the_schedule(running: RunningSandbox) -> None:
    schedule(running, "mixed", 1, "ana@example.com", "reject@example.com")
    put(running, "mixed", status="CANCELED")

    (entry,) = running.results("/email/1/logs", bulkId="mixed")
    assert entry["to"] == "reject@example.com"
