"""What is fetched in the background, when, and what is told of it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.archive.answer_store import AnswerStore
from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveDamaged
from composer_app.domain.account import SANDBOX
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery, ReportQuery
from composer_app.domain.secret import Secret
from composer_app.domain.submission import SubmissionState
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sync.background_sync import SyncState
from composer_app.services.sync.sync_schedule import FOLLOW_UP_AFTER_S
from tests.faulty_server import FaultyServer, Gate, Request, accepts, answers, computes, says_no, waits
from tests.unit.services.house import EVERY, KEY, NOW, House, account_at
from tests.unit.services.log_service import entry
from tests.unit.services.sync.common import LOGS, REPORTS, SEND, report

NOTHING: dict[str, object] = {"results": []}


def sync(house: House) -> SyncState:
    """Harvest every account and wait until all are done."""
    house.sync.run_now()
    house.until(lambda: not house.sync.is_syncing)
    return house.sync.state


def test_logs_are_read_and_only_our_own_reports_pulled(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("POST", SEND, accepts())
    sent = house.send()
    server.plays("GET", REPORTS, computes(lambda request: {"results": [report(1, bulkId=request.query[0][1])]}))
    house.accounts.use(house.account.id)

    with house.qtbot.waitSignals([house.sync.logs_stored, house.sync.reports_stored]):
        state = sync(house)

    assert state.failure is None
    assert state.last_at is not None
    assert state.next_at == NOW + EVERY
    assert [request.query for request in server.asked(REPORTS)] == [[("bulkId", sent.bulk_id), ("limit", "1000")]]


def test_the_only_reader_pulls_everything(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers({"results": [report(1)]}))

    with empty_house.qtbot.waitSignal(empty_house.sync.reports_stored) as stored:
        sync(empty_house)

    assert stored.args[0].not_ours == 1
    assert server.asked(REPORTS)[0].query == [("limit", "1000")]


def test_it_begins_at_once_and_comes_back_every_ten_minutes(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers(NOTHING))
    house.sync.start()
    assert house.sync.timer.interval() == 600_000
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)
    house.clock.advance(minutes=10)

    house.sync.timer.timeout.emit()
    house.until(lambda: len(server.asked(LOGS)) == 2 and not house.sync.is_syncing)

    house.sync.stop()
    assert not house.sync.timer.isActive()


def test_stored_answers_that_cannot_be_read_do_not_keep_it_from_beginning(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_archive: Archive) -> None:
        raise ArchiveDamaged("a page")

    server.plays("GET", LOGS, answers(NOTHING))
    monkeypatch.setattr(AnswerStore, "unread", damaged)

    house.sync.start()

    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)


def test_stopped_while_it_starts_it_does_not_begin(house: House, server: FaultyServer) -> None:
    house.sync.start()
    house.sync.stop()
    house.archive(lambda _archive: None)
    house.value(house.outbox.newest_entries(house.account.id))

    assert server.requests == []


def test_one_harvest_at_a_time(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("GET", LOGS, waits(gate, answers(NOTHING)))
    house.sync.run_now()
    gate.wait_until_seen()
    house.sync.run_now()
    gate.release()
    house.until(lambda: not house.sync.is_syncing)

    assert len(server.asked(LOGS)) == 1


def test_the_sandbox_is_not_started_to_find_it_empty(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers(NOTHING))
    assert SANDBOX in house.accounts.all()

    sync(house)

    assert house.context.sandbox.process_id is None


def test_a_failure_is_reported_about_its_own_account(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, computes(_only_for_key))
    ash = msgspec.structs.replace(account_at(server.url), id=AccountId("ash"), name="Ash")
    house.value(house.accounts.save(ash, Secret("another-key")))
    house.accounts.use(house.account.id)
    server.plays("GET", LOGS, _refusing("another-key"))

    good = sync(house)
    house.accounts.use(ash.id)
    bad = house.sync.state

    assert good.failure is None
    assert good.last_at is not None
    assert bad.last_at is None
    assert isinstance(bad.failure, Failed)
    assert bad.failure.problem.code is ProblemCode.WRONG_KEY


def _only_for_key(_request: Request) -> object:
    return NOTHING


def _refusing(key: str):  # type: ignore[no-untyped-def]
    yes, no = answers(NOTHING), says_no(401)

    async def act(exchange):  # type: ignore[no-untyped-def]
        await (no if exchange.request.headers["authorization"] == f"App {key}" else yes)(exchange)

    return act


def test_logs_that_came_are_reported_even_if_the_reports_fail(empty_house: House, server: FaultyServer) -> None:
    empty_house.move_in(account_at(server.url, is_only_reader=True))
    empty_house.accounts.use(empty_house.account.id)
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, says_no(500))

    with empty_house.qtbot.waitSignal(empty_house.sync.logs_stored):
        state = sync(empty_house)

    assert state.last_at is not None
    assert isinstance(state.failure, Failed)
    assert state.failure.problem.code is ProblemCode.SERVER_FAULT


def test_reports_of_the_first_mail_are_reported_even_if_those_of_the_second_fail(
    house: House, server: FaultyServer
) -> None:
    server.plays("POST", SEND, accepts())
    house.send("ana@example.com")
    house.send("tom@example.com")
    server.plays("GET", REPORTS, answers({"results": [report(1)]}), says_no(401))

    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        problem = house.problem(house.sync.pull_own_reports(house.account))

    assert problem.code is ProblemCode.WRONG_KEY
    assert (stored.args[0].received, stored.args[0].new) == (1, 1)


def test_after_a_failure_the_next_one_is_clean(house: House, server: FaultyServer) -> None:
    house.accounts.use(house.account.id)
    server.plays("GET", LOGS, says_no(500), answers(NOTHING))

    assert sync(house).failure is not None
    assert sync(house).failure is None


def test_a_mail_that_was_accepted_is_followed_for_a_minute(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers(NOTHING))
    sent = house.send()

    house.sync.follow(sent)
    assert house.sync.follow_timer.isActive()
    for count, after_s in enumerate(FOLLOW_UP_AFTER_S, start=1):
        house.clock.now = NOW + timedelta(seconds=after_s)
        house.sync.follow_timer.timeout.emit()
        house.until(lambda wanted=count: len(server.asked(REPORTS)) == wanted)

    assert not house.sync.follow_timer.isActive()
    assert {tuple(request.query) for request in server.asked(REPORTS)} == {
        (("bulkId", sent.bulk_id), ("limit", "1000"))
    }
    assert {request.asked_for("bulkId")[0] for request in server.asked(LOGS)} == {sent.bulk_id}


def test_logs_of_one_mail_count_as_fetched(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    server.plays("GET", LOGS, says_no(500), answers(NOTHING))
    server.plays("GET", REPORTS, answers(NOTHING))
    house.accounts.use(house.account.id)
    sent = house.send()
    before = sync(house)
    assert (before.last_at, before.failure is None) == (None, False)

    house.sync.follow(sent)
    house.clock.advance(seconds=FOLLOW_UP_AFTER_S[0])
    with house.qtbot.waitSignal(house.sync.state_changed) as emitted:
        house.sync.follow_timer.timeout.emit()

    assert emitted.args[0].last_at is not None
    assert (emitted.args[0].failure, emitted.args[0].next_at) == (None, before.next_at)


@pytest.mark.parametrize("state", [one for one in SubmissionState if one is not SubmissionState.ACCEPTED])
def test_nothing_else_is_followed(state: SubmissionState, house: House) -> None:
    house.sync.follow(msgspec.structs.replace(house.queued(), state=state))

    assert not house.sync.follow_timer.isActive()


def test_a_pull_by_hand_is_reported_in_its_call_and_to_everybody(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers({"results": [report(1)]}))
    server.plays("GET", LOGS, answers({"results": [entry(2, NOW)]}))

    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        pulled = house.value(house.sync.pull_reports(house.account, ReportQuery(limit=2)))
    assert stored.args == [pulled]

    with house.qtbot.waitSignal(house.sync.logs_stored) as stored:
        pulled = house.value(house.sync.fetch_logs(house.account, LogQuery()))
    assert stored.args == [pulled]


def test_a_pull_that_brings_nothing_is_reported_in_its_call_alone(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers(NOTHING))

    with house.qtbot.assertNotEmitted(house.sync.reports_stored):
        assert house.value(house.sync.pull_own_reports(house.account)).received == 0
        assert house.value(house.sync.pull_reports(house.account, ReportQuery())).received == 0


def test_an_answer_that_cannot_be_read_is_reported(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers(b"{}"))

    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        house.sync.pull_reports(house.account, ReportQuery())

    assert stored.args[0].unread == "no list of results"


def test_the_key_used_is_the_accounts_own(house: House, server: FaultyServer) -> None:
    server.plays("GET", REPORTS, answers(NOTHING))
    house.value(house.sync.pull_reports(house.account, ReportQuery()))

    assert server.requests[0].headers["authorization"] == f"App {KEY}"


def test_no_one_is_asked_to_unlock_the_keyring_every_ten_minutes(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start a person is there, and is asked once."""
    asked = house.lock_keyring(monkeypatch)
    house.accounts.use(house.account.id)

    for _ in range(3):
        failure = sync(house).failure
        assert isinstance(failure, Failed)
        assert failure.problem.code is ProblemCode.KEYRING_LOCKED
    assert len(asked) == 1

    monkeypatch.undo()
    house.keyring.entries.setdefault((SERVICE, asked[0]), KEY)
    server.plays("GET", LOGS, answers(NOTHING))
    assert sync(house).failure is None


def test_another_time_between_fetches_counts_from_now(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers(NOTHING))
    house.sync.start()
    house.until(lambda: bool(server.asked(LOGS)) and not house.sync.is_syncing)

    house.sync.set_every(timedelta(minutes=5))
    house.sync.set_every(timedelta(minutes=5))

    assert house.sync.timer.interval() == 300_000
    assert house.sync.state.next_at in (None, house.clock() + timedelta(minutes=5))
    house.sync.stop()
