"""Reports and logs: on disk before anybody looks at them, and nothing left between two pages."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from composer_app.api.reader_version import READER
from composer_app.api.session import ApiSession
from composer_app.api.wire_time import wire_time
from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.archive import Archive
from composer_app.domain.ids import BulkId
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LOG_REACH, REPORT_REACH, LogQuery, ReportQuery
from composer_app.services.sync.collector import MAX_WAITS, Collector
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.sync_schedule import KeptAnswers
from composer_app.services.sync.unread_answers import UnreadAnswers, is_to_be_read
from tests.faulty_server import FaultyServer, Gate, Request, accepts, answers, computes, cuts, says_no, waits
from tests.unit.services.house import NOW, House, account_at, stop_then_release
from tests.unit.services.log_service import entry

SEND, LOGS, REPORTS = "/email/3/send", "/email/1/logs", "/email/1/reports"
DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}


def report(number: int, **changes: object) -> dict[str, object]:
    return {
        "bulkId": "b",
        "messageId": f"m-{number}",
        "to": f"person{number}@example.com",
        "sentAt": wire_time(NOW - timedelta(hours=1)),
        "status": DELIVERED,
        "error": {"groupId": 0, "id": 0, "name": "NO_ERROR"},
        "newField": {"kept": True},
    } | changes


def do(house: House, work: Callable[[Collector], Coroutine[Any, Any, SyncResult]]) -> SyncResult:
    result = house.value(house.context.run(lambda: work(house.sync._collector)))
    assert isinstance(result, SyncResult)
    return result


def reports_on_disk(house: House) -> int:
    return int(house.archive(lambda archive: archive.reports.total(house.account.id)))


def spool(house: House) -> list[tuple[int, bytes]]:
    """Of each answer whose bytes are still kept: whether somebody read it, and the bytes."""
    db = sqlite3.connect(house.profile.archive)
    try:
        return [
            (bool(is_read), body)
            for is_read, body in db.execute("SELECT is_read, body FROM answer WHERE body IS NOT NULL ORDER BY number")
        ]
    finally:
        db.close()


# -- reports


def test_reports_are_kept_with_every_field(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers({"results": [report(1), report(2)]}), answers({"results": []}))

    first = do(house, lambda collector: collector.pull_reports(house.account, ReportQuery(limit=2)))
    second = do(house, lambda collector: collector.pull_reports(house.account, ReportQuery(limit=2)))

    assert (first.received, first.new, first.not_ours, len(first.rows), first.unread) == (2, 2, 2, 2, "")
    assert (second.received, second.new) == (0, 0)
    assert reports_on_disk(house) == 2
    raw = house.archive(lambda archive: archive.messages.details(first.rows[0])).raw_report
    assert json.loads(raw) == report(1)
    assert spool(house) == []  # all was understood: the rows hold the bytes now
    assert server.requests[0].asked_for("limit") == ["2"]


def test_the_bytes_are_on_disk_before_anybody_parses_them(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"results": [report(1)]}).encode()
    server.plays("GET", REPORTS, answers(body))

    def break_down(*_args: object) -> None:
        raise RecursionError("a fault in the parser")

    with monkeypatch.context() as patched:
        patched.setattr(ApiSession, "read_reports", break_down)
        call = house.sync.pull_reports(house.account, ReportQuery())
        assert house.problem(call).code is ProblemCode.OURS

    assert spool(house) == [(False, body)]
    server.plays("GET", LOGS, answers({"results": []}))
    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        house.sync.start()  # the next run reads what this one could not
    assert stored.args[0].new == 1
    assert reports_on_disk(house) == 1
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync._under_way)
    assert spool(house) == []


def test_of_a_cut_body_the_whole_reports_are_read_and_all_bytes_kept(house: House, server: FaultyServer) -> None:
    body = json.dumps({"results": [report(1), report(2), report(3)]}).encode()
    keep = body.index(b"m-3")
    server.plays("GET", REPORTS, cuts(body, keep))

    pulled = do(house, lambda collector: collector.pull_reports(house.account, ReportQuery()))

    assert (pulled.received, pulled.new, pulled.unread) == (2, 2, "cut off")
    assert reports_on_disk(house) == 2
    assert spool(house) == [(True, body[:keep])]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"\xff\xfe\x00", "not JSON"),
        (b'{"news": 1}', "no list of results"),
        (json.dumps({"results": [report(1), {"messageId": 7}, 12]}).encode(), "items not understood"),
    ],
)
def test_what_is_not_understood_stays_in_the_spool(
    body: bytes, problem: str, house: House, server: FaultyServer
) -> None:
    server.plays("GET", REPORTS, answers(body))

    pulled = do(house, lambda collector: collector.pull_reports(house.account, ReportQuery()))

    assert pulled.unread == problem
    assert spool(house) == [(True, body)]


def test_only_our_own_open_bulks_are_pulled(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    final = house.send("done@example.com")
    waiting = house.send("waiting@example.com")

    def results(request: Request) -> object:
        (bulk,) = request.asked_for("bulkId")
        found = [report(1, bulkId=bulk, messageId=final.recipients[0].message_id, to="done@example.com")]
        return {"results": found if bulk == final.bulk_id else []}

    server.plays("GET", REPORTS, computes(results))
    since = NOW - LOG_REACH

    first = do(house, lambda collector: collector.pull_own_reports(house.account, since))
    assert (first.new, first.not_ours) == (1, 0)
    assert {one for request in server.asked(REPORTS) for one in request.asked_for("bulkId")} == {
        final.bulk_id,
        waiting.bulk_id,
    }
    row = house.archive(lambda archive: archive.messages.of_submission(final.id))[0]
    assert row.outcome is Outcome.DELIVERED

    do(house, lambda collector: collector.pull_own_reports(house.account, since))
    assert [request.asked_for("bulkId") for request in server.asked(REPORTS)[2:]] == [[waiting.bulk_id]]


def test_without_an_open_bulk_nothing_is_asked_and_that_is_said(house: House, server: FaultyServer) -> None:
    pulled = do(house, lambda collector: collector.pull_own_reports(house.account, NOW - LOG_REACH))

    assert not pulled.was_asked
    assert server.asked(REPORTS) == []
    assert (SyncResult.nothing(NOW) + msgspec.structs.replace(pulled, was_asked=True)).was_asked


def test_without_a_key_a_pull_of_our_own_says_so_even_with_nothing_to_ask(empty_house: House) -> None:
    account = account_at("http://127.0.0.1:9")
    empty_house.value(empty_house.accounts.save(account, None))

    problem = empty_house.problem(empty_house.sync.pull_own_reports(account))

    assert problem.code is ProblemCode.NO_KEY


def test_all_reports_are_asked_for_until_nothing_comes(house: House, server: FaultyServer) -> None:
    left = [report(number) for number in range(2500)]

    def hand_out(request: Request) -> object:
        limit = int(request.asked_for("limit")[0]) - 1  # a service may have its own idea of how much is enough
        given, left[:] = left[:limit], left[limit:]
        return {"results": given}

    server.plays("GET", REPORTS, computes(hand_out))

    pulled = do(house, lambda collector: collector.pull_all_reports(house.account))

    assert (pulled.received, pulled.new) == (2500, 2500)
    assert reports_on_disk(house) == 2500
    assert len(server.asked(REPORTS)) == 4


def test_a_service_that_hands_out_without_end_is_left_with_a_rest(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("composer_app.services.sync.collector.MAX_PULLS", 3)
    numbers = itertools.count()
    server.plays("GET", REPORTS, computes(lambda _request: {"results": [report(next(numbers))]}))

    pulled = do(house, lambda collector: collector.pull_all_reports(house.account))

    assert (pulled.new, pulled.left, len(server.asked(REPORTS))) == (3, LeftUnread.MORE, 3)


def test_where_there_are_more_bulks_than_may_be_asked_for_each_has_its_turn(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    sent = [house.send(f"person{number}@example.com").bulk_id for number in range(4)]
    slow_down = says_no(429, {"Retry-After": "47"})  # longer than a request waits for its own sake
    nothing = answers({"results": []})
    server.plays("GET", REPORTS, nothing, slow_down, nothing, nothing, slow_down, slow_down, nothing)
    waits: list[float] = []

    async def sleep(pause_s: float) -> None:
        waits.append(pause_s)

    context = house.context
    collector = Collector(
        context.archive, context.connections, context.receiver, house.clock, context.shielded, sleep=sleep
    )
    house.value(context.run(lambda: collector.pull_own_reports(house.account, NOW - REPORT_REACH)))

    asked = [bulk for request in server.asked(REPORTS) for bulk in request.asked_for("bulkId")]
    assert set(asked) == set(sent)
    assert waits == [47.0] * 3


def test_a_service_that_always_says_slow_down_is_believed_in_the_end(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(429, {"Retry-After": "47"}))
    paused: list[float] = []

    async def sleep(pause_s: float) -> None:
        paused.append(pause_s)

    context = house.context
    collector = Collector(
        context.archive, context.connections, context.receiver, house.clock, context.shielded, sleep=sleep
    )
    problem = house.problem(context.run(lambda: collector.pull_all_reports(house.account)))

    assert problem.code is ProblemCode.RATE_LIMITED
    assert paused == [47.0] * MAX_WAITS


def test_a_pull_cancelled_by_its_caller_is_stored_all_the_same(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers({"results": [report(1)]})))
    call = house.sync.pull_reports(house.account, ReportQuery())
    gate.wait_until_seen()

    call.cancel()
    assert house.told(call) == ("cancelled", None)
    gate.release()

    house.until(lambda: reports_on_disk(house) == 1)


def test_a_pull_under_way_at_the_end_of_the_program_is_seen_through(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers({"results": [report(1)]})))
    house.sync.pull_reports(house.account, ReportQuery())
    gate.wait_until_seen()
    stop_then_release(house.context._worker, gate)

    assert house.close()

    db = sqlite3.connect(house.profile.archive)
    assert db.execute("SELECT count(*) FROM report").fetchone() == (1,)
    db.close()


def test_at_the_end_of_the_program_no_further_pull_begins(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    for _ in range(3):
        house.send()
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers({"results": [report(1)]})))
    house.sync.pull_own_reports(house.account)
    gate.wait_until_seen()
    stop_then_release(house.context._worker, gate)

    assert house.close()
    assert len(server.asked(REPORTS)) == 1


def test_a_pull_that_fails_says_so(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(403))

    assert house.problem(house.sync.pull_reports(house.account, ReportQuery())).code is ProblemCode.FORBIDDEN


# -- logs


def test_logs_an_earlier_run_stored_are_read_by_the_next(house: House, server: FaultyServer) -> None:
    body = json.dumps({"results": [entry(1, NOW)]}).encode()
    house.archive(lambda archive: archive.answers.store(house.account.id, "logs", "", body, True, NOW))
    server.plays("GET", LOGS, answers({"results": []}))

    with house.qtbot.waitSignal(house.sync.logs_stored) as stored:
        house.sync.start()

    assert stored.args[0].new == 1
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync._under_way)
    assert spool(house) == []


def test_what_was_read_meanwhile_is_not_missed(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"results": []}).encode()
    stored = house.archive(lambda archive: archive.answers.store(house.account.id, "reports", "", body, True, NOW))
    found = house.archive(lambda archive: archive.answers.unread())
    house.archive(lambda archive: archive.reports.ingest(stored, (), None, NOW))
    monkeypatch.setattr(AnswerStore, "unread", lambda _archive: found)
    accounts = {house.account.id: house.account}

    reports, _ = house.value(house.context.run(lambda: house.sync._left_over.read(accounts)))

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
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync._under_way)

    assert stored.args[0].new == 2
    assert reports_on_disk(house) == 2
    assert spool(house) == []
    assert house.value(house.sync.kept_answers(house.account.id)) == KeptAnswers()


def test_what_this_version_does_not_understand_is_kept_and_not_read_at_every_start(
    house: House, server: FaultyServer
) -> None:
    server.plays("GET", REPORTS, answers({"results": 7}))
    do(house, lambda collector: collector.pull_reports(house.account, ReportQuery()))

    (kept,) = house.archive(lambda archive: archive.answers.unread())

    assert (kept.is_read, kept.reader, is_to_be_read(kept)) == (True, READER, False)
    assert [body for _, body in spool(house)] == [b'{"results": 7}']


def test_logs_are_asked_with_just_the_given_parameters(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": []}))

    do(house, lambda collector: collector.fetch_logs(house.account, LogQuery()))
    query = LogQuery(general_status="DELIVERED", sent_since=NOW)
    do(house, lambda collector: collector.fetch_logs(house.account, query))
    do(house, lambda collector: collector.fetch_logs_of(house.account, BulkId("b-1")))

    assert [request.query for request in server.requests] == [
        [],
        [("generalStatus", "DELIVERED"), ("sentSince", "2026-11-23T12:00:00.000Z")],
        [("bulkId", "b-1"), ("limit", "1000")],
    ]
    assert house.archive(lambda archive: archive.logs.covered(house.account.id)) == ()


def test_reading_the_spool_needs_no_event_loop_of_qt(house: House) -> None:
    """The command without a window uses the same collector."""
    collector = Collector(
        house.context.archive, house.context.connections, house.context.receiver, house.clock, asyncio.ensure_future
    )

    left_over = UnreadAnswers(house.context.archive, house.context.connections, collector, house.clock)

    reports, logs = asyncio.run(left_over.read({house.account.id: house.account}))

    assert reports == logs == SyncResult.nothing(NOW)
