"""The outbox: sends what is due, tries again what surely did not leave, looks for what may have."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import msgspec
import pytest
from keyring.errors import KeyringLocked

from composer_app.api.answers import Answer
from composer_app.api.session import ApiSession
from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveFull, ArchiveLocked
from composer_app.archive.outbox_store import OutboxStore
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, SubmissionId
from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import MergeSettings
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.merge.list_reader import rows_of_draft
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.outbox import MAX_PAUSE_MS
from composer_app.services.sending.send_concurrency import MOST_AT_ONCE
from tests.faulty_server import (
    Act,
    FaultyServer,
    Gate,
    accepts,
    answers,
    computes,
    reset_after_body,
    says_no,
    shows_page,
    waits,
)
from tests.stored_mail import newest_mail
from tests.unit.services.house import KEY, NOW, House, MemoryKeyring, draft
from tests.unit.services.merge.list_files import USES, merge_of

SEND, LOGS = "/email/3/send", "/email/1/logs"
QUEUED, ACCEPTED, UNKNOWN = SubmissionState.QUEUED, SubmissionState.ACCEPTED, SubmissionState.UNKNOWN


def tick(house: House) -> None:
    house.outbox.timer.timeout.emit()


def test_sending_takes_the_draft_into_the_outbox(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    written = draft()
    house.archive(lambda archive: archive.drafts.save(written))

    with house.qtbot.waitSignal(house.outbox.settled) as settled:
        queued = house.value(house.outbox.send(written, "Hello", house.account))

    assert house.archive(lambda archive: archive.drafts.all()) == ()
    assert settled.args[0].state is ACCEPTED
    assert settled.args[0].id == queued.id
    (request,) = server.asked(SEND)
    assert request.field("text") == ["Hello"]
    assert request.field("messageId") == [queued.recipients[0].message_id]


def test_progress_is_reported_in_bytes(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    reported: list[tuple[str, int, int]] = []
    house.outbox.progressed.connect(lambda *args: reported.append(args))

    sent = house.send(html="<p>" + "x" * 600_000 + "</p>")
    house.until(lambda: bool(reported) and reported[-1][1] == reported[-1][2])

    assert {one[0] for one in reported} == {sent.id}
    assert reported[-1][2] == server.requests[0].length


def test_no_more_than_a_few_are_under_way_at_a_time(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    mails = [house.begin_to_send(f"person{number}@example.com") for number in range(MOST_AT_ONCE + 3)]
    server.wait_for(SEND, MOST_AT_ONCE)
    assert house.outbox.in_flight == MOST_AT_ONCE
    assert len(server.asked(SEND)) == MOST_AT_ONCE

    gate.release()
    house.until(lambda: house.outbox.in_flight == 0 and len(server.asked(SEND)) == MOST_AT_ONCE + 3)
    house.until(lambda: {house.submission(one).state for one in mails} == {ACCEPTED})
    assert len({request.field("bulkId")[0] for request in server.asked(SEND)}) == MOST_AT_ONCE + 3


def test_what_was_held_back_is_tried_again_at_its_time_and_not_before(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "40"}), accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    held = house.send()
    house.until(house.outbox.timer.isActive)
    assert house.outbox.timer.interval() == 40_010

    house.clock.advance(seconds=39)
    with house.qtbot.waitSignal(house.outbox.sending_changed, timeout=200, raising=False) as sending:
        tick(house)
    assert not sending.signal_triggered

    house.clock.advance(seconds=2)
    with house.qtbot.waitSignal(house.outbox.settled):
        tick(house)

    assert house.submission(held.id).state is ACCEPTED
    bulks = [request.field("bulkId") for request in server.asked(SEND)]
    assert bulks == [[held.bulk_id], [held.bulk_id]]


def test_one_that_was_turned_away_and_taken_all_the_same_is_not_sent_again(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "40"}), accepts())
    held = house.send()
    assert held.state is QUEUED
    entry = {"messageId": held.recipients[0].message_id, "bulkId": held.bulk_id, "to": "ana@example.com"}
    server.plays("GET", LOGS, answers({"results": [{**entry, "status": {"groupId": 1, "id": 7}}]}))
    house.clock.advance(seconds=40)

    tick(house)
    house.until(lambda: house.submission(held.id).state is ACCEPTED)

    assert len(server.asked(SEND)) == 1
    assert len(server.asked(LOGS)) == 1


@pytest.mark.parametrize("logs", [answers({"results": []}), says_no(403), shows_page(200)], ids=["no", "403", "page"])
def test_one_that_the_logs_do_not_know_is_tried_again(house: House, server: FaultyServer, logs: Act) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "40"}), accepts())
    server.plays("GET", LOGS, logs)
    held = house.send()
    house.clock.advance(seconds=40)

    tick(house)
    house.until(lambda: house.submission(held.id).state is ACCEPTED)

    assert len(server.asked(SEND)) == 2


@pytest.mark.parametrize("first", [says_no(429, {"Retry-After": "40"}), reset_after_body()], ids=["send", "lookup"])
def test_a_mail_that_is_erased_while_the_logs_are_asked_for_it_is_gone_without_a_failure(
    house: House, server: FaultyServer, first: Act
) -> None:
    gate = Gate()
    server.plays("POST", SEND, first, accepts())
    server.plays("GET", LOGS, waits(gate, answers({"results": []})))
    gone = house.send("tom.ito@example.org")
    house.clock.advance(seconds=40)
    tick(house)
    house.until(gate.seen.is_set)

    house.archive(lambda archive: archive.erasure.erase("tom.ito@example.org", house.clock()))
    gate.release()
    house.until(lambda: not (house.outbox.in_flight or house.outbox.looking_up))

    assert house.failures == []
    assert [request.field("to") for request in server.asked(SEND)] == [["tom.ito@example.org"]]
    assert house.archive(lambda archive: archive.outbox.get(gone.id)) is None
    assert house.send("ana@example.com").state is ACCEPTED, "the next one does not wait for anything"


def test_one_can_be_tried_before_its_time(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "4000"}), accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    held = house.send()
    house.until(house.outbox.timer.isActive)
    assert house.outbox.timer.interval() == MAX_PAUSE_MS

    with house.qtbot.waitSignal(house.outbox.settled):
        house.outbox.try_now(held.id)

    assert house.submission(held.id).state is ACCEPTED


def test_each_that_the_user_wants_to_try_now_leaves_as_soon_as_there_is_room(
    house: House, server: FaultyServer
) -> None:
    gate = Gate()
    server.plays("POST", SEND, *[says_no(429, {"Retry-After": "4000"})] * 2, waits(gate, accepts()))
    server.plays("GET", LOGS, answers({"results": []}))
    held = [house.send().id, house.send().id]
    for number in range(MOST_AT_ONCE):
        house.begin_to_send(f"person{number}@example.com")
    server.wait_for(SEND, 2 + MOST_AT_ONCE)

    for one in held:
        house.outbox.try_now(one)
    house.archive(lambda archive: newest_mail(archive))  # the question about the last one is answered by now
    gate.release()

    house.until(lambda: {house.submission(one).state for one in held} == {ACCEPTED})
    house.until(lambda: house.outbox.in_flight == 0)
    assert len(server.asked(SEND)) == 2 + MOST_AT_ONCE + 2


def test_mail_of_an_account_that_is_not_known_here_waits_and_takes_no_room_from_the_rest(
    house: House, server: FaultyServer
) -> None:
    """A command adds the account and queues its mail while the window is open."""
    server.plays("POST", SEND, accepts())
    added = msgspec.structs.replace(house.account, id=AccountId("grove"), name="Grove")
    house.keyring.entries[SERVICE, f"grove at {added.base_url}"] = KEY
    house.archive(lambda archive: archive.accounts.save(added))
    waiting = [submission_of(draft(account_id=added.id), "Hello", added, house.clock()) for _ in range(MOST_AT_ONCE)]
    for one in waiting:
        house.archive(lambda archive, one=one: archive.outbox.queue(one, None))
    known = house.queued()

    house.outbox.look_again()
    house.until(lambda: house.submission(known.id).state is ACCEPTED)
    assert len(server.asked(SEND)) == 1

    house.accounts.load()
    house.until(lambda: {house.submission(one.id).state for one in waiting} == {ACCEPTED})


def test_an_unknown_one_is_looked_up_at_its_times_and_never_sent_again(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, answers({"results": []}))
    unknown = house.send()
    asked_at = []

    for _ in range(6):
        following = house.submission(unknown.id).next_lookup_at
        assert following is not None
        before = len(server.asked(LOGS))
        house.clock.now = following - timedelta(milliseconds=1)
        house.until(lambda: not house.outbox.looking_up)
        with house.qtbot.waitSignal(house.outbox.changed, timeout=50, raising=False):
            tick(house)
        assert len(server.asked(LOGS)) == before
        house.clock.now = following
        tick(house)
        house.until(lambda count=before: len(server.asked(LOGS)) > count and not house.outbox.looking_up)
        asked_at.append((following - NOW).total_seconds())

    assert asked_at == [5, 30, 120, 600, 960, 4560]
    assert len(server.asked(SEND)) == 1
    assert house.submission(unknown.id).state is UNKNOWN


def test_not_being_able_to_ask_moves_only_the_next_look_up(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, says_no(500))
    unknown = house.send()
    house.clock.advance(seconds=5)

    tick(house)
    house.until(lambda: house.submission(unknown.id).next_lookup_at != unknown.next_lookup_at)

    still = house.submission(unknown.id)
    assert (still.state, still.lookups, still.next_lookup_at) == (UNKNOWN, 0, NOW + timedelta(seconds=65))
    assert house.failures == []


@pytest.mark.parametrize(
    ("logs", "code"),
    [
        (says_no(500), ProblemCode.SERVER_FAULT),
        (says_no(403), ProblemCode.FORBIDDEN),
        (answers(b"not json"), ProblemCode.UNREADABLE_ANSWER),
    ],
    ids=["500", "403", "unreadable"],
)
def test_a_look_up_that_the_user_wanted_and_that_cannot_ask_is_heard(
    house: House, server: FaultyServer, logs: Act, code: ProblemCode
) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, logs)
    unknown = house.send()

    house.outbox.look_up_now(unknown.id)
    house.until(lambda: house.submission(unknown.id).next_lookup_at != unknown.next_lookup_at)
    house.until(lambda: bool(house.failures))

    (failure,) = house.failures
    assert isinstance(failure, Failed)
    assert failure.problem.code is code
    assert (house.submission(unknown.id).state, house.submission(unknown.id).lookups) == (UNKNOWN, 0)


def test_the_answer_to_a_look_up_says_nothing_of_a_later_try(house: House, server: FaultyServer) -> None:
    """The mail counts as missing only when the logs had their time after the last try."""
    gate = Gate()
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, waits(gate, answers({"results": []})))
    unknown = house.send()
    house.outbox.look_up_now(unknown.id)
    house.until(gate.seen.is_set)

    house.value(house.outbox.send_again(unknown.id))
    again = house.try_again(unknown.id)
    assert (again.state, again.attempts) == (UNKNOWN, 2)
    gate.release()
    house.until(lambda: not house.outbox.looking_up)

    after = house.submission(unknown.id)
    assert (after.lookups, after.asked_first_at, after.next_lookup_at) == (0, None, again.next_lookup_at)


def test_a_fault_of_ours_in_a_look_up_is_logged_and_moves_only_the_next_one(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(_session: ApiSession, _answer: Answer) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ApiSession, "read_logs", break_down)
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, answers({"results": []}))
    unknown = house.send()
    house.clock.advance(seconds=5)

    with caplog.at_level(logging.ERROR):
        tick(house)
        house.until(lambda: house.submission(unknown.id).next_lookup_at != unknown.next_lookup_at)

    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]
    assert house.submission(unknown.id).state is UNKNOWN


@pytest.mark.parametrize("first", [says_no(429, {"Retry-After": "4000"}), reset_after_body()], ids=["send", "lookup"])
def test_a_mail_that_is_erased_between_two_looks_is_gone_without_a_failure(
    house: House, server: FaultyServer, first: Act
) -> None:
    """The outbox reads that it waits; it is erased before the delivery reads it once more."""
    server.plays("POST", SEND, first, accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    gone = house.send("tom.ito@example.org")
    begins = house.outbox.try_now if gone.state is QUEUED else house.outbox.look_up_now

    def has_ended(changed: frozenset[SubmissionId]) -> bool:
        return gone.id in changed and not (house.outbox.in_flight or house.outbox.looking_up)

    with house.qtbot.waitSignal(house.outbox.changed, check_params_cb=has_ended):
        begins(gone.id)
        house.archive(lambda archive: archive.erasure.erase("tom.ito@example.org", house.clock()))

    assert house.failures == []
    assert (len(server.asked(SEND)), len(server.asked(LOGS))) == (1, 0)
    assert house.send("ana@example.com").state is ACCEPTED, "the next one does not wait for anything"


def test_a_look_up_by_itself_asks_nothing_to_unlock_the_keyring(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    unknown = house.left_unknown(NOW + timedelta(seconds=5))
    asked = house.lock_keyring(monkeypatch)
    house.clock.advance(seconds=5)

    house.outbox.look_again()
    house.until(lambda: house.submission(unknown.id).next_lookup_at != unknown.next_lookup_at)
    assert asked == []

    house.outbox.look_up_now(unknown.id)  # a person wants it, and is there
    house.until(lambda: bool(asked))
    house.until(lambda: not house.outbox.looking_up)
    assert server.asked(LOGS) == []


def test_after_48_hours_it_is_not_looked_for_any_more(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, answers({"results": []}))
    unknown = house.send()
    house.clock.advance(hours=48)

    tick(house)
    house.until(lambda: house.submission(unknown.id).lookups == 1)

    assert house.submission(unknown.id).next_lookup_at is None


def test_send_again_is_the_users_decision_and_keeps_the_ids(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body(), accepts())
    unknown = house.send()

    with house.qtbot.waitSignal(house.outbox.settled):
        house.outbox.send_again(unknown.id)

    assert house.submission(unknown.id).state is ACCEPTED
    first, second = server.asked(SEND)
    assert first.field("messageId") == second.field("messageId") == [unknown.recipients[0].message_id]
    assert first.field("bulkId") == second.field("bulkId")


def test_a_queued_one_can_be_taken_back(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "40"}))
    held = house.send()

    house.value(house.outbox.cancel(held.id))

    assert house.submission(held.id).state is SubmissionState.CANCELLED
    assert len(server.asked(SEND)) == 1


def test_a_rejected_one_is_edited_and_given_up(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(400))
    rejected = house.send(subject="Wrong")

    draft_again = house.value(house.outbox.edit_and_cancel(rejected.id))

    assert (draft_again.subject, draft_again.to) == ("Wrong", ("ana@example.com",))
    assert house.submission(rejected.id).state is SubmissionState.CANCELLED


def test_one_that_cannot_be_read_is_not_given_up(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise ArchiveLocked("busy")

    server.plays("POST", SEND, says_no(400))
    rejected = house.send()

    with monkeypatch.context() as patched:
        patched.setattr(OutboxStore, "get", locked)
        with house.qtbot.waitSignal(house.outbox.failed):
            house.outbox.edit_and_cancel(rejected.id)

    assert house.submission(rejected.id).state is rejected.state


def test_one_that_is_gone_cannot_be_edited(house: House) -> None:
    assert house.value(house.outbox.edit_and_cancel(SubmissionId("gone"))) is None


def test_a_decision_that_comes_too_late_changes_nothing(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    sent = house.send()

    for decide in (house.outbox.cancel, house.outbox.send_again):
        house.value(decide(sent.id))
        assert house.submission(sent.id).state is ACCEPTED
    assert house.failures == []
    assert len(server.asked(SEND)) == 1


# -- from one run to the next


def test_what_was_being_sent_when_the_program_was_killed_is_unknown_and_looked_up(
    house: House, server: FaultyServer
) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    killed = house.queued()
    house.archive(lambda archive: archive.outbox.start_sending(killed.id, NOW))

    next_run = house.next_outbox()
    next_run.start()
    house.until(lambda: house.submission(killed.id).lookups == 1)

    found = house.submission(killed.id)
    assert found.state is UNKNOWN
    assert found.problem is not None
    assert found.problem.code is ProblemCode.INTERRUPTED
    assert server.asked(SEND) == []
    next_run.stop()


def test_what_was_queued_is_sent_by_the_next_run(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    waiting = house.queued()

    next_run = house.next_outbox()
    with house.qtbot.waitSignal(next_run.settled):
        next_run.start()

    assert house.submission(waiting.id).state is ACCEPTED
    next_run.stop()


def test_a_mail_sent_while_the_program_is_still_starting_is_not_taken_for_one_of_the_last_run(
    house: House, server: FaultyServer
) -> None:
    server.plays("POST", SEND, accepts())
    next_run = house.next_outbox()
    early = house.value(next_run.send(draft(), "Hello", house.account))
    assert next_run.in_flight == 0

    with house.qtbot.waitSignal(next_run.settled):
        next_run.start()

    assert house.submission(early.id).state is ACCEPTED
    next_run.stop()


def test_after_the_end_nothing_new_is_begun(house: House, server: FaultyServer) -> None:
    house.outbox.stop()
    waiting = house.begin_to_send()

    tick(house)
    house.archive(lambda _archive: None)

    assert (house.outbox.in_flight, server.requests) == (0, [])
    assert house.submission(waiting).state is QUEUED


# -- an archive that does not take a step


def no_room(_archive: Archive, *_args: object) -> Submission:
    raise ArchiveFull("no room")


def test_a_full_disk_is_tried_again_after_a_minute_and_not_without_pause(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    with monkeypatch.context() as patched:
        patched.setattr(OutboxStore, "start_sending", no_room)
        waiting = house.begin_to_send()
        house.until(lambda: bool(house.failures))
        house.value(house.outbox.newest_entries(house.account.id))
    assert len(house.failures) == 1
    assert house.outbox.timer.interval() == MAX_PAUSE_MS
    assert house.outbox.timer.isActive()

    with house.qtbot.waitSignal(house.outbox.settled):
        tick(house)
    assert house.submission(waiting).state is ACCEPTED


def test_an_answer_that_cannot_be_recorded_leaves_it_unknown_and_it_is_found(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken by the vendor, and then the disk was full: it must neither be sent again nor be "sending" for ever."""

    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()), accepts())
    with monkeypatch.context() as patched:
        patched.setattr(OutboxStore, "record_answer", no_room)
        other = house.begin_to_send()
        gate.wait_until_seen()
        lost = house.begin_to_send()
        house.until(lambda: bool(house.failures))
    assert house.submission(lost).state is SubmissionState.SENDING
    tick(house)  # the other one is still under way: that one is no mail of an earlier run
    house.archive(lambda _archive: None)
    assert house.submission(other).state is SubmissionState.SENDING

    bulk = house.submission(lost).bulk_id
    found = {"messageId": "m", "bulkId": bulk, "to": "ana@example.com", "status": {"groupId": 1}}
    server.plays("GET", LOGS, answers({"results": [found]}))
    gate.release()
    house.until(lambda: house.submission(lost).state is ACCEPTED and house.submission(other).state is ACCEPTED)

    assert len(server.asked(SEND)) == 2


def test_a_start_that_fails_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    next_run = house.next_outbox()
    with monkeypatch.context() as patched, house.qtbot.waitSignal(next_run.failed):
        patched.setattr(OutboxStore, "interrupted", no_room)
        next_run.start()
        house.until(next_run.timer.isActive)

    with house.qtbot.waitSignal(next_run.changed):
        next_run.timer.timeout.emit()
    next_run.stop()


def test_a_look_up_that_cannot_be_recorded_is_not_repeated_without_pause(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, answers({"results": []}))
    unknown = house.send()

    monkeypatch.setattr(OutboxStore, "record_lookup", no_room)
    house.outbox.look_up_now(unknown.id)
    house.until(lambda: bool(house.failures))

    assert (len(house.failures), len(server.asked(LOGS))) == (1, 1)
    assert house.outbox.timer.interval() == MAX_PAUSE_MS


# -- for the page


def test_entries_are_the_newest_first_with_their_recipients(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    for subject in ("one", "two"):
        house.send("ana@example.com", "tom@example.com", subject=subject)
        house.clock.advance(seconds=1)

    entries = house.value(house.outbox.newest_entries(house.account.id))

    assert [entry.submission.subject for entry in entries] == ["two", "one"]
    assert [[group.number for group in entry.groups] for entry in entries] == [[2]] * 2
    messages = house.value(house.outbox.recipients(entries[0].submission.id))
    assert sorted(row.to for row in messages) == ["ana@example.com", "tom@example.com"]
    assert house.value(house.outbox.senders(house.account.id, 5)) == (house.account.id, (messages[0].sender,) * 2)
    both = [entry.submission.id for entry in entries]
    assert house.value(house.outbox.with_words(both, "TWO tom@")) == {both[0]}
    assert house.value(house.outbox.unsettled(house.account.id, 5)) == ()


def test_a_look_up_is_reported_by_its_code_alone(
    house: House, server: FaultyServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, computes(lambda request: 1 // 0 if not request else {"results": 7}))
    unknown = house.send()
    with caplog.at_level(logging.INFO):
        house.outbox.look_up_now(unknown.id)
        house.until(lambda: house.submission(unknown.id).next_lookup_at != unknown.next_lookup_at)

    assert "ana@example.com" not in caplog.text
    assert house.submission(unknown.id).problem == Problem(
        ProblemCode.NO_ANSWER,
        vendor_text=house.submission(unknown.id).problem.vendor_text,
    )


def test_an_unlocked_keyring_lets_go_what_waits_for_nothing_else(
    house: House, server: FaultyServer, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    wanted: list[bool] = []
    house.outbox.keyring_wanted.connect(wanted.append)
    other = house.queued("tom@example.com")
    house.archive(lambda archive: archive.outbox.start_sending(other.id, NOW))
    house.archive(lambda archive: archive.outbox.hold_back(other.id, NOW, Problem(ProblemCode.FILE_GONE)))

    def locked(_service: str, _name: str) -> None:
        raise KeyringLocked

    with monkeypatch.context() as patched:
        patched.setattr(memory_keyring, "get_password", locked)
        held = house.send("ana@example.com")
        house.until(lambda: wanted[-1:] == [True])
    assert held.problem is not None
    assert (held.state, held.problem.code) == (QUEUED, ProblemCode.KEYRING_LOCKED)

    with house.qtbot.waitSignal(house.outbox.settled):
        house.outbox.on_keyring_unlocked()
    house.until(lambda: wanted[-1:] == [False])

    assert house.submission(held.id).state is ACCEPTED
    assert house.submission(other.id).state is QUEUED


def test_a_mail_is_copied_to_a_draft_with_all_it_holds(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    sent = house.send("ana@example.com")

    copied = house.value(house.outbox.copy_to_draft(sent.id))
    missing = house.value(house.outbox.copy_to_draft(SubmissionId("gone")))

    assert copied is not None
    assert (copied.to, copied.subject, copied.html) == (("ana@example.com",), sent.content.subject, sent.content.html)
    assert missing is None


def test_each_recipient_of_a_list_is_sent_with_values(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    copied = house.value(
        house.attachments.attach_bytes(b"email,first\nana@example.com,Ana\n,Jo\ntom@example.com,Tom\n", "people.csv")
    )
    settings = MergeSettings(encoding="utf-8-sig", delimiter=",", header_row=1, uses=USES)
    people = msgspec.structs.replace(merge_of(settings, sha256=copied.sha256), recipient_count=2)

    with house.qtbot.waitSignal(house.outbox.settled):
        house.value(house.outbox.send(draft(to=(), merge=people), "Hello", house.account))

    (request,) = server.asked(SEND)
    assert [json.loads(one) for one in request.field("to")] == [
        {"to": "ana@example.com", "placeholders": {"first_name": "Ana"}},
        {"to": "tom@example.com", "placeholders": {"first_name": "Tom"}},
    ]


def test_a_list_whose_copy_is_gone_is_not_sent(house: House, server: FaultyServer) -> None:
    written = msgspec.structs.replace(draft(merge=merge_of(MergeSettings(uses=USES))), to=())

    assert house.problem(house.outbox.send(written, "Hello", house.account)).code is ProblemCode.FILE_LOST
    assert server.asked(SEND) == []


def test_a_mail_to_a_list_that_is_taken_back_has_its_list_again(house: House, server: FaultyServer) -> None:
    house.outbox.undo_window = timedelta(minutes=1)
    copied = house.value(
        house.attachments.attach_bytes(b"email,first\nana@example.com,Ana\ntom@example.com,Tom\n", "people.csv")
    )
    settings = MergeSettings(encoding="utf-8-sig", delimiter=",", header_row=1, uses=USES)
    people = msgspec.structs.replace(merge_of(settings, sha256=copied.sha256), recipient_count=2)
    queued = house.value(house.outbox.send(draft(to=(), merge=people), "Hello", house.account))

    back = house.value(house.outbox.take_back(queued))

    assert back is not None
    assert [row.values for row in rows_of_draft(back, house.profile.attachments)] == [
        {"first_name": "Ana"},
        {"first_name": "Tom"},
    ]
    assert back.needed_files() <= house.archive(lambda archive: archive.attachments.used())


def test_a_test_goes_to_other_addresses_and_the_draft_stays(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    written = draft("ana@example.com", cc=("tom@example.com",), subject="[Test] Hello")
    house.archive(lambda archive: archive.drafts.save(written))
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda n: n == 0):
        task = house.outbox.send_test(written, "Hello", house.account, [Mailbox("me@example.com", "Me")])
        sent = house.value(task)
    (request,) = server.asked(SEND)
    assert (request.field("to"), request.field("cc")) == (["me@example.com"], [])
    assert request.field("subject") == ["[Test] Hello"]
    assert house.submission(sent.id).state is SubmissionState.ACCEPTED
    assert house.archive(lambda archive: archive.drafts.get(written.id)) == written


def test_a_test_goes_with_the_values_that_are_given(house: House, server: FaultyServer) -> None:
    written = draft("ana@example.com", subject="Hello {{first_name}}")

    sent = house.value(
        house.outbox.send_test(written, "Hello", house.account, [Mailbox("me@example.com")], {"first_name": "Tom"})
    )

    assert [one.placeholders for one in sent.recipients] == [{"first_name": "Tom"}]
