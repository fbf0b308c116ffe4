"""Test connection: tells apart what can be wrong, and neither sends nor pulls anything."""

from __future__ import annotations

from composer_app.domain.account import SANDBOX
from composer_app.domain.connection_test_result import ConnectionLine, ConnectionTestResult
from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.accounts.connection_test import ConnectionTest
from tests.faulty_server import FaultyServer, answers, says_no, shows_page, unused_port
from tests.unit.services.house import KEY, House, account_at

SEND, LOGS = "/email/3/send", "/email/1/logs"


def tried(house: House, url: str, key: str | None = KEY) -> dict[ConnectionLine, ProblemCode | None]:
    test = ConnectionTest(house.context)
    result = house.value(test.run(account_at(url), None if key is None else Secret(key)))
    assert isinstance(result, ConnectionTestResult)
    return {check.line: check.problem for check in result.checks}


def test_all_is_well(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    server.plays("POST", SEND, says_no(400))

    assert set(tried(house, server.url).values()) == {None}
    assert {request.path for request in server.requests} == {LOGS, SEND}  # reports come only once: never asked
    assert server.asked(SEND)[0].field("to") == []


def test_what_can_be_wrong_differs(house: House, server: FaultyServer) -> None:
    no_one = f"http://127.0.0.1:{unused_port()}"
    assert tried(house, no_one)[ConnectionLine.ADDRESS] is ProblemCode.REFUSED

    server.plays("GET", LOGS, says_no(401))
    assert tried(house, server.url)[ConnectionLine.KEY] is ProblemCode.WRONG_KEY

    server.plays("GET", LOGS, shows_page(200))
    assert tried(house, server.url)[ConnectionLine.ADDRESS] is ProblemCode.NOT_THIS_API

    server.plays("GET", LOGS, says_no(403))
    server.plays("POST", SEND, says_no(403))
    found = tried(house, server.url)
    assert (found[ConnectionLine.SEND], found[ConnectionLine.LOGS]) == (
        ProblemCode.FORBIDDEN,
        ProblemCode.FORBIDDEN,
    )


def test_the_key_that_is_kept_is_used_where_none_is_given(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, says_no(401))
    tried(house, server.url, key=None)

    assert server.requests[0].headers["authorization"] == f"App {KEY}"


def test_without_any_key_there_is_nothing_to_test_with(house: House, server: FaultyServer) -> None:
    house.keyring.entries.clear()

    task = ConnectionTest(house.context).run(account_at(server.url), None)

    assert house.problem(task).code is ProblemCode.NO_KEY
    assert server.requests == []


def test_an_address_that_cannot_be_used_is_reported(house: House) -> None:
    task = ConnectionTest(house.context).run(account_at("http://elsewhere.example.net"), Secret(KEY))

    assert house.problem(task).code is ProblemCode.HOST_UNKNOWN


def test_the_sandbox_passes(empty_house: House) -> None:
    result = empty_house.value(ConnectionTest(empty_house.context).run(SANDBOX, None))

    assert isinstance(result, ConnectionTestResult)
    assert result.is_ok
