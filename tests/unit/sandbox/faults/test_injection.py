"""Every kind of fault, as a client sees it."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox

SEND = "/email/3/send"


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


@pytest.fixture(autouse=True)
def calm(running: RunningSandbox) -> Iterator[None]:
    yield
    running.client.delete("/sandbox/faults")


def fault(running: RunningSandbox, kind: str, **settings: Any) -> dict[str, Any]:
    answer = running.client.post("/sandbox/faults", json={"kind": kind, **settings})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def send(running: RunningSandbox, message_id: str, size: int = 0) -> httpx.Response:
    files: list[tuple[str, tuple[str | None, bytes]]] = [("attachment", ("a.bin", bytes(size)))]
    return running.post_form(SEND, "ana@example.com", messageId=message_id, files=files)


def is_stored(running: RunningSandbox, message_id: str) -> bool:
    return bool(running.results("/email/1/logs", messageId=message_id))


@pytest.mark.parametrize("kind", ["reset-before", "reset-during", "reset-after"])
@pytest.mark.parametrize("size", [0, 5_000_000])
def test_resets_are_resets_and_nothing_is_taken(running: RunningSandbox, kind: str, size: int) -> None:
    fault(running, kind, path=SEND)

    # A client that was still writing has used up the news of the reset by the time it reads.
    with pytest.raises(httpx.TransportError):
        send(running, f"{kind}-{size}", size)

    assert not is_stored(running, f"{kind}-{size}")
    assert send(running, f"after-{kind}-{size}").status_code == 200


def test_a_reset_is_no_orderly_end(running: RunningSandbox) -> None:
    fault(running, "reset-before", path=SEND)
    with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2]))) as client:
        client.sendall(f"POST {SEND} HTTP/1.1\r\nHost: x\r\nAuthorization: App {KEY}\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            client.recv(1)


@pytest.mark.parametrize(
    ("kind", "status", "retry_after"),
    [
        ("error", 500, None),
        ("too-many", 429, "7"),
        ("unavailable", 503, "7"),
        ("gateway", 502, None),
    ],
)
def test_refusals_take_nothing(running: RunningSandbox, kind: str, status: int, retry_after: str | None) -> None:
    fault(running, kind, path=SEND, **({"retryAfter": 7} if retry_after else {}))

    answer = send(running, f"refused-{kind}")

    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)
    assert answer.headers["Content-Type"].startswith("text/html" if kind == "gateway" else "application/json")
    assert not is_stored(running, f"refused-{kind}")


def test_an_error_has_the_envelope_of_its_path(running: RunningSandbox) -> None:
    fault(running, "error", status=599, times=2)

    assert running.client.get("/email/4/logs").json()["errorCode"] == "E599"
    assert "requestError" in running.client.get("/email/1/logs").json()


def test_accepted_and_then_an_error(running: RunningSandbox) -> None:
    fault(running, "accept-error", path=SEND)

    assert send(running, "accepted-500").status_code == 500
    assert is_stored(running, "accepted-500")


def test_accepted_and_then_nothing(running: RunningSandbox) -> None:
    fault(running, "accept-nothing", path=SEND)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        send(running, "accepted-nothing")
    assert is_stored(running, "accepted-nothing")


def test_what_is_refused_anyway_stays_refused(running: RunningSandbox) -> None:
    fault(running, "accept-error", path=SEND)

    assert running.post_form(SEND, "nobody").status_code == 400


@pytest.mark.parametrize(("kind", "stored"), [("hang", False), ("accept-hang", True)])
def test_hanging_until_the_client_has_had_enough(running: RunningSandbox, kind: str, stored: bool) -> None:
    fault(running, kind, path=SEND)
    running.client.timeout = httpx.Timeout(PATIENCE_S, read=0.2)

    with pytest.raises(httpx.ReadTimeout):
        send(running, f"hung-{kind}")

    running.client.timeout = httpx.Timeout(PATIENCE_S)
    assert is_stored(running, f"hung-{kind}") is stored


def test_hanging_for_a_time_ends_the_connection(running: RunningSandbox) -> None:
    fault(running, "hang", path=SEND, seconds=0.05)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        send(running, "hung-for-a-time")


def test_dripping_arrives_in_the_end(running: RunningSandbox) -> None:
    fault(running, "drip", seconds=0.02, bytes=2)

    with running.client.stream("GET", "/email/4/logs?limit=1") as answer:
        blocks = list(answer.iter_raw())

    assert len(blocks) > 1
    assert "results" in json.loads(b"".join(blocks))


def test_json_and_answers_are_cut(running: RunningSandbox) -> None:
    fault(running, "cut-json")
    answer = running.client.get("/email/4/logs")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()

    fault(running, "cut-answer")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        running.client.get("/email/4/logs")


def test_unknown_fields_are_everywhere(running: RunningSandbox) -> None:
    running.send("ana@example.com")
    fault(running, "unknown-fields")

    found = running.client.get("/email/1/logs?limit=1").json()

    for place in (found, found["results"][0], found["results"][0]["status"]):
        assert place["unknownText"] == "new"


def test_the_wrong_type_has_the_right_body(running: RunningSandbox) -> None:
    fault(running, "wrong-type")

    answer = running.client.get("/email/1/logs")

    assert answer.headers.get_list("Content-Type") == ["text/html; charset=utf-8"]
    assert "results" in answer.json()


def test_the_clock_is_off_for_one_request(running: RunningSandbox) -> None:
    fault(running, "skew", seconds=-86_400, path=SEND)

    assert send(running, "skewed").status_code == 200

    (entry,) = running.results("/email/1/logs", messageId="skewed")
    assert str(entry["sentAt"])[:10] < running.client.get("/sandbox/clock").json()["now"][:10]


def _is_refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:  # it waited to be accepted when the server stopped listening
        pass
    return False


def test_no_receiver_listens_for_a_while_and_then_one_does(running: RunningSandbox) -> None:
    port = int(running.url.rpartition(":")[2])
    fault(running, "refuse", seconds=2)  # long enough for a slow machine to try meanwhile

    assert any(_is_refused(port) for _ in range(1000)), "it answers first, and stops listening then"

    connected = threading.Event()

    def keep_trying() -> None:
        while not connected.is_set():
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                connected.set()
            except (ConnectionRefusedError, ConnectionResetError):
                continue

    trying = threading.Thread(target=keep_trying)
    trying.start()
    assert connected.wait(PATIENCE_S)
    trying.join()
    assert send(running, "after-refusing").status_code == 200


def test_it_stops_while_refusing_and_while_hanging() -> None:
    with sandbox() as running:
        fault(running, "hang")
        with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2]))) as waiting:
            waiting.sendall(f"GET /email/1/logs HTTP/1.1\r\nHost: x\r\nAuthorization: App {KEY}\r\n\r\n".encode())
            while not running.client.get("/sandbox/faults").json()[0]["hit"]:
                pass
            fault(running, "refuse", seconds=30)
            assert running.end() == (0, "")


def test_how_often(running: RunningSandbox) -> None:
    fault(running, "error", path="/email/1/*", method="get", times=2, every=2, skip=1)

    codes = [running.client.get("/email/1/logs").status_code for _ in range(8)]

    assert codes == [200, 200, 500, 200, 500, 200, 200, 200]
    assert running.client.get("/email/4/logs").status_code == 200
    (found,) = running.client.get("/sandbox/faults").json()
    assert (found["matched"], found["hit"]) == (5, 2)


def test_a_chance_comes_true_sometimes_and_the_same_with_the_same_seed() -> None:
    seen = []
    for _ in range(2):
        with sandbox("--seed", "7") as running:
            fault(running, "error", chance=0.5, times=0)
            seen.append([running.client.get("/email/1/logs").status_code for _ in range(20)])
    assert seen[0] == seen[1]
    assert set(seen[0]) == {200, 500}


def test_faults_are_listed_and_taken_away(running: RunningSandbox) -> None:
    first, second = fault(running, "error", times=0), fault(running, "drip")

    assert [found["id"] for found in running.client.get("/sandbox/faults").json()] == [first["id"], second["id"]]
    assert running.client.delete(f"/sandbox/faults/{first['id']}").json() == {"removed": 1}
    assert running.client.delete(f"/sandbox/faults/{first['id']}").status_code == 404
    assert running.client.delete("/sandbox/faults").json() == {"removed": 1}
    assert running.client.get("/email/1/logs").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "explode"}, "kind"),
        ({"kind": "error", "status": 200}, "status"),
        ({"kind": "error", "status": 500.5}, "status"),
        ({"kind": "error", "times": -1}, "times"),
        ({"kind": "error", "every": 0}, "every"),
        ({"kind": "error", "chance": 1.5}, "chance"),
        ({"kind": "error", "chance": "often"}, "chance"),
        ({"kind": "error", "seconds": 1}, "seconds"),
        ({"kind": "drip", "bytes": 0}, "bytes"),
        ({"kind": "refuse", "seconds": 99999}, "seconds"),
        ({"kind": "refuse", "path": "/email/*"}, "path"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(running: RunningSandbox, body: dict[str, object], field: str) -> None:
    answer = running.client.post("/sandbox/faults", json=body)

    assert answer.status_code == 400
    assert list(answer.json()["requestError"]["serviceException"]["validationErrors"]) == [field]
    assert running.client.get("/sandbox/faults").json() == []
