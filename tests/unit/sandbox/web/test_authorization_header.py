"""The key in the Authorization header, in each of the four schemes."""

from base64 import b64encode

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.unit.sandbox.running import KEY, RunningSandbox

BASIC = b64encode(f"anybody:{KEY}".encode()).decode()


def get(shared: RunningSandbox, path: str, header: str | None) -> httpx.Response:
    headers = {} if header is None else {"Authorization": header}
    return httpx.get(shared.url + path, headers=headers, timeout=PATIENCE_S, trust_env=False)


@pytest.mark.parametrize("header", [f"App {KEY}", f"Bearer {KEY}", f"IBSSO {KEY}", f"Basic {BASIC}"])
def test_all_four_schemes_let_in(shared: RunningSandbox, header: str) -> None:
    assert get(shared, "/email/1/logs", header).status_code == 200


@pytest.mark.parametrize("header", [None, "", KEY, f"APP {KEY}", f"App {KEY}x", "App", "Basic !", f"Basic {KEY}"])
@pytest.mark.parametrize("path", ["/email/1/logs", "/sandbox/messages", "/sandbox/health", "/nowhere"])
def test_everything_else_is_401_in_the_old_envelope(shared: RunningSandbox, header: str | None, path: str) -> None:
    answer = get(shared, path, header)

    assert answer.status_code == 401
    assert answer.json() == {
        "requestError": {"serviceException": {"messageId": "UNAUTHORIZED", "text": "Unauthorized"}}
    }


@pytest.mark.parametrize("path", ["/email/4/reports", "/email/4/logs", "/email/4/messages"])
def test_v4_answers_401_in_the_new_envelope(shared: RunningSandbox, path: str) -> None:
    answer = get(shared, path, "App wrong")

    assert answer.status_code == 401
    assert sorted(answer.json()) == ["action", "description", "errorCode", "resources", "violations"]
    assert answer.json()["errorCode"] == "E401"


def test_a_large_upload_with_a_wrong_key_still_hears_401(shared: RunningSandbox) -> None:
    answer = httpx.post(
        shared.url + "/email/3/send",
        headers={"Authorization": "App wrong"},
        files={"attachment": ("a.bin", bytes(5_000_000))},
        timeout=PATIENCE_S,
        trust_env=False,
    )

    assert answer.status_code == 401
