"""Another process asks just what this one would have asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from composer_app.api.errand import Errand, conceal, reveal
from composer_app.api.limits import Limits
from composer_app.api.session import ApiSession
from composer_app.domain.query import ReportQuery
from composer_app.domain.secret import Secret
from tests.faulty_server import answers, faulty_server
from tests.unit.api.samples import KEY, account, secret

QUERY = ReportQuery(limit=3)


def test_a_session_made_from_an_errand_asks_the_same() -> None:
    with faulty_server() as server:
        server.plays("GET", "/email/1/reports", answers(b"[]"))

        async def pull(session: ApiSession) -> None:
            await session.pull_reports(QUERY)
            await session.aclose()

        here = ApiSession(account(), server.url, secret())
        asyncio.run(pull(here))
        asyncio.run(pull(ApiSession.on_errand(here.errand(QUERY))))
        first, second = server.requests
    assert (first.target, first.headers) == (second.target, second.headers)


def test_an_errand_holds_all_that_a_session_was_made_of() -> None:
    limits = Limits(connect_s=1.0, answer_bytes=7)
    there = ApiSession.on_errand(
        ApiSession(account(), "https://api.example.com", secret(), extra_ca=Path("ca.pem"), limits=limits).errand(QUERY)
    )
    again = there.errand(QUERY)
    assert isinstance(again, Errand)
    assert (again.extra_ca, again.limits, again.secret, again.account) == ("ca.pem", limits, secret(), account())


def test_a_secret_goes_through_the_pipe_and_nothing_else_does_in_its_place() -> None:
    assert reveal(secret()) == KEY
    assert conceal(Secret, KEY) == secret()
    with pytest.raises(NotImplementedError):
        reveal(object())
    with pytest.raises(NotImplementedError):
        conceal(object, KEY)
