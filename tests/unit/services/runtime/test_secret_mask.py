"""Keys and passwords in a text: none stays, and nothing else goes."""

from __future__ import annotations

import base64

import pytest

from composer_app.services.runtime.secret_mask import mask

KEY = "0123456789abcdef-key"
BASIC = base64.b64encode(b"anna:correct horse").decode()


@pytest.mark.parametrize(
    "text",
    [
        f"App {KEY}",
        f"app   {KEY}",
        f"Authorization: App {KEY}",
        f"authorization=Bearer {KEY}",
        f"{{'Authorization': 'App {KEY}', 'Accept': 'application/json'}}",
        f"[(b'Host', b'x'), (b'Authorization', b'App {KEY}')]",
        f'"authorization":"IBSSO {KEY}"',
        f"Authorization: {KEY}",
        f"POST / HTTP/1.1\r\nAuthorization: App {KEY}\r\nHost: x",
    ],
)
def test_a_key_is_masked_wherever_it_stands(text: str) -> None:
    assert KEY not in mask(text)
    assert "…" in mask(text)


@pytest.mark.parametrize("text", [f"Basic {BASIC}", f"Authorization: Basic {BASIC}", f"Proxy-Authorization: {BASIC}"])
def test_a_password_is_masked(text: str) -> None:
    assert BASIC not in mask(text)


def test_a_short_key_is_masked_behind_its_header() -> None:
    assert "k1" not in mask("Authorization: App k1")


def test_everything_else_stays() -> None:
    text = "the app is up, basic checks done: 12 rows, GET /email/1/logs?limit=1000 in 31 ms"

    assert mask(text) == text


def test_the_rest_of_the_line_stays() -> None:
    assert mask(f"{{'Authorization': 'App {KEY}', 'Accept': 'x'}}") == "{'Authorization': '…', 'Accept': 'x'}"


@pytest.mark.parametrize(
    "unit", ["authorization ", "authorization: ", "App ", "App\t", "Basic x ", " ", "authorization:'"]
)
def test_a_line_of_a_megabyte_is_masked_in_time(unit: str) -> None:
    """What takes time by the square of the length would not end within a day."""
    assert mask(unit * (1_000_000 // len(unit)) + "App 0123456789abcdef").endswith("…")
