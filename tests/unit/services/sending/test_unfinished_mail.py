from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from composer_app.domain.ids import AccountId, BulkId, SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import SubmissionHead, SubmissionState
from composer_app.services.sending.unfinished_mail import UnfinishedMail

T0 = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NO_ONE: frozenset[SubmissionId] = frozenset()


def after(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def head(number: int, state: SubmissionState = SubmissionState.QUEUED, **changes: object) -> SubmissionHead:
    made = SubmissionHead(
        id=SubmissionId(f"s{number}"),
        account_id=AccountId("a"),
        bulk_id=BulkId(f"b{number}"),
        state=state,
        created_at=after(number),
    )
    return msgspec.structs.replace(made, **changes)


def held(number: int, retry_at: datetime | None) -> SubmissionHead:
    return head(number, problem=Problem(ProblemCode.UNAVAILABLE, retry_at=retry_at))


def unknown(number: int, next_lookup_at: datetime | None) -> SubmissionHead:
    return head(number, SubmissionState.UNKNOWN, next_lookup_at=next_lookup_at)


def due(mail: UnfinishedMail, now: datetime, busy: frozenset[SubmissionId] = NO_ONE, room: int = 10) -> list[str]:
    return [one.id for one in mail.due(now, lambda one: one.id not in busy, room)]


def test_the_oldest_are_sent_first_and_only_as_many_as_there_is_room_for() -> None:
    mail = UnfinishedMail()
    mail.replace([head(1), head(2), head(3)])
    assert due(mail, after(60), room=2) == ["s1", "s2"]
    assert due(mail, after(60), frozenset({SubmissionId("s1")}), room=2) == ["s2", "s3"]
    assert due(mail, after(60), room=0) == []
    assert due(mail, after(60)) == ["s1", "s2", "s3"], "they stay due until there is news of them"


def test_what_is_held_back_is_due_at_its_time_and_in_its_turn() -> None:
    mail = UnfinishedMail()
    mail.replace([held(1, after(100)), head(2), held(3, None)])
    assert due(mail, after(60)) == ["s2"]
    assert mail.next_at(after(60)) == after(100)
    assert due(mail, after(100)) == ["s1", "s2"]
    assert mail.next_at(after(100)) is None


def test_lookups_are_due_whatever_room_there_is() -> None:
    mail = UnfinishedMail()
    mail.replace([unknown(1, after(70)), unknown(2, None), unknown(3, after(60))])
    assert due(mail, after(60), room=0) == ["s3"]
    assert due(mail, after(70), room=0) == ["s3", "s1"]
    assert due(mail, after(70), frozenset({SubmissionId("s3")}), room=0) == ["s1"]


def test_news_take_the_place_of_what_was_known() -> None:
    mail = UnfinishedMail()
    mail.replace([head(1), held(2, after(100)), unknown(3, after(50))])
    mail.update([SubmissionId("s1")], [held(1, after(90)), head(2, SubmissionState.SENDING), unknown(3, after(200))])
    assert due(mail, after(60)) == []
    assert mail.next_at(after(60)) == after(90)
    mail.update([SubmissionId("s1"), SubmissionId("s3")], [])
    assert mail.next_at(after(60)) is None, "both are gone"


def test_everything_may_be_replaced() -> None:
    mail = UnfinishedMail()
    mail.replace([head(1), unknown(2, T0), head(3, leaves_at=after(70))])
    mail.replace([head(4)])
    assert due(mail, after(60)) == ["s4"]
    assert mail.next_at(after(60)) is None
    assert mail.in_undo(after(60)) == set()


def test_a_mail_leaves_when_it_cannot_be_taken_back_any_more() -> None:
    mail = UnfinishedMail()
    mail.replace([head(1, leaves_at=after(65))])
    assert mail.in_undo(after(60)) == {"s1"}
    assert (due(mail, after(60)), mail.next_at(after(60))) == ([], after(65))
    assert due(mail, after(65)) == ["s1"]
    assert mail.in_undo(after(65)) == set()


def test_a_clock_that_is_set_back_delays_no_mail() -> None:
    mail = UnfinishedMail()
    mail.replace([head(1, leaves_at=after(65))])
    assert due(mail, after(-86_400)) == ["s1"]


def test_mail_that_waits_for_the_keyring_is_known() -> None:
    mail = UnfinishedMail()
    locked = Problem(ProblemCode.KEYRING_LOCKED)
    mail.replace([head(1, problem=locked)])
    assert mail.waits_for_keyring()
    mail.update([], [head(1)])
    assert not mail.waits_for_keyring()
