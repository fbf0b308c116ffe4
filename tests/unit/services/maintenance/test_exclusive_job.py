"""Restore and repair, and what a mail that waited may do afterwards: be looked up, and nothing else by itself."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from composer_app.archive.backup import back_up
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import SubmissionState
from composer_app.services.maintenance.exclusive_job import ExclusiveJob, ExclusiveJobKind
from tests.faulty_server import FaultyServer, accepts, answers
from tests.unit.services.house import NOW, Clock, House, MemoryKeyring

SEND, LOGS = "/email/3/send", "/email/1/logs"


def backed_up(house: House, tmp_path: Path) -> Path:
    file = tmp_path / "all.zip"
    house.archive(lambda _archive: back_up(house.profile.archive, house.profile.attachments, file, NOW))
    return file


def end(house: House) -> None:
    house.outbox.release_sender_lock()
    assert house.close()


def begin(house: House) -> None:
    house.value(house.accounts.load())
    with house.qtbot.waitSignal(house.outbox.began):
        house.outbox.start()


def test_a_mail_that_waited_in_the_backup_and_was_sent_since_is_found_and_not_sent_twice(
    house: House, server: FaultyServer, tmp_path: Path, clock: Clock, memory_keyring: MemoryKeyring, qtbot: QtBot
) -> None:
    server.plays("POST", SEND, accepts())
    waiting = house.queued()
    file = backed_up(house, tmp_path)
    with qtbot.waitSignal(house.outbox.settled):
        house.outbox.try_now(waiting.id)
    end(house)
    clock.advance(hours=30)

    done = ExclusiveJob(house.profile, clock, file).run(lambda _done, _total: None)
    assert (done.kind, done.problem, done.in_doubt) == (ExclusiveJobKind.RESTORE, None, 1)
    entry = {"messageId": waiting.recipients[0].message_id, "bulkId": waiting.bulk_id, "to": "ana@example.com"}
    server.plays("GET", LOGS, answers({"results": [{**entry, "status": {"groupId": 1}}]}))
    later = House(tmp_path / "profile", clock, memory_keyring, qtbot, house.context.receiver)
    begin(later)
    later.until(lambda: later.submission(waiting.id).state is SubmissionState.ACCEPTED)
    assert len(server.asked(SEND)) == 1
    end(later)


def test_one_that_is_not_in_the_logs_stays_with_a_person_also_when_its_key_is_entered(
    house: House, server: FaultyServer, tmp_path: Path, clock: Clock, memory_keyring: MemoryKeyring, qtbot: QtBot
) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    waiting = house.queued()
    file = backed_up(house, tmp_path)
    end(house)
    assert ExclusiveJob(house.profile, clock, file).run(lambda _done, _total: None).problem is None
    later = House(tmp_path / "profile", clock, memory_keyring, qtbot, house.context.receiver)
    begin(later)
    later.until(lambda: later.submission(waiting.id).lookups == 1)
    later.accounts.key_entered.emit(later.account)
    for hours in (1, 2, 47, 49, 100):
        clock.now = NOW
        clock.advance(hours=hours)
        later.outbox.timer.timeout.emit()
        later.archive(lambda _archive: None)
        later.value(later.outbox.newest_entries(later.account.id))
    found = later.submission(waiting.id)
    assert (found.state, found.problem and found.problem.code) == (SubmissionState.UNKNOWN, ProblemCode.RESTORED)
    assert server.asked(SEND) == []
    end(later)


def test_a_repair(house: House, clock: Clock) -> None:
    waiting = house.queued()
    end(house)
    path = house.profile.archive
    content = bytearray(path.read_bytes())
    content[:4096] = b"\xff" * 4096
    path.write_bytes(content)
    done = ExclusiveJob(house.profile, clock, None).run(lambda _done, _total: None)
    assert (done.kind, done.problem, done.in_doubt) == (ExclusiveJobKind.REPAIR, None, 1)
    assert done.former == path.with_name("archive.sqlite.damaged")
    assert waiting.bulk_id.encode() in path.read_bytes()


def test_what_goes_wrong_is_in_the_result(house: House, clock: Clock, tmp_path: Path) -> None:
    file = backed_up(house, tmp_path)
    in_use = ExclusiveJob(house.profile, clock, file).run(lambda _done, _total: None)
    assert in_use.problem is not None
    assert in_use.problem.code is ProblemCode.ARCHIVE_LOCKED
    file.write_bytes(b"a letter")
    no_backup = ExclusiveJob(house.profile, clock, file).run(lambda _done, _total: None)
    assert no_backup.problem is not None
    assert no_backup.problem.code is ProblemCode.NO_BACKUP
