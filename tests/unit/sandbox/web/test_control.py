"""Moving the clock."""

import pytest

from tests.unit.sandbox.running import RunningSandbox


@pytest.mark.parametrize(
    ("step", "seconds"),
    [("48h", 172_800), ("30d", 2_592_000), (90, 90), (0.5, 0.5), ("1.5m", 90), ("250 ms", 0.25), ("-1h", -3600)],
)
def test_the_clock_is_advanced(shared: RunningSandbox, step: object, seconds: float) -> None:
    before = shared.client.get("/sandbox/clock").json()["offsetSeconds"]

    after = shared.client.post("/sandbox/clock", json={"advance": step}).json()["offsetSeconds"]

    assert after - before == pytest.approx(seconds)
    assert shared.client.post("/sandbox/clock", json={"reset": True}).json()["offsetSeconds"] == 0


def test_the_clock_is_set(fresh: RunningSandbox) -> None:
    assert fresh.client.post("/sandbox/clock", json={"set": "2040-01-02T03:04:05.678+01:00"}).status_code == 200

    assert fresh.client.get("/sandbox/clock").json()["now"].startswith("2040-01-02T02:04:05")
    message_id = fresh.send("ana@example.com")
    (entry,) = fresh.results("/email/1/logs", messageId=message_id)
    assert str(entry["sentAt"]).startswith("2040-01-02T02:04:05")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "advance"),
        ({"advance": "soon"}, "advance"),
        ({"advance": None}, "advance"),
        ({"advance": True}, "advance"),
        ({"advance": "999999999d"}, "advance"),
        ({"advance": "1h", "reset": True}, "advance"),
        ({"set": "soon"}, "set"),
        ({"set": "9999-01-01T00:00:00Z"}, "set"),
        ({"set": 5}, "set"),
        ({"reset": "yes"}, "reset"),
    ],
)
def test_nonsense_is_refused(shared: RunningSandbox, body: dict[str, object], field: str) -> None:
    before = shared.client.get("/sandbox/clock").json()["offsetSeconds"]

    answer = shared.client.post("/sandbox/clock", json=body)

    assert answer.status_code == 400
    assert field in answer.json()["requestError"]["serviceException"]["validationErrors"]
    assert shared.client.get("/sandbox/clock").json()["offsetSeconds"] == before
