"""One harvest of one account."""

from __future__ import annotations

from datetime import timedelta

from composer_app.domain.problem import ProblemCode
from composer_app.services.sync.account_sync import AccountSync, sync_account
from tests.faulty_server import FaultyServer, answers, computes, says_no
from tests.unit.services.house import NOW, House, account_at
from tests.unit.services.log_service import LogService, at_every, entry
from tests.unit.services.sync.common import LOGS, REPORTS, report

MINUTE = timedelta(minutes=1)
NOTHING: dict[str, object] = {"results": []}


def sync(house: House) -> AccountSync:
    account = house.account
    found = house.value(
        house.context.run(lambda: sync_account(house.sync.reports, house.sync.logs, account, house.clock))
    )
    assert isinstance(found, AccountSync)
    return found


def is_refused_the_reports(done: AccountSync) -> bool:
    assert done.failure is not None
    return done.reports is None and done.failure.problem.code is ProblemCode.WRONG_KEY


def test_logs_and_the_reports_that_are_ours_to_pull(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, answers({"results": [report(1), report(2)]}), answers({"results": []}))

    done = sync(empty_house)

    assert done.failure is None
    assert done.logs is not None
    assert done.reports is not None
    assert (done.logs.received, done.reports.received) == (1, 2)


def test_of_an_account_with_other_readers_nothing_is_pulled_that_was_not_sent_from_here(
    house: House, server: FaultyServer
) -> None:
    server.plays("GET", LOGS, answers(NOTHING))

    done = sync(house)

    assert done.failure is None
    assert server.asked(REPORTS) == []


def test_reports_that_came_before_a_failure_are_in_the_result(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers({"results": [report(1)]}), answers({"results": [report(2)]}), says_no(401))

    done = sync(empty_house)

    assert done.reports is not None
    assert (done.reports.received, done.reports.new) == (2, 2)
    assert done.failure is not None
    assert done.failure.problem.code is ProblemCode.WRONG_KEY


def test_logs_that_came_before_a_failure_are_in_the_result(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    server.plays("GET", LOGS, computes(LogService(at_every(MINUTE, 1500, NOW))), says_no(401))

    done = sync(empty_house)

    assert done.logs is not None
    assert done.logs.received == 1000
    assert is_refused_the_reports(done)


def test_logs_are_kept_when_the_reports_fail(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, says_no(401))

    done = sync(empty_house)

    assert done.logs is not None
    assert done.logs.new == 1
    assert is_refused_the_reports(done)
