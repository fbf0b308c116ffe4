from __future__ import annotations

import base64
import json
import re
from html import escape
from urllib.parse import quote, quote_plus

import pytest

from composer_app.api.quoted import Quoted

KEY = "Zk7q+attack/KEY=c0ffee"
ESCAPED = "".join(char if char.isalnum() else f"\\u{ord(char):04X}" for char in KEY)


@pytest.mark.parametrize(
    "written",
    [KEY, quote(KEY, safe=""), quote(KEY, safe="").replace("%2B", "%2b").replace("%3D", "%3d"), json.dumps(KEY)[1:-1],
     KEY.replace("/", "\\/"), ESCAPED, ESCAPED.lower().replace("zk7q", "Zk7q").replace("key", "KEY"), escape(KEY),
     KEY.replace("+", "&#43;").replace("/", "&#x2F;")],
)  # fmt: skip
def test_a_key_is_found_however_it_is_written(written: str) -> None:
    text = f'{{"you said": "App {written}"}}'.encode()
    quoted = Quoted([KEY])
    assert quoted.masked(text) == b'{"you said": "App ***"}'
    ((start, end),) = quoted.places(text)
    assert text[start:end].decode() == written


PASSWORD = 'billing:pä"ss <w&rd>\\7\U0001f511'


@pytest.mark.parametrize(
    "written",
    [
        PASSWORD,
        json.dumps(PASSWORD),
        json.dumps(json.dumps(PASSWORD)),
        json.dumps(PASSWORD, ensure_ascii=False),
        escape(PASSWORD),
        quote(PASSWORD),
        quote_plus(PASSWORD),
    ],
)
def test_a_password_of_all_kinds_of_characters(written: str) -> None:
    masked = Quoted([PASSWORD]).masked(f"you said {written}".encode())
    assert re.fullmatch(rb'you said [\\"]*\*\*\*[\\"]*', masked)


def test_other_texts_are_left_alone() -> None:
    quoted = Quoted([KEY, "short"])
    text = b"short Zk7q+attack/KEY=c0ffe " + base64.b64encode(KEY.encode())
    assert (quoted.masked(text), quoted.places(text)) == (text, [])


def test_without_secrets_nothing_is_looked_for() -> None:
    assert Quoted(["", "short"]).masked(b"short") == b"short"
