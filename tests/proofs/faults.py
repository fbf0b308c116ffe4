"""Every fault of the Sandbox times every kind of request: what the program must know afterwards, by the design.

Each case has a profile of its own and its own mail. What comes of a case is told as a line of words, and
`tests/data/faults.txt` says which words are right. In words:

- send: the state, why, and how often the Sandbox has the mail in the end; then the state after the program has looked
  it up, or tried again where it may by itself. Never more than once.
- pull reports: what the pull said, what the archive has of three reports, and how many it has after one more pull.
  Reports that the service handed out into nothing are gone; that is the service's fault, and the program says that
  it had no answer. Of an answer that broke off the whole reports are there, and its bytes are kept. They are asked for
  by a process of its own, which really waits between its tries: a service that is back by then was never away.
- fetch logs: the same; a stretch that was not read in full is not recorded, and the next harvest has all of it.
- lookup: the state of an unknown mail that the Sandbox has, after one lookup; and after one more.
- test connection: its four lines (address, key, send, logs).
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from composer_app.api.session import ApiSession
from composer_app.api.timeouts import Timeouts
from composer_app.domain.account import SANDBOX
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import new_draft_id
from composer_app.domain.queries import ReportQuery
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import problem_of
from composer_app.services.sending.delivery import Delivery
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult
from tests.proofs.elsewhere import SandboxElsewhere
from tests.proofs.sandbox import ROOT, Sandbox, running_sandbox

IMPATIENT = Timeouts(connect_s=2.0, read_s=0.3, read_send_s=0.3, write_s=2.0)
RECIPIENTS = 3

FAULTS: dict[str, dict[str, object]] = {
    "refuse": {"seconds": 0.4},
    "reset-before": {},
    "reset-during": {},
    "reset-after": {},
    "error": {},
    "too-many": {"retryAfter": 1},
    "unavailable": {"retryAfter": 1},
    "gateway": {},
    "hang": {},
    "accept-error": {},
    "accept-nothing": {},
    "accept-hang": {},
    "drip": {"bytes": 200, "seconds": 0.01},
    "cut-json": {},
    "cut-answer": {},
    "unknown-fields": {},
    "wrong-type": {},
    "skew": {},
}
KINDS = ("send", "pull reports", "fetch logs", "lookup", "test connection")

_TABLE = ROOT / "tests" / "data" / "faults.txt"


class _Case:
    """The program below its window and its Qt, on an empty profile."""

    def __init__(self, folder: Path, sandbox: Sandbox, fault: str) -> None:
        self._sandbox = sandbox
        self._fault = fault
        self.archive = ArchiveAccess(folder / "archive.sqlite")
        self.connections = Connections(Credentials(), SandboxElsewhere(sandbox.url))
        self._receiver = ReceiverProcess()
        self._delivery = Delivery(self.archive, self.connections, lambda sha256: folder / sha256, utc_now)
        self._pulls = ReportPulls(self.archive, self.connections, self._receiver, utc_now, asyncio.ensure_future)
        self._fetches = LogFetches(self.archive, self.connections, utc_now)

    async def close(self) -> None:
        await self.connections.close()
        self._receiver.stop()
        self.archive.stop()

    # -- kinds of requests

    async def send(self) -> str:
        submission = await self._queued()
        await self._break()
        sent = await self._deliver(submission)
        self._mend()
        reported = f"{sent.state}{f' ({sent.problem.code})' if sent.problem else ''}"
        if sent.state is SubmissionState.UNKNOWN:
            sent = await self._delivery.look_up(sent.id, SANDBOX)
        elif sent.state is SubmissionState.QUEUED:
            assert sent.problem is not None
            assert sent.problem.retry_at is not None, "it would wait for ever"
            sent = await self._deliver(sent)
        count = sum(mail["bulkId"] == submission.bulk_id for mail in self._sandbox.mails()) / RECIPIENTS
        return f"{reported}, then {sent.state}, {count:g} there"

    async def pull_reports(self) -> str:
        sent = await self._accepted()
        await self._break()
        first = await self._reported(self._pulls.pull(SANDBOX, ReportQuery(bulk_id=sent.bulk_id)))
        kept = await self._reports(), await self._spooled()
        self._mend()
        await self._reported(self._pulls.pull(SANDBOX, ReportQuery(bulk_id=sent.bulk_id)))
        spooled = ", bytes kept" if kept[1] else ""
        return f"{first}, {kept[0]} there{spooled}, then {await self._reports()}"

    async def fetch_logs(self) -> str:
        sent = await self._accepted()
        await self._break()
        first = await self._reported(self._fetches.fetch_recent(SANDBOX))
        entries, recorded = await self._logged(sent), await self._recorded()
        self._mend()
        await self._reported(self._fetches.fetch_recent(SANDBOX))
        after = f"then {await self._logged(sent)} there, {'recorded' if await self._recorded() else 'a gap'}"
        return f"{first}, {'there' if entries else 'none there'}, {'recorded' if recorded else 'a gap'}, {after}"

    async def look_up(self) -> str:
        submission = await self._queued()
        self._sandbox.set_fault(kind="accept-nothing")
        unknown = await self._deliver(submission)
        assert unknown.state is SubmissionState.UNKNOWN
        await self._break()
        first = await self._delivery.look_up(unknown.id, SANDBOX)
        if first.state is SubmissionState.UNKNOWN:
            assert first.next_lookup_at is not None, "it would not be looked for again"
        self._mend()
        if first.state is not SubmissionState.UNKNOWN:
            return f"{first.state}"
        return f"{first.state}, then {(await self._delivery.look_up(first.id, SANDBOX)).state}"

    async def test_connection(self) -> str:
        await self._break()
        session = await self.connections.session(SANDBOX)
        result = await session.run_connection_test()
        self._mend()
        assert not self._sandbox_has_grown(), "a test sent mail"
        return ", ".join(str(check.problem or ("ok" if check.is_ok else "not checked")) for check in result.checks)

    # -- means

    async def _break(self) -> None:
        await self.connections.close()  # each case begins with a connection of its own
        self._before = len(self._sandbox.mails())
        self._sandbox.set_fault(kind=self._fault, **FAULTS[self._fault])

    def _mend(self) -> None:
        self._sandbox.clear_faults()

    def _sandbox_has_grown(self) -> bool:
        return len(self._sandbox.mails()) > self._before

    async def _queued(self) -> Submission:
        draft = Draft(
            id=new_draft_id(),
            account_id=SANDBOX.id,
            sender=SANDBOX.default_sender,
            to=tuple(f"person{number}@example.com" for number in range(RECIPIENTS)),
            subject="Your November statement",
            html="<p>Hello</p>",
            updated_at=utc_now(),
        )
        submission = submission_of(draft, "Hello", SANDBOX, utc_now())
        await self.archive.writing(lambda archive: archive.outbox.queue(submission, None))
        return submission

    async def _accepted(self) -> Submission:
        sent = await self._deliver(await self._queued())
        assert sent.state is SubmissionState.ACCEPTED
        return sent

    async def _deliver(self, submission: Submission) -> Submission:
        return await self._delivery.deliver(submission.id, SANDBOX, lambda sent, total: None)

    async def _reported(self, pull: Awaitable[SyncResult]) -> str:
        try:
            pulled = await pull
        except Exception as error:
            return str(problem_of(error).code)
        return f"ok ({pulled.unread})" if pulled.unread else "ok"

    async def _reports(self) -> int:
        return int(await self.archive.writing(lambda archive: archive.reports.total(SANDBOX.id)))

    async def _spooled(self) -> int:
        return len(await self.archive.writing(lambda archive: archive.answers.unread()))

    async def _logged(self, sent: Submission) -> int:
        rows = await self.archive.writing(lambda archive: archive.messages.of_submission(sent.id))
        numbers = [row.row for row in rows]
        details = await self.archive.writing(lambda archive: [archive.messages.details(number) for number in numbers])
        return sum(one is not None and bool(one.raw_log) for one in details)

    async def _recorded(self) -> bool:
        return bool(await self.archive.writing(lambda archive: archive.logs.covered(SANDBOX.id)))


_DOES: dict[str, Callable[[_Case], Awaitable[str]]] = {
    "send": _Case.send,
    "pull reports": _Case.pull_reports,
    "fetch logs": _Case.fetch_logs,
    "lookup": _Case.look_up,
    "test connection": _Case.test_connection,
}


def outcome(sandbox: Sandbox, fault: str, kind: str) -> str:
    """What comes of one kind of request under one fault."""

    async def run(folder: Path) -> str:
        case = _Case(folder, sandbox, fault)
        try:
            return await _DOES[kind](case)
        finally:
            await case.close()

    with tempfile.TemporaryDirectory(prefix="fault-") as folder, _impatient():
        try:
            return asyncio.run(run(Path(folder)))
        finally:
            sandbox.clear_faults()
            _empty(sandbox)


def _empty(sandbox: Sandbox) -> None:
    """No report is left for the next case; its mail stays, which each case counts by its own bulk."""
    sandbox.ask("GET", "/email/1/reports?limit=1000")


@contextmanager
def _impatient() -> Iterator[None]:
    """Reads are tried again at once, and nobody waits for half a minute."""

    async def at_once(_pause_s: float) -> None:
        return None

    defaults = ApiSession.__init__.__kwdefaults__
    assert defaults is not None
    before = dict(defaults)
    defaults.update(sleep=at_once, limits=IMPATIENT)
    try:
        yield
    finally:
        defaults.update(before)


def expected() -> dict[tuple[str, str], str]:
    """(fault, kind of request) -> the right words, from the table."""
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {(fault, kind): words for fault, kind, words in cells}


def wrong_states(sandbox: Sandbox) -> list[str]:
    """All cases; gives those that are not as the table has them, and prints what was found."""
    wrong = []
    for (fault, kind), right in expected().items():
        found = outcome(sandbox, fault, kind)
        print(f"{fault:15} | {kind:15} | {found}{'' if found == right else f'   WRONG: {right}'}", flush=True)
        if found != right:
            wrong.append(f"{fault} x {kind}: {found}, not: {right}")
    return wrong


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_sandbox(Path(folder)) as sandbox:
        wrong = wrong_states(sandbox)
    print(f"{len(wrong)} of {len(expected())} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
