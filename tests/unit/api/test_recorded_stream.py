"""What a connection gives is recorded before anything reads it; real sockets, plain and TLS."""

from __future__ import annotations

from pathlib import Path

import httpcore
import pytest

from composer_app.api.recorded_stream import EXCHANGE, Exchange, RecordingBackend
from composer_app.api.transport_factory import open_recorded_pool
from tests.faulty_server import FaultyServer, Gate, answers, writes
from tests.patience import PATIENCE_S
from tests.unit.api.recordings import MemoryRecording

PATH = "/x"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


def asked(server: FaultyServer, recording: MemoryRecording, read_s: float = PATIENCE_S, times: int = 1) -> list[bytes]:
    """The bodies as httpcore gives them, over one pool."""
    ca: Path | None = server.certificate
    bodies = []
    with open_recorded_pool(server.url, ca) as pool:
        for _ in range(times):
            exchange = Exchange(recording)
            token = EXCHANGE.set(exchange)
            try:
                how = {"timeout": {"read": read_s, "connect": PATIENCE_S, "write": PATIENCE_S}, "trace": exchange.trace}
                request = httpcore.Request("GET", server.url + PATH, headers={"Host": "there"}, extensions=how)
                response = pool.handle_request(request)
                bodies.append(response.read())
                exchange.take_rest()
                response.close()
            finally:
                EXCHANGE.reset(token)
    return bodies


def test_each_answer_is_recorded_as_it_stands_on_the_wire(server: FaultyServer) -> None:
    server.plays("GET", PATH, writes(ANSWER, then_closes=False))
    recording = MemoryRecording()
    assert asked(server, recording, times=3) == [b"body"] * 3
    assert (recording.begun, recording.raw) == (3, ANSWER)


def test_another_request_of_the_same_pool_is_not_recorded(server: FaultyServer) -> None:
    server.plays("GET", PATH, answers(b"body"))
    with open_recorded_pool(server.url, server.certificate) as pool:
        assert pool.request("GET", server.url + PATH).content == b"body"


def test_bytes_behind_the_end_are_recorded(server: FaultyServer) -> None:
    server.plays("GET", PATH, writes(ANSWER + b" and more"))
    recording = MemoryRecording()
    assert asked(server, recording) == [b"body"]
    assert recording.raw == ANSWER + b" and more"


@pytest.mark.parametrize(
    "head", [b"220 mail.example.com\r\n", b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n", b"\x16\x03\x01"]
)
def test_what_no_parser_understands_is_recorded_to_its_end(server: FaultyServer, head: bytes) -> None:
    gate = Gate()
    gate.release()
    pieces = [b"%d" % number * 1000 for number in range(200)]
    server.plays("GET", PATH, writes(head + b"\r\n\r\n", gate, *pieces))
    recording = MemoryRecording()
    with pytest.raises(httpcore.RemoteProtocolError):
        asked(server, recording)
    assert recording.raw == b"".join([head, b"\r\n\r\n", *pieces])


def test_what_no_parser_understands_and_does_not_end_is_given_up(server: FaultyServer) -> None:
    server.plays("GET", PATH, writes(b"no HTTP at all\r\n\r\n", Gate()))
    recording = MemoryRecording()
    with pytest.raises(httpcore.RemoteProtocolError):
        asked(server, recording, read_s=0.05)
    assert recording.raw == b"no HTTP at all\r\n\r\n"


def test_a_silence_is_waited_through_as_long_as_the_recorder_wants(server: FaultyServer) -> None:
    gate = Gate()

    class Patient(MemoryRecording):
        def goes_on_waiting(self, silence_s: float) -> bool:
            if silence_s > 0.2:
                gate.release()
            return True

    server.plays("GET", PATH, writes(ANSWER[:20], gate, ANSWER[20:]))
    recording = Patient()
    assert asked(server, recording, read_s=0.05) == [b"body"]
    assert recording.raw == ANSWER


def test_it_is_given_up_when_the_recorder_wants_that(server: FaultyServer) -> None:
    server.plays("GET", PATH, writes(ANSWER[:-2], Gate()))
    recording = MemoryRecording(patience_s=0.1)
    with pytest.raises(httpcore.ReadTimeout):
        asked(server, recording, read_s=0.05)
    assert recording.raw == ANSWER[:-2]


class LateStream(httpcore.NetworkStream):
    """Says that the time is over, as after a freeze, while the bytes are there."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.reads += 1
        if self.reads == 1:
            raise httpcore.ReadTimeout
        return b"bytes"

    def get_extra_info(self, info: str) -> object:
        return True if info == "is_readable" else None


def test_after_a_freeze_what_the_system_holds_is_read_before_the_time_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    late = LateStream()
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_args: late)
    stream = RecordingBackend(0).connect_tcp("127.0.0.1", 1)
    assert stream.read(10, 0.1) == b"bytes"
    assert late.reads == 2


def test_keep_alive_probes_find_a_peer_that_is_gone(server: FaultyServer) -> None:
    import socket

    server.plays("GET", PATH, answers(b"body"))
    with (
        open_recorded_pool(server.url, server.certificate) as pool,
        pool.stream("GET", server.url + PATH) as response,
    ):
        sock = response.extensions["network_stream"].get_extra_info("socket")
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 60
