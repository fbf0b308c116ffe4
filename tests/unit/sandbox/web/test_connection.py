"""Bytes that stop being HTTP in the middle of a request."""

import socket

import pytest

from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox

FORM = b"Content-Type: multipart/form-data; boundary=x\r\n"


def talk(running: RunningSandbox, *pieces: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])), 4) as client:
        for piece in pieces:
            client.sendall(piece)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while block := client.recv(65536):
            answer += block
    return answer


@pytest.mark.parametrize("start", [b"POST /email/3/send HTTP/1.1\r\n", b"GET /email/1/logs HTTP/1.1\r\n"])
@pytest.mark.parametrize("rubbish", [b"zz\r\n", b"5\r\nhello\r\nzz\r\n", b"\x00\r\n"])
def test_rubbish_ends_the_connection_and_nothing_else(start: bytes, rubbish: bytes) -> None:
    head = start + f"Host: x\r\nAuthorization: App {KEY}\r\n".encode() + FORM + b"Transfer-Encoding: chunked\r\n\r\n"
    with sandbox() as running:
        for _ in range(20):
            for pieces in ((head + rubbish,), (head, rubbish)):
                answer = talk(running, *pieces)
                assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 200 OK")), answer
        assert running.client.get("/sandbox/health").status_code == 200
        assert running.end() == (0, "")


def test_much_rubbish_fills_no_pipe() -> None:
    with sandbox() as running:
        for _ in range(1500):
            kind = {"Content-Type": "multipart/form-data; boundary=x"}
            assert running.client.post("/email/3/send", content=b"rubbish", headers=kind).status_code == 400
        assert running.end() == (0, "")
