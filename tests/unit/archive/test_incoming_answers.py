"""What is put into an arrival's room is there for whoever comes after."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composer_app.archive import incoming_answers as arrivals_module
from composer_app.archive.errors import ArchiveFull, ArchiveReadOnly
from composer_app.archive.incoming_answers import AnswerHead, IncomingAnswer, IncomingAnswers
from composer_app.domain.ids import AccountId
from tests.unit import checkout

LINDEN = AccountId("linden")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def begun(incoming_answers: IncomingAnswers) -> IncomingAnswer:
    return incoming_answers.begin(LINDEN, "all", clock=lambda: NOW)


def left(incoming_answers: IncomingAnswers) -> list[tuple[AnswerHead, bytes]]:
    return [(one.head, one.raw) for one in incoming_answers.left_over()]


def test_what_was_received_and_not_thrown_away_is_left_over(tmp_path: Path) -> None:
    incoming_answers = IncomingAnswers(tmp_path / "arriving")
    incoming_answer = begun(incoming_answers)
    incoming_answer.append(b"first, ")
    incoming_answer.append(b"second")
    incoming_answer.close()

    assert incoming_answers.are_there()
    assert left(incoming_answers) == [(AnswerHead(LINDEN, "all", NOW), b"first, second")]
    for one in incoming_answers.left_over():
        one.is_stored = True
    assert not incoming_answers.are_there()


def test_a_big_answer_gets_more_room(tmp_path: Path) -> None:
    incoming_answers, big = IncomingAnswers(tmp_path), os.urandom(3_000_000) + b"."
    incoming_answer = begun(incoming_answers)
    incoming_answer.append(big)
    incoming_answer.close()

    assert [raw for _, raw in left(incoming_answers)] == [big]


def test_an_earlier_answer_is_cleared_away(tmp_path: Path) -> None:
    incoming_answers = IncomingAnswers(tmp_path)
    incoming_answer = begun(incoming_answers)
    incoming_answer.append(b"HTTP/1.1 503 Busy" * 100)
    incoming_answer.clear()
    incoming_answer.append(b"HTTP/1.1 200 OK")
    incoming_answer.close()

    assert [raw for _, raw in left(incoming_answers)] == [b"HTTP/1.1 200 OK"]


def test_what_is_thrown_away_or_empty_is_not_left_over(tmp_path: Path) -> None:
    incoming_answers = IncomingAnswers(tmp_path)
    stored, empty = begun(incoming_answers), begun(incoming_answers)
    stored.append(b"answer")
    stored.throw_away()
    empty.close()

    assert left(incoming_answers) == []
    assert not incoming_answers.are_there()


def test_what_is_still_coming_in_is_left_alone(tmp_path: Path) -> None:
    incoming_answers = IncomingAnswers(tmp_path)
    incoming_answer = begun(incoming_answers)
    incoming_answer.append(b"half")

    assert left(incoming_answers) == []
    incoming_answer.append(b" and whole")
    incoming_answer.close()
    assert [raw for _, raw in left(incoming_answers)] == [b"half and whole"]


def test_a_killed_process_leaves_what_it_received(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from composer_app.archive.incoming_answers import IncomingAnswers
incoming_answer = IncomingAnswers(Path(sys.argv[1])).begin("linden", "all", 100_000)
incoming_answer.append(b"answer")
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=checkout.ROOT, check=False, timeout=30)

    assert done.returncode != 0
    assert [raw for _, raw in left(IncomingAnswers(tmp_path))] == [b"answer"]


def test_a_file_that_was_never_begun_goes_after_a_while(tmp_path: Path) -> None:
    young, old = tmp_path / "a.arriving", tmp_path / "b.arriving"
    for path in (young, old):
        path.write_bytes(b"{")
    os.utime(old, (0, 0))

    assert left(IncomingAnswers(tmp_path)) == []
    assert (young.exists(), old.exists()) == (True, False)


def test_without_a_place_nothing_may_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveReadOnly):
        begun(IncomingAnswers(tmp_path / "file"))

    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ArchiveFull):
        begun(IncomingAnswers(tmp_path))
    assert not IncomingAnswers(tmp_path).are_there()


def test_only_the_owner_may_look_into_it(tmp_path: Path) -> None:
    incoming_answers = IncomingAnswers(tmp_path / "arriving")
    begun(incoming_answers).close()

    (path,) = (tmp_path / "arriving").iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_answer_begins_right_behind_the_head(tmp_path: Path) -> None:
    incoming_answer = IncomingAnswers(tmp_path).begin(LINDEN, "all", 5000)
    head, _, rest = incoming_answer.path.read_bytes().partition(b"\n")
    assert rest == bytes(5000)
    incoming_answer.append(b"HTTP")
    assert incoming_answer.path.read_bytes() == head + b"\nHTTP" + bytes(4996)
    assert IncomingAnswers.received(incoming_answer.path, incoming_answer.size_bytes) == b"HTTP"
    assert (incoming_answer.content(10), incoming_answer.content(2)) == (b"HTTP", b"HT")
    incoming_answer.throw_away()


def test_a_file_that_is_gone_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ArchiveReadOnly):
        IncomingAnswers.received(tmp_path / "gone.part", 10)


def test_room_is_reserved_and_given_back(tmp_path: Path) -> None:
    incoming_answer = IncomingAnswers(tmp_path).begin(LINDEN, "all", 1_000_000)
    assert incoming_answer.path.stat().st_blocks * 512 >= 1_000_000
    incoming_answer.append(b"HTTP")
    incoming_answer.close()
    assert incoming_answer.path.stat().st_size < 1000


@pytest.mark.parametrize("refusal", [errno.EOPNOTSUPP, errno.EINVAL, None])
def test_where_the_system_reserves_nothing_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int | None
) -> None:
    if refusal is None:
        monkeypatch.delattr(os, "posix_fallocate")
    else:

        def refuses(*_args: int) -> None:
            raise OSError(refusal, "not here")

        monkeypatch.setattr(os, "posix_fallocate", refuses)
    incoming_answer = IncomingAnswers(tmp_path).begin(LINDEN, "all", 100_000)
    assert incoming_answer.path.stat().st_size > 100_000
    incoming_answer.append(b"HTTP")
    incoming_answer.close()
    assert [raw for _, raw in left(IncomingAnswers(tmp_path))] == [b"HTTP"]


def test_each_piece_is_on_the_disk_when_it_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bytes] = []
    incoming_answer = begun(IncomingAnswers(tmp_path))
    monkeypatch.setattr(arrivals_module, "_sync", lambda _file: synced.append(incoming_answer.path.read_bytes()))
    incoming_answer.append(b"first, ")
    incoming_answer.append(b"second")
    assert [content.partition(b"\n")[2] for content in synced] == [b"first, ", b"first, second"]
    incoming_answer.close()


def test_on_a_full_disk_it_tells_how_much_had_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incoming_answer, write = begun(IncomingAnswers(tmp_path)), os.write
    parts = iter([3])

    def almost_full(file: int, data: bytes) -> int:
        for part in parts:
            return write(file, data[:part])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", almost_full)
        with pytest.raises(OSError, match="No space"):
            incoming_answer.append(b"answer")
    assert incoming_answer.size_bytes == 3
    incoming_answer.append(b"wer")
    incoming_answer.close()
    assert [raw for _, raw in left(IncomingAnswers(tmp_path))] == [b"answer"]


def test_places_are_blackened(tmp_path: Path) -> None:
    incoming_answer = begun(IncomingAnswers(tmp_path))
    incoming_answer.append(b"the key is k-1")
    incoming_answer.blacken(lambda content: [(content.index(b"k-1"), len(content))])
    incoming_answer.close()
    assert [raw for _, raw in left(IncomingAnswers(tmp_path))] == [b"the key is ***"]
