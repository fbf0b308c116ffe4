"""What is put into an arrival's room is there for whoever comes after."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composer_app.archive.arrivals import Arrival, ArrivalHead, Arrivals
from composer_app.archive.errors import ArchiveFull, ArchiveReadOnly
from composer_app.domain.ids import AccountId
from tests.unit import checkout

LINDEN = AccountId("linden")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def begun(arrivals: Arrivals) -> Arrival:
    return arrivals.begin(LINDEN, "all", lambda: NOW)


def put(arrival: Arrival, data: bytes) -> None:
    while data:
        room = arrival.room()
        part = data[: len(room)]
        room[: len(part)] = part
        assert arrival.filled(len(part)) == part
        data = data[len(part) :]


def left(arrivals: Arrivals) -> list[tuple[ArrivalHead, bytes]]:
    return [(one.head, one.raw) for one in arrivals.left_over()]


def test_what_was_received_and_not_thrown_away_is_left_over(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path / "arriving")
    arrival = begun(arrivals)
    put(arrival, b"first, ")
    put(arrival, b"second")
    arrival.close()

    assert arrivals.are_there()
    assert left(arrivals) == [(ArrivalHead(LINDEN, "all", NOW), b"first, second")]
    for one in arrivals.left_over():
        one.is_stored = True
    assert not arrivals.are_there()


def test_a_big_answer_gets_more_room(tmp_path: Path) -> None:
    arrivals, big = Arrivals(tmp_path), os.urandom(3_000_000) + b"."
    arrival = begun(arrivals)
    put(arrival, big)
    arrival.close()

    assert [raw for _, raw in left(arrivals)] == [big]


def test_an_earlier_answer_is_cleared_away(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    arrival = begun(arrivals)
    put(arrival, b"HTTP/1.1 503 Busy" * 100)
    arrival.clear()
    put(arrival, b"HTTP/1.1 200 OK")
    arrival.close()

    assert [raw for _, raw in left(arrivals)] == [b"HTTP/1.1 200 OK"]


def test_what_is_thrown_away_or_empty_is_not_left_over(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    stored, empty = begun(arrivals), begun(arrivals)
    put(stored, b"answer")
    stored.throw_away()
    empty.close()

    assert left(arrivals) == []
    assert not arrivals.are_there()


def test_what_is_still_coming_in_is_left_alone(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    arrival = begun(arrivals)
    put(arrival, b"half")

    assert left(arrivals) == []
    put(arrival, b" and whole")
    arrival.close()
    assert [raw for _, raw in left(arrivals)] == [b"half and whole"]


def test_a_killed_process_leaves_what_it_received(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from composer_app.archive.arrivals import Arrivals
arrival = Arrivals(Path(sys.argv[1])).begin("linden", "all")
arrival.room()[:6] = b"answer"
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=checkout.ROOT, check=False, timeout=30)

    assert done.returncode != 0
    assert [raw for _, raw in left(Arrivals(tmp_path))] == [b"answer"]


def test_a_file_that_was_never_begun_goes_after_a_while(tmp_path: Path) -> None:
    young, old = tmp_path / "a.arriving", tmp_path / "b.arriving"
    for path in (young, old):
        path.write_bytes(b"{")
    os.utime(old, (0, 0))

    assert left(Arrivals(tmp_path)) == []
    assert (young.exists(), old.exists()) == (True, False)


def test_without_a_place_nothing_may_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveReadOnly):
        begun(Arrivals(tmp_path / "file"))

    def full(_file: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ArchiveFull):
        begun(Arrivals(tmp_path))
    assert not Arrivals(tmp_path).are_there()


def test_only_the_owner_may_look_into_it(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path / "arriving")
    begun(arrivals).close()

    (path,) = (tmp_path / "arriving").iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_answer_begins_right_behind_the_head(tmp_path: Path) -> None:
    arrival = begun(Arrivals(tmp_path))
    head, end, rest = arrival.path.read_bytes().partition(b"\n")
    assert (len(head) + len(end), rest.strip(b"\0")) == (arrival._start, b"")
    arrival.put(b"HTTP")
    assert Arrivals.received(arrival.path, arrival.size_bytes) == b"HTTP"
    arrival.throw_away()


def test_what_is_put_takes_the_place_of_what_came(tmp_path: Path) -> None:
    arrivals, big = Arrivals(tmp_path), os.urandom(400_000) + b"."
    arrival = begun(arrivals)
    arrival.room()[:6] = b"a part"
    arrival.filled(6)
    arrival.is_whole = False
    arrival.put(big)
    assert (arrival.size_bytes, arrival.is_whole) == (len(big), True)
    arrival.close()
    assert [raw for _, raw in left(arrivals)] == [big]
