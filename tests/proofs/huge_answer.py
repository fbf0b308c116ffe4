"""An answer of 100 MB, of which one report can be understood: what the program keeps of it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from composer_app.domain.account import SANDBOX
from composer_app.domain.clock import utc_now
from composer_app.domain.queries import ReportQuery
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.sync.report_pulls import ReportPulls
from tests.faulty_server import answers, faulty_server
from tests.proofs.elsewhere import SandboxElsewhere

SIZE = 100_000_000
_REPORT = b'{"messageId":"m-1","to":"ana@example.com","status":{"groupId":3}}'


def raw_bytes_lost(size: int = SIZE, certificate: Path | None = None) -> int:
    """How many of its bytes are not in the spool, or not in their place. With a `certificate` they come over TLS."""
    body = b'{"results":[%s,{"odd":"' % _REPORT
    body += b"x" * (size - len(body))
    with tempfile.TemporaryDirectory() as folder, faulty_server(certificate) as server:
        server.plays("GET", "/email/1/reports", answers(body))
        kept = asyncio.run(_kept(Path(folder), server.url, certificate))
    return sum(ours != theirs for ours, theirs in zip(kept, body, strict=False)) + abs(len(body) - len(kept))


async def _kept(folder: Path, url: str, extra_ca: Path | None) -> bytes:
    archive = ArchiveAccess(folder / "archive.sqlite")
    connections, receiver = Connections(Credentials(), SandboxElsewhere(url)), ReceiverProcess()
    connections.extra_ca = extra_ca
    try:
        pulls = ReportPulls(archive, connections, receiver, utc_now, asyncio.ensure_future)
        pulled = await pulls.pull(SANDBOX, ReportQuery())
        assert pulled.new == 1, "the report that can be understood"
        (answer,) = await archive.writing(lambda writer: writer.answers.unread())
        return await archive.writing(lambda writer: writer.answers.body(answer.id))
    finally:
        await connections.close()
        receiver.stop()
        archive.stop()
