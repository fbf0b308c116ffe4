"""Keys as users paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.account import AuthScheme
from composer_app.domain.pasted_key import KeyProblem, PastedKey, read_key

KEY = "0123456789abcdef-9c41"


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"  {KEY}\r\n",
        f"App {KEY}",
        f"app\u00a0{KEY}",
        f"App: {KEY}",
        f"Authorization: App {KEY}",
        f"authorization=App {KEY};",
        f"Authorization: {KEY}",
        f"-H 'Authorization: App {KEY}' \\",
        f"curl -X GET -H 'Authorization: App {KEY}' \\\n  -H 'Accept: application/json' https://x1.api.example.com",
        f"Host: x1.api.example.com\r\nAuthorization: App {KEY}\r\nAccept: application/json",
        f'"Authorization": "App {KEY}",',
        f"{{'Authorization': 'App {KEY}'}}",
        f'"{KEY}"',
        f"“App {KEY}”",
        f"`{KEY}`",
        f"App\n{KEY[:8]}\r\n{KEY[8:]}",
        f"Authorization: App {KEY[:8]}\n{KEY[8:]}\n",
        f"\u200b{KEY[:4]}\u00ad{KEY[4:]}\ufeff\u2060",
        f"App {KEY}\u2028",
        f"App App {KEY}",
        f"({KEY})",
        f"[{KEY}]",
        f"API key: {KEY}",
        f"X-Api-Key: {KEY}",
        f"INFOBIP_API_KEY={KEY}",
        f"export INFOBIP_API_KEY='{KEY}'",
        f'api_key = "{KEY}"',
        f'{{"apiKey": "{KEY}", "baseUrl": "x1.api.example.com"}}',
        f'request.setRequestHeader("Authorization", "App {KEY}");',
    ],
)
def test_the_key_is_found_in_what_was_pasted(text: str) -> None:
    pasted = read_key(text, AuthScheme.APP_KEY)
    assert (pasted.key, pasted.problem) == (KEY, None)
    assert pasted.scheme in (None, AuthScheme.APP_KEY)


@pytest.mark.parametrize("auth", [AuthScheme.BEARER, AuthScheme.IBSSO])
def test_tokens_of_other_schemes(auth: AuthScheme) -> None:
    assert read_key(f"Authorization: {auth.value} a.b-c_d/e+f==", auth) == PastedKey("a.b-c_d/e+f==", auth)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", KeyProblem.EMPTY),
        ("App ", KeyProblem.EMPTY),
        ('"\u200b"', KeyProblem.EMPTY),
        ("Authorization: ", KeyProblem.EMPTY),
        (f"Bearer {KEY}", KeyProblem.OTHER_SCHEME),
        (f"Authorization: Basic {KEY}", KeyProblem.OTHER_SCHEME),
        (f"Schlüssel {KEY}", KeyProblem.BAD_CHARACTER),
        ("•••••••••", KeyProblem.BAD_CHARACTER),
        (f"App {KEY} (production)", KeyProblem.BAD_CHARACTER),
        (f"{KEY} # production", KeyProblem.BAD_CHARACTER),
    ],
)
def test_what_is_no_key_says_why(text: str, problem: KeyProblem) -> None:
    assert read_key(text, AuthScheme.APP_KEY).problem is problem


@given(st.text(min_size=1))
def test_a_password_stays_as_it_is(password: str) -> None:
    assert read_key(password, AuthScheme.BASIC) == PastedKey(password)


@given(st.text(), st.sampled_from(AuthScheme))
def test_what_is_read_once_is_read_the_same_again(text: str, auth: AuthScheme) -> None:
    once = read_key(text, auth)
    if once.problem is None:
        assert read_key(once.key, auth).key == once.key


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~+/-]{8,60}=?", fullmatch=True))
def test_every_key_and_token_stays_whole(key: str) -> None:
    assert read_key(key, AuthScheme.BEARER) == PastedKey(key)
    assert read_key(f"Authorization: Bearer {key}", AuthScheme.BEARER).key == key
