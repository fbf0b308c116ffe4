"""An answer is in its file, or in memory until the file has room."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from composer_app.api.timeouts import Timeouts
from composer_app.archive.errors import ArchiveFull
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ReportQuery
from composer_app.services.report_receiver.answer_recorder import (
    HEAD_BYTES,
    REPORT_BYTES,
    AnswerRecorder,
    reserved,
)

LINDEN = AccountId("linden")
NO_TIME = Timeouts(read_s=0.0, answer_s=0.0, silence_s=1.0)
LONG = Timeouts(read_s=100.0, answer_s=100.0)


def disk_of(size: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A disk with so much room for a file. What is given can make it another size."""
    write, room = os.write, size

    def limited(file: int, data: bytes) -> int:
        at = os.lseek(file, 0, os.SEEK_CUR)
        if at >= room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[: room - at])

    def fallocate(_file: int, at: int, count: int) -> None:
        if at + count > room:
            raise OSError(errno.ENOSPC, "No space left on device")

    def resize(size: int) -> None:
        nonlocal room
        room = size

    monkeypatch.setattr(os, "write", limited)
    monkeypatch.setattr(os, "posix_fallocate", fallocate, raising=False)
    return resize


def test_room_for_the_largest_answer_is_reserved_before_anything_is_asked(tmp_path: Path) -> None:
    incoming_answer, asked = reserved(tmp_path, LINDEN, ReportQuery())
    assert asked == ReportQuery()
    assert incoming_answer.path.stat().st_blocks * 512 >= HEAD_BYTES + 1000 * REPORT_BYTES
    incoming_answer.close()
    assert incoming_answer.path.stat().st_size < 1000


@pytest.mark.parametrize(("room", "limit"), [(9_000_000, None), (5_000_000, 500), (200_000, 15), (75_000, 1)])
def test_where_there_is_little_room_fewer_reports_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, limit: int | None
) -> None:
    disk_of(room, monkeypatch)
    incoming_answer, asked = reserved(tmp_path, LINDEN, ReportQuery())
    assert asked.limit == limit
    incoming_answer.throw_away()


def test_without_room_for_one_nothing_may_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk_of(60_000, monkeypatch)
    with pytest.raises(ArchiveFull):
        reserved(tmp_path, LINDEN, ReportQuery(limit=3))
    assert list(tmp_path.iterdir()) == []


def test_what_has_no_room_waits_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resize = disk_of(300, monkeypatch)
    recorder = AnswerRecorder(IncomingAnswers(tmp_path).begin(LINDEN, "all"), LONG, lambda: None)
    pieces = [bytes([65 + number]) * 100 for number in range(5)]
    for piece in pieces:
        recorder.append(piece)
    assert not recorder.flush()
    assert recorder.recorded(10_000) == b"".join(pieces)
    assert recorder.recorded(450) == b"".join(pieces)[:450]
    resize(10_000)
    assert recorder.flush()
    recorder.append(b"and on")
    assert recorder.incoming_answer.content(10_000) == b"".join(pieces) + b"and on"
    recorder.begin()
    assert recorder.is_empty
    recorder.incoming_answer.close()


def test_the_program_hears_once_that_it_need_not_wait(tmp_path: Path) -> None:
    reported: list[str] = []
    recorder = AnswerRecorder(IncomingAnswers(tmp_path).begin(LINDEN, "all"), NO_TIME, lambda: reported.append("late"))
    assert recorder.goes_on_waiting(0.5)
    recorder.append(b"a byte")
    assert not recorder.goes_on_waiting(1.0)
    assert reported == ["late"]
    recorder.incoming_answer.close()
