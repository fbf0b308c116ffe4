"""One-time reports."""

from tests.unit.sandbox.running import RunningSandbox


def test_each_report_is_handed_out_once_to_v1_or_v4(fresh: RunningSandbox) -> None:
    first, second = fresh.send("ana@example.com"), fresh.send("bounce@example.com")

    (newest,) = fresh.results("/email/1/reports", limit="1")
    (other,) = fresh.results("/email/4/reports")

    assert (newest["messageId"], newest["to"]) == (second, "bounce@example.com")
    assert newest["error"] == {
        "groupId": 2,
        "groupName": "USER_ERRORS",
        "id": 6012,
        "name": "EC_HARD_BOUNCE",
        "description": "Hard bounce: the address does not exist",
        "permanent": True,
    }
    assert (other["messageId"], other["sender"]) == (first, "jane@example.com")
    assert fresh.results("/email/1/reports") == fresh.results("/email/4/reports") == []


def test_filters_consume_only_what_they_select(shared: RunningSandbox) -> None:
    answer = shared.post_form("/email/3/send", "a@example.com", "b@example.com", "c@example.com", bulkId="by-filter")
    ids = [message["messageId"] for message in answer.json()["messages"]]

    assert [found["messageId"] for found in shared.results("/email/1/reports", messageId=ids[1])] == [ids[1]]
    assert [found["messageId"] for found in shared.results("/email/1/reports", bulkId="by-filter", limit="1")] == [
        ids[2]
    ]
    assert [found["messageId"] for found in shared.results("/email/1/reports", bulkId="by-filter")] == [ids[0]]
    assert shared.results("/email/1/reports", bulkId="by-filter") == []


def test_tags_come_back_and_filter(shared: RunningSandbox) -> None:
    shared.send(
        "ana@example.com", applicationId="shop", entityId="north", campaignReferenceId="tag-test", callbackData="x"
    )

    assert shared.results("/email/4/reports", campaignReferenceId="tag-test", applicationId="other") == []
    (report,) = shared.results(
        "/email/4/reports", campaignReferenceId="tag-test", applicationId="shop", entityId="north"
    )
    assert report["platform"] == {"entityId": "north", "applicationId": "shop"}
    assert (report["callbackData"], report["campaignReferenceId"]) == ("x", "tag-test")


def test_a_limit_out_of_range_names_the_field(shared: RunningSandbox) -> None:
    for limit in ("0", "1001", "ten", "-1"):
        answer = shared.client.get("/email/1/reports", params={"limit": limit})
        assert answer.status_code == 400
        assert "limit" in answer.json()["requestError"]["serviceException"]["validationErrors"]
