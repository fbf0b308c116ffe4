"""Send runs over the real outbox, archive and sockets: batches one after the other, the user's decisions, refusals."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveFull
from composer_app.archive.outbox_store import OutboxStore
from composer_app.archive.send_run_store import SendRunStore
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SendRunId
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeAttachment, MergeSettings, RowProblem
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.send_run import ROWS_AT_ONCE, SendRuns
from tests.faulty_server import FaultyServer, Gate, accepts, answers, reset_after_body, says_no, waits
from tests.unit.services.house import KEY, House, draft

SEND, LOGS = "/email/3/send", "/email/1/logs"
DONE, PAUSED, RUNNING, STOPPED = SendRunState.DONE, SendRunState.PAUSED, SendRunState.RUNNING, SendRunState.STOPPED


def people(count: int) -> list[str]:
    return [f"person{number}@example.com" for number in range(1, count + 1)]


def begin(house: House, count: int, **changes: Any) -> SendRunId:
    """A run that has begun; the outbox begins to send it."""
    entry = house.value(house.send_runs.send(draft(*people(count), **changes), "Hello", house.account))
    assert isinstance(entry, SendRunEntry)
    assert entry.left == entry.total
    return entry.run.id


def entry_of(house: House, run_id: SendRunId) -> SendRunEntry:
    found = house.archive(lambda archive: archive.send_runs.get(run_id))
    assert isinstance(found, SendRunEntry)
    return found


def until(house: House, run_id: SendRunId, state: SendRunState) -> SendRunEntry:
    house.until(lambda: entry_of(house, run_id).run.state is state)
    return entry_of(house, run_id)


def received(server: FaultyServer) -> Counter[str]:
    """How often each address was in To of a request."""
    return Counter(address for request in server.asked(SEND) for address in request.field("to"))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten recipients instead of a thousand make a batch."""
    monkeypatch.setattr("composer_app.domain.send_run.MAX_RECIPIENTS", 10)


def test_every_recipient_gets_one_mail_in_batches(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    written = draft(*people(25), cc=("chief@example.com",))
    house.archive(lambda archive: archive.drafts.save(written))
    with house.qtbot.waitSignal(house.send_runs.settled) as settled:
        house.value(house.send_runs.send(written, "Hello", house.account))

    done = settled.args[0]
    assert (done.run.state, done.handed_over, done.total, done.left) == (DONE, 26, 26, 0)
    assert received(server) == Counter(people(25))
    assert [len(request.field("to")) for request in server.asked(SEND)] == [9, 10, 6]
    assert [request.field("cc") for request in server.asked(SEND)] == [["chief@example.com"], [], []]
    assert {request.field("html")[0] for request in server.asked(SEND)} == {"<p>Hello</p>"}
    assert {request.field("text")[0] for request in server.asked(SEND)} == {"Hello"}
    assert house.archive(lambda archive: archive.drafts.all()) == ()
    assert house.value(house.send_runs.newest_entries(house.account.id, 5)) == (done,)
    assert house.value(house.send_runs.entries([done.run.id])) == (done,)
    assert house.value(house.send_runs.unfinished(house.account.id)) == ()


def test_one_is_running_until_its_last_batch_is_settled(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    house.outbox.undo_window = timedelta(seconds=60)
    assert not house.send_runs.is_running
    run_id = begin(house, 12)
    house.until(lambda: house.send_runs.is_running)

    with house.qtbot.waitSignal(house.send_runs.settled):
        house.send_runs.hurry(run_id)

    assert not house.send_runs.is_running


def test_a_list_gives_each_recipient_their_values(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    merge = list_of(house, *(f"person{one}@example.com,Name {one}" for one in range(1, 13)))
    with house.qtbot.waitSignal(house.send_runs.settled):
        house.value(house.send_runs.send(merge_draft(merge), "Hello", house.account))

    values = {one["to"]: one["placeholders"] for one in map(msgspec.json.decode, received(server))}
    assert values == {f"person{one}@example.com": {"name": f"Name {one}"} for one in range(1, 13)}


def list_of(house: House, *lines: str) -> MergeAttachment:
    content = "\n".join(["mail,name", *lines]).encode()
    file = house.value(house.attachments.attach_bytes(content, "customers.csv", False))
    uses = (ListColumnUse(ColumnRole.ADDRESS), ListColumnUse(ColumnRole.PLACEHOLDER, "name"))
    settings = MergeSettings(encoding="utf-8", delimiter=",", header_row=1, uses=uses, left_out=(RowProblem.REPEATED,))
    return MergeAttachment(
        sha256=file.sha256,
        file_name="customers.csv",
        size_bytes=len(content),
        settings=settings,
        recipient_count=len(lines),
        row_count=len(lines),
    )


def merge_draft(merge: MergeAttachment) -> Draft:
    return msgspec.structs.replace(draft(), to=(), merge=merge)


def test_a_list_without_a_recipient_begins_no_run_and_keeps_the_draft(house: House) -> None:
    written = merge_draft(list_of(house))
    house.archive(lambda archive: archive.drafts.save(written))
    problem = house.problem(house.send_runs.send(written, "Hello", house.account))
    assert problem == Problem(ProblemCode.LIST_EMPTY, subject="customers.csv")
    assert house.archive(lambda archive: archive.drafts.all()) == (written,)
    assert house.archive(lambda a: a.database.rows("SELECT count(*) FROM send_run")) == [(0,)]


def test_recipients_are_stored_in_slices(house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    slices: list[int] = []
    add = SendRunStore.add_recipients

    def counted(store: SendRunStore, run_id: SendRunId, recipients: Any) -> int:
        slices.append(len(recipients))
        return add(store, run_id, recipients)

    monkeypatch.setattr(SendRunStore, "add_recipients", counted)
    house.send_runs.stop()
    begin(house, ROWS_AT_ONCE + 5)
    assert slices == [ROWS_AT_ONCE, 5]
    assert server.asked(SEND) == []


def test_pause_and_resume(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()), waits(gate, accepts()), accepts())
    run_id = begin(house, 45)
    house.until(lambda: len(server.asked(SEND)) == 2)
    house.send_runs.pause(run_id)
    until(house, run_id, PAUSED)
    gate.release()
    house.until(lambda: house.outbox.in_flight == 0)
    house.until(lambda: entry_of(house, run_id).handed_over == 20)
    assert len(server.asked(SEND)) == 2

    house.send_runs.resume(run_id)

    until(house, run_id, DONE)
    assert received(server) == Counter(people(45))


def test_a_stopped_run_sends_nothing_to_the_rest(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    run_id = begin(house, 45)
    house.until(lambda: len(server.asked(SEND)) == 2)
    house.send_runs.stop_run(run_id)
    until(house, run_id, STOPPED)
    house.qtbot.wait_until(lambda: not house.send_runs.is_running)
    with house.qtbot.waitSignal(house.send_runs.changed):
        gate.release()
    house.until(lambda: entry_of(house, run_id).handed_over == 20)
    assert (entry_of(house, run_id).left, len(server.asked(SEND))) == (25, 2)
    with house.qtbot.waitSignal(house.send_runs.changed):
        house.send_runs.pause(run_id)  # too late
    assert entry_of(house, run_id).run.state is STOPPED
    rest = house.value(house.send_runs.copy_rest(run_id))
    assert (rest.to, rest.html) == (tuple(people(45)[20:]), "<p>Hello</p>")


def test_a_refusal_pauses_the_run_and_is_said(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(401), says_no(401), accepts())
    with house.qtbot.waitSignal(house.send_runs.settled) as settled:
        run_id = begin(house, 45)
    assert settled.args[0].run.id == run_id
    problem = settled.args[0].run.problem
    assert problem is not None
    assert problem.code is ProblemCode.WRONG_KEY
    house.until(lambda: house.outbox.in_flight == 0)
    refused = len(server.asked(SEND))
    assert refused <= 2

    house.accounts.save(house.account, Secret("another-key-of-a-test"))

    until(house, run_id, PAUSED)  # a wrong key is no missing key: the user resumes
    house.send_runs.resume(run_id)
    if refused == 1:  # the second answer is a refusal too
        house.until(lambda: entry_of(house, run_id).run.state is PAUSED and len(server.asked(SEND)) > 1)
        house.send_runs.resume(run_id)
    until(house, run_id, DONE)
    taken = [one for one in entry_of(house, run_id).batches if one.state is SubmissionState.ACCEPTED]
    assert sum(one.recipient_count for one in taken) == 45


def test_a_run_without_a_key_goes_on_when_it_is_entered(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    house.keyring.entries.clear()
    run_id = begin(house, 15)
    until(house, run_id, PAUSED)
    house.keyring.entries[SERVICE, f"{house.account.id} at {house.account.base_url}"] = KEY
    house.accounts.save(house.account, Secret(KEY))
    until(house, run_id, DONE)
    assert received(server) == Counter(people(15))


def test_a_run_goes_on_when_the_keyring_is_unlocked(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    with monkeypatch.context() as locked:
        house.lock_keyring(locked)
        run_id = begin(house, 15)
        until(house, run_id, PAUSED)
    house.outbox.on_keyring_unlocked()
    house.send_runs.on_keyring_unlocked()
    until(house, run_id, DONE)


def test_a_429_is_waited_for_and_no_batch_is_lost_or_doubled(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "40"}), accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    run_id = begin(house, 45)
    house.until(lambda: any(one.problem for one in entry_of(house, run_id).batches))
    house.until(lambda: house.outbox.in_flight == 0)
    assert len(entry_of(house, run_id).batches) <= 2
    house.send_runs.hurry(run_id)
    until(house, run_id, DONE)
    assert all(one.state is SubmissionState.ACCEPTED for one in entry_of(house, run_id).batches)


def test_a_batch_of_unknown_outcome_is_looked_up_while_the_run_goes_on(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body(), accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    run_id = begin(house, 45)
    house.until(lambda: entry_of(house, run_id).handed_over == 35 and house.outbox.in_flight == 0)
    entry = entry_of(house, run_id)
    assert entry.run.state is RUNNING
    assert (entry.count(SubmissionState.UNKNOWN), entry.left, entry.missing) == (10, 0, ())
    house.send_runs.look_up_now(entry)
    house.until(lambda: len(server.asked(LOGS)) >= 1 and house.outbox.looking_up == 0)
    house.clock.advance(minutes=16)
    house.send_runs.look_up_now(entry)
    house.until(lambda: len(entry_of(house, run_id).missing) == 1)

    house.send_runs.settle_missing(run_id, send_again=True)

    until(house, run_id, DONE)
    assert received(server).total() == 55
    bulks = [request.field("bulkId")[0] for request in server.asked(SEND)]
    assert len(bulks) == 6
    assert len(set(bulks)) == 5


def test_the_pace_decides_size_and_time_of_batches(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    house.send_runs.per_minute = 4
    run_id = begin(house, 10)
    house.until(lambda: entry_of(house, run_id).handed_over == 4)
    house.until(lambda: house.outbox.in_flight == 0 and house.send_runs.timer.isActive())
    assert len(server.asked(SEND)) == 1
    house.clock.advance(seconds=61)
    house.send_runs.timer.timeout.emit()
    house.until(lambda: entry_of(house, run_id).handed_over == 8)
    house.clock.advance(seconds=61)
    house.send_runs.timer.timeout.emit()
    until(house, run_id, DONE)
    assert received(server) == Counter(people(10))


def test_a_run_can_be_taken_back_within_its_undo_time(house: House, server: FaultyServer) -> None:
    house.outbox.undo_window = timedelta(seconds=5)
    run_id = begin(house, 15)
    with house.qtbot.waitSignal(house.send_runs.changed):
        back = house.value(house.send_runs.take_back(run_id))
    assert back.to == tuple(people(15))
    assert back.html == "<p>Hello</p>"
    assert house.archive(lambda archive: archive.drafts.all()) == (back,)
    assert house.value(house.send_runs.take_back(run_id)) is None
    assert server.asked(SEND) == []


def test_a_run_leaves_after_its_undo_time_or_when_the_user_hurries(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    house.outbox.undo_window = timedelta(seconds=5)
    run_id = begin(house, 15)
    house.until(house.send_runs.timer.isActive)
    assert server.asked(SEND) == []
    house.send_runs.hurry(run_id)
    until(house, run_id, DONE)


def test_what_a_killed_program_left_goes_on_or_is_deleted(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    house.send_runs.stop()
    run_id = begin(house, 25)

    def leave(archive: Archive) -> None:
        entry = archive.send_runs.get(run_id)
        assert entry is not None
        archive.send_runs.begin(
            msgspec.structs.replace(entry.run, id=SendRunId("half"), state=SendRunState.PREPARING),
            archive.send_runs.content(run_id),
            draft(),
        )

    house.archive(leave)
    outbox = house.next_outbox()
    runs = SendRuns(house.context, house.accounts, outbox)
    outbox.start()
    until(house, run_id, DONE)
    assert house.archive(lambda archive: archive.send_runs.get(SendRunId("half"))) is None
    assert received(server) == Counter(people(25))
    runs.stop()
    outbox.stop()


def test_a_full_disk_is_said_and_the_run_goes_on_later(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    run_id = begin(house, 5)
    until(house, run_id, DONE)

    def full(*_: object) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as on_a_full_disk:
        on_a_full_disk.setattr(OutboxStore, "queue", full)
        run_id = begin(house, 15)
        house.until(lambda: any("FULL" in repr(one) or "full" in str(one) for one in house.failures))
        house.until(house.send_runs.timer.isActive)
    house.send_runs.timer.timeout.emit()
    until(house, run_id, DONE)
    assert received(server)["person15@example.com"] == 1


def test_a_decision_that_the_archive_refuses_is_said(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ArchiveFull("no room")

    house.send_runs.stop()
    run_id = begin(house, 15)
    monkeypatch.setattr(SendRunStore, "pause", full)
    with house.qtbot.waitSignal(house.send_runs.failed) as failed:
        house.send_runs.pause(run_id)
    assert isinstance(failed.args[0], Failed)
    assert failed.args[0].problem.code is ProblemCode.ARCHIVE_FULL
    assert entry_of(house, run_id).run.state is RUNNING
