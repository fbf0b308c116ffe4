"""Errors in the envelope of their path."""

import pytest

from tests.unit.sandbox.running import RunningSandbox


@pytest.mark.parametrize(
    ("method", "path", "status", "message_id"),
    [
        ("GET", "/email/1/nothing", 404, "NOT_FOUND"),
        ("GET", "/email/1/reports/", 404, "NOT_FOUND"),
        ("POST", "/email/1/reports", 405, "METHOD_NOT_ALLOWED"),
        ("HEAD", "/email/1/reports", 405, None),
        ("GET", "/email/3/send", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_old_paths(shared: RunningSandbox, method: str, path: str, status: int, message_id: str | None) -> None:
    answer = shared.client.request(method, path)

    assert answer.status_code == status
    if message_id is not None:
        assert answer.json()["requestError"]["serviceException"]["messageId"] == message_id


def test_new_paths(shared: RunningSandbox) -> None:
    answer = shared.client.get("/email/4/messages")

    assert (answer.status_code, answer.json()["errorCode"], answer.json()["violations"]) == (405, "E405", [])


def test_a_form_of_more_than_26_megabytes_is_413(shared: RunningSandbox) -> None:
    files: list[tuple[str, tuple[str | None, bytes]]] = [("attachment", ("a.bin", bytes(27_000_000)))]

    answer = shared.post_form("/email/3/send", "ana@example.com", files=files)

    assert answer.status_code == 413
    assert answer.json()["requestError"]["serviceException"]["messageId"] == "PAYLOAD_TOO_LARGE"


@pytest.mark.parametrize("path", ["/email/4/messages", "/email/4/mime", "/email/2/validation", "/email/2/validations"])
def test_no_body_at_all_is_400_and_another_type_415(shared: RunningSandbox, path: str) -> None:
    assert shared.client.post(path).status_code == 400
    assert shared.client.post(path, content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
