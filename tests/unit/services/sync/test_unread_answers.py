"""What reached a process that was killed before it could store it is read by the next one."""

from __future__ import annotations

import json

import pytest

from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.errors import ArchiveLocked
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ReportQuery
from tests.faulty_server import FaultyServer, answers
from tests.unit.services.house import NOW, House
from tests.unit.services.sync.test_collector import REPORTS, report, reports_on_disk, spool


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
    reports, _ = house.value(house.context.run(lambda: house.sync._left_over.read(accounts)))

    assert (reports.received, reports.new) == (3, 2)
    assert not incoming_answers.are_there()
    assert [body for _, body in spool(house)] == [body[:-20]]  # what breaks off is kept


def test_what_a_killed_process_received_waits_for_its_account(house: House) -> None:
    incoming_answers = house.context.archive.incoming_answers
    incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
    incoming_answer.append(b"HTTP/1.1")
    incoming_answer.close()

    house.value(house.context.run(lambda: house.sync._left_over.read({})))
    assert incoming_answers.are_there()
    house.keyring.entries.clear()
    accounts = {house.account.id: house.account}
    house.value(house.context.run(lambda: house.sync._left_over.read(accounts)))
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
    accounts = {house.account.id: house.account}
    reports, _ = house.value(house.context.run(lambda: house.sync._left_over.read(accounts)))

    assert (reports.new, reports_on_disk(house)) == (1, 1)


def test_reports_are_not_asked_for_where_there_is_no_place_for_them(house: House, server: FaultyServer) -> None:
    (house.profile.folder / "arriving").write_bytes(b"a file where the folder is to be")

    assert house.problem(house.sync.pull_reports(house.account, ReportQuery())).code is ProblemCode.ARCHIVE_READ_ONLY
    assert server.requests == []


def test_the_answers_of_a_removed_account_stay(house: House) -> None:
    body = json.dumps({"results": [report(1)]}).encode()
    house.archive(lambda archive: archive.answers.store(house.account.id, "reports", "", body, True, NOW))

    house.value(house.context.run(lambda: house.sync._left_over.read({})))

    assert spool(house) == [(False, body)]


def test_nobody_is_asked_for_the_key_of_what_was_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    incoming_answers = house.context.archive.incoming_answers
    incoming_answer = incoming_answers.begin(house.account.id, "{}", clock=house.clock)
    incoming_answer.append(b"HTTP/1.1 200 OK")
    incoming_answer.close()

    asked = house.lock_keyring(monkeypatch)
    house.value(house.context.run(lambda: house.sync._left_over.read({house.account.id: house.account})))

    assert incoming_answers.are_there()
    assert asked == []
