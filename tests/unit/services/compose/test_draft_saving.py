"""What is being written survives: saved a moment after each change, and at the end."""

from __future__ import annotations

from itertools import count

import msgspec
import pytest
from PySide6.QtCore import QTimer

from composer_app.archive.archive import Archive
from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.domain.problem import ProblemCode
from composer_app.services.compose.draft_saving import SAVE_AFTER_MS, Drafts
from tests.patience import PATIENCE_S
from tests.unit.services.house import NOW, House, draft


@pytest.fixture
def drafts(empty_house: House) -> Drafts:
    return Drafts(empty_house.context)


def on_disk(house: House) -> tuple[Draft, ...]:
    found: tuple[Draft, ...] = house.archive(lambda archive: archive.drafts.all())
    return found


def test_several_changes_in_a_row_are_one_save(drafts: Drafts, empty_house: House) -> None:
    first = draft()
    saved: list[Draft] = []
    drafts.saved.connect(saved.append)
    for word in ("H", "He", "Hel", "Hello"):
        drafts.keep(msgspec.structs.replace(first, subject=word))

    empty_house.until(lambda: bool(saved))

    assert [one.subject for one in saved] == ["Hello"]
    assert [one.subject for one in on_disk(empty_house)] == ["Hello"]
    assert drafts.unsaved == ()


def test_typing_without_a_pause_does_not_put_off_the_save(empty_house: House) -> None:
    drafts = Drafts(empty_house.context, save_after_ms=100)
    typing = QTimer(interval=10)  # a pause much shorter than the time to the save
    first, keys = draft(), count()
    typing.timeout.connect(lambda: drafts.keep(msgspec.structs.replace(first, subject=str(next(keys)))))
    with empty_house.qtbot.waitSignal(drafts.saved):
        typing.start()
    typing.stop()

    assert len(on_disk(empty_house)) == 1


def test_it_is_saved_by_itself(drafts: Drafts, empty_house: House) -> None:
    with empty_house.qtbot.waitSignal(drafts.saved):
        drafts.keep(draft())

    assert SAVE_AFTER_MS < 1000, "what is older than a second survives a crash"
    assert len(on_disk(empty_house)) == 1


def test_a_save_has_the_time_of_the_save(drafts: Drafts, empty_house: House) -> None:
    drafts.keep(draft())
    empty_house.clock.advance(minutes=3)
    task = drafts.flush()
    assert task is not None

    (saved,) = empty_house.value(task)
    assert saved.updated_at == empty_house.clock.now != NOW


def test_with_nothing_unsaved_there_is_nothing_to_flush(drafts: Drafts) -> None:
    assert drafts.flush() is None
    drafts.flush_and_wait()


def test_opening_another_draft_saves_the_last_words_of_this_one(drafts: Drafts, empty_house: House) -> None:
    drafts.keep(draft(subject="one"))
    drafts.keep(draft(subject="two"))
    drafts.flush_and_wait()

    assert {one.subject for one in on_disk(empty_house)} == {"one", "two"}


def test_at_the_end_it_is_on_disk_before_the_program_goes_on(drafts: Drafts, empty_house: House) -> None:
    drafts.keep(draft(subject="last words"))
    drafts.flush_and_wait()

    assert [one.subject for one in on_disk(empty_house)] == ["last words"]


def test_what_was_not_saved_is_tried_again(drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        drafts.keep(draft(subject="kept in hand"))
        with empty_house.qtbot.waitSignal(drafts.save_failed) as failed:
            drafts.flush()
    assert failed.args[0].problem.code is ProblemCode.ARCHIVE_FULL

    drafts.flush_and_wait()
    assert [one.subject for one in on_disk(empty_house)] == ["kept in hand"]


def test_what_was_not_saved_of_one_draft_outlives_the_opening_of_another(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(empty_house.context, save_after_ms=round(PATIENCE_S * 1000))  # saved by its steps alone

    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        drafts.keep(draft(subject="one", attachments=(Attachment("1" * 64, "a.pdf", "application/pdf", 3),)))
        with empty_house.qtbot.waitSignal(drafts.save_failed):
            drafts.keep(draft(subject="two"))
        with empty_house.qtbot.waitSignal(drafts.save_failed):
            drafts.flush()
        assert [one.subject for one in drafts.unsaved] == ["one", "two"]
        assert drafts.held_files() == {"1" * 64}

    with empty_house.qtbot.waitSignal(drafts.saved):
        drafts.flush()
    assert drafts.unsaved == ()
    assert {one.subject for one in on_disk(empty_house)} == {"one", "two"}


def test_of_a_draft_the_version_that_is_not_saved_is_the_one_that_is_known(
    drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    first = draft(subject="old")
    with empty_house.qtbot.waitSignal(drafts.saved):
        drafts.keep(first)
    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        drafts.keep(msgspec.structs.replace(first, subject="new"))
        assert [one.subject for one in drafts.known()] == ["new"]
        second = draft(subject="never saved")
        with empty_house.qtbot.waitSignals([drafts.save_failed, drafts.changed]):
            drafts.keep(second)
        with empty_house.qtbot.waitSignal(drafts.save_failed):
            drafts.flush()
        assert {one.subject for one in drafts.known()} == {"new", "never saved"}
        assert drafts.is_refused(first.id)
        empty_house.value(drafts.list())
        assert {one.subject for one in drafts.known()} == {"new", "never saved"}
        drafts.hand_over(second)
        assert not drafts.is_refused(second.id)
        assert [one.subject for one in drafts.known()] == ["new"]

    with empty_house.qtbot.waitSignal(drafts.saved):
        drafts.flush()
    assert not drafts.is_refused(first.id)


def test_a_save_that_fails_behind_the_last_signal_is_made_up_for_at_the_end(
    drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, refused = DraftStore.save, iter([True])

    def full_once(store: DraftStore, one: Draft) -> None:
        if next(refused, False):
            raise ArchiveFull("no room")
        save(store, one)

    monkeypatch.setattr(DraftStore, "save", full_once)
    drafts.keep(draft(subject="last words"))
    drafts.flush()
    drafts.flush_and_wait()

    assert [one.subject for one in on_disk(empty_house)] == ["last words"]


def test_at_the_end_a_draft_that_the_outbox_is_taking_does_not_come_back(drafts: Drafts, empty_house: House) -> None:
    leaving = draft()
    drafts.hand_over(leaving)
    empty_house.context.archive.write(lambda archive: archive.drafts.delete(leaving.id))  # as the outbox does
    drafts.flush_and_wait()

    assert on_disk(empty_house) == ()


def test_what_failed_does_not_take_the_place_of_something_newer(
    drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    first = draft(subject="old")
    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        drafts.keep(first)
        with empty_house.qtbot.waitSignal(drafts.save_failed):
            drafts.flush()
            drafts.keep(msgspec.structs.replace(first, subject="new"))

    drafts.flush_and_wait()
    assert [one.subject for one in on_disk(empty_house)] == ["new"]


def test_a_discarded_draft_does_not_come_back(drafts: Drafts, empty_house: House) -> None:
    unwanted = draft()
    drafts.keep(unwanted)
    drafts.flush()
    drafts.keep(unwanted)
    with empty_house.qtbot.waitSignal(drafts.changed):
        empty_house.value(drafts.discard(unwanted.id))
    drafts.keep(unwanted)  # a late change of the page

    assert drafts.flush() is None
    assert on_disk(empty_house) == ()


def test_a_discarded_draft_can_be_taken_back(drafts: Drafts, empty_house: House) -> None:
    wanted = draft()
    drafts.keep(wanted)
    drafts.discard(wanted.id)
    drafts.restore(wanted)
    drafts.flush_and_wait()

    assert [one.id for one in on_disk(empty_house)] == [wanted.id]


def test_a_draft_that_is_handed_over_is_saved_first_and_not_listed_any_longer(
    drafts: Drafts, empty_house: House
) -> None:
    leaving = draft(subject="as it is sent")
    drafts.keep(draft(id=leaving.id, subject="before"))
    empty_house.value(drafts.flush())
    drafts.hand_over(leaving)
    empty_house.value(drafts.list())

    assert [one.subject for one in on_disk(empty_house)] == ["as it is sent"]
    assert drafts.known() == ()
    assert not drafts.holds(leaving.id)


def test_a_draft_that_was_handed_over_is_a_draft_again_when_it_is_restored(drafts: Drafts, empty_house: House) -> None:
    leaving = draft()
    drafts.hand_over(leaving)
    drafts.restore(leaving)
    with empty_house.qtbot.waitSignal(drafts.changed):
        drafts.flush()
    empty_house.until(lambda: [one.id for one in drafts.known()] == [leaving.id])

    assert drafts.saved_at(leaving.id) == NOW


def test_drafts_are_known_once_they_are_saved_or_listed(drafts: Drafts, empty_house: House) -> None:
    first, second, empty = draft(subject="one"), draft(subject="two"), draft(to=(), subject="", html="")
    for one in (first, second, empty):
        empty_house.clock.advance(seconds=1)
        drafts.keep(one)
        assert drafts.holds(one.id)
        empty_house.value(drafts.flush())
    assert [one.subject for one in drafts.known()] == ["two", "one"], "an empty one is not offered"
    assert drafts.saved_at(empty.id) == empty_house.clock.now

    later = Drafts(empty_house.context)
    assert later.known() == ()
    assert later.saved_at(first.id) is None
    assert not later.holds(first.id)
    with empty_house.qtbot.waitSignal(later.changed):
        later.list()
    assert [one.subject for one in later.known()] == ["two", "one"]


def test_a_deleted_draft_is_not_tried_again_when_its_save_fails(
    drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    unwanted = draft()
    with monkeypatch.context() as patched, empty_house.qtbot.assertNotEmitted(drafts.save_failed):
        patched.setattr(DraftStore, "save", full)
        drafts.keep(unwanted)
        drafts.flush()
        empty_house.value(drafts.discard(unwanted.id))

    assert drafts.unsaved == ()
    assert drafts.held_files() == set()


def test_the_list_is_newest_first(drafts: Drafts, empty_house: House) -> None:
    for subject in ("one", "two", "three"):
        empty_house.clock.advance(seconds=1)
        drafts.keep(draft(subject=subject))
        drafts.flush()

    assert [one.subject for one in empty_house.value(drafts.list())] == ["three", "two", "one"]


def test_last_words_that_cannot_be_saved_are_still_in_hand(
    drafts: Drafts, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    drafts.keep(draft(subject="last words"))
    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        with pytest.raises(ArchiveFull):
            drafts.flush_and_wait()
    assert [one.subject for one in drafts.unsaved] == ["last words"]
    drafts.flush_and_wait()
    assert drafts.unsaved == ()


def test_files_that_a_draft_needs_no_longer_are_released(drafts: Drafts, empty_house: House) -> None:
    file = Attachment("0" * 64, "bill.pdf", "application/pdf", 3)
    first = draft(attachments=(file,))
    drafts.keep(first)
    empty_house.value(drafts.flush())
    drafts.keep(msgspec.structs.replace(first, attachments=()))
    with empty_house.qtbot.waitSignal(drafts.released):
        drafts.flush()

    assert drafts.held_files() == set()
