"""The vendor's Node SDK 0.3.2 (v3 and v1) against the Sandbox, unchanged. Skipped where node is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox
from tests.unit.sandbox.vendor.clients import Steps, node


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def steps(running: RunningSandbox) -> Steps:
    return node(running.url, datetime.now(UTC).isoformat())


def test_it_is_the_client_meant(steps: Steps) -> None:
    assert steps["version"] == "0.3.2"


def test_lists_named_by_index_are_lists(steps: Steps, running: RunningSandbox) -> None:
    (one,) = steps["one"]["data"]["messages"]
    assert (one["to"], one["messageId"]) == ("one@example.com", "n-one")
    assert [entry["to"] for entry in steps["many"]["data"]["messages"]] == ["ana@example.com", "bounce@example.com"]
    mail = message_from_bytes(running.mail("n-many"), policy=default)
    assert (mail["Subject"], mail["Cc"]) == ("Hello Ana", "cem@example.com")
    files = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert files == {"daten.bin": b"\x00\x01\xff", "two.txt": b"two"}


def test_a_template_is_a_number(steps: Steps) -> None:
    assert steps["template"]["status"] == 200, steps["template"]


def test_a_boolean_fails_inside_the_client_before_any_request(steps: Steps, running: RunningSandbox) -> None:
    assert "data should be a string" in steps["boolean"]["error"]
    assert steps["boolean"]["status"] is None
    assert running.results("/email/1/logs", bulkId="n-boolean") == []


def test_ids_with_brackets_select(steps: Steps) -> None:
    assert [entry["messageId"] for entry in steps["logs"]["data"]["results"]] == ["n-many", "n-one"]


def test_reports_come_once(steps: Steps) -> None:
    assert len(steps["reports"]["data"]["results"]) == 3
    assert steps["reports_again"]["data"]["results"] == []


def test_a_bulk_id_that_is_not_encoded_is_found(steps: Steps) -> None:
    assert steps["schedule"]["status"] == steps["bulk"]["status"] == 200
    assert steps["bulk_moved"]["status"] == 200, steps["bulk_moved"]
    assert steps["bulk_paused"]["data"] == {"bulkId": "n bulk/1", "status": "PAUSED"}
    assert [bulk["status"] for bulk in steps["bulk_status"]["data"]["bulks"]] == ["PAUSED"]
    assert steps["bulk_unknown"]["status"] == 404


def test_an_address_is_validated(steps: Steps) -> None:
    assert steps["validate"]["data"]["validMailbox"] == "true"


def test_errors_come_back_with_the_old_envelope(steps: Steps) -> None:
    assert steps["bad"]["status"] == 400
    assert list(steps["bad"]["data"]["requestError"]["serviceException"]["validationErrors"]) == ["to"]
    assert steps["unauthorized"]["status"] == 401
