"""What was committed is there after a kill, whatever step the program was killed after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveReadOnly
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import after
from tests.unit.archive.steps import all_rows

CHILD = """
import sys
from pathlib import Path
from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT, DraftId, MessageId
from tests.unit.archive.samples import T0, Answered, after, draft, report, submission

archive = Archive.open(Path(sys.argv[1]))
mail = submission(ids=("m-1",))

def pull():
    return archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"the only copy", True, T0)

steps = [
    lambda: archive.drafts.save(draft(subject="not lost")),
    lambda: archive.outbox.queue(mail, DraftId("draft-1")),
    lambda: archive.outbox.start_sending(mail.id, T0),
    lambda: archive.outbox.record_answer(mail.id, T0, None, [Answered("ana@example.com", MessageId("m-1"))], b"answer"),
    pull,
    lambda: archive.reports.ingest(1, [report()], None, after(60)),
]
for step in steps[: int(sys.argv[2])]:
    step()
print("done", flush=True)
sys.stdin.readline()  # until it is killed
"""


def killed_after(steps: int, path: Path) -> None:
    """Run a program that takes so many steps, and kill it without a warning once the last one returned."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(steps)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        assert child.stdout.readline() == b"done\n"
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        child.stdin.close()


@pytest.mark.parametrize("steps", range(1, 7))
def test_what_returned_is_there_after_a_kill(path: Path, steps: int) -> None:
    killed_after(steps, path)
    archive = Archive.open(path)
    try:
        drafts = [draft.subject for draft in archive.drafts.all()]
        mails = newest_mail(archive)
        states = [mail.state for mail in mails]
        assert drafts == (["not lost"] if steps == 1 else [])
        queued, sending, accepted = SubmissionState.QUEUED, SubmissionState.SENDING, SubmissionState.ACCEPTED
        assert states == [[], [queued], [sending], [accepted], [accepted], [accepted]][steps - 1]
        assert [archive.answers.body(one.id) for one in archive.answers.unread()] == (
            [b"the only copy"] if steps == 5 else []
        )
        if steps == 3:
            (unknown,) = archive.outbox.interrupted(after(60))
            assert (unknown.state, unknown.next_lookup_at) == (SubmissionState.UNKNOWN, after(60))
        if steps == 6:
            details = archive.messages.details(1)
            assert details is not None
            assert details.message.outcome is Outcome.DELIVERED
            assert (details.raw_answer, bool(details.raw_report)) == (b"answer", True)
            assert [event.kind for event in details.events] == [
                EventKind.QUEUED,
                EventKind.HANDED_OVER,
                EventKind.ANSWERED,
                EventKind.REPORTED,
            ]
        assert archive.as_reader.check() == ()
    finally:
        archive.close()


def test_killed_before_the_commit_nothing_is_half_done(path: Path) -> None:
    archive = Archive.open(path)
    child = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from composer_app.archive.archive import Archive\n"
            "from tests.unit.archive.samples import entry, T0\n"
            "from composer_app.domain.ids import SANDBOX_ACCOUNT\n"
            "def entries():\n"
            "    for number in range(50):\n"
            "        yield entry(f'm-{number}')\n"
            "    os.kill(os.getpid(), signal.SIGKILL)\n"
            "Archive.open(Path(sys.argv[1])).logs.ingest(SANDBOX_ACCOUNT, entries(), T0, None)\n",
            str(path),
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert child.returncode == -signal.SIGKILL
    assert all_rows(archive) == []
    assert archive.messages.total(SANDBOX_ACCOUNT) == 0
    assert archive.as_reader.check() == ()
    archive.close()


def test_two_programs_write_to_one_archive(archive: Archive, path: Path) -> None:
    other = Archive.open(path)
    answers = [one.answers.store(SANDBOX_ACCOUNT, "reports", "", b"x", True, after(0)) for one in (archive, other) * 5]
    assert answers == list(range(1, 11))
    assert len(archive.answers.unread()) == 10
    other.close()


def test_a_copy_opened_with_plain_sqlite_can_be_read(archive: Archive, path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    (settings,) = connection.execute("SELECT settings FROM account WHERE id = 'sandbox'").fetchone()
    connection.close()
    assert '"name":"Sandbox"' in settings


def test_a_place_where_no_folder_can_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"")

    with pytest.raises(ArchiveReadOnly):
        Archive.open(tmp_path / "a file" / "archive.sqlite")
