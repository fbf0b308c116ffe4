"""Pulls of reports over real sockets, plain and TLS."""

from __future__ import annotations

import threading

import pytest

from composer_app.api import errors
from composer_app.api.recorded_answer import read_recorded
from composer_app.api.report_puller import ReportPuller
from composer_app.api.report_source import ReportSource
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ReportQuery
from composer_app.domain.secret import Secret
from tests.faulty_server import (
    LOOPBACK,
    Act,
    FaultyServer,
    Gate,
    answers,
    closes_after_body,
    cuts,
    faulty_server,
    redirects,
    reset_at_once,
    says_no,
    shows_page,
    unused_port,
    waits,
    writes,
)
from tests.patience import PATIENCE_S
from tests.unit.api.proxy import CERTIFICATE, HOST, proxied
from tests.unit.api.recordings import MemoryRecording, pull
from tests.unit.api.samples import KEY, account, secret

REPORTS = "/email/1/reports"
BODY = b'{"results": [{"messageId": "m-1"}]}'


def source_at(
    url: str, limits: Timeouts = LIMITS, key: Secret | None = None, extra_ca: str = str(LOOPBACK)
) -> ReportSource:
    return ReportSource(
        account=account(), base_url=url, secret=secret() if key is None else key, extra_ca=extra_ca, limits=limits
    )


def test_it_asks_with_the_key_in_the_header_and_records_the_answer(server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    recording = MemoryRecording()
    assert pull(source_at(server.url), recording, ReportQuery(limit=2)).is_whole
    found = read_recorded(recording.raw)
    assert (found.status, found.body, found.is_whole) == (200, BODY, True)
    (request,) = server.requests
    assert (request.target, request.headers["authorization"]) == (f"{REPORTS}?limit=2", f"App {KEY}")
    assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("act", "is_whole"),
    [
        (answers(b""), True),
        (answers(b"\xef\xbb\xbf"), True),
        (answers(b"null"), True),
        (shows_page(200), True),
        (writes(b"HTTP/1.1 204 No Content\r\n\r\n"), True),
        (cuts(BODY, 10), False),
        (writes(b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n" + BODY), False),
        (writes(BODY), False),
        (writes(b"HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"), True),
    ],
)
def test_whatever_is_no_refusal_may_have_handed_something_out(server: FaultyServer, act: Act, is_whole: bool) -> None:
    server.plays("GET", REPORTS, act)
    recording = MemoryRecording()
    assert pull(source_at(server.url), recording).is_whole is is_whole
    assert 200 <= read_recorded(recording.raw).status < 300


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (says_no(400), errors.Rejected),
        (says_no(401), errors.AuthFailed),
        (says_no(403), errors.Forbidden),
        (says_no(429, {"Retry-After": "31"}), errors.RateLimited),
        (says_no(503, {"Retry-After": "31"}), errors.Unavailable),
        (says_no(500), errors.ServerFault),
        (redirects("/elsewhere"), errors.NotThisApi),
        (reset_at_once(), errors.MaybeSent),
        (closes_after_body(), errors.MaybeSent),
        (writes(b"HTTP/1.1 2"), errors.MaybeSent),
        (writes(b"HTTP/1.1 500 No\r\nNo colon here\r\n\r\n" + BODY), errors.MaybeSent),
    ],
)
def test_a_refusal_and_silence_become_their_errors(server: FaultyServer, act: Act, kind: type[errors.ApiError]) -> None:
    server.plays("GET", REPORTS, act)
    with pytest.raises(errors.ApiError) as raised:
        pull(source_at(server.url), MemoryRecording())
    assert type(raised.value) is kind
    assert KEY not in repr(raised.value)


def test_an_error_that_quotes_the_key_is_masked(server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(400, text=f"you sent App {KEY}"))
    with pytest.raises(errors.Rejected) as raised:
        pull(source_at(server.url), MemoryRecording())
    assert raised.value.vendor_text == "you sent App ***"


def test_a_redirect_to_another_host_never_gets_the_key(server: FaultyServer) -> None:
    with faulty_server() as elsewhere:
        server.plays("GET", REPORTS, redirects(elsewhere.url + REPORTS))
        with pytest.raises(errors.NotThisApi):
            pull(source_at(server.url), MemoryRecording())
        assert elsewhere.requests == []


def test_it_waits_as_asked_and_then_tries_again(server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(503), says_no(429, {"Retry-After": "12"}), answers(BODY))
    recording, pauses = MemoryRecording(), list[float]()
    assert pull(source_at(server.url), recording, pauses=pauses).is_whole
    assert pauses == [0.5, 12.0]
    assert (recording.begun, read_recorded(recording.raw).body) == (3, BODY)


def test_without_a_connection_nothing_was_handed_out() -> None:
    with pytest.raises(errors.Unreachable) as raised:
        pull(source_at(f"http://127.0.0.1:{unused_port()}"), MemoryRecording())
    assert raised.value.code is ProblemCode.REFUSED


def test_a_certificate_that_no_one_vouches_for_hears_no_request() -> None:
    with faulty_server(LOOPBACK) as server:
        with pytest.raises(errors.Unreachable) as raised:
            pull(source_at(server.url, extra_ca=""), MemoryRecording())
        assert (raised.value.code, server.requests) == (ProblemCode.TLS, [])


@pytest.mark.parametrize("key", ["", "two\nlines"])
def test_a_key_that_no_header_can_carry_never_leaves(server: FaultyServer, key: str) -> None:
    with pytest.raises(errors.AuthFailed):
        pull(source_at(server.url, key=Secret(key)), MemoryRecording())
    assert server.requests == []


def test_an_answer_without_end_is_cut(server: FaultyServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    server.plays("GET", REPORTS, writes(head, *[b"[" * 10_000] * 100))
    recording = MemoryRecording()
    assert not pull(source_at(server.url, Timeouts(answer_bytes=100_000)), recording).is_whole
    assert 100_000 < len(recording.raw) < 400_000


def test_an_answer_is_waited_for_and_one_that_never_comes_is_given_up(server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(BODY)))
    with pytest.raises(errors.MaybeSent) as raised:
        pull(source_at(server.url, Timeouts(read_s=0.05)), MemoryRecording(patience_s=0.2))
    assert raised.value.timed_out
    gate.release()


def test_many_threads_get_their_own_answers(server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    puller = ReportPuller(source_at(server.url), lambda _pause: None)
    recordings = [MemoryRecording() for _ in range(20)]
    threads = [threading.Thread(target=puller.pull, args=(ReportQuery(), one)) for one in recordings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    puller.close()
    assert [read_recorded(one.raw).body for one in recordings] == [BODY] * 20


@pytest.mark.parametrize("more", [b"", b" and more"])
def test_a_connection_that_the_service_closes_is_not_used_again(server: FaultyServer, more: bytes) -> None:
    """What is asked on it would be lost; over TLS its farewell may have been read with the answer."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s%s" % (len(BODY), BODY, more)
    server.plays("GET", REPORTS, writes(answer))
    puller = ReportPuller(source_at(server.url), lambda _pause: None)
    for _ in range(20):
        assert puller.pull(ReportQuery(), MemoryRecording()).is_whole
    puller.close()


def test_through_a_proxy_the_answer_of_the_service_alone_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    recording = MemoryRecording()
    with proxied(BODY) as behind:
        monkeypatch.setenv("https_proxy", behind.url)
        assert pull(source_at(f"https://{HOST}", extra_ca=str(CERTIFICATE)), recording).is_whole
    assert behind.asked == [f"CONNECT {HOST}:443 HTTP/1.1", "GET /email/1/reports HTTP/1.1"]
    assert read_recorded(recording.raw).body == BODY


def test_what_a_proxy_says_hands_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = MemoryRecording()
    with faulty_server() as proxy:
        proxy.plays("CONNECT", "443", writes(b"HTTP/1.1 200 Connected\r\n\r\nno TLS at all"))
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(errors.Unreachable):
            pull(source_at(f"https://{HOST}"), recording)
    assert recording.raw == b""
