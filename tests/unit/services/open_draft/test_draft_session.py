"""The open draft, without widgets: over a real archive, real threads and a real attachment store."""

from __future__ import annotations

import gc
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.draft_store import DraftReader, DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.archive.outbox_store import OutboxStore
from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.letter import BodyMode
from composer_app.domain.mail import Attachment
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.merge_list import MergeAttachment, MergeSettings
from composer_app.domain.send_options import SendOptions
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.open_draft.draft_session import DraftSession
from tests.patience import PATIENCE_S
from tests.unit.services.house import NOW, House, draft

PERSON, OTHER = "tom.ito@example.org", "ana@example.com"
LINDEN = msgspec.structs.replace(
    SANDBOX, id=AccountId("linden"), name="Linden", default_sender="billing@linden.example"
)


@dataclass
class Desk:
    """A session with what lies around it."""

    house: House
    drafts: Drafts
    eraser: AddressEraser
    session: DraftSession

    def again(self) -> Desk:
        """As after a restart: nothing but the disk is remembered."""
        self.drafts.flush_and_wait()
        return desk_in(self.house)

    def write(self, **changes: Any) -> None:
        """What the page does after an edit: everything that is written, with these changes."""
        names = ("sender", "to", "cc", "bcc", "reply_to", "subject", "html", "text", "mode")
        before = {name: getattr(self.session.draft, name) for name in names}
        self.session.write(**(before | changes))

    def begin(self) -> None:
        """The first visit of the page, until the drafts are listed."""
        self.session.begin()
        self.house.value(self.drafts.list())

    def on_disk(self) -> dict[DraftId, Draft]:
        return {one.id: one for one in self.house.archive(lambda archive: archive.drafts.all())}

    def subjects(self) -> set[str]:
        return {one.subject for one in self.on_disk().values()}

    def erase(self) -> None:
        with self.house.qtbot.waitSignal(self.eraser.forgotten):
            self.eraser.erase(PERSON)

    def send(self) -> None:
        """As `SendFlow` does where nothing is wrong."""
        assert self.session.begin_sending() is not None
        assert self.session.account is not None
        self.session.hand_over("Hello", self.session.account)

    def attached(self, name: str, content: bytes = b"x", *, is_inline: bool = False) -> Attachment:
        """A file of the store, put into the mail."""
        file: Attachment = self.house.value(self.house.attachments.attach_bytes(content, name, is_inline))
        return self.session.add_file(file)[0]


def desk_in(house: House) -> Desk:
    drafts = Drafts(house.context)
    eraser = AddressEraser(house.context, drafts, house.sweep, house.settings)
    session = DraftSession(house.context, drafts, house.accounts, house.outbox, house.send_runs, eraser, house.sweep)
    return Desk(house, drafts, eraser, session)


@pytest.fixture
def desk(empty_house: House) -> Desk:
    empty_house.outbox.stop()  # what is queued stays queued
    return desk_in(empty_house)


@pytest.fixture
def linden(desk: Desk) -> Account:
    """A second account, not in use."""
    desk.house.value(desk.house.accounts.save(LINDEN, None))
    return LINDEN


def names_person(*values: object) -> bool:
    return PERSON.partition("@")[0] in repr(values).lower()


# -- saved and deleted


def test_a_session_begins_with_an_empty_draft_of_the_account_in_use(desk: Desk) -> None:
    assert desk.session.draft.is_empty
    assert (desk.session.draft.account_id, desk.session.draft.sender) == (SANDBOX.id, SANDBOX.default_sender)
    assert desk.session.saved_at is None
    assert desk.on_disk() == {}


def test_what_is_written_is_saved_by_itself(desk: Desk) -> None:
    with desk.house.qtbot.waitSignal(desk.session.saved_changed):
        desk.write(subject="Hello")

    assert desk.subjects() == {"Hello"}
    assert desk.session.saved_at == desk.house.clock.now
    assert [one.subject for one in desk.drafts.known()] == ["Hello"]


def test_every_part_comes_back_after_a_restart(desk: Desk) -> None:
    desk.write(
        sender="me@example.com",
        to=("ana@example.com", "rubbish"),
        cc=("half@exam",),
        bcc=("b@example.com",),
        reply_to="no address",
        subject="All of it",
        html="<p>no\u00a0break 𝄞</p>\n\t<b>{{name}}</b>",
        text="own words",
        mode=BodyMode.LETTER,
    )
    desk.attached("a.txt")
    before = desk.session.draft

    after = desk.again()
    after.begin()

    assert msgspec.structs.replace(after.session.draft, updated_at=before.updated_at) == before


def test_what_was_typed_last_is_in_hand_at_once(desk: Desk) -> None:
    desk.write(subject="Last words")

    desk.drafts.flush_and_wait()  # the program ends in the middle

    assert desk.subjects() == {"Last words"}


def test_writing_the_same_is_no_edit(desk: Desk) -> None:
    with desk.house.qtbot.assertNotEmitted(desk.session.edited):
        desk.write()

    assert desk.drafts.unsaved == ()


def test_save_writes_at_once_and_again(desk: Desk) -> None:
    desk.write(subject="Hello")
    desk.session.save()
    assert desk.subjects() == {"Hello"}

    desk.house.clock.advance(minutes=3)
    desk.session.save()

    desk.house.until(lambda: desk.session.saved_at == desk.house.clock.now)


def test_an_empty_draft_is_not_kept(desk: Desk) -> None:
    desk.session.save()
    desk.write(sender="chosen@example.com")  # the sender alone does not count

    desk.session.save()

    assert desk.on_disk() == {}


def test_an_emptied_draft_is_deleted_when_it_is_left(desk: Desk) -> None:
    desk.write(subject="x")
    desk.session.save()
    desk.write(subject="")
    desk.session.save()

    desk.session.open(draft(subject="Next"))
    desk.drafts.flush_and_wait()

    assert desk.subjects() == {"Next"}


def test_a_draft_that_is_emptied_before_its_save_leaves_nothing(desk: Desk) -> None:
    desk.write(subject="x")
    desk.write(subject="")

    desk.session.open(draft(subject="Next"))
    desk.drafts.flush_and_wait()

    assert desk.subjects() == {"Next"}


def test_a_new_mail_leaves_the_old_one_among_the_drafts(desk: Desk) -> None:
    desk.write(subject="First")
    first = desk.session.draft.id

    desk.session.open_new()
    desk.write(subject="Second")
    desk.drafts.flush_and_wait()

    assert desk.session.draft.id != first
    assert desk.subjects() == {"First", "Second"}


def test_a_new_mail_on_an_empty_page_changes_nothing(desk: Desk) -> None:
    with desk.house.qtbot.assertNotEmitted(desk.session.opened):
        desk.session.open_new()


def test_a_draft_that_is_opened_is_kept_from_then_on(desk: Desk) -> None:
    desk.session.open(draft(subject="Taken back"))
    desk.drafts.flush_and_wait()

    assert desk.subjects() == {"Taken back"}


def test_an_older_state_of_the_open_draft_takes_its_place(desk: Desk) -> None:
    desk.write(subject="newer")
    desk.session.save()

    desk.session.open(msgspec.structs.replace(desk.session.draft, subject="older"))
    desk.drafts.flush_and_wait()

    assert desk.subjects() == {"older"}


def test_a_draft_that_cannot_be_saved_is_said_and_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patched, desk.house.qtbot.waitSignal(desk.session.saved_changed):
        patched.setattr(DraftStore, "save", full)
        desk.write(subject="Kept in hand")
        desk.session.save()
        desk.house.archive(lambda _archive: None)
    assert desk.session.save_failure is not None
    assert desk.session.draft.subject == "Kept in hand"

    with desk.house.qtbot.waitSignal(desk.session.saved_changed):
        desk.write(subject="Kept in hand.")
        desk.session.save()
    assert desk.session.save_failure is None
    assert desk.subjects() == {"Kept in hand."}


def test_a_draft_that_could_not_be_saved_is_opened_again_as_it_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: DraftStore, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    desk.write(subject="Saved")
    with desk.house.qtbot.waitSignal(desk.drafts.saved):
        desk.session.save()
    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        desk.write(subject="Written since")
        with desk.house.qtbot.waitSignal(desk.drafts.save_failed):
            desk.session.save()
        desk.session.open_new()
        assert desk.session.save_failure is not None
        (kept,) = desk.drafts.known()
        desk.session.open(kept)
        assert desk.session.draft.subject == "Written since"
        assert desk.session.save_failure is not None
        with desk.house.qtbot.waitSignal(desk.drafts.save_failed):
            desk.session.open_new()

    with desk.house.qtbot.waitSignal(desk.drafts.saved):
        desk.drafts.flush()
    assert desk.session.save_failure is None
    assert desk.subjects() == {"Written since"}


def test_the_version_that_is_not_saved_is_the_one_that_begins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: DraftStore, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    one = draft(subject="Old")
    desk.drafts.keep(one)
    desk.drafts.flush_and_wait()
    monkeypatch.setattr(DraftStore, "save", full)
    desk.drafts.keep(msgspec.structs.replace(one, subject="New"))
    desk.begin()

    assert desk.session.draft.subject == "New"
    monkeypatch.undo()


def test_a_discarded_draft_is_gone_and_comes_back_by_undo(desk: Desk) -> None:
    desk.write(subject="Precious")
    desk.session.save()
    undo = desk.session.discard()
    assert undo is not None
    assert desk.on_disk() == {}
    assert desk.session.draft.is_empty
    assert desk.drafts.known() == ()

    undo()
    desk.drafts.flush_and_wait()

    assert desk.session.draft.subject == "Precious"
    assert desk.subjects() == {"Precious"}


def test_a_draft_is_discarded_with_words_that_are_not_saved_yet(desk: Desk) -> None:
    desk.write(subject="Unwanted")
    desk.session.discard()
    desk.drafts.flush_and_wait()

    assert desk.on_disk() == {}


def test_there_is_nothing_to_discard_on_an_empty_page(desk: Desk) -> None:
    assert desk.session.discard() is None


# -- the first visit


def test_the_last_draft_opens_at_the_first_visit_alone(desk: Desk) -> None:
    desk.write(subject="Old")
    desk.house.clock.advance(seconds=1)
    desk.session.open_new()
    desk.write(subject="Newest")
    later = desk.again()
    later.begin()
    assert later.session.draft.subject == "Newest"
    later.session.discard()

    later.begin()

    assert later.session.draft.is_empty


@pytest.mark.parametrize("meanwhile", ["opened", "new", "written"])
def test_the_last_draft_does_not_take_the_place_of_another_one(desk: Desk, meanwhile: str) -> None:
    desk.write(subject="Old")
    later = desk.again()
    later.session.begin()
    match meanwhile:
        case "opened":
            later.session.open(draft(subject="Opened"))
        case "new":
            later.session.open_new()
        case "written":
            later.write(subject="Written")
    later.house.value(later.drafts.list())

    assert later.session.draft.subject == {"opened": "Opened", "new": "", "written": "Written"}[meanwhile]
    assert "Old" in [one.subject for one in later.drafts.known()]


def test_drafts_that_cannot_be_read_are_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_reader: object) -> tuple[Draft, ...]:
        raise ArchiveFull("no room")

    monkeypatch.setattr(DraftReader, "all", full)

    with desk.house.qtbot.waitSignal(desk.session.drafts_unreadable):
        desk.session.begin()


# -- the account


def test_an_empty_draft_follows_the_account_in_use(desk: Desk, linden: Account) -> None:
    with desk.house.qtbot.waitSignal(desk.session.sender_changed) as sender:
        desk.house.accounts.use(linden.id)

    assert desk.session.draft.account_id == linden.id
    assert desk.session.draft.sender == sender.args[0] == linden.default_sender
    assert not desk.session.is_of_another_account


def test_a_mail_stays_with_its_account(desk: Desk, linden: Account) -> None:
    desk.write(subject="Hello")
    with desk.house.qtbot.waitSignal(desk.session.account_changed):
        desk.house.accounts.use(linden.id)

    assert desk.session.is_of_another_account
    assert (desk.session.draft.account_id, desk.session.draft.sender) == (SANDBOX.id, SANDBOX.default_sender)


def test_a_mail_moves_to_the_account_in_use_when_the_user_says_so(desk: Desk, linden: Account) -> None:
    desk.write(subject="Hello")
    desk.house.accounts.use(linden.id)

    desk.session.move_to_current_account()
    desk.drafts.flush_and_wait()

    assert not desk.session.is_of_another_account
    (kept,) = desk.on_disk().values()
    assert (kept.account_id, kept.sender) == (linden.id, linden.default_sender)


def test_a_sender_that_the_user_chose_stays_when_the_mail_moves(desk: Desk, linden: Account) -> None:
    desk.write(subject="Hello", sender="me@example.com")
    desk.house.accounts.use(linden.id)

    desk.session.move_to_current_account()

    assert desk.session.draft.sender == "me@example.com"


def test_a_changed_default_sender_reaches_the_open_mail(desk: Desk) -> None:
    desk.write(subject="Hello")
    changed = msgspec.structs.replace(SANDBOX, default_sender="new@sandbox.example")
    desk.house.value(desk.house.accounts.save(changed, None))

    assert desk.session.draft.sender == "new@sandbox.example"


def test_a_mail_whose_account_is_gone_needs_a_decision(desk: Desk) -> None:
    desk.session.open(draft(account_id=AccountId("gone")))
    assert desk.session.account is None
    assert desk.session.is_of_another_account
    assert not desk.session.has_account()

    desk.session.move_to_current_account()

    assert desk.session.has_account()


def test_an_empty_draft_whose_account_is_gone_takes_the_one_in_use(desk: Desk) -> None:
    empty = msgspec.structs.replace(desk.session.draft, account_id=AccountId("gone"), sender="")
    desk.session.open(empty)

    assert desk.session.has_account()
    assert desk.session.draft.account_id == SANDBOX.id


def test_from_begins_with_the_last_sender_of_the_account(desk: Desk, linden: Account) -> None:
    desk.house.accounts.use(linden.id)
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>", sender="news@linden.example")
    desk.send()
    desk.house.until(lambda: desk.session.draft.sender == "news@linden.example")
    assert desk.session.senders == ("news@linden.example", "news@linden.example")

    desk.house.accounts.use(SANDBOX.id)
    assert desk.session.draft.sender == SANDBOX.default_sender
    desk.house.accounts.use(linden.id)
    assert desk.session.draft.sender == "news@linden.example"

    later = desk.again()
    later.begin()
    later.house.until(lambda: later.session.draft.sender == "news@linden.example")


def test_a_sender_that_was_typed_stays_when_the_last_ones_are_read(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>", sender="news@sandbox.example")
    desk.send()
    desk.write(sender="mine@sandbox.example")

    desk.house.until(lambda: "news@sandbox.example" in desk.session.senders)

    assert desk.session.draft.sender == "mine@sandbox.example"


def test_senders_of_an_account_that_was_left_meanwhile_are_not_taken(desk: Desk, linden: Account) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>", sender="news@sandbox.example")
    desk.send()  # its senders are read when it is queued
    desk.house.accounts.use(linden.id)
    desk.house.value(desk.house.outbox.entries(()))
    desk.house.value(desk.house.outbox.entries(()))

    assert desk.session.draft.sender == linden.default_sender
    assert desk.session.senders == (linden.default_sender,)


# -- the files


def test_a_file_is_taken_out_and_comes_back_at_its_place(desk: Desk) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.attached(name, name.encode())
    with desk.house.qtbot.waitSignal(desk.session.files_changed):
        undo = desk.session.remove_file("b.txt")
    assert undo is not None
    assert [one.file_name for one in desk.session.draft.attachments] == ["a.txt", "c.txt"]

    undo()

    assert [one.file_name for one in desk.session.draft.attachments] == ["a.txt", "b.txt", "c.txt"]
    assert desk.session.remove_file("none.txt") is None


def test_files_are_saved_with_the_draft(desk: Desk) -> None:
    desk.attached("a.txt")
    desk.session.rename_file("a.txt", "b.txt")
    desk.drafts.flush_and_wait()

    ((kept,),) = [one.attachments for one in desk.on_disk().values()]
    assert kept.file_name == "b.txt"


def test_a_renamed_image_is_reported_before_the_list_is_shown(desk: Desk) -> None:
    desk.attached("map.png", is_inline=True)
    heard: list[object] = []
    desk.session.image_renamed.connect(lambda old, new: heard.append((old, new)))
    desk.session.files_changed.connect(lambda: heard.append("list"))

    desk.session.rename_file("map.png", "office/new map.png")
    desk.session.rename_file("none.png", "x.png")

    assert heard == [("map.png", "new-map.png"), "list"]


def test_the_size_counts_files_and_both_bodies(desk: Desk) -> None:
    desk.write(html="<p>ü</p>", text="abc")
    desk.attached("a.txt", b"12345")

    assert desk.session.size_bytes == len("<p>ü</p>".encode()) + 3 + 5


def test_files_are_needed_as_long_as_undo_can_bring_them_back(desk: Desk) -> None:
    file = desk.attached("b.txt")
    assert desk.house.sweep.held() == {file.sha256}

    undo: list[object] = [desk.session.remove_file("b.txt")]
    assert desk.house.sweep.held() == {file.sha256}
    undo.clear()  # the toast is gone
    gc.collect()
    assert desk.house.sweep.held() == set()


def test_the_files_of_a_discarded_draft_are_needed_for_its_undo(desk: Desk) -> None:
    file = desk.attached("b.txt")
    undo: list[object] = [desk.session.discard()]
    assert desk.house.sweep.held() == {file.sha256}

    undo.clear()
    gc.collect()
    assert desk.house.sweep.held() == set()


# -- erasure


def write_to_person(desk: Desk) -> None:
    """A mail that names the person wherever a mail can."""
    desk.write(
        sender=f"Tom <{PERSON}>",
        to=(f"Tom Ito <{PERSON}>", OTHER),
        cc=(PERSON,),
        bcc=(f"Tom Ito <{PERSON}>",),
        reply_to=PERSON,
        subject=f"About {PERSON}",
        html=f'<a href="mailto:{PERSON.replace("@", "%40")}">{PERSON.upper()}</a>',
        text=f"Ask {PERSON}\nor me",
    )


def test_the_open_draft_is_as_the_archive_makes_it(desk: Desk) -> None:
    write_to_person(desk)
    desk.session.save()
    with desk.house.qtbot.waitSignal(desk.session.rewritten) as rewritten:
        desk.erase()

    left = desk.session.draft
    assert rewritten.args == [left]
    assert (left.to, left.cc, left.bcc) == ((OTHER,), (), ())
    assert (left.subject, left.reply_to, left.sender) == ("About [erased]", "[erased]", "Tom <[erased]>")
    assert left.html == '<a href="mailto:[erased]">[erased]</a>'
    assert left.text == "Ask [erased]\nor me"
    desk.drafts.flush_and_wait()
    (kept,) = desk.on_disk().values()
    assert msgspec.structs.replace(kept, updated_at=left.updated_at) == left


def test_what_is_written_while_an_erasure_goes_on_is_saved_without_the_address(desk: Desk) -> None:
    desk.write(subject="first")
    with desk.house.qtbot.waitSignal(desk.eraser.forgotten):
        desk.eraser.erase(PERSON)
        write_to_person(desk)
        desk.session.save()
        desk.write(cc=(PERSON, OTHER))
    desk.drafts.flush_and_wait()

    assert not names_person(desk.on_disk(), desk.session.draft, desk.drafts.known())
    assert [(one.to, one.cc) for one in desk.on_disk().values()] == [((OTHER,), (OTHER,))]


def test_no_undo_brings_an_erased_address_back(desk: Desk) -> None:
    texts: list[str] = []
    text = desk.session.undo_step(f"Ask {PERSON}", texts.append)
    desk.attached(f"{PERSON} letter.txt")
    file = desk.session.remove_file(f"{PERSON} letter.txt")
    assert file is not None
    desk.erase()
    file()
    text()
    assert [one.file_name for one in desk.session.draft.attachments] == ["[erased] letter.txt"]
    assert texts == ["Ask [erased]"]


def test_a_discarded_draft_comes_back_without_the_erased_address(desk: Desk) -> None:
    write_to_person(desk)
    undo = desk.session.discard()
    assert undo is not None
    desk.erase()
    undo()
    desk.drafts.flush_and_wait()

    assert desk.session.draft.to == (OTHER,)
    assert not names_person(desk.session.draft, desk.on_disk())


def test_senders_are_offered_without_the_erased_address(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>", sender=f"Tom <{PERSON}>")
    desk.send()
    desk.house.until(lambda: names_person(desk.session.senders))

    desk.erase()

    assert not names_person(desk.session.senders, desk.session.draft)


def test_the_last_draft_still_opens_after_an_erasure_before_the_first_visit(desk: Desk) -> None:
    desk.write(subject="kept")
    later = desk.again()
    later.erase()
    later.begin()

    assert later.session.draft.subject == "kept"


def test_an_address_that_is_written_after_its_erasure_stays(desk: Desk) -> None:
    desk.erase()
    desk.write(to=(PERSON,))
    desk.drafts.flush_and_wait()

    assert [one.to for one in desk.on_disk().values()] == [(PERSON,)]


def test_a_mail_that_is_about_to_be_handed_over_goes_without_the_erased_address(desk: Desk) -> None:
    write_to_person(desk)
    desk.session.begin_sending()
    desk.erase()

    assert desk.session.outgoing is not None
    assert desk.session.outgoing.to == (OTHER,)


# -- sending


def test_a_mail_that_is_sent_is_no_draft_and_an_empty_one_is_open(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    with (
        desk.house.qtbot.waitSignal(desk.session.queued) as queued,
        desk.house.qtbot.waitSignal(desk.session.handed_over) as handed_over,
    ):
        desk.send()

    assert queued.args[0].content.html == "<p>x</p>"
    assert handed_over.args == [False]
    assert desk.session.draft.is_empty
    assert desk.session.outgoing is None
    assert desk.on_disk() == {}
    assert desk.drafts.known() == ()


def test_one_mail_is_sent_at_a_time(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    assert desk.session.begin_sending() == desk.session.draft
    assert desk.session.begin_sending() is None

    with desk.house.qtbot.waitSignal(desk.session.sending_ended):
        desk.session.stop_sending()

    assert desk.session.draft.subject == "Hello"
    assert desk.session.begin_sending() is not None


def test_a_draft_that_is_discarded_is_not_sent(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    desk.session.begin_sending()

    with desk.house.qtbot.waitSignal(desk.session.sending_ended):
        undo = desk.session.discard()
    assert desk.session.outgoing is None

    assert undo is not None
    undo()
    assert (desk.session.draft.subject, desk.session.outgoing) == ("Hello", None)


def test_another_draft_that_is_discarded_stops_nothing(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    sent = desk.session.begin_sending()
    desk.session.open_new()
    desk.write(subject="Another")

    desk.session.discard()

    assert desk.session.outgoing == sent


def test_what_is_written_after_send_is_another_draft(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    sent = desk.session.begin_sending()
    assert sent is not None
    desk.write(html="<p>x</p><p>One more thing</p>")
    with (
        desk.house.qtbot.waitSignal(desk.session.queued) as queued,
        desk.house.qtbot.waitSignal(desk.session.handed_over) as handed_over,
    ):
        desk.session.hand_over("x", SANDBOX)
    desk.drafts.flush_and_wait()

    assert queued.args[0].content.html == "<p>x</p>"
    assert handed_over.args == [True]
    assert desk.session.draft.html == "<p>x</p><p>One more thing</p>"
    assert desk.session.draft.id != sent.id
    assert [one.html for one in desk.on_disk().values()] == [desk.session.draft.html]


def test_another_mode_after_send_is_no_other_draft(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>", mode=BodyMode.HTML)
    desk.session.begin_sending()
    desk.write(mode=BodyMode.LETTER)
    with (
        desk.house.qtbot.waitSignal(desk.session.queued),
        desk.house.qtbot.waitSignal(desk.session.handed_over) as handed_over,
    ):
        desk.session.hand_over("x", SANDBOX)
    desk.drafts.flush_and_wait()

    assert handed_over.args == [False]
    assert desk.session.draft.is_empty
    assert desk.on_disk() == {}


def test_a_draft_that_is_opened_while_another_is_prepared_stays_open(desk: Desk) -> None:
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    desk.session.begin_sending()
    desk.session.open(draft(subject="Opened meanwhile"))
    with desk.house.qtbot.waitSignal(desk.session.queued):
        desk.session.hand_over("x", SANDBOX)
    desk.drafts.flush_and_wait()

    assert desk.session.draft.subject == "Opened meanwhile"
    assert desk.subjects() == {"Opened meanwhile"}


def test_a_mail_that_the_outbox_does_not_take_is_open_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    monkeypatch.setattr(OutboxStore, "queue", full)
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    before = desk.session.draft
    with desk.house.qtbot.waitSignal(desk.session.not_queued):
        desk.send()
    desk.drafts.flush_and_wait()

    assert desk.session.draft == before
    assert desk.subjects() == {"Hello"}
    desk.house.until(lambda: [one.id for one in desk.drafts.known()] == [before.id])


def test_what_is_written_while_the_outbox_fails_is_kept_beside_the_mail(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_written = threading.Event()

    def full(*_args: object) -> None:
        is_written.wait(PATIENCE_S)
        raise ArchiveFull("no room")

    monkeypatch.setattr(OutboxStore, "queue", full)
    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    with desk.house.qtbot.waitSignal(desk.session.not_queued):
        desk.send()
        desk.write(subject="Late")
        is_written.set()
    desk.drafts.flush_and_wait()

    assert desk.session.draft.subject == "Hello"
    assert desk.subjects() == {"Hello", "Late"}


def test_a_mail_that_could_be_sent_and_not_saved_is_no_draft_afterwards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    desk.write(to=(OTHER,), subject="Hello", html="<p>x</p>")
    with monkeypatch.context() as patched, desk.house.qtbot.waitSignal(desk.session.queued):
        patched.setattr(DraftStore, "save", full)
        desk.send()

    desk.drafts.flush_and_wait()
    assert desk.on_disk() == {}


def test_a_mail_is_on_disk_as_it_is_sent_if_the_program_is_killed_before_the_outbox_has_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    queue = OutboxStore.queue

    def looking(outbox: OutboxStore, *args: Any) -> None:
        with closing(ArchiveReader.open(desk.house.profile.archive)) as reader:
            seen.extend(one.subject for one in reader.drafts.all())
        queue(outbox, *args)

    monkeypatch.setattr(OutboxStore, "queue", looking)
    desk.write(to=(OTHER,), subject="Typed last", html="<p>x</p>")
    with desk.house.qtbot.waitSignal(desk.session.queued):
        desk.send()

    assert seen == ["Typed last"]


def test_a_list_is_used_counted_again_and_removed(desk: Desk) -> None:
    people = MergeAttachment(
        sha256="1" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=5, row_count=9
    )
    changes: list[int] = []
    desk.session.list_changed.connect(lambda: changes.append(1))
    assert desk.session.remove_list() is None
    desk.session.recount_list(3)

    desk.session.use_list(people)
    desk.session.use_list(people)
    desk.session.recount_list(4)
    assert desk.session.draft.merge == msgspec.structs.replace(people, recipient_count=4)
    assert desk.session.needed_files() == {people.sha256}
    undo = desk.session.remove_list()
    assert undo is not None
    assert desk.session.draft.merge is None
    assert desk.session.needed_files() == {people.sha256}
    undo()

    assert desk.session.draft.merge == msgspec.structs.replace(people, recipient_count=4)
    assert len(changes) == 4


def test_undo_of_a_change_leaves_another_draft_alone(desk: Desk) -> None:
    people = MergeAttachment(
        sha256="1" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=5, row_count=9
    )
    texts: list[str] = []
    desk.write(subject="First")
    desk.session.use_list(people)
    desk.attached("a.txt")
    steps = (
        desk.session.remove_list(),
        desk.session.remove_file("a.txt"),
        desk.session.undo_step("own words", texts.append),
    )
    first = desk.session.draft
    other = draft(subject="Another")
    desk.session.open(other)

    for step in steps:
        assert step is not None
        step()
    assert (desk.session.draft, texts) == (other, [])

    desk.session.open(first)
    for step in steps:
        assert step is not None
        step()
    assert desk.session.draft.merge == people
    assert [file.file_name for file in desk.session.draft.attachments] == ["a.txt"]
    assert texts == ["own words"]


def test_the_list_of_a_mail_that_is_being_sent_is_needed(desk: Desk) -> None:
    people = MergeAttachment(
        sha256="1" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=5, row_count=9
    )
    desk.session.use_list(people)
    desk.session.begin_sending()
    desk.session.open(draft())

    assert people.sha256 in desk.session.needed_files()


def test_a_mail_to_more_than_a_request_takes_becomes_a_run(desk: Desk) -> None:
    people = tuple(f"p{n}@example.com" for n in range(MAX_RECIPIENTS + 1))
    desk.write(to=people, subject="Hello", html="<p>Hello</p>", sender="billing@example.com")
    assert desk.session.requests_for(MAX_RECIPIENTS + 1) == 2
    with desk.house.qtbot.waitSignal(desk.session.run_begun) as begun:
        desk.send()

    entry = begun.args[0]
    assert (entry.run.subject, entry.left) == ("Hello", MAX_RECIPIENTS + 1)
    assert desk.session.draft.is_empty
    assert desk.session.outgoing is None
    assert desk.house.archive(lambda archive: archive.drafts.all()) == ()


def test_options_belong_to_the_draft(desk: Desk) -> None:
    options = SendOptions(campaign_reference_id="november")
    with desk.house.qtbot.waitSignal(desk.session.options_changed):
        desk.session.set_options(options)
    assert desk.session.draft.options == options
    assert not desk.session.draft.is_empty
    desk.session.set_options(options)  # the same again is no change


def test_the_time_of_a_scheduled_mail_is_no_part_of_the_draft(desk: Desk) -> None:
    at = NOW + timedelta(days=1)
    outgoing = desk.session.begin_sending(at)
    assert outgoing is not None
    assert outgoing.send_at == at
    assert desk.session.draft.send_at is None
    desk.session.stop_sending()


def test_a_file_replaces_bodies_and_files_and_undo_brings_them_back(desk: Desk) -> None:
    desk.begin()
    desk.write(to=(PERSON,), subject="Before", html="<p>before</p>", mode=BodyMode.LETTER)
    file = Attachment("1" * 64, "logo.png", "image/png", 4, is_inline=True)

    undo = desk.session.replace_content(subject=None, html="<p>after</p>", text="after", attachments=(file,))

    now = desk.session.draft
    assert (now.to, now.subject, now.html, now.text) == ((PERSON,), "Before", "<p>after</p>", "after")
    assert (now.attachments, now.mode) == ((file,), BodyMode.HTML)
    assert undo is not None
    undo()
    assert desk.session.draft.html == "<p>before</p>"
    assert desk.session.draft.attachments == ()
    assert desk.session.draft.mode is BodyMode.LETTER


def test_undo_of_a_file_keeps_what_else_was_changed_since(desk: Desk) -> None:
    people = MergeAttachment(
        sha256="1" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=5, row_count=9
    )
    options = SendOptions(campaign_reference_id="november")
    desk.write(to=(PERSON,), subject="Before", html="<p>before</p>")
    undo = desk.session.replace_content(subject="After", html="", text="after", attachments=())
    assert undo is not None
    desk.write(to=(PERSON, OTHER), sender="new@example.com")
    desk.session.use_list(people)
    desk.session.set_options(options)

    undo()
    desk.drafts.flush_and_wait()

    now = desk.session.draft
    assert (now.subject, now.html, now.text, now.mode) == ("Before", "<p>before</p>", None, BodyMode.HTML)
    assert (now.to, now.sender, now.merge, now.options) == ((PERSON, OTHER), "new@example.com", people, options)
    assert [(one.html, one.merge) for one in desk.on_disk().values()] == [("<p>before</p>", people)]


def test_undo_of_a_file_leaves_another_draft_alone(desk: Desk) -> None:
    desk.write(subject="Before", html="<p>before</p>")
    undo = desk.session.replace_content(subject="After", html="", text="after", attachments=())
    assert undo is not None
    other = draft(subject="Another")
    desk.session.open(other)

    undo()

    assert desk.session.draft == other


def test_a_file_in_an_empty_mail_needs_no_undo(desk: Desk) -> None:
    desk.begin()

    assert desk.session.replace_content(subject="Hello", html="", text="words", attachments=()) is None
    assert desk.session.draft.subject == "Hello"
