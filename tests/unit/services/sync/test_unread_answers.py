"""What reached a process that was killed before it could store it is read by the next one."""

from __future__ import annotations

import asyncio
import json

import pytest

from composer_app.api.reader_version import READER
from composer_app.api.session import ApiSession
from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveLocked
from composer_app.domain.account import Account
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ReportQuery
from composer_app.services.connections.connections import Connections
from composer_app.services.sync.background_sync import KeptAnswers
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.unread_answers import UnreadAnswers, is_to_be_read
from tests.faulty_server import FaultyServer, answers
from tests.unit.services.house import NOW, House
from tests.unit.services.log_service import entry
from tests.unit.services.sync.common import LOGS, REPORTS, report, reports_on_disk, stored_answers


def test_what_a_killed_process_received_and_did_not_store_is_read(house: House) -> None:
    body = json.dumps({"results": [report(1), report(2)]}).encode()
    incoming_answers = house.context.archive.incoming_answers
    for raw in (
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body),
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body[:-20]),  # the first report is whole
        b"HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nfour",
    ):
        incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
        incoming_answer.append(raw)
        incoming_answer.close()

    accounts = {house.account.id: house.account}
    reports, _ = house.value(house.context.run(lambda: house.sync.unread_answers.read(accounts)))

    assert (reports.received, reports.new) == (3, 2)
    assert not incoming_answers.are_there()
    assert [body for _, body in stored_answers(house)] == [body[:-20]]  # what breaks off is kept


def test_what_a_killed_process_received_waits_for_its_account(house: House) -> None:
    incoming_answers = house.context.archive.incoming_answers
    incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
    incoming_answer.append(b"HTTP/1.1")
    incoming_answer.close()

    house.value(house.context.run(lambda: house.sync.unread_answers.read({})))
    assert incoming_answers.are_there()
    house.keyring.entries.clear()
    accounts = {house.account.id: house.account}
    house.value(house.context.run(lambda: house.sync.unread_answers.read(accounts)))
    assert incoming_answers.are_there()


def test_an_answer_that_the_archive_does_not_take_is_left_for_the_next_start(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("GET", REPORTS, answers({"results": [report(1)]}))

    def locked(*_: object) -> int:
        raise ArchiveLocked("busy")

    with monkeypatch.context() as patched:
        patched.setattr(AnswerStore, "store", locked)
        assert house.problem(house.sync.pull_reports(house.account, ReportQuery())).code is (ProblemCode.ARCHIVE_LOCKED)
    incoming_answers = house.context.archive.incoming_answers
    house.until(lambda: any(True for _ in incoming_answers.left_over()))  # the receiver has let go of the file
    accounts = {house.account.id: house.account}
    reports, _ = house.value(house.context.run(lambda: house.sync.unread_answers.read(accounts)))

    assert (reports.new, reports_on_disk(house)) == (1, 1)


def test_reports_are_not_asked_for_where_there_is_no_place_for_them(house: House, server: FaultyServer) -> None:
    (house.profile.folder / "arriving").write_bytes(b"a file where the folder is to be")

    assert house.problem(house.sync.pull_reports(house.account, ReportQuery())).code is ProblemCode.ARCHIVE_READ_ONLY
    assert server.requests == []


def test_the_answers_of_a_removed_account_stay(house: House) -> None:
    body = json.dumps({"results": [report(1)]}).encode()
    house.archive(lambda archive: archive.answers.store(house.account.id, "reports", "", body, True, NOW))

    house.value(house.context.run(lambda: house.sync.unread_answers.read({})))

    assert stored_answers(house) == [(False, body)]


def test_no_one_is_asked_for_the_key_of_what_was_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    incoming_answers = house.context.archive.incoming_answers
    incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
    incoming_answer.append(b"HTTP/1.1 200 OK")
    incoming_answer.close()

    asked = house.lock_keyring(monkeypatch)
    house.value(house.context.run(lambda: house.sync.unread_answers.read({house.account.id: house.account})))

    assert incoming_answers.are_there()
    assert asked == []


def test_a_fault_of_ours_leaves_the_answer_for_another_time_and_is_logged(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_connections: Connections, _account: Account) -> ApiSession:
        raise ZeroDivisionError

    monkeypatch.setattr(Connections, "session", broken)
    incoming_answers = house.context.archive.incoming_answers
    incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
    incoming_answer.append(b"HTTP/1.1 200 OK")
    incoming_answer.close()
    unread = house.sync.unread_answers

    house.value(house.context.run(lambda: unread.read({house.account.id: house.account})))

    assert incoming_answers.are_there()
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_logs_an_earlier_run_stored_are_read_by_the_next(house: House, server: FaultyServer) -> None:
    body = json.dumps({"results": [entry(1, NOW)]}).encode()
    house.archive(lambda archive: archive.answers.store(house.account.id, "logs", "", body, True, NOW))
    server.plays("GET", LOGS, answers({"results": []}))

    with house.qtbot.waitSignal(house.sync.logs_stored) as stored:
        house.sync.start()

    assert stored.args[0].new == 1
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)
    assert stored_answers(house) == []


def test_what_was_read_meanwhile_is_not_missed(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"results": []}).encode()
    stored = house.archive(lambda archive: archive.answers.store(house.account.id, "reports", "", body, True, NOW))
    found = house.archive(lambda archive: archive.answers.unread())
    house.archive(lambda archive: archive.reports.ingest(stored, (), None, NOW))
    monkeypatch.setattr(AnswerStore, "unread", lambda _archive: found)
    accounts = {house.account.id: house.account}

    reports, _ = house.value(house.context.run(lambda: house.sync.unread_answers.read(accounts)))

    assert reports == SyncResult.nothing(NOW)


def test_what_an_earlier_version_did_not_understand_is_read_again(house: House, server: FaultyServer) -> None:
    """A report that its reader could not read, and could not have again."""
    body = json.dumps({"results": [report(1), report(2)]}).encode()

    def read_in_part(archive: Archive) -> None:
        stored = archive.answers.store(house.account.id, "reports", "", body, True, NOW)
        archive.reports.ingest(stored, (), "unread items", NOW, READER - 1)

    house.archive(read_in_part)
    assert house.value(house.sync.kept_answers(house.account.id)) == KeptAnswers(reports=1)

    server.plays("GET", LOGS, answers({"results": []}))
    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        house.sync.start()
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)

    assert stored.args[0].new == 2
    assert reports_on_disk(house) == 2
    assert stored_answers(house) == []
    assert house.value(house.sync.kept_answers(house.account.id)) == KeptAnswers()


def test_what_this_version_does_not_understand_is_kept_and_not_read_at_every_start(
    house: House, server: FaultyServer
) -> None:
    server.plays("GET", REPORTS, answers({"results": 7}))
    house.value(house.sync.pull_reports(house.account, ReportQuery()))

    (kept,) = house.archive(lambda archive: archive.answers.unread())

    assert (kept.is_read, kept.reader, is_to_be_read(kept)) == (True, READER, False)
    assert [body for _, body in stored_answers(house)] == [b'{"results": 7}']


def test_reading_stored_answers_needs_no_event_loop_of_qt(house: House) -> None:
    """As the command without a window does."""
    archive, connections = house.context.archive, house.context.connections
    pulls = ReportPulls(archive, connections, house.context.receiver, house.clock, asyncio.ensure_future)
    fetches = LogFetches(archive, connections, house.clock)

    unread = UnreadAnswers(archive, connections, pulls, fetches, house.clock)

    reports, logs = asyncio.run(unread.read({house.account.id: house.account}))

    assert reports == logs == SyncResult.nothing(NOW)
