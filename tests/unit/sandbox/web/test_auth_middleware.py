"""Scopes, rates and the kinds of answer."""

from collections.abc import Iterator

import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox

ENDPOINTS = {
    "send": ("POST", "/email/3/send"),
    "send_v4": ("POST", "/email/4/messages"),
    "mime": ("POST", "/email/4/mime"),
    "content": ("POST", "/email/1/content"),
    "reports": ("GET", "/email/1/reports"),
    "logs": ("GET", "/email/4/logs"),
    "bulks": ("GET", "/email/1/bulks"),
    "bulks_put": ("PUT", "/email/1/bulks/status"),
    "validation": ("POST", "/email/2/validation"),
}


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        ("email:manage", set(ENDPOINTS)),
        ("message:send", {"send", "send_v4", "mime", "reports"}),
        ("email:message:send", {"send", "send_v4", "mime", "reports", "bulks"}),
        ("email:logs:read", {"logs"}),
    ],
)
def test_a_key_opens_what_its_scopes_name(shared_keys: RunningSandbox, scope: str, allowed: set[str]) -> None:
    headers = {"Authorization": f"App {scope.replace(':', '-')}"}
    answers = {
        name: shared_keys.client.request(method, path, headers=headers) for name, (method, path) in ENDPOINTS.items()
    }

    assert {name for name, answer in answers.items() if answer.status_code != 403} == allowed
    for name, answer in answers.items():
        if name not in allowed:
            found = answer.json()
            is_new = name in {"send_v4", "logs"}
            assert (found.get("errorCode") == "E403") if is_new else ("FORBIDDEN" in answer.text)


@pytest.fixture(scope="module")
def shared_keys() -> Iterator[RunningSandbox]:
    scopes = ("email:manage", "message:send", "email:message:send", "email:logs:read")
    keys = [part for scope in scopes for part in ("--api-key", f"{scope.replace(':', '-')}:{scope}")]
    with sandbox(*keys, "--api-key", "two:email:logs:read,message:send") as running:
        yield running


def test_several_scopes_and_the_sandboxs_own_paths(shared_keys: RunningSandbox) -> None:
    headers = {"Authorization": "App two"}

    statuses = [
        shared_keys.client.get(path, headers=headers).status_code
        for path in ("/email/1/logs", "/email/1/reports", "/email/1/bulks?bulkId=x", "/sandbox/messages")
    ]
    assert statuses == [200, 200, 403, 200]
    assert shared_keys.client.get("/sandbox/health", headers={"Authorization": "App two:"}).status_code == 401


def test_a_429_says_when_to_ask_again() -> None:
    with RunningSandbox("--api-key", "another") as running:
        codes = [running.client.get("/email/1/logs").status_code for _ in range(61)]
        assert codes == [200] * 60 + [429]
        refused = running.client.get("/email/1/logs")
        assert refused.json()["requestError"]["serviceException"]["messageId"] == "TOO_MANY_REQUESTS"
        assert 55 <= int(refused.headers["Retry-After"]) <= 60
        # Another path and another key have a count of their own.
        assert running.client.get("/email/1/reports").status_code == 200
        assert running.client.get("/email/1/logs", headers={"Authorization": "App another"}).status_code == 200

        running.client.post("/sandbox/clock", json={"advance": int(refused.headers["Retry-After"])})
        assert running.client.get("/email/1/logs").status_code == 200

        answers = [running.client.get("/email/2/validations") for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 429]
        assert answers[1].headers["Retry-After"] == "1"
        assert answers[1].json()["errorCode"] == "E429"


def test_inside_the_program_there_are_no_limits() -> None:
    with RunningSandbox(environment={"COMPOSER_SANDBOX_PARENT": "stdin"}) as running:
        assert [running.client.get("/email/1/logs").status_code for _ in range(61)] == [200] * 61


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/json;charset=utf-8", 200),
        ("application/xml, */*;q=0.1", 200),
        ("text/html, application/*", 200),
        ("", 200),
        ("application/xml", 406),
        ("text/html, application/json;q=0", 406),
    ],
)
def test_only_json_is_answered(shared: RunningSandbox, accept: str, status: int) -> None:
    answer = shared.client.get("/email/1/logs", headers={"Accept": accept})

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"


def test_answers_bear_the_sandboxs_date(fresh: RunningSandbox) -> None:
    fresh.client.post("/sandbox/clock", json={"set": "2030-02-03T04:05:06.000Z"})

    answer = fresh.client.get("/email/1/logs")

    assert answer.headers.get_list("Date") == ["Sun, 03 Feb 2030 04:05:06 GMT"]
