from __future__ import annotations

from composer_app import __version__
from composer_app.api.request_headers import request_headers


def test_every_request_says_who_asks_and_wants_plain_json() -> None:
    assert dict(request_headers(b"api.example.com", b"App key")) == {
        b"Host": b"api.example.com",
        b"Authorization": b"App key",
        b"Accept": b"application/json",
        b"Accept-Encoding": b"identity",
        b"User-Agent": b"mail-composer/" + __version__.encode(),
    }
