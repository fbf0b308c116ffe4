"""Which files are needed is known at every moment, and no interleaving loses one that is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_references import AttachmentReferences
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.database import Database
from composer_app.archive.migration import migrate, migrations
from composer_app.domain.ids import DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment, MergeSettings
from composer_app.domain.submission import Submission
from tests.examples import examples
from tests.new_archive import open_new
from tests.unit.archive.samples import draft, submission


def attachment(sha256: str) -> Attachment:
    return Attachment(sha256, "a.txt", "text/plain", 1)


def mail_with(number: int, *digests: str, to: str = "ana@example.com") -> Submission:
    mail = submission(to, bulk_id=f"bulk-{number}")
    content = msgspec.structs.replace(mail.content, attachments=tuple(map(attachment, digests)))
    return msgspec.structs.replace(mail, content=content)


def test_drafts_and_mails_use_files(archive: Archive) -> None:
    one, two, three = ("1" * 64, "2" * 64, "3" * 64)
    assert archive.attachments.used() == set()
    archive.drafts.save(msgspec.structs.replace(draft("d-1"), attachments=(attachment(one), attachment(one))))
    archive.outbox.queue(mail_with(1, two, two), None)
    archive.outbox.queue(mail_with(2, two, three, to="tom@example.com"), None)
    assert archive.attachments.used() == {one, two, three}
    archive.erasure.erase("tom@example.com")
    archive.drafts.delete(DraftId("d-1"))
    assert archive.attachments.used() == {two}


def test_the_list_of_a_draft_is_used_and_known(archive: Archive) -> None:
    people = MergeAttachment(
        sha256="4" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=1, row_count=1
    )
    other = msgspec.structs.replace(people, sha256="5" * 64)
    archive.drafts.save(msgspec.structs.replace(draft("d-1"), merge=people))
    assert archive.attachments.used() == {people.sha256}
    archive.drafts.save(msgspec.structs.replace(draft("d-1"), merge=other))
    assert archive.attachments.used() == {other.sha256}
    archive.drafts.delete(DraftId("d-1"))
    assert archive.attachments.used() == set()
    assert archive.attachments.known()[0] == {people.sha256, other.sha256}


def test_an_archive_of_an_earlier_layout_knows_as_well(tmp_path: Path) -> None:
    steps = migrations()
    number = next(step.version for step in steps if "CREATE TABLE attachment_use" in step.sql)
    database = Database.open(tmp_path / "archive.sqlite")
    migrate(database, steps[: number - 1])
    database.run("INSERT INTO account (id, settings) VALUES ('a', '{}')")
    for row, content in enumerate(('{"attachments":[{"sha256":"1"},{"sha256":"2"}]}', "no JSON"), start=1):
        values = f"({row}, 's{row}', 1, 'b{row}', 'accepted', '', 1, 0)"
        database.run(
            "INSERT INTO submission (number, id, account, bulk_id, state, subject, recipient_count, created_at)"
            f" VALUES {values}"
        )
        database.run("INSERT INTO submission_content VALUES (?, ?, '[]')", (row, content))
    migrate(database, steps)
    assert AttachmentReferences(database).used() == {"1", "2"}
    database.close()


def test_content_that_is_no_json_is_stored_all_the_same(archive: Archive) -> None:
    archive.outbox.queue(mail_with(1, "1" * 64), None)
    archive.database.run("UPDATE submission_content SET content = 'x'")
    assert archive.attachments.used() == set()


def test_an_archive_that_was_put_aside_needs_its_files(archive: Archive, path: Path) -> None:
    assert archive.attachments.used_by_former_archives() == (set(), 0.0)
    former = Archive.open(path.with_name(f"{path.name}.before-restore"))
    former.outbox.queue(mail_with(1, "1" * 64), None)
    former.close()
    path.with_name(f"{path.name}.before-005").write_bytes(b"of another kind")
    assert archive.attachments.used_by_former_archives() == ({"1" * 64}, 0.0)

    damaged = path.with_name(f"{path.name}.damaged")
    damaged.write_bytes(b"rubbish" * 1_000)
    used, until = archive.attachments.used_by_former_archives()
    assert used == {"1" * 64}
    store = AttachmentStore(path.parent / "attachments")
    before, later = (store.add_bytes(content)[0] for content in CONTENTS[:2])
    os.utime(store.path(before), (until - 1, until - 1))
    os.utime(store.path(later), (until + 1, until + 1))
    assert store.sweep(set(), kept_until=until, grace_s=60.0, now=until + 1_000).removed == 1
    assert [file.name for file in store.files()] == [before]


def test_both_of_two_archives_need_their_files_after_one_took_the_place_of_the_other(path: Path) -> None:
    other = path.with_name("other")
    for made, digest in ((path, "1" * 64), (other, "2" * 64)):
        archive = Archive.open(made)
        archive.outbox.queue(mail_with(1, digest), None)
        if made == path:
            in_use = archive
        else:
            archive.close()
    other.replace(path)
    in_use.drafts.save(draft("noticed"))
    assert (in_use.attachments.used(), in_use.attachments.used_by_former_archives()) == ({"1" * 64}, ({"2" * 64}, 0.0))
    in_use.close()

    next_start = Archive.open(path)
    assert (next_start.attachments.used(), next_start.attachments.used_by_former_archives()) == (
        {"2" * 64},
        ({"1" * 64}, 0.0),
    )
    next_start.close()


def test_files_of_an_archive_that_was_moved_away_stay(archive: Archive, path: Path) -> None:
    store = AttachmentStore(path.parent / "attachments")
    of_another, later, discarded, sent = (store.add_bytes(content)[0] for content in (*CONTENTS, b"four"))
    archive.drafts.save(msgspec.structs.replace(draft("d-1"), attachments=(attachment(discarded),)))
    archive.drafts.save(draft("d-1"))
    archive.outbox.queue(mail_with(1, sent), None)
    known, began = archive.attachments.known()
    assert known == {discarded, sent}
    assert time.time() - 3_600 < began <= time.time()
    for sha256, at in ((of_another, -100), (later, 100), (discarded, -100), (sent, -100)):
        os.utime(store.path(sha256), (began + at, began + at))
    store.sweep(archive.attachments.used(), known=known, kept_until=began, grace_s=60.0, now=began + 1_000)
    assert {file.name for file in store.files()} == {of_another, sent}


CONTENTS = [b"one", b"two", b"three"]


class Interleavings(RuleBasedStateMachine):
    """A page, the outbox and sweeps in any order, with kills in between; the files are as old as they can be."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.runs = len(list(self.folder.iterdir()))
        place = self.folder / str(self.runs)
        self.path = place / "archive.sqlite"
        self.archive = open_new(self.path)
        self.store = AttachmentStore(place / "attachments")
        self.page: list[str] = []
        self.saved = False
        self.removed: str | None = None
        self.discarded: list[str] | None = None
        self.mails = 0

    def teardown(self) -> None:
        self.archive.close()

    def held(self) -> set[str]:
        return {*self.page, *(self.discarded or ()), *([self.removed] if self.removed else ())}

    def age(self) -> None:
        for file in self.store.files():
            os.utime(file, (1_000, 1_000))

    @rule(content=st.sampled_from(CONTENTS))
    def attach(self, content: bytes) -> None:
        sha256, _ = self.store.add_bytes(content)
        if sha256 not in self.page:
            self.page.append(sha256)

    @rule()
    def save(self) -> None:
        held = msgspec.structs.replace(draft("page"), attachments=tuple(map(attachment, self.page)))
        self.archive.drafts.save(held)

    @precondition(lambda self: self.page)
    @rule()
    def remove(self) -> None:
        self.removed, self.discarded = self.page.pop(), None

    @precondition(lambda self: self.removed)
    @rule()
    def put_back(self) -> None:
        if self.removed not in self.page:
            self.page.append(self.removed)  # type: ignore[arg-type]
        self.removed = None

    @rule()
    def discard(self) -> None:
        self.archive.drafts.delete(DraftId("page"))
        self.discarded, self.removed, self.page = self.page, None, []

    @precondition(lambda self: self.discarded is not None and not self.page)
    @rule()
    def take_discarded_back(self) -> None:
        self.page, self.discarded = self.discarded or [], None

    @rule()
    def undo_is_over(self) -> None:
        self.removed = self.discarded = None

    @rule()
    def send(self) -> None:
        self.mails += 1
        self.archive.outbox.queue(mail_with(self.mails, *self.page), DraftId("page"))
        self.page = []

    @rule()
    def sweep(self) -> None:
        self.age()
        used = self.archive.attachments.used()
        self.store.sweep(used, self.held(), grace_s=60.0)
        assert {file.name for file in self.store.files()} == used | self.held()

    @rule()
    def kill(self) -> None:
        """What was only in memory is gone; the page is as it was saved."""
        self.archive.close()
        self.archive = Archive.open(self.path)
        kept = self.archive.drafts.get(DraftId("page"))
        self.page = [] if kept is None else [file.sha256 for file in kept.attachments]
        self.removed = self.discarded = None
        folder = self.path.parent / "attachments"
        for name in (f".copying-{self.mails}-killed", f".reading-{self.mails}-killed"):
            if folder.is_dir():
                (folder / name).write_bytes(b"half")
                os.utime(folder / name, (1_000, 1_000))

    @rule()
    def kill_in_a_sweep(self) -> None:
        self.age()
        for file in list(self.store.files()):
            if file.name not in self.archive.attachments.used() | self.held():
                file.rename(file.with_name(f".leaving-{file.name}"))
        self.kill()

    @invariant()
    def nothing_that_is_needed_is_gone(self) -> None:
        for sha256 in self.archive.attachments.used() | self.held():
            assert self.store.path(sha256).exists()


def test_no_interleaving_loses_a_file_or_keeps_one(tmp_path: Path) -> None:
    machine = type("Machine", (Interleavings,), {"folder": tmp_path})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples(12), stateful_step_count=20, deadline=None)
    )
