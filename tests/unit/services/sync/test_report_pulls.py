"""Reports: on disk before anything reads them, each pulled once."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from composer_app.api.session import ApiSession
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ReportQuery
from composer_app.domain.vendor_limits import LOG_REACH, REPORT_REACH
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.rate_limit_waits import MAX_WAITS
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult
from tests.faulty_server import FaultyServer, Gate, Request, accepts, answers, computes, cuts, says_no, waits
from tests.unit.services.house import NOW, House, account_at, stop_then_release
from tests.unit.services.sync.common import LOGS, REPORTS, SEND, report, reports_on_disk, stored_answers


def do(house: House, work: Callable[[ReportPulls], Coroutine[Any, Any, SyncResult]]) -> SyncResult:
    result = house.value(house.context.run(lambda: work(house.sync.reports)))
    assert isinstance(result, SyncResult)
    return result


def test_reports_are_kept_with_every_field(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers({"results": [report(1), report(2)]}), answers({"results": []}))

    first = do(house, lambda reports: reports.pull(house.account, ReportQuery(limit=2)))
    second = do(house, lambda reports: reports.pull(house.account, ReportQuery(limit=2)))

    assert (first.received, first.new, first.not_ours, len(first.rows), first.unread) == (2, 2, 2, 2, None)
    assert (second.received, second.new) == (0, 0)
    assert reports_on_disk(house) == 2
    raw = house.archive(lambda archive: archive.messages.details(first.rows[0])).raw_report
    assert json.loads(raw) == report(1)
    assert stored_answers(house) == []  # all was understood: the rows hold the bytes now
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
        task = house.sync.pull_reports(house.account, ReportQuery())
        assert house.problem(task).code is ProblemCode.OURS

    assert stored_answers(house) == [(False, body)]
    server.plays("GET", LOGS, answers({"results": []}))
    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        house.sync.start()  # the next run reads what this one could not
    assert stored.args[0].new == 1
    assert reports_on_disk(house) == 1
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)
    assert stored_answers(house) == []


def test_of_a_cut_body_the_whole_reports_are_read_and_all_bytes_kept(house: House, server: FaultyServer) -> None:
    body = json.dumps({"results": [report(1), report(2), report(3)]}).encode()
    keep = body.index(b"m-3")
    server.plays("GET", REPORTS, cuts(body, keep))

    pulled = do(house, lambda reports: reports.pull(house.account, ReportQuery()))

    assert (pulled.received, pulled.new, pulled.unread) == (2, 2, "cut off")
    assert reports_on_disk(house) == 2
    assert stored_answers(house) == [(True, body[:keep])]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"\xff\xfe\x00", "not JSON"),
        (b'{"news": 1}', "no list of results"),
        (json.dumps({"results": [report(1), {"messageId": 7}, 12]}).encode(), "items not understood"),
    ],
)
def test_what_is_not_understood_stays_in_the_stored_answers(
    body: bytes, problem: str, house: House, server: FaultyServer
) -> None:
    server.plays("GET", REPORTS, answers(body))

    pulled = do(house, lambda reports: reports.pull(house.account, ReportQuery()))

    assert pulled.unread == problem
    assert stored_answers(house) == [(True, body)]


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

    first = do(house, lambda reports: reports.pull_own(house.account, since))
    assert (first.new, first.not_ours) == (1, 0)
    assert {one for request in server.asked(REPORTS) for one in request.asked_for("bulkId")} == {
        final.bulk_id,
        waiting.bulk_id,
    }
    row = house.archive(lambda archive: archive.messages.of_submission(final.id))[0]
    assert row.outcome is Outcome.DELIVERED

    do(house, lambda reports: reports.pull_own(house.account, since))
    assert [request.asked_for("bulkId") for request in server.asked(REPORTS)[2:]] == [[waiting.bulk_id]]


def test_without_an_open_bulk_nothing_is_asked_and_that_is_said(house: House, server: FaultyServer) -> None:
    pulled = do(house, lambda reports: reports.pull_own(house.account, NOW - LOG_REACH))

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

    pulled = do(house, lambda reports: reports.pull_all(house.account))

    assert (pulled.received, pulled.new) == (2500, 2500)
    assert reports_on_disk(house) == 2500
    assert len(server.asked(REPORTS)) == 4


def test_a_service_that_hands_out_without_end_is_left_with_a_rest(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("composer_app.services.sync.report_pulls.MAX_PULLS", 3)
    numbers = itertools.count()
    server.plays("GET", REPORTS, computes(lambda _request: {"results": [report(next(numbers))]}))

    pulled = do(house, lambda reports: reports.pull_all(house.account))

    assert (pulled.new, pulled.left, len(server.asked(REPORTS))) == (3, LeftUnread.MORE, 3)


def pulls_without_pauses(house: House) -> tuple[ReportPulls, list[float]]:
    """Pulls that wait for no time to pass, and the pauses that they would have made, in seconds."""
    paused: list[float] = []

    async def pause(pause_s: float) -> None:
        paused.append(pause_s)

    context = house.context
    pulls = ReportPulls(
        context.archive, context.connections, context.receiver, house.clock, context.shielded, pause=pause
    )
    return pulls, paused


def test_where_there_are_more_bulks_than_may_be_asked_for_each_has_its_turn(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    sent = [house.send(f"person{number}@example.com").bulk_id for number in range(4)]
    slow_down = says_no(429, {"Retry-After": "47"})  # longer than a request waits for its own sake
    nothing = answers({"results": []})
    server.plays("GET", REPORTS, nothing, slow_down, nothing, nothing, slow_down, slow_down, nothing)
    reports, paused = pulls_without_pauses(house)
    house.value(house.context.run(lambda: reports.pull_own(house.account, NOW - REPORT_REACH)))

    asked = [bulk for request in server.asked(REPORTS) for bulk in request.asked_for("bulkId")]
    assert set(asked) == set(sent)
    assert paused == [47.0] * 3


def test_a_service_that_always_says_slow_down_is_believed_in_the_end(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(429, {"Retry-After": "47"}))
    reports, paused = pulls_without_pauses(house)
    problem = house.problem(house.context.run(lambda: reports.pull_all(house.account)))

    assert problem.code is ProblemCode.RATE_LIMITED
    assert paused == [47.0] * MAX_WAITS


def test_a_pull_cancelled_by_its_caller_is_stored_all_the_same(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers({"results": [report(1)]})))
    task = house.sync.pull_reports(house.account, ReportQuery())
    gate.wait_until_seen()

    task.cancel()
    assert house.reported(task) == ("cancelled", None)
    gate.release()

    house.until(lambda: reports_on_disk(house) == 1)


def test_a_pull_under_way_at_the_end_of_the_program_is_seen_through(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers({"results": [report(1)]})))
    house.sync.pull_reports(house.account, ReportQuery())
    gate.wait_until_seen()
    stop_then_release(house.context.worker, gate)

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
    stop_then_release(house.context.worker, gate)

    assert house.close()
    assert len(server.asked(REPORTS)) == 1


def test_a_pull_that_fails_says_so(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, says_no(403))

    assert house.problem(house.sync.pull_reports(house.account, ReportQuery())).code is ProblemCode.FORBIDDEN
