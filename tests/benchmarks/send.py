"""Small mails a second beside the vendor's Python client; one 20-MB attachment beside `curl -F`.

`send.cpu` is what decision 8 rests on: CPU time of this process for a small mail, over our own connections and over
httpx's. Where it does not hold, `api/asyncio_backend.py` has no reason left.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from composer_app.api.session import ApiSession
from composer_app.domain.account import Account, AccountUse, Generation
from composer_app.domain.clock import utc_now
from composer_app.domain.ids import AccountId, message_id_in, new_bulk_id, new_submission_id
from composer_app.domain.mail import Attachment, Mailbox, MailContent
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.sending.send_concurrency import MOST_AT_ONCE
from tests.benchmarks.figures import Figure, medians_in_turn
from tests.benchmarks.sandbox import KEY, running_sandbox

MAILS = 400
BIG_BYTES = 20_000_000
_HTML = "<p>Hello, your statement is ready.</p>"


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, running_sandbox(Path(folder) / "data") as base_url:
        big = Path(folder) / "big.bin"
        big.write_bytes(os.urandom(BIG_BYTES))
        vendor = _vendor_client(base_url)
        loop = asyncio.new_event_loop()
        sessions = {one: ApiSession(_account(one, base_url), base_url, Secret(KEY)) for one in Generation}
        over_httpx = ApiSession(
            _account(Generation.V3, base_url), base_url, Secret(KEY), transport=httpx.AsyncHTTPTransport()
        )
        try:
            small_v3 = medians_in_turn(lambda: _small(loop, sessions[Generation.V3]), vendor, 5)
            small_v4 = medians_in_turn(lambda: _small(loop, sessions[Generation.V4]), vendor, 5)
            cpu = medians_in_turn(lambda: _cpu_ms(loop, sessions[Generation.V3]), lambda: _cpu_ms(loop, over_httpx), 5)
            before_kb = _peak_kb()
            attachment = medians_in_turn(
                lambda: _attachment(loop, sessions[Generation.V3], big), lambda: _curl(base_url, big), 7
            )
            grown_mb = (_peak_kb() - before_kb) / 1000
        finally:
            for session in (*sessions.values(), over_httpx):
                loop.run_until_complete(session.aclose())
            loop.close()
    return [
        Figure("send.small_mails", "mails/s", *small_v3, 1.0, "higher"),
        Figure("send.small_mails_v4", "mails/s", *small_v4, 1.0, "higher"),
        Figure("send.cpu", "ms/mail", *cpu, 0.8, "lower"),
        Figure("send.attachment_20mb", "ms", *attachment, 1.5, "lower"),
        Figure("send.attachment_memory", "MB of 32", grown_mb, 32.0, 1.0, "lower"),
    ]


def _account(generation: Generation, base_url: str) -> Account:
    return Account(id=AccountId("bench"), name="Bench", base_url=base_url, use=AccountUse.TEST, generation=generation)


def _submission(attachments: tuple[Attachment, ...] = ()) -> Submission:
    bulk_id = new_bulk_id(utc_now())
    return Submission(
        id=new_submission_id(),
        account_id=AccountId("bench"),
        bulk_id=bulk_id,
        content=MailContent(
            sender="Linden Energy <billing@sandbox.example>",
            subject="Your November statement",
            html=_HTML,
            text="Hello, your statement is ready.",
            attachments=attachments,
        ),
        recipients=(Recipient(Mailbox("ana@example.com"), message_id=message_id_in(bulk_id, 1)),),
        created_at=utc_now(),
    )


def _small(loop: asyncio.AbstractEventLoop, session: ApiSession) -> float:
    """Mails a second, as many at a time as the outbox sends; the vendor's client can do one after the other only."""

    async def send_all() -> None:
        turns = asyncio.Semaphore(MOST_AT_ONCE)

        async def send_one() -> None:
            async with turns:
                await session.send(_submission(), Path)

        await asyncio.gather(*(send_one() for _ in range(MAILS)))

    began = time.perf_counter()
    loop.run_until_complete(send_all())
    return MAILS / (time.perf_counter() - began)


def _cpu_ms(loop: asyncio.AbstractEventLoop, session: ApiSession) -> float:
    """CPU time a mail, in milliseconds."""
    began = time.process_time()
    _small(loop, session)
    return (time.process_time() - began) / MAILS * 1000


def _vendor_client(base_url: str) -> Callable[[], float]:
    from infobip_api_client import ApiClient, Configuration
    from infobip_api_client.api.email_api import EmailApi
    from infobip_api_client.models import (  # type: ignore[attr-defined]  # it lists no names of its own
        EmailGroupDestination,
        EmailMessage,
        EmailMessageContent,
        EmailRequest,
        EmailToDestination,
    )

    api = EmailApi(ApiClient(Configuration(host=base_url, api_key=KEY)))

    def send_all() -> float:
        began = time.perf_counter()
        for _ in range(MAILS):
            bulk_id = new_bulk_id(utc_now())
            to = EmailToDestination(destination="ana@example.com", message_id=message_id_in(bulk_id, 1))  # type: ignore[call-arg]
            content = EmailMessageContent(
                subject="Your November statement", html=_HTML, text="Hello, your statement is ready."
            )
            message = EmailMessage(
                sender="Linden Energy <billing@sandbox.example>",
                destinations=[EmailGroupDestination(to=[to])],
                content=content,
            )
            api.send_email(EmailRequest(messages=[message]))
        return MAILS / (time.perf_counter() - began)

    return send_all


def _attachment(loop: asyncio.AbstractEventLoop, session: ApiSession, big: Path) -> float:
    mail = _submission((Attachment("big", "big.bin", "application/octet-stream", BIG_BYTES),))
    began = time.perf_counter()
    loop.run_until_complete(session.send(mail, lambda _: big))
    return (time.perf_counter() - began) * 1000


def _curl(base_url: str, big: Path) -> float:
    curl = shutil.which("curl")
    if curl is None:
        raise RuntimeError("curl is not installed")
    fields = ["from=billing@sandbox.example", "to=ana@example.com", "subject=Your November statement", f"html={_HTML}"]
    command = [curl, "-sS", "-o", os.devnull, "-H", f"Authorization: App {KEY}", "-F", f"attachment=@{big}"]
    command += [part for field in fields for part in ("--form-string", field)]
    began = time.perf_counter()
    subprocess.run([*command, f"{base_url}/email/3/send"], check=True)
    return (time.perf_counter() - began) * 1000


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
