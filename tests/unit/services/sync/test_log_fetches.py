"""Logs are fetched with just the parameters of the question."""

from __future__ import annotations

from composer_app.domain.ids import BulkId
from composer_app.domain.queries import LogQuery
from tests.faulty_server import FaultyServer, answers
from tests.unit.services.house import NOW, House
from tests.unit.services.sync.common import LOGS


def test_logs_are_asked_with_just_the_given_parameters(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": []}))

    house.value(house.context.run(lambda: house.sync.logs.fetch(house.account, LogQuery())))
    query = LogQuery(general_status="DELIVERED", sent_since=NOW)
    house.value(house.context.run(lambda: house.sync.logs.fetch(house.account, query)))
    house.value(house.context.run(lambda: house.sync.logs.fetch_bulk(house.account, BulkId("b-1"))))

    assert [request.query for request in server.requests] == [
        [],
        [("generalStatus", "DELIVERED"), ("sentSince", "2026-11-23T12:00:00.000Z")],
        [("bulkId", "b-1"), ("limit", "1000")],
    ]
    assert house.archive(lambda archive: archive.logs.covered(house.account.id)) == ()
