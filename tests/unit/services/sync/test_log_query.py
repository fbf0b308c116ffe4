"""A question to the logs is read to its end, page by page, with everything else that it asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.account import Generation
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, LogQuery, SortKey
from composer_app.services.sync import log_query
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult
from tests.faulty_server import FaultyServer, computes, says_no
from tests.unit.services.house import NOW, House, account_at
from tests.unit.services.log_service import LogService, at_every
from tests.unit.services.sync.common import LOGS
from tests.unit.services.sync.test_recent_logs import LOGS_V4, v4_pages

SECOND = timedelta(seconds=1)


def messages(house: House) -> int:
    def count(archive: Archive) -> int:
        return len(archive.messages.ids(ArchiveFilter(), SortKey.SENT, True))

    found: int = house.archive(count)
    return found


def ask(house: House, query: LogQuery, server: FaultyServer, generation: Generation = Generation.V3) -> SyncResult:
    account = house.account if generation is Generation.V3 else account_at(server.url, generation)
    found = house.value(house.context.run(lambda: house.sync.logs.fetch_all(account, query)))
    assert isinstance(found, SyncResult)
    return found


@pytest.mark.parametrize("count", [0, 1, 50, 999, 1000, 1001, 2300])
def test_everything_that_matches_is_read(count: int, house: House, server: FaultyServer) -> None:
    logs = LogService(at_every(SECOND, count, NOW))
    server.plays("GET", LOGS, computes(logs))

    pulled = ask(house, LogQuery(limit=50), server)

    assert messages(house) == count
    assert pulled.new == count
    assert pulled.left is None


def test_the_rest_of_the_question_is_asked_each_time(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, computes(LogService(at_every(SECOND, 1500, NOW))))

    ask(house, LogQuery(to="ana@example.com", sender="billing@example.com", limit=50), server)

    requests = server.asked(LOGS)
    assert len(requests) > 1
    for request in requests:
        assert request.asked_for("to") == ["ana@example.com"]
        assert request.asked_for("from") == ["billing@example.com"]
        assert request.asked_for("limit") == ["1000"]


def test_a_question_that_the_service_refuses_is_a_problem(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, says_no(400))

    problem = house.problem(house.context.run(lambda: house.sync.logs.fetch_all(house.account, LogQuery())))

    assert problem.code is ProblemCode.REQUEST_REFUSED
    assert messages(house) == 0


def test_a_failure_behind_the_first_page_is_in_the_result_and_each_page_is_announced(
    house: House, server: FaultyServer
) -> None:
    logs = LogService(at_every(SECOND, 2500, NOW))
    server.plays("GET", LOGS, computes(logs), computes(logs), says_no(401))
    reported: list[int] = []
    house.sync.logs_stored.connect(lambda page: reported.append(page.received))

    pulled = house.value(house.sync.fetch_all_logs(house.account, LogQuery()))

    assert pulled.failure.code is ProblemCode.WRONG_KEY
    assert not pulled.is_all
    assert pulled.received == sum(reported)
    assert pulled.new == messages(house) > 1000
    assert len(reported) == 2


def test_a_service_that_refuses_its_own_cursor_is_asked_by_time(house: House, server: FaultyServer) -> None:
    house.move_in(account_at(server.url, Generation.V4))
    act, came = v4_pages("gone", refused=400)
    server.plays("GET", LOGS_V4, act)

    pulled = ask(house, LogQuery(), server, Generation.V4)

    assert (messages(house), pulled.left) == (2500, None)
    assert "gone" in came


def test_a_service_that_is_never_at_its_end_is_left_with_a_rest(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_query, "MOST_PAGES", 2)
    server.plays("GET", LOGS, computes(LogService(at_every(SECOND, 2500, NOW))))

    pulled = ask(house, LogQuery(), server)

    assert 1900 < messages(house) <= 2000  # one moment is in both pages
    assert pulled.left is LeftUnread.MORE


def test_the_time_span_of_the_question_is_kept(house: House, server: FaultyServer) -> None:
    logs = LogService(at_every(timedelta(minutes=1), 600, NOW))
    server.plays("GET", LOGS, computes(logs))
    since, until = NOW - timedelta(minutes=300), NOW - timedelta(minutes=100)

    ask(house, LogQuery(sent_since=since, sent_until=until), server)

    assert messages(house) == 201
    assert all(since <= asked_since and asked_until <= until for asked_since, asked_until in logs.spans)
