"""A profile with work for the whole program, and the end of a program that has done it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, new_draft_id
from composer_app.services.profile import Profile
from tests.faulty_server import FaultyServer, accepts, answers
from tests.patience import PATIENCE_S

SEND, LOGS, REPORTS = "/email/3/send", "/email/1/logs", "/email/1/reports"


def profile_with_work(folder: Path, server: FaultyServer) -> Profile:
    """With an account on the server, which takes everything, and a mail that waits to be sent."""
    server.plays("POST", SEND, accepts())
    for path in (LOGS, REPORTS):
        server.plays("GET", path, answers({"results": []}))
    profile = Profile(folder)
    profile.make()
    account = Account(
        id=AccountId("linden"),
        name="Linden Energy",
        base_url=server.url,
        use=AccountUse.TEST,
        is_only_reader=True,
    )
    draft = Draft(
        id=new_draft_id(),
        account_id=account.id,
        sender="Linden Energy <billing@example.com>",
        to=("ana@example.com",),
        subject="Your November statement",
        html='<p>Hello <img src="https://www.example.com/pixel.png"></p>',
        updated_at=utc_now(),
    )
    archive = Archive.open(profile.archive)
    archive.accounts.save(account)
    archive.outbox.queue(submission_of(draft, "Hello", account, utc_now()), None)
    archive.drafts.save(draft)
    archive.close()
    return profile


def ends_after_its_work(process: subprocess.Popen[bytes], server: FaultyServer) -> None:
    """The program has sent, and has asked for logs and reports; told to end, it ends well."""
    try:
        for path in (SEND, LOGS, REPORTS):
            server.wait_for(path)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
