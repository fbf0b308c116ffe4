"""Fetching an image from any server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from composer_app.api.image_fetch import MOST_BYTES, MOST_REDIRECTS, fetch_image
from tests.faulty_server import Act, FaultyServer, Gate, answers, faulty_server, redirects, reset_at_once, waits

PNG = b"\x89PNG made up"


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server() as made:
        yield made


def image(content: bytes = PNG, kind: str = "image/png; charset=binary") -> Act:
    return answers(content, content_type=kind)


def fetched(server: FaultyServer, path: str = "/a.png") -> tuple[bytes, str] | None:
    return asyncio.run(fetch_image(f"{server.url}{path}"))


def test_content_and_kind_come_and_nothing_about_the_user_goes(server: FaultyServer) -> None:
    server.plays("GET", "/a.png", image())
    assert fetched(server, "/a.png?for=ana") == (PNG, "image/png")
    (request,) = server.asked("/a.png")
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert headers["user-agent"] == "Mail Composer"
    assert headers["accept"] == "image/*"
    assert not {"cookie", "referer", "authorization"} & headers.keys()
    assert request.query == [("for", "ana")]


def test_it_follows_a_few_redirects_and_not_more(server: FaultyServer) -> None:
    server.plays("GET", "/b.png", redirects("/a.png"))
    server.plays("GET", "/a.png", image())
    assert fetched(server, "/b.png") == (PNG, "image/png")
    server.plays("GET", "/round.png", redirects("/round.png"))
    assert fetched(server, "/round.png") is None
    assert len(server.asked("/round.png")) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "act",
    [
        answers(b"<html>", content_type="text/html"),
        answers(PNG, status=404, content_type="image/png"),
        answers(b"x" * (MOST_BYTES + 1), content_type="image/png"),
        redirects("file:///etc/passwd"),
        redirects("http://"),
        redirects("http://127.0.0.1:99999/a.png"),
        reset_at_once(),
    ],
    ids=["page", "not found", "too big", "file", "no host", "no port", "reset"],
)
def test_what_is_no_image_or_cannot_be_had_is_none(server: FaultyServer, act: Act) -> None:
    server.plays("GET", "/a.png", act)
    assert fetched(server) is None


@pytest.mark.parametrize("address", ["ftp://example.com/a.png", "http://[::1", "cid:logo", "https:///a.png"])
def test_an_address_that_is_none_is_not_asked(address: str) -> None:
    assert asyncio.run(fetch_image(address)) is None


def test_a_server_that_does_not_answer_is_left(server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", "/a.png", waits(gate, image()))
    assert asyncio.run(fetch_image(f"{server.url}/a.png", patience_s=0.05)) is None
    gate.release()
