"""Logs and their filters."""

from collections.abc import Iterator

import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox


@pytest.fixture(scope="module")
def filled() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        running.send("ana@example.com", messageId="one", bulkId="b1", from_="Jane Doe <jane@example.com>")
        running.send(
            "bounce@example.com",
            messageId="two",
            bulkId="b1",
            text="Dear {{name}}",
            defaultPlaceholders='{"name":"you"}',
        )
        running.send("Ana@example.com", messageId="three", bulkId="b2", campaignReferenceId="spring")
        running.send("slow@example.com", messageId="four", bulkId="b3", applicationId="shop", entityId="north")
        yield running


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "four three two one"),
        ("limit=2", "four three"),
        ("from=jane@example.com&to=ana@example.com", "three one"),
        ("to=ANA%40example.com&bulkId=b1", "one"),
        ("messageId=one&messageId=two", "two one"),
        ("messageId=one,three", "three one"),
        ("messageId[]=one&messageId[]=four", "four one"),
        ("bulkId=b2,b3", "four three"),
        ("generalStatus=PENDING", "four"),
        ("generalStatus=UNDELIVERABLE&sentSince=2020-01-01T00:00:00.000%2B0000", "two"),
        ("generalStatus=DELIVERED&sentSince=2020-01-01T00:00:00.000+0000", "three one"),
        ("generalStatus=WHATEVER", ""),
        ("sentUntil=2020-01-01T00:00:00Z", ""),
        ("sentuntil=2999-01-01T00:00:00Z&limit=1", "four"),
        ("campaignReferenceId=spring", "three"),
        ("applicationId=shop&entityId=north", "four"),
        ("applicationId=shop&entityId=south", ""),
        ("bulkId=", "four three two one"),
    ],
)
def test_v1_filters_are_joined_by_and(filled: RunningSandbox, query: str, expected: str) -> None:
    answer = filled.client.get(f"/email/1/logs?{query}")

    assert [item["messageId"] for item in answer.json()["results"]] == expected.split()


def test_a_v1_entry_has_the_fields_of_v1(filled: RunningSandbox) -> None:
    (done,) = filled.results("/email/1/logs", messageId="two")
    (pending,) = filled.results("/email/1/logs", messageId="four")
    (named,) = filled.results("/email/1/logs", messageId="one")

    assert (done["from"], done["to"], done["text"]) == ("jane@example.com", "bounce@example.com", "Dear you")
    assert named["from"] == "Jane Doe <jane@example.com>"
    assert done["doneAt"]
    assert pending["doneAt"] == pending["sentAt"]
    assert {entry["channel"] for entry in (done, pending, named)} == {"EMAIL"}
    assert pending["status"] == {
        "groupId": 1,
        "groupName": "PENDING",
        "id": 7,
        "name": "PENDING_ENROUTE",
        "description": "Message sent to next instance",
    }


def test_v4_uses_its_own_names_and_pages_by_cursor(filled: RunningSandbox) -> None:
    first = filled.client.get("/email/4/logs?useCursor=true&limit=3&sender=jane@example.com").json()
    rest = filled.client.get(
        "/email/4/logs", params={"useCursor": "true", "limit": "3", "cursor": first["cursor"]["nextCursor"]}
    ).json()

    assert [item["messageId"] for item in first["results"]] == ["four", "three", "two"]
    assert first["results"][1]["destination"] == "Ana@example.com"
    assert [item["messageId"] for item in rest["results"]] == ["one"]
    assert rest["cursor"] == {"limit": 3}
    assert "cursor" not in filled.client.get("/email/4/logs").json()


@pytest.mark.parametrize(
    ("query", "field"),
    [("generalStatus=X", "generalStatus"), ("cursor=x&useCursor=true", "cursor"), ("sentSince=x", "sentSince")],
)
def test_v4_names_what_is_wrong(filled: RunningSandbox, query: str, field: str) -> None:
    answer = filled.client.get(f"/email/4/logs?{query}")

    assert answer.status_code == 400
    assert [violation["property"] for violation in answer.json()["violations"]] == [field]


def test_reading_consumes_nothing(filled: RunningSandbox) -> None:
    assert filled.results("/email/1/logs") == filled.results("/email/1/logs")
