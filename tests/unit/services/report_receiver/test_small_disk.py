"""A real file system of a megabyte and a half, where it may be mounted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.archive.errors import ArchiveFull
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.domain.queries import ReportQuery
from composer_app.services.report_receiver.process import ReceiverProcess
from tests.faulty_server import FaultyServer, answers, computes
from tests.patience import PATIENCE_S
from tests.unit.services.report_receiver.common import REPORTS, body_of, left_in, report, reports, source_at


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    if not sys.platform.startswith("linux"):
        pytest.skip("mounts as Linux does")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(tmp_path)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("may not mount a small disk")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.fixture
def own(disk: Path) -> Iterator[ReceiverProcess]:
    """Ends before its disk does."""
    process = ReceiverProcess()
    yield process
    process.stop(PATIENCE_S)


def test_it_asks_for_as_many_as_there_is_room_for(own: ReceiverProcess, server: FaultyServer, disk: Path) -> None:
    left = list(range(300))

    def hand_out(limit: int) -> object:
        handed_out, left[:] = left[:limit], left[limit:]
        return {"results": [json.loads(report(number, 600)) for number in handed_out]}

    server.plays("GET", REPORTS, computes(lambda request: hand_out(int(request.asked_for("limit")[0]))))
    found: list[str] = []
    limits = set()
    while True:
        received = own.receive(source_at(server.url), ReportQuery(limit=1000), disk).result(PATIENCE_S)
        answer = json.loads(body_of(IncomingAnswers.received(received.path, received.size_bytes)))
        received.release(is_stored=True)
        limits.add(received.limit)
        found += [one["messageId"] for one in answer["results"]]
        if not answer["results"]:
            break
    assert found == [f"m-{number}" for number in range(300)]
    assert all(limit is not None and 1 < limit < 1000 for limit in limits)


def test_what_has_no_room_is_written_when_there_is_some(own: ReceiverProcess, server: FaultyServer, disk: Path) -> None:
    whole = reports(4000, 600)
    server.plays("GET", REPORTS, answers(whole))
    with pytest.raises(ArchiveFull):
        own.receive(source_at(server.url), ReportQuery(limit=10), disk / "arriving").result(PATIENCE_S)
    subprocess.run(["mount", "-o", "remount,size=10M", str(disk)], check=True)
    process_id = own.process_id
    assert process_id is not None
    own.stop()
    assert (
        subprocess.run(["tail", f"--pid={process_id}", "-f", "/dev/null"], check=False, timeout=PATIENCE_S).returncode
        == 0
    )
    assert left_in(disk / "arriving") == [whole]


def test_without_room_for_one_nothing_is_asked(own: ReceiverProcess, server: FaultyServer, disk: Path) -> None:
    (disk / "filling").write_bytes(bytes(1_500_000))
    with pytest.raises(ArchiveFull):
        own.receive(source_at(server.url), ReportQuery(limit=10), disk).result(PATIENCE_S)
    assert server.requests == []
