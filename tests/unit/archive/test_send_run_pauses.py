"""What pauses a send run by itself."""

from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.archive.send_run_pauses import is_held, is_stopped, pause_restored_runs, pause_run_of, runs_in_doubt
from composer_app.domain.account import Generation
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRun, SendRunState
from composer_app.domain.submission import Recipient, Submission
from tests.unit.archive.samples import REFUSED, T0, draft, send_run, submission


def begun(archive: Archive, recipients: int = 2, stem: str = "stem") -> tuple[SendRun, Submission]:
    """A run with one batch of one recipient."""
    run = send_run(batch_size=1, bulk_stem=stem)
    content = MailContent(sender="billing@example.com", subject="Hello", html="<p>Hello</p>")
    archive.send_runs.begin(run, content, draft())
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox(f"p{n}@example.com")) for n in range(recipients)])
    archive.send_runs.start(run.id)
    batch = archive.send_runs.next_batch(run.id, Generation.V3, T0)
    assert batch is not None
    return run, batch


def state(archive: Archive, run: SendRun) -> tuple[SendRunState, Problem | None]:
    entry = archive.send_runs.get(run.id)
    assert entry is not None
    return entry.run.state, entry.run.problem


def test_a_refused_batch_pauses_its_run_alone(archive: Archive) -> None:
    run, batch = begun(archive)
    mail = submission(bulk_id="alone")
    archive.outbox.queue(mail, None)
    numbers: dict[str, int] = dict(archive.database.rows("SELECT id, number FROM submission"))
    with archive.database.transaction():
        pause_run_of(archive.database, numbers[mail.id], REFUSED)
    assert state(archive, run) == (SendRunState.RUNNING, None)
    assert not is_held(archive.database, batch.id)
    with archive.database.transaction():
        pause_run_of(archive.database, numbers[batch.id], REFUSED)
    assert state(archive, run) == (SendRunState.PAUSED, REFUSED)
    assert is_held(archive.database, batch.id)
    assert not is_held(archive.database, mail.id)
    assert not is_stopped(archive.database, batch.id)
    archive.send_runs.stop(run.id, T0)
    assert is_stopped(archive.database, batch.id)
    assert not is_stopped(archive.database, mail.id)


def test_a_restore_pauses_runs_with_recipients_left(archive: Archive) -> None:
    begun(archive, recipients=1)
    assert runs_in_doubt(archive.database) == 0
    with archive.database.transaction():
        pause_restored_runs(archive.database)
    assert runs_in_doubt(archive.database) == 0
    run, _ = begun(archive, stem="other")
    with archive.database.transaction():
        pause_restored_runs(archive.database)
    assert runs_in_doubt(archive.database) == 1
    assert state(archive, run) == (SendRunState.PAUSED, Problem(ProblemCode.RESTORED))
