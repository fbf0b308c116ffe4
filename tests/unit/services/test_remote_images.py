"""Images of a mail from other computers."""

from __future__ import annotations

import pytest

from composer_app.services import remote_images
from composer_app.services.remote_images import RemoteImages
from tests.faulty_server import Gate, answers, faulty_server, waits
from tests.unit.services.house import House


def test_what_can_be_had_comes_and_each_address_is_asked_once(house: House) -> None:
    with faulty_server() as server:
        server.plays("GET", "/a.png", answers(b"A", content_type="image/png"))
        server.plays("GET", "/b.png", answers(b"<html>", content_type="text/html"))
        addresses = [f"{server.url}/a.png", f"{server.url}/b.png", f"{server.url}/a.png"]
        found = house.value(RemoteImages(house.context).fetch(addresses))
        assert found == {f"{server.url}/a.png": (b"A", "image/png")}
        assert len(server.asked("/a.png")) == 1


def test_what_is_too_much_together_is_left_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_images, "MOST_BYTES", 3)
    monkeypatch.setattr(remote_images, "MOST_IMAGES", 3)
    monkeypatch.setattr(remote_images, "AT_ONCE", 1)
    with faulty_server() as server:
        for name, content in (("a", b"AA"), ("b", b"BB"), ("c", b"C"), ("d", b"")):
            server.plays("GET", f"/{name}", answers(content, content_type="image/gif"))
        found = house.value(RemoteImages(house.context).fetch([f"{server.url}/{name}" for name in "abcd"]))
        assert [content for content, _kind in found.values()] == [b"AA", b"C"]
        assert server.asked("/d") == []


def test_once_there_is_no_room_nothing_more_is_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_images, "MOST_BYTES", 2)
    monkeypatch.setattr(remote_images, "AT_ONCE", 1)
    with faulty_server() as server:
        for name in "abc":
            server.plays("GET", f"/{name}", answers(b"AA", content_type="image/gif"))
        found = house.value(RemoteImages(house.context).fetch([f"{server.url}/{name}" for name in "abc"]))
        assert list(found) == [f"{server.url}/a"]
        assert server.asked("/b") + server.asked("/c") == []


def test_slow_servers_are_not_waited_for_one_after_the_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_images, "PATIENCE_S", 0.1)
    gate = Gate()
    with faulty_server() as server:
        server.plays("GET", "/slow", waits(gate, answers(b"A", content_type="image/gif")))
        try:
            assert house.value(RemoteImages(house.context).fetch([f"{server.url}/slow"])) == {}
        finally:
            gate.release()
