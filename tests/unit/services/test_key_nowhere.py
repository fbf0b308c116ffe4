"""A session in which everything goes wrong that can, and then a search: the key lies in no file and in no text."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.domain.account import AuthScheme
from composer_app.domain.queries import LogQuery, ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.exchange.evidence import EvidenceSaver
from composer_app.services.runtime import program_log
from composer_app.services.runtime.crash_watch import CrashWatch
from composer_app.services.runtime.program_log import start_logging
from composer_app.services.runtime.secret_mask import mask
from tests.faulty_server import FaultyServer, Request, accepts, answers, computes, cuts, redirects
from tests.secret_search import holding, holds
from tests.unit.services.exchange.test_evidence_pack import details_of
from tests.unit.services.house import KEY, House, account_at
from tests.unit.services.runtime.test_program_log import logging_put_back

__all__ = ["logging_put_back"]

SECRETS = {AuthScheme.BASIC: "anna.kovac:correct horse 0123"}


@pytest.fixture
def watch(qapp: object) -> Iterator[CrashWatch]:
    made = CrashWatch()
    yield made
    made.stop()


def quoting(request: Request) -> object:
    """An answer that gives back what came, in every field that is kept."""
    said = request.headers["authorization"]
    status = {"groupId": 1, "groupName": said, "id": 26, "name": said, "description": said}
    entry = {"to": "ana@example.com", "messageId": "m-1", "bulkId": said, "status": status, "unknown": said}
    return {"messages": [entry], "results": [entry], "requestError": {"serviceException": {"text": said}}}


def work(house: House, server: FaultyServer) -> None:
    """Mail, pulls and harvests with good answers, bad ones and quoting ones."""
    sends = (accepts(), computes(quoting), redirects("https://elsewhere.example.net/"), answers(b"<html>", 500))
    server.plays("POST", "/email/3/send", *sends)
    for _ in sends:
        house.send()
    reads = (computes(quoting), answers(b"not json"), cuts({"results": []}, 5), answers({}, 401), redirects("/"))
    for path, ask in (
        ("/email/1/reports", lambda: house.sync.pull_reports(house.account, ReportQuery())),
        ("/email/1/logs", lambda: house.sync.fetch_logs(house.account, LogQuery())),
    ):
        server.plays("GET", path, *reads)
        for _ in reads:
            house.reported(ask())


@pytest.mark.parametrize("auth", [AuthScheme.APP_KEY, AuthScheme.BASIC])
@pytest.mark.usefixtures("logging_put_back")
def test_the_key_is_in_no_file_and_in_no_text(
    empty_house: House,
    server: FaultyServer,
    watch: CrashWatch,
    tmp_path: Path,
    auth: AuthScheme,
    capfd: pytest.CaptureFixture[str],
) -> None:
    house, key = empty_house, SECRETS.get(auth, KEY)
    start_logging(house.profile.logs, logging.DEBUG)
    account = account_at(server.url, auth=auth)
    house.value(house.accounts.load())
    house.outbox.start()
    house.value(house.accounts.save(account, Secret(key)))
    house.accounts.use(account.id)
    work(house, server)
    reports: list[str] = []
    watch.crashed.connect(reports.append)
    try:
        raise RuntimeError(f"with {key} and {house.context.credentials!r} {vars(house.context.credentials)}")
    except RuntimeError as error:
        program_log.log_uncaught(type(error), error, error.__traceback__)
        trace = mask("".join(traceback.format_exception(error)))
    details = details_of(house, house.submission(house.begin_to_send("ana@example.com")))
    evidence = tmp_path / "evidence.zip"
    house.value(EvidenceSaver(house.context, house.accounts).save(details, evidence))
    house.settings.sync()

    assert len(reports) == 1
    shown = repr((house.account, house.context.credentials, vars(house.context.credentials), house.context.connections))
    for text in (reports[0], trace, shown, *capfd.readouterr()):
        assert not holds(text.encode(), key)
    assert (house.profile.logs / "mail-composer.log").stat().st_size > 0
    assert house.profile.settings.exists()
    assert holding(tmp_path, key) == []
    assert server.requests, "the key was in use"
