"""The computer's proxy."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from composer_app.api import transport_factory
from composer_app.api.errors import Unreachable
from composer_app.api.transport_factory import open_recorded_pool, open_transport
from composer_app.domain.problem import ProblemCode
from tests.unit.api.proxy import HOST


@pytest.fixture
def _proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example.com:3128")
    monkeypatch.setenv("no_proxy", "inside.example.com")


@pytest.mark.usefixtures("_proxy")
@pytest.mark.parametrize(
    ("base_url", "proxy"),
    [
        ("https://api.example.com", "http://proxy.example.com:3128"),
        ("https://inside.example.com", None),
        ("https://127.0.0.1:8443", None),
        ("http://localhost:8080", None),
    ],
)
def test_the_proxy_is_used_where_it_is_meant(base_url: str, proxy: str | None) -> None:
    assert transport_factory.proxy_for(base_url) == proxy


def test_a_proxy_without_scheme_is_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example.com:3128")
    assert transport_factory.proxy_for("https://api.example.com") == "http://proxy.example.com:3128"


def test_a_proxy_that_cannot_be_used_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "gopher://proxy.example.com")
    with pytest.raises(Unreachable) as raised:
        transport_factory.open_transport("https://api.example.com")
    assert raised.value.code is ProblemCode.PROXY_REFUSED


@pytest.mark.parametrize("opens", [open_transport, open_recorded_pool])
def test_a_socks_proxy_without_its_library_is_reported(
    monkeypatch: pytest.MonkeyPatch, opens: Callable[[str], object]
) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(Unreachable) as raised:
        opens(f"https://{HOST}")
    assert raised.value.code is ProblemCode.PROXY_REFUSED
