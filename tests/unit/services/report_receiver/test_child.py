"""What the receiver does with its orders, over real pipes and a real socket."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from composer_app.api.report_puller import PulledAnswer, ReportPuller
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.archive.incoming_answers import IncomingAnswer
from composer_app.domain.queries import ReportQuery
from composer_app.services.report_receiver.child import Receiver
from composer_app.services.report_receiver.protocol import Ask, Receipt, Release, line_of, receipt_in
from tests.faulty_server import FaultyServer, Gate, answers, says_no, waits, writes
from tests.patience import PATIENCE_S
from tests.unit.services.house import KEY
from tests.unit.services.report_receiver.common import REPORTS, left_in, source_at


def order(url: str, folder: Path, number: int = 1, limits: Timeouts = LIMITS) -> bytes:
    return line_of(Ask(number, str(folder), source_at(url, limits), ReportQuery(limit=5)))


class Talk:
    """A receiver with both its pipes."""

    def __init__(self) -> None:
        self._orders, self.orders = _pipe()
        self.receipts, self._receipts = _pipe(buffering=0)
        self.receiver = Receiver(self._orders, self._receipts, room_again_s=0.01)
        self.running = threading.Thread(target=self.receiver.run)
        self.running.start()

    def receipt(self) -> Receipt:
        return receipt_in(self.receipts.readline())

    def say(self, *lines: bytes) -> None:
        self.orders.write(b"".join(lines))
        self.orders.flush()

    def wait_for_end(self) -> None:
        self.running.join(PATIENCE_S)
        assert not self.running.is_alive()

    def end(self) -> None:
        self.orders.close()
        self.wait_for_end()
        for pipe in (self._orders, self._receipts, self.receipts):
            pipe.close()


def _pipe(buffering: int = -1) -> tuple[BinaryIO, Any]:
    read, write = os.pipe()
    return os.fdopen(read, "rb"), os.fdopen(write, "wb", buffering)


@contextmanager
def talk_with_receiver() -> Iterator[Talk]:
    talk = Talk()
    try:
        yield talk
    finally:
        talk.end()


@contextmanager
def held_up(server: FaultyServer, folder: Path) -> Iterator[tuple[Talk, Gate]]:
    """One order, whose answer waits at the gate."""
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(b"[]")))
    with talk_with_receiver() as talk:
        talk.say(order(server.url, folder))
        gate.wait_until_seen()
        yield talk, gate


def receipt_of(server: FaultyServer, folder: Path, limits: Timeouts = LIMITS) -> Receipt:
    """Of one order, after which there are no more."""
    with talk_with_receiver() as talk:
        talk.say(order(server.url, folder, limits=limits))
        return talk.receipt()


@pytest.mark.parametrize(("is_stored", "left"), [(True, []), (False, [b"[]"])])
def test_a_released_answer_is_thrown_away_or_left(
    server: FaultyServer, tmp_path: Path, is_stored: bool, left: list[bytes]
) -> None:
    server.plays("GET", REPORTS, answers(b"[]"))
    with talk_with_receiver() as talk:
        talk.say(order(server.url, tmp_path))
        receipt = talk.receipt()
        assert (Path(receipt.path).parent, receipt.is_complete, receipt.limit) == (tmp_path, True, None)
        talk.say(line_of(Release(1, is_stored)))
    assert left_in(tmp_path) == left


def test_an_answer_that_no_one_released_is_left(server: FaultyServer, tmp_path: Path) -> None:
    with held_up(server, tmp_path) as (talk, gate):
        talk.receiver.end()
        gate.release()
    assert left_in(tmp_path) == [b"[]"]


def test_what_was_turned_away_is_not_asked_again_for_no_user(server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, says_no(429, {"Retry-After": "20"}))
    with talk_with_receiver() as talk:
        talk.say(order(server.url, tmp_path))
        server.wait_for(REPORTS)
    assert len(server.asked(REPORTS)) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_is_gone_gets_no_message(server: FaultyServer, tmp_path: Path) -> None:
    with held_up(server, tmp_path) as (talk, gate):
        talk.receipts.close()
        gate.release()
    assert left_in(tmp_path) == [b"[]"]


def test_a_fault_of_ours_is_reported_by_its_kind_alone(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise LookupError(KEY)

    monkeypatch.setattr(ReportPuller, "pull", broken)

    receipt = receipt_of(server, tmp_path)
    assert (receipt.fault, receipt.path) == ("LookupError", "")
    assert "a pull of reports broke: LookupError" in caplog.text
    assert KEY not in caplog.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [b'{"type":"ask","number"\n', b"\xff\xfe\n", b'{"type":"of a later version"}\n'])
def test_an_order_that_cannot_be_read_ends_the_orders_and_no_answer(
    server: FaultyServer, tmp_path: Path, wrong: bytes
) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(b"[]")))
    with talk_with_receiver() as talk:
        talk.say(order(server.url, tmp_path), line_of(Release(77, True)))
        gate.wait_until_seen()
        talk.say(wrong)
        gate.release()
        talk.wait_for_end()
    assert left_in(tmp_path) == [b"[]"]


def test_what_may_have_been_handed_out_is_left_when_it_breaks(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("GET", REPORTS, answers(b"[]"))
    pull = ReportPuller.pull

    def breaks_afterwards(puller: ReportPuller, query: ReportQuery, recording: Any) -> PulledAnswer:
        pull(puller, query, recording)
        raise LookupError

    monkeypatch.setattr(ReportPuller, "pull", breaks_afterwards)

    assert receipt_of(server, tmp_path).path == ""
    assert left_in(tmp_path) == [b"[]"]


def test_an_answer_on_a_full_disk_is_reported_and_written_when_there_is_room(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("GET", REPORTS, answers(b"[]"))
    is_full, append = threading.Event(), IncomingAnswer.append
    is_full.set()

    def full(incoming_answer: IncomingAnswer, data: bytes) -> None:
        if is_full.is_set():
            raise OSError(errno.ENOSPC, "no room")
        append(incoming_answer, data)

    monkeypatch.setattr(IncomingAnswer, "append", full)
    with talk_with_receiver() as talk:
        talk.say(order(server.url, tmp_path))
        assert talk.receipt().no_room is not None
        is_full.clear()
    assert left_in(tmp_path) == [b"[]"]


@pytest.mark.parametrize("stall", ["before the first byte", "in mid-answer"])
def test_an_answer_that_comes_late_is_left_and_the_program_waits_no_longer(
    server: FaultyServer, tmp_path: Path, stall: str
) -> None:
    gate = Gate()
    head, body = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", b"[  ]"
    first = [] if stall == "before the first byte" else [head + body[:2]]
    server.plays("GET", REPORTS, writes(*first, gate, (head + body)[sum(map(len, first)) :]))
    with talk_with_receiver() as talk:
        talk.say(order(server.url, tmp_path, limits=Timeouts(read_s=0.05, answer_s=0.1)))
        assert talk.receipt().is_late
        gate.release()
    assert left_in(tmp_path) == [body]


@pytest.mark.parametrize("quotes", [KEY, KEY.replace("-", "%2D")])
def test_what_is_left_holds_no_key(server: FaultyServer, tmp_path: Path, quotes: str) -> None:
    body = f'{{"results":[],"you":"App {quotes}"}}'.encode()
    server.plays("GET", REPORTS, answers(body, headers={"X-Echo": f"App {quotes}"}))

    receipt_of(server, tmp_path)

    (file,) = tmp_path.iterdir()
    assert quotes.encode() not in file.read_bytes()
    assert left_in(tmp_path) == [body.replace(quotes.encode(), b"*" * len(quotes))]


def test_of_a_refusal_nothing_is_left(server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, says_no(500, {"X-Echo": f"App {KEY}"}))

    assert receipt_of(server, tmp_path).failure is not None
    assert list(tmp_path.iterdir()) == []


def test_an_answer_with_a_broken_head_is_kept(server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, writes(b"HTTP/1.1 200 OK\r\nNo colon here\r\nContent-Length: 2\r\n\r\n[]"))

    receipt = receipt_of(server, tmp_path)
    assert (receipt.path != "", receipt.is_complete) == (True, False)
    assert left_in(tmp_path) == [b"[]"]


def test_a_frozen_program_that_reads_nothing_holds_no_answer_up(server: FaultyServer, tmp_path: Path) -> None:
    """A pipe holds some 64 KiB; of more than that the receiver would have to wait for the program."""
    server.plays("GET", REPORTS, *[says_no(400, text="x" * 60_000)] * 3, answers(b"[]"))
    with talk_with_receiver() as talk:
        for number in range(4):
            talk.say(order(server.url, tmp_path / str(number), number))
            server.wait_for(REPORTS, number + 1)
        assert {talk.receipt().number for _ in range(4)} == {0, 1, 2, 3}
    assert left_in(tmp_path / "3") == [b"[]"]
