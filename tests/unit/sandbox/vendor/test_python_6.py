"""The vendor's Python client 6.0.0 (v4) against the Sandbox, unchanged."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox
from tests.unit.sandbox.vendor.clients import Steps, python_6


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox("--api-key", "reader:email:logs:read") as running:
        yield running


@pytest.fixture(scope="module")
def steps(running: RunningSandbox) -> Steps:
    for number, fault in enumerate(({"kind": "too-many"}, {"kind": "accept-error"}, {"kind": "unknown-fields"})):
        # Behind the sends of the driver that are to succeed or to be refused.
        running.client.post("/sandbox/faults", json={"path": "/email/4/messages", "skip": 3 + number, **fault})
    return python_6(running.url, datetime.now(UTC).isoformat())


def test_it_is_the_client_meant(steps: Steps) -> None:
    assert steps["version"] == "6.0.0"


def test_a_full_request_is_taken_with_its_trailing_space_key(steps: Steps, running: RunningSandbox) -> None:
    assert steps["send"]["bulkId"] == "p6-now"
    first, second = steps["send"]["messages"]
    assert (first["destination"], first["messageId"], first["status"]["name"]) == (
        "ana@example.com",
        "p6-a",
        "PENDING_ENROUTE",
    )
    assert second["messageId"] == "p6-b"
    mail = message_from_bytes(running.mail("p6-a"), policy=default)
    assert (mail["Subject"], mail["X-Campaign"], mail["Reply-To"]) == ("For Ana", "spring", "office@example.com")
    files = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert files == {"bild ü.png": b"\x00the bytes\xff"}


def test_mime_answers_in_the_old_shape(steps: Steps, running: RunningSandbox) -> None:
    (entry,) = steps["mime"]["messages"]

    assert (entry["to"], entry["messageId"]) == ("mime@example.com", "p6-mime")
    assert b"Subject: Ready made" in running.mail("p6-mime")


def test_reports_parse_and_come_once(steps: Steps) -> None:
    newest, first = steps["reports"]["results"]

    assert (newest["messageId"], newest["status"]["groupName"]) == ("p6-b", "UNDELIVERABLE")
    assert newest["error"]["groupName"] == "USER_ERRORS"
    assert (first["messageId"], first["sender"]) == ("p6-a", "Jane Doe <jane@example.com>")
    assert first["platform"] == {"entityId": "north", "applicationId": "shop"}
    assert (first["callbackData"], first["campaignReferenceId"]) == ("mine", "spring")
    assert steps["reports_again"]["results"] == []


def test_logs_take_repeated_ids_six_digit_dates_and_the_cursor(steps: Steps) -> None:
    assert [entry["messageId"] for entry in steps["logs"]["results"]] == ["p6-mime", "p6-b"]
    assert [entry["messageId"] for entry in steps["logs_rest"]["results"]] == ["p6-a"]
    assert steps["logs_rest"]["results"][0]["destination"] == "ana@example.com"
    assert "nextCursor" not in steps["logs_rest"]["cursor"]
    assert [entry["messageId"] for entry in steps["logs_filtered"]["results"]] == ["p6-b"]


def test_scheduled_mail_is_moved_paused_resumed_and_cancelled(steps: Steps) -> None:
    assert steps["schedule"]["bulkId"] == "p6-bulk"
    assert steps["bulk"]["externalBulkId"] == "p6-bulk"
    (inner,) = steps["bulk"]["bulks"]
    assert inner["bulkId"].isdigit()
    assert steps["bulk_moved"]["bulkId"] == inner["bulkId"]
    assert steps["bulk_moved"]["sendAt"] != inner["sendAt"]
    assert steps["bulk_paused"] == {"bulkId": "p6-bulk", "status": "PAUSED"}
    assert steps["bulk_resumed"]["status"] == "PENDING"
    assert steps["bulk_cancelled"]["status"] == "CANCELED"
    assert [bulk["status"] for bulk in steps["bulk_status"]["bulks"]] == ["CANCELED"]
    assert (steps["bulk_late"]["error"], steps["bulk_late"]["status"]) == ("ConflictException", 409)
    assert (steps["bulk_unknown"]["error"], steps["bulk_unknown"]["status"]) == ("NotFoundException", 404)
    assert "Bulk not found" in steps["bulk_unknown"]["body"]


def test_addresses_are_validated_one_and_many(steps: Steps) -> None:
    assert (steps["validate"]["validMailbox"], steps["validate"]["risk"]) == ("false", "HIGH")
    assert steps["validations"] == {"validationRequestId": "p6-v"}
    assert [found["destination"] for found in steps["validated"]["results"]] == ["a@example.com", "bounce@example.com"]
    assert [found["validMailbox"] for found in steps["validated"]["results"]] == [True, False]
    assert [found["destination"] for found in steps["validated_rest"]["results"]] == ["b@example.com"]
    assert steps["validated_rest"]["paging"]["nextCursor"] == ""
    assert [found["destination"] for found in steps["validated_good"]["results"]] == ["a@example.com"]


@pytest.mark.parametrize(
    ("step", "error", "status", "code"),
    [
        ("unauthorized", "UnauthorizedException", 401, "E401"),
        ("forbidden", "ForbiddenException", 403, "E403"),
        ("bad", "BadRequestException", 400, "E400"),
        ("storm", "ApiException", 429, "E429"),
        ("fault", "ServiceException", 500, "E500"),
    ],
)
def test_it_parses_every_error_of_the_new_envelope(steps: Steps, step: str, error: str, status: int, code: str) -> None:
    found = steps[step]

    assert (found["error"], found["status"]) == (error, status), found
    assert found["data"]["errorCode"] == code
    assert json.loads(found["body"])["resources"] is not None


def test_it_parses_the_old_envelope(steps: Steps) -> None:
    found = steps["unauthorized_old"]

    assert found["error"] == "UnauthorizedException"
    assert found["data"]["requestError"]["serviceException"]["messageId"] == "UNAUTHORIZED"


def test_violations_name_the_field(steps: Steps) -> None:
    (violation,) = steps["bad"]["data"]["violations"]

    assert violation["property"] == "messages[0].destinations[0].to[0].destination"


def test_a_key_of_its_scope_may_read_and_unknown_fields_harm_no_one(steps: Steps) -> None:
    assert len(steps["allowed"]["results"]) == 1
    assert len(steps["new"]["messages"]) == 1


def test_the_key_reached_no_output(steps: Steps) -> None:
    assert KEY not in json.dumps(steps)
