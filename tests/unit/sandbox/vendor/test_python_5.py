"""The vendor's Python client 5.1.1 (v3 and v1) against the Sandbox, unchanged."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox
from tests.unit.sandbox.vendor.clients import Steps, python_5


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def steps(running: RunningSandbox) -> Steps:
    # Behind the three sends before: the full one, the scheduled one, the bad one.
    running.client.post("/sandbox/faults", json={"kind": "too-many", "path": "/email/3/send", "skip": 3})
    return python_5(running.url, datetime.now(UTC).isoformat())


def test_it_is_the_client_meant(steps: Steps) -> None:
    assert steps["version"] == "5.1.1"


def test_a_form_with_named_and_nameless_files_arrives(steps: Steps, running: RunningSandbox) -> None:
    first, second = steps["send"]["messages"]
    assert (first["to"], first["messageId"], first["status"]["name"]) == ("ana@example.com", "p5-a", "PENDING_ACCEPTED")
    assert second["to"] == "full@example.com"
    mail = message_from_bytes(running.mail("p5-a"), policy=default)
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in mail.iter_attachments()]
    assert files == [("Märzrechnung.pdf", b"named"), ("attachment", b"nameless"), ("attachment", b"raw")]
    assert (mail["X-Campaign"], mail["Cc"]) == ("spring", "cem@example.com")
    html = mail.get_body(("html",))
    assert html is not None
    assert "Hello Ana" in html.get_content()
    assert [part.get_content_type() for part in mail.walk() if part["Content-ID"] == "<logo.png>"] == ["image/png"]


def test_reports_and_logs_parse(steps: Steps) -> None:
    newest, first = steps["reports"]["results"]

    assert (newest["to"], newest["error"]["name"]) == ("full@example.com", "EC_RECIPIENT_INBOX_FULL")
    assert (first["messageId"], first["status"]["groupName"]) == ("p5-a", "DELIVERED")
    assert steps["reports_again"]["results"] == []
    assert [entry["messageId"] for entry in steps["logs"]["results"]] == ["p5-a"]
    assert steps["logs"]["results"][0]["from"] == "Jane <jane@example.com>"


def test_scheduled_mail_with_a_date_as_python_writes_it(steps: Steps) -> None:
    (inner,) = steps["bulk"]["bulks"]
    assert steps["bulk"]["externalBulkId"] == steps["schedule"]["bulkId"] == "p5-bulk"
    assert steps["bulk_moved"]["bulkId"] == inner["bulkId"]
    assert steps["bulk_cancelled"] == {"bulkId": "p5-bulk", "status": "CANCELED"}
    assert [bulk["status"] for bulk in steps["bulk_status"]["bulks"]] == ["CANCELED"]
    assert steps["bulk_late"]["status"] == 409
    assert steps["bulk_unknown"]["status"] == 404


def test_an_address_is_validated(steps: Steps) -> None:
    assert (steps["validate"]["validMailbox"], steps["validate"]["reason"]) == ("unknown", "INBOX_FULL")


@pytest.mark.parametrize(
    ("step", "error", "status", "message_id"),
    [
        ("bad", "BadRequestException", 400, "BAD_REQUEST"),
        ("unauthorized", "UnauthorizedException", 401, "UNAUTHORIZED"),
        ("storm", "ApiException", 429, "TOO_MANY_REQUESTS"),
    ],
)
def test_errors_reach_the_caller(steps: Steps, step: str, error: str, status: int, message_id: str) -> None:
    assert (steps[step]["error"], steps[step]["status"]) == (error, status)
    assert message_id in steps[step]["text"]
