"""Salvaged rows refer to nothing that is lost."""

from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.archive.repair.rebuild import mend
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.outcome import Outcome
from composer_app.domain.send_run import SendRun, SendRunState
from composer_app.domain.submission import Recipient, Submission, SubmissionState
from tests.unit.archive.samples import T0, draft, entry, report, send_run
from tests.unit.archive.statuses import BOUNCED, DELIVERED
from tests.unit.archive.steps import all_rows, ingest, sync


def mended(archive: Archive, *damage: str) -> int:
    archive.database.run("PRAGMA foreign_keys = OFF")
    with archive.database.transaction():
        for sql in damage:
            archive.database.run(sql)
        count = mend(archive.database)
    assert archive.as_reader.check() == ()
    return count


def test_what_is_whole_stays(archive: Archive) -> None:
    sync(archive, entry())
    ingest(archive, report())
    before = all_rows(archive)
    assert mended(archive) == 0
    assert all_rows(archive) == before
    assert archive.answers.unread() == ()


def test_an_account_that_is_lost_keeps_its_mails(archive: Archive) -> None:
    sync(archive, entry())
    assert mended(archive, "DELETE FROM account") == 0
    assert [row.account_id for row in all_rows(archive)] == ["recovered-1"]
    assert archive.accounts.all() == ()


def test_lonely_entries_go_to_the_account_of_their_bulk(archive: Archive) -> None:
    sync(archive, entry("m-1"), entry("m-2"))
    assert mended(archive, "DELETE FROM message WHERE row = 2") == 1
    (answer,) = archive.answers.unread()
    assert (answer.account_id, answer.kind, answer.is_read) == (SANDBOX_ACCOUNT, "logs", False)
    assert archive.answers.body(answer.id).startswith(b'{"results":[["m-2"')


def test_what_is_disputed_is_judged_again(archive: Archive) -> None:
    sync(archive, entry("m-1", status=BOUNCED), entry("m-2", status=BOUNCED))
    ingest(archive, report("m-1", status=DELIVERED), report("m-2", status=DELIVERED))
    lost = "UPDATE message SET is_disputed = 0 WHERE row = 1"  # as in a file of a layout without it
    assert mended(archive, lost, "DELETE FROM log_entry WHERE message = 2") == 0
    assert archive.database.rows("SELECT row, is_disputed FROM message") == [(1, 1), (2, 0)]


def begun_run(archive: Archive) -> tuple[SendRun, Submission]:
    """A run of three recipients, with one batch that waits."""
    run = send_run(batch_size=1)
    content = MailContent(sender="billing@example.com", subject="Hello", html="<p>Hello</p>")
    archive.send_runs.begin(run, content, draft())
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox(f"p{n}@example.com")) for n in range(3)])
    archive.send_runs.start(run.id)
    batch = archive.send_runs.next_batch(run.id, Generation.V3, T0)
    assert batch is not None
    return run, batch


def test_a_run_that_is_lost_sends_nothing_and_its_batches_stay(archive: Archive) -> None:
    _, batch = begun_run(archive)
    assert mended(archive, "DELETE FROM send_run") == 0
    found = archive.outbox.existing(batch.id)
    assert (found.state, found.run_id) == (SubmissionState.CANCELLED, None)
    assert {row.outcome for row in all_rows(archive)} == {Outcome.CANCELLED}
    assert archive.database.rows("SELECT count(*) FROM send_run_row") == [(0,)]


def test_a_run_with_lost_rows_and_damaged_words_goes_on_paused(archive: Archive) -> None:
    run, batch = begun_run(archive)
    damage = (
        "DELETE FROM send_run_row WHERE row = 3",
        "UPDATE send_run SET state = 'garbage', problem = 'x', draft = '{'",
    )
    assert mended(archive, *damage) == 0
    entry_now = archive.send_runs.get(run.id)
    assert entry_now is not None
    assert (entry_now.run.state, entry_now.run.problem, entry_now.left) == (SendRunState.PAUSED, None, 1)
    assert [one.id for one in entry_now.batches] == [batch.id]
    assert mended(archive, "UPDATE send_run SET content = '{'") == 0
    assert archive.send_runs.get(run.id) is None
