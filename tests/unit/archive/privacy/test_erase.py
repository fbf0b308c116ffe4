"""After an erasure the address is nowhere: not in a row, not in the file, not in its log."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.errors import BeingSent
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT, DraftId, MessageId, SendRunId
from composer_app.domain.mail import Attachment, Mailbox, MailContent
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import Recipient
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import NO_ANSWER, T0, Answered, after, draft, entry, report, send_run, submission
from tests.unit.archive.statuses import BOUNCED
from tests.unit.archive.steps import all_rows, ingest, sent, sync

VICTIM = "ana+news@example.com"
PARTS = (b"ana+news@example", b"ana\\u002bnews", b"ana%2bnews", b"Ana+News")


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()) if file.is_file())


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """The victim in every place where an address can stand, among others who stay."""
    for number in range(300):
        sync(archive, entry(f"other-{number}", f"ana{number}@example.com", bulk_id=None))
    mail = submission(VICTIM, "tom@example.com", ids=("m-1", "m-2"))
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    raw = json.dumps({"messages": [{"to": VICTIM, "messageId": "m-1"}, {"to": "tom@example.com", "messageId": "m-2"}]})
    answers = [Answered(VICTIM, MessageId("m-1")), Answered("tom@example.com", MessageId("m-2"))]
    archive.outbox.record_answer(mail.id, after(1), mail.bulk_id, answers, raw.encode())
    alone = submission("Ana+News@Example.com", ids=("m-3",), bulk_id="bulk-alone")
    sent(archive, alone, Answered("Ana+News@Example.com", MessageId("m-3")))
    reported = VendorError(2, "USER_ERRORS", 6010, "X", f"550 no mailbox <{VICTIM}>", True)
    ingest(archive, report("m-1", VICTIM, BOUNCED, error=reported))
    sync(archive, entry("m-3", VICTIM, bulk_id="bulk-alone"), entry("x-9", VICTIM.upper(), bulk_id=None))
    archive.drafts.save(draft("d-1", f"Ask {VICTIM} about it"))
    archive.drafts.save(msgspec.structs.replace(draft("d-2"), to=(f"Ana <{VICTIM}>", "tom@example.com"), cc=(VICTIM,)))
    escaped = VICTIM.replace("@", "\\u0040").replace("+", "\\u002b")
    archive.answers.store(SANDBOX_ACCOUNT, "reports", f"to={VICTIM}", f'{{"to":"{escaped}"'.encode(), False, T0)
    return archive


def test_nothing_is_left_in_the_file_or_its_log(filled: Archive, path: Path) -> None:
    assert VICTIM.encode() in bytes_of(path)
    erased = filled.erasure.erase(VICTIM, after(90))
    content = bytes_of(path)
    assert [part for part in PARTS if part.lower() in content.lower()] == []
    assert erased.is_overwritten
    assert filled.as_reader.check() == ()


def test_what_is_reported_about_it_is_true(filled: Archive) -> None:
    erased = filled.erasure.erase(f" {VICTIM} ", after(90))
    assert (erased.messages, erased.reports, erased.log_entries) == (3, 1, 2)
    assert (erased.submissions, erased.drafts) == (2, 1)
    assert erased.events == 9
    assert erased.texts >= 3
    (record,) = filled.database.rows("SELECT at, address_hash, counts, is_overwritten FROM erasure")
    assert record[1] == hashlib.sha256(VICTIM.encode()).digest()
    assert json.loads(record[2])["messages"] == 3
    assert record[3] == 1


def test_everybody_else_stays(filled: Archive) -> None:
    filled.erasure.erase(VICTIM)
    assert {row.to for row in all_rows(filled)} == {"tom@example.com", *(f"ana{n}@example.com" for n in range(300))}
    (mail,) = newest_mail(filled)
    assert [one.mailbox.address for one in mail.recipients] == ["tom@example.com"]
    details = filled.messages.details(filled.messages.of_submission(mail.id)[0].row)
    assert details is not None
    assert json.loads(details.raw_answer)["messages"][1] == {"to": "tom@example.com", "messageId": "m-2"}
    assert json.loads(details.raw_answer)["messages"][0] == {"to": "[erased]", "messageId": "[erased]"}
    kept = filled.drafts.get(DraftId("d-2"))
    assert kept is not None
    assert (kept.to, kept.cc) == (("tom@example.com",), ())
    assert filled.drafts.get(DraftId("d-1")).subject == "Ask [erased] about it"
    assert filled.messages.count_by_outcome(ArchiveFilter()).get(Outcome.BOUNCED) is None
    assert len(filled.messages.ids(ArchiveFilter(words=("ana1",)), SortKey.SENT, True)) == 111
    assert len(filled.messages.ids(ArchiveFilter(words=("news",)), SortKey.SENT, True)) == 0


@pytest.mark.parametrize("other", ["joana+news@example.com", "ana+news@example.com.au", "x.ana+news@example.com"])
def test_a_longer_address_is_another(archive: Archive, other: str) -> None:
    sync(archive, entry("m-1", other, bulk_id=None))
    erased = archive.erasure.erase(VICTIM)
    assert (erased.messages, erased.texts) == (0, 0)
    assert all_rows(archive)[0].to == other


def test_files_that_no_mail_needs_any_more_are_named(archive: Archive, tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path / "attachments")
    own, shared = (store.add_bytes(content)[0] for content in (b"own", b"shared"))
    for number, (to, files) in enumerate({VICTIM: (own, shared), "tom@example.com": (shared,)}.items()):
        mail = submission(to, bulk_id=f"bulk-{number}")
        attachments = tuple(Attachment(sha256, "a.pdf", "application/pdf", 3) for sha256 in files)
        content = msgspec.structs.replace(mail.content, attachments=attachments)
        archive.outbox.queue(msgspec.structs.replace(mail, content=content), None)
    erased = archive.erasure.erase(VICTIM)
    assert erased.unused_files == (own,)
    assert store.remove(erased.unused_files) == 1
    assert [file.name for file in store.files()] == [shared]


def test_a_mail_on_its_way_is_not_pulled_away(archive: Archive) -> None:
    mail = submission(VICTIM)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    with pytest.raises(BeingSent):
        archive.erasure.erase(VICTIM)
    assert len(all_rows(archive)) == 1
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, None)
    assert archive.erasure.erase(VICTIM).messages == 1
    assert newest_mail(archive) == ()


def test_what_a_reader_kept_back_is_overwritten_at_the_next_start(filled: Archive, path: Path) -> None:
    filled.database.run("PRAGMA busy_timeout = 10")
    reader = filled.reader()
    reader.database.run("BEGIN")
    assert reader.messages.total(SANDBOX_ACCOUNT) > 0
    assert not filled.erasure.erase(VICTIM).is_overwritten
    reader.close()
    filled.close()
    again = Archive.open(path)
    content = bytes_of(path)
    assert again.database.rows("SELECT is_overwritten FROM erasure") == [(1,)]
    again.close()
    assert [part for part in PARTS if part.lower() in content.lower()] == []


def test_answers_that_no_one_has_read_yet_are_named(filled: Archive, path: Path) -> None:
    incoming_answers = IncomingAnswers.beside(path)
    for to in (VICTIM, "tom@example.com"):
        raw = b'HTTP/1.1 200 OK\r\n\r\n{"results":[{"to":"%s"}]}' % to.encode()
        incoming_answer = incoming_answers.begin(SANDBOX_ACCOUNT, "{}")
        incoming_answer.append(raw)
        incoming_answer.close()
        if to == VICTIM:
            of_the_victim = incoming_answer.path
    assert filled.erasure.erase(VICTIM).copies == (of_the_victim,)


def test_copies_made_earlier_are_named(filled: Archive, path: Path) -> None:
    copy = path.with_name(f"{path.name}.before-002")
    copy.write_bytes(b"")
    assert filled.erasure.erase(VICTIM).copies == (copy,)


@pytest.mark.parametrize("text", ["", "ana", "@", "@example.com"])
def test_only_an_address_is_erased(filled: Archive, text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        filled.erasure.erase(text)


def test_a_wording_stays_unique(archive: Archive) -> None:
    for number, spelling in enumerate((VICTIM, VICTIM.upper())):
        status = Status(2, "UNDELIVERABLE", 9, "X", f"no {spelling}")
        sync(archive, entry(f"m-{number}", f"p{number}@example.com", status, bulk_id=None))
    archive.erasure.erase(VICTIM)
    words = {row.status.description for row in all_rows(archive) if row.status}
    assert len(words) == 2
    assert all(word.startswith("no [erased]") for word in words)


def test_a_copy_of_a_draft_becomes_what_the_archive_made_of_it(archive: Archive) -> None:
    held = msgspec.structs.replace(
        draft("d-1", f"Ask {VICTIM}"), to=(f"Ana <{VICTIM}>", "tom@example.com"), reply_to=VICTIM, text=f"\n{VICTIM}"
    )
    archive.drafts.save(held)
    erased = archive.erasure.erase(VICTIM)

    assert (erased.mask.applied(held),) == archive.drafts.all()
    assert erased.mask.applied(f"to {VICTIM}") == "to [erased]"
    assert erased.mask.applied(None) is None
    assert erased.mask.applied("ana at news.example.com") == "ana at news.example.com"


def test_what_is_reported_afterwards_of_mail_from_before_is_not_kept(filled: Archive, path: Path) -> None:
    filled.erasure.erase(VICTIM, after(100))

    sync(filled, entry("m-3", VICTIM, bulk_id="bulk-alone"), entry("other", "tom@example.com"), at=after(200))
    ingest(filled, report("m-1", VICTIM.upper(), BOUNCED), at=after(200))
    assert not any(row.to.casefold() == VICTIM for row in all_rows(filled))
    assert VICTIM.encode() not in bytes_of(path)

    later = msgspec.structs.replace(entry("m-4", VICTIM), sent_at=after(150))
    sync(filled, later, at=after(200))
    assert [row.to for row in all_rows(filled) if row.to == VICTIM] == [VICTIM]


def test_another_program_does_not_take_the_log_away_after_an_erasure(archive: Archive, path: Path) -> None:
    """Whoever closes an archive last deletes its log. Locks say that somebody is still at it."""
    reading = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM draft'); c.close()"
    sync(archive, entry("x-1", VICTIM, bulk_id=None))
    archive.erasure.erase(VICTIM)
    archive.drafts.save(draft("one"))

    subprocess.run([sys.executable, "-c", reading, str(path)], check=True)
    archive.drafts.save(draft("two"))

    with closing(sqlite3.connect(path)) as other:
        assert {row[0] for row in other.execute("SELECT id FROM draft")} >= {"one", "two"}


def started_run(archive: Archive, *addresses: str) -> SendRunId:
    run = send_run(batch_size=2)
    content = MailContent(sender="billing@example.com", subject="Hello", html=f"<p>Not for {VICTIM}</p>")
    written = msgspec.structs.replace(draft("d-9"), to=addresses)
    archive.send_runs.begin(run, content, written)
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox(one), placeholders={"to": one}) for one in addresses])
    return run.id


def test_a_run_that_has_not_reached_the_address_leaves_it_out(archive: Archive, path: Path) -> None:
    others = [f"person{number}@example.com" for number in range(4)]
    run_id = started_run(archive, *others[:2], "tom@example.com", VICTIM, *others[2:])
    archive.send_runs.start(run_id)
    made = archive.send_runs.next_batch(run_id, Generation.V3, T0)
    assert made is not None

    erased = archive.erasure.erase(VICTIM, after(90))

    content = bytes_of(path)
    assert [part for part in PARTS if part.lower() in content.lower()] == []
    assert erased.submissions == 1
    entry_now = archive.send_runs.get(run_id)
    assert entry_now is not None
    assert (entry_now.left, entry_now.total) == (3, 5)
    left = [one.mailbox.address for one in archive.send_runs.recipients_left(run_id)]
    assert left == [*others[:2], "tom@example.com", *others[2:]]


def test_a_run_that_can_still_be_taken_back_leaves_it_out_of_its_draft(archive: Archive) -> None:
    run_id = started_run(archive, "tom@example.com", VICTIM)
    archive.send_runs.start(run_id)
    archive.erasure.erase(VICTIM, after(90))
    back = archive.send_runs.take_back(run_id, after(91))
    assert back is not None
    assert back.to == ("tom@example.com",)


def test_an_address_erased_while_a_run_is_prepared_is_left_out(archive: Archive) -> None:
    run_id = started_run(archive, "tom@example.com", VICTIM)
    archive.erasure.erase(VICTIM, after(90))
    archive.send_runs.add_recipients(run_id, [Recipient(Mailbox(VICTIM)), Recipient(Mailbox("ben@example.com"))])
    assert archive.send_runs.start(run_id).left == 2
    left = [one.mailbox.address for one in archive.send_runs.recipients_left(run_id)]
    assert left == ["tom@example.com", "ben@example.com"]


def test_files_of_a_run_are_stored_anew_without_the_address(archive: Archive, tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path / "attachments")
    named, size = store.add_bytes(f"for {VICTIM}".encode())
    run = send_run()
    content = MailContent(
        sender="billing@example.com", subject="Hello", attachments=(Attachment(named, "a.txt", "text/plain", size),)
    )
    written = msgspec.structs.replace(draft("d-9"), attachments=content.attachments)
    archive.send_runs.begin(run, content, written)
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox("tom@example.com"))])
    archive.send_runs.start(run.id)
    erased = archive.erasure.erase(VICTIM, after(90), tmp_path / "attachments")
    assert erased.unused_files == (named,)
    (file,) = archive.send_runs.content(run.id).attachments
    assert file.sha256 != named
