"""A send run to a list of thousands, in a process of its own: its rate, its memory, and how late the event loop is.

RUN_ROWS sets the number of rows; 100,000 take some minutes. The reference of the rate is the same number of recipients
in requests of 1,000 over the program's own session, one after the other, without an archive: the run also stores each
recipient with its history and search index, pulls their reports and reads their logs.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import keyring
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from composer_app.api.session import ApiSession
from composer_app.app import build_services
from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.ids import new_bulk_id, new_draft_id, new_submission_id
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeAttachment, MergeSettings
from composer_app.domain.secret import Secret
from composer_app.domain.send_run import SendRunEntry
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.profile import Profile
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from tests.benchmarks.figures import Figure
from tests.proofs.one_key import OneKey
from tests.proofs.sandbox import KEY, ROOT, running_sandbox
from tests.proofs.victim import ACCOUNT

ROWS = int(os.environ.get("RUN_ROWS", "20000"))
MEMORY_MB, FRAME_MS = 100.0, 33.0
_TICK_MS = 5
_HTML = "<p>Dear {{name}}, your statement is ready.</p>"


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, running_sandbox(Path(folder) / "sandbox") as sandbox:
        account = Account(id=ACCOUNT, name="Bench", base_url=sandbox.url, use=AccountUse.TEST)
        reference = asyncio.run(_plain_rate(account, min(ROWS, 5000)))
        profile = Profile(Path(folder) / "profile")
        profile.make()
        archive = Archive.open(profile.archive)
        archive.accounts.save(account)
        archive.close()
        command = [sys.executable, "-m", "tests.benchmarks.send_run_load", str(profile.folder), str(ROWS)]
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True, text=True)
        found = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure("compose.run_rate", "mails/s", found["rate"], reference, 0.05, "higher"),
        Figure("compose.run_memory", f"MB of {MEMORY_MB:.0f}", found["grown_mb"], MEMORY_MB, 1.0, "lower"),
        Figure("compose.run_late_p99", f"ms of {FRAME_MS:.0f}", found["late_p99_ms"], FRAME_MS, 1.0, "lower"),
    ]


async def _plain_rate(account: Account, recipients: int) -> float:
    session = ApiSession(account, account.base_url, Secret(KEY))
    began = time.monotonic()
    try:
        for first in range(0, recipients, 1000):
            people = tuple(
                Recipient(Mailbox(f"plain{number}@example.com"), placeholders={"name": f"Name {number}"})
                for number in range(first, first + 1000)
            )
            mail = Submission(
                id=new_submission_id(),
                account_id=account.id,
                bulk_id=new_bulk_id(utc_now()),
                content=MailContent(sender="billing@sandbox.example", subject="Hello", html=_HTML),
                recipients=people,
                created_at=utc_now(),
            )
            await session.send(mail, Path, lambda _sent, _total: None)
    finally:
        await session.aclose()
    return recipients / (time.monotonic() - began)


class _Sender(QObject):
    """Sends one run, and notes memory and late ticks of the event loop."""

    def __init__(self, services: Services, draft: Draft) -> None:
        super().__init__()
        self._services, self._draft = services, draft
        self._late: list[float] = []
        self._peak_mb = 0.0
        self._last = self._began = time.monotonic()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        services.send_runs.settled.connect(self._on_settled)

    def begin(self, _accounts: object) -> None:
        account = self._services.accounts.get(ACCOUNT)
        assert account is not None
        self._services.outbox.start()
        self._before_mb = _resident_mb()
        self._last = self._began = time.monotonic()
        self._timer.start()
        self._services.send_runs.send(self._draft, "Hello", account)

    def _on_tick(self) -> None:
        now = time.monotonic()
        self._late.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last = now
        self._peak_mb = max(self._peak_mb, _resident_mb())

    def _on_settled(self, entry: SendRunEntry) -> None:
        late = sorted(self._late)
        found = {
            "rate": entry.handed_over / (time.monotonic() - self._began),
            "grown_mb": self._peak_mb - self._before_mb,
            "late_p99_ms": late[int(len(late) * 0.99)],
        }
        print(json.dumps(found), flush=True)
        QCoreApplication.quit()


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _list_draft(profile: Profile, rows: int) -> Draft:
    lines = (f"person{number}@example.com,Name {number}\n" for number in range(rows))
    sha256, size = AttachmentStore(profile.attachments).add_bytes(("mail,name\n" + "".join(lines)).encode())
    uses = (ListColumnUse(ColumnRole.ADDRESS), ListColumnUse(ColumnRole.PLACEHOLDER, "name"))
    merge = MergeAttachment(
        sha256=sha256,
        file_name="customers.csv",
        size_bytes=size,
        settings=MergeSettings(encoding="utf-8", delimiter=",", header_row=1, uses=uses),
        recipient_count=rows,
        row_count=rows,
    )
    return Draft(
        id=new_draft_id(),
        account_id=ACCOUNT,
        sender="billing@sandbox.example",
        subject="Hello",
        html=_HTML,
        merge=merge,
        updated_at=utc_now(),
    )


def main() -> int:
    profile = Profile(Path(sys.argv[1]))
    app = QCoreApplication(sys.argv[:1])
    keyring.set_keyring(OneKey())
    settings = Settings(profile.settings)
    settings.current_account = ACCOUNT
    settings.undo_s = 0
    draft = _list_draft(profile, int(sys.argv[2]))
    services = build_services(profile, settings)
    GarbageCollector(app)
    sender = _Sender(services, draft)
    services.accounts.load().on_success(sender.begin)
    app.exec()
    return 0 if services.stop() else 4


if __name__ == "__main__":
    sys.exit(main())
