"""Where two readings are possible: each of them."""

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.sandbox.behaviour_options import ANSWERS, BehaviourOptions, UnknownOption, read_choices
from tests.unit.sandbox.running import RunningSandbox, sandbox


def choosing(name: str, answer: str) -> RunningSandbox:
    return RunningSandbox("--delivery-delay", "0", "--no-rate-limits", "--choice", f"{name}={answer}")


def test_the_first_answer_is_the_default() -> None:
    assert read_choices(f"{name}={answers[0]}" for name, answers in ANSWERS.items()) == BehaviourOptions()


@pytest.mark.parametrize("text", ["", "nothing=1", "oversize", "oversize=500"])
def test_an_unknown_choice_says_what_there_is(text: str) -> None:
    with pytest.raises(UnknownOption, match="one of"):
        read_choices([text])


def test_a_repeated_message_id(shared: RunningSandbox) -> None:
    assert shared.send("a@example.com", messageId="again") == shared.send("a@example.com", messageId="again")

    with choosing("repeated-message-id", "reject") as running:
        running.send("a@example.com", messageId="again")
        answer = running.post_form("/email/3/send", "a@example.com", messageId="again")
        assert answer.json()["messages"][0]["status"]["name"] == "REJECTED_DUPLICATE_MESSAGE_ID"
        twice = [{"destination": f"{name}@example.com", "messageId": "same"} for name in "ab"]
        content = {"subject": "s", "text": "t"}
        body = {"messages": [{"sender": "j@example.com", "destinations": [{"to": twice}], "content": content}]}
        found = running.client.post("/email/4/messages", json=body).json()["messages"]
        assert [entry["status"]["id"] for entry in found] == [7, 23]
        assert [entry["status"]["id"] for entry in running.results("/email/1/logs", messageId="same")] == [23, 5]  # type: ignore[index]


def test_one_message_id_for_many() -> None:
    with choosing("message-id-for-many", "every") as running:
        answer = running.post_form("/email/3/send", "a@example.com", "b@example.com", messageId="mine")
        assert [entry["messageId"] for entry in answer.json()["messages"]] == ["mine", "mine"]
        assert len(running.results("/email/1/reports", messageId="mine")) == 2
    with choosing("message-id-for-many", "refuse") as running:
        answer = running.post_form("/email/3/send", "a@example.com", "b@example.com", messageId="mine")
        assert "messageId" in answer.json()["requestError"]["serviceException"]["validationErrors"]
        assert running.post_form("/email/3/send", "a@example.com", messageId="mine").status_code == 200


def test_entries_for_copies() -> None:
    with choosing("copies", "entries") as running:
        answer = running.post_form("/email/3/send", "a@example.com", cc="c@example.com", bcc="full@example.com")
        assert [entry["to"][0] for entry in answer.json()["messages"]] == ["a", "c", "f"]
        assert len(running.results("/email/1/reports")) == 3


def test_reports_of_their_own_for_each_version() -> None:
    with choosing("reports", "separate") as running:
        message_id = running.send("a@example.com")
        for path in ("/email/4/reports", "/email/1/reports"):
            assert [found["messageId"] for found in running.results(path)] == [message_id]
            assert running.results(path) == []


def test_the_status_of_what_is_too_large() -> None:
    with choosing("oversize", "400") as running:
        answer = running.client.post("/email/2/validation", json={"to": "x" * 2_000_000})
        assert answer.status_code == 400


def test_a_time_in_the_past(shared: RunningSandbox) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    assert shared.post_form("/email/3/send", "a@example.com", sendAt=yesterday).status_code == 200

    with choosing("past-send-at", "refuse") as running:
        answer = running.post_form("/email/3/send", "a@example.com", sendAt=yesterday)
        assert "sendAt" in answer.json()["requestError"]["serviceException"]["validationErrors"]


def test_a_cancelled_mail_that_is_heard_of() -> None:
    with choosing("cancelled", "rejected") as running:
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        running.send("a@example.com", bulkId="b", sendAt=tomorrow)
        running.client.put("/email/1/bulks/status?bulkId=b", json={"status": "CANCELED"})
        (report,) = running.results("/email/1/reports", bulkId="b")
        assert report["status"]["groupName"] == "REJECTED"  # type: ignore[index]
        assert len(running.results("/email/1/logs", bulkId="b")) == 1


@pytest.mark.parametrize(
    ("answer", "agent", "expected"),
    [
        ("by-client", "anything/1", "true"),
        ("by-client", "infobip-api-client-python/6.0.0", True),
        ("text", "infobip-api-client-python/6.0.0", "true"),
        ("boolean", "anything/1", True),
    ],
)
def test_how_a_validated_mailbox_is_reported(answer: str, agent: str, expected: object) -> None:
    with choosing("validated-mailbox", answer) as running:
        running.client.post("/email/2/validations", json={"destinations": [{"destination": "a@example.com"}]})
        found = running.client.get("/email/2/validations", headers={"User-Agent": agent}).json()
        assert found["results"][0]["validMailbox"] == expected


def test_a_wrong_option_is_reported_in_one_line() -> None:
    for arguments in (("--choice", "x=y"), ("--outcomes", "bounced=2"), ("--api-key", "k:everything")):
        with pytest.raises(AssertionError, match=f"^sandbox: {arguments[0]}: .*\n$"), sandbox(*arguments):
            pass
