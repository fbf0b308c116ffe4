"""Validating addresses."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ana@example.com", {"validMailbox": "true", "validSyntax": True, "risk": "LOW"}),
        ("bounce+1@example.com", {"validMailbox": "false", "risk": "HIGH", "detailedReasons": "known_hardbounce"}),
        ("full@example.com", {"validMailbox": "unknown", "reason": "INBOX_FULL", "risk": "UNKNOWN"}),
        ("slow@example.com", {"validMailbox": "unknown", "reason": "TIMED_OUT"}),
        ("info@example.com", {"validMailbox": "true", "roleBased": True, "risk": "MEDIUM"}),
        ("catchall@example.com", {"validMailbox": "unknown", "catchAll": True}),
        ("disposable@example.com", {"disposable": True, "risk": "HIGH"}),
        ("ana@gmial.com", {"validMailbox": "false", "didYouMean": "ana@gmail.com"}),
        ("no address", {"validMailbox": "false", "validSyntax": False, "risk": "HIGH"}),
        ("Ana <ana@example.com>", {"validSyntax": False}),
    ],
)
@pytest.mark.parametrize("form", [True, False])
def test_one(shared: RunningSandbox, address: str, expected: dict[str, object], form: bool) -> None:
    given: dict[str, Any] = {"data": {"to": address}} if form else {"json": {"to": address}}

    answer = shared.client.post("/email/2/validation", **given)

    assert answer.status_code == 200
    found = answer.json()
    assert found["to"] == address
    assert {"catchAll", "disposable", "risk", "roleBased", "validMailbox", "validSyntax"} <= set(found)
    assert found.items() >= expected.items()


@pytest.mark.parametrize("body", [{}, {"to": ""}, {"to": None}, {"to": 5}])
def test_one_without_an_address_is_refused(shared: RunningSandbox, body: dict[str, object]) -> None:
    answer = shared.client.post("/email/2/validation", json=body)

    assert answer.status_code == 400
    assert "to" in answer.json()["requestError"]["serviceException"]["validationErrors"]
    assert shared.client.post("/email/2/validation", content=b"to=a").status_code == 415


@pytest.fixture(scope="module")
def filled() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        for request, names in {"first": "a bounce full info", "second": "disposable catchall a"}.items():
            destinations = [{"destination": f"{name}@example.com"} for name in names.split()]
            answer = running.client.post(
                "/email/2/validations", json={"validationRequestId": request, "destinations": destinations}
            )
            assert (answer.status_code, answer.json()) == (202, {"validationRequestId": request})
        yield running


def page(running: RunningSandbox, query: str = "") -> tuple[list[str], dict[str, Any]]:
    answer = running.client.get(f"/email/2/validations?{query}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [result["destination"].partition("@")[0] for result in found["results"]], found["paging"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "a bounce full info disposable catchall a"),
        ("validationRequestId=second", "disposable catchall a"),
        ("destination=a@example.com&destination=FULL@example.com", "a full a"),
        ("destination[]=a@example.com,info@example.com", "a info a"),
        ("validMailbox=unknown", "full catchall"),
        ("validMailbox=False", "bounce"),
        ("roleBased=true", "info"),
        ("catchAll=True&disposable=false", "catchall"),
        ("disposable=true&validSyntax=true", "disposable"),
        ("risk=UNKNOWN", "full"),
        ("validatedDateTo=2020-01-01T00:00:00Z", ""),
        ("size=2", "a bounce"),
    ],
)
def test_many_are_filtered(filled: RunningSandbox, query: str, expected: str) -> None:
    assert page(filled, query)[0] == expected.split()


def test_pages_lead_forwards_and_back(filled: RunningSandbox) -> None:
    seen, cursors = [], [""]
    for _ in range(3):
        names, paging = page(filled, f"size=3&cursor={cursors[-1]}")
        seen.append(names)
        cursors.append(paging["nextCursor"])
    assert seen == [["a", "bounce", "full"], ["info", "disposable", "catchall"], ["a"]]
    assert cursors[-1] == ""

    middle, before = page(filled, f"size=3&cursor={paging['previousCursor']}")
    assert middle == seen[1]
    assert page(filled, f"size=3&cursor={before['previousCursor']}")[0] == seen[0]
    assert page(filled, f"size=3&cursor={before['previousCursor']}")[1]["previousCursor"] == ""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("size=0", "size"),
        ("size=1001", "size"),
        ("cursor=x", "cursor"),
        ("validMailbox=maybe", "validMailbox"),
        ("catchAll=maybe", "catchAll"),
        ("risk=low", "risk"),
        ("validatedDateFrom=2020-01-01T00:00:00Z", "validatedDateFrom"),
        ("validatedDateTo=x", "validatedDateTo"),
        ("&".join(f"destination=a{number}@example.com" for number in range(101)), "destination"),
        (f"validationRequestId={'x' * 201}", "validationRequestId"),
    ],
)
def test_wrong_filters_are_named_in_the_new_envelope(filled: RunningSandbox, query: str, field: str) -> None:
    answer = filled.client.get(f"/email/2/validations?{query}")

    assert answer.status_code == 400
    assert [violation["property"] for violation in answer.json()["violations"]] == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"destinations": []}, "destinations"),
        ({}, "destinations"),
        ({"destinations": [{"destination": ""}]}, "destinations[0].destination"),
        ({"destinations": [{"destination": "x" * 321}]}, "destinations[0].destination"),
        ({"destinations": ["a@example.com"]}, "destinations[0]"),
        ({"destinations": [{"destination": "a"}], "validationRequestId": "x" * 201}, "validationRequestId"),
        ({"destinations": [{"destination": "a"}] * 100_001}, "destinations"),
    ],
)
def test_wrong_requests_are_named(filled: RunningSandbox, body: dict[str, object], field: str) -> None:
    answer = filled.client.post("/email/2/validations", json=body)

    assert answer.status_code == 400
    assert [violation["property"] for violation in answer.json()["violations"]] == [field]


def test_results_come_after_the_delay_and_go_after_a_week() -> None:
    with RunningSandbox("--delivery-delay", "60", "--no-rate-limits") as running:
        running.client.post("/email/2/validations", json={"destinations": [{"destination": "a@example.com"}]})
        assert page(running)[0] == []
        running.client.post("/sandbox/clock", json={"advance": "60s"})
        assert page(running)[0] == ["a"]
        running.client.post("/sandbox/clock", json={"advance": "8d"})
        assert page(running)[0] == []
