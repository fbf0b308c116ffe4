"""Copied code sends the same mail: run for real, against a real Sandbox."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import msgspec
import pytest

from composer_app.api.session import ApiSession
from composer_app.domain.account import SANDBOX, Account, Generation
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Attachment
from composer_app.domain.secret import Secret
from composer_app.domain.send_options import SendOptions
from composer_app.domain.submission import Submission
from composer_app.services.compose.request_code import RequestLanguage, request_code
from tests.patience import PATIENCE_S
from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox
from tests.unit.services.house import NOW, account_at, draft

Arrived = list[tuple[str, str | None, bytes]]
HOSTILE = '<p>It\'s "quoted" $HOME `id` \\ {{name}}\r\nline\nčćž 請求書 @file <-</p>\n'


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


def mail(folder: Path, account: Account, html: str, name: str = 'Rechnung "März", $1.pdf') -> Submission:
    data = bytes(range(256)) * 20
    sha256 = hashlib.sha256(data).hexdigest()
    (folder / sha256).write_bytes(data)
    files = (
        Attachment(sha256, name, "application/pdf", len(data)),
        Attachment(sha256, "logo.png", "image/png", len(data), is_inline=True),
    )
    written = draft(
        "ana@example.com",
        cc=("tom@example.com",),
        subject="It's 5 $ & more",
        html=html,
        attachments=files,
        options=SendOptions(headers=(("X-A", "it's"),), track=False),
    )
    return submission_of(written, "Plain @text; it's\n", account, NOW)


def arrived(running: RunningSandbox, sent: Submission) -> Arrived:
    """Headers and parts of the newest mail with this id, as its recipient gets it."""
    message_id = sent.recipients[0].message_id
    assert message_id is not None
    found = message_from_bytes(running.mail(message_id), policy=default)
    own = ("Date", "Content-Type")  # the time, and a boundary that is another each time
    parts: Arrived = [(name, None, str(value).encode()) for name, value in found.items() if name not in own]
    for part in found.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            parts.append((part.get_content_type(), part.get_filename(), content))
    return parts


def count(running: RunningSandbox) -> int:
    return len(running.client.get("/sandbox/messages", params={"limit": 1000}).json())


def run(script: str, language: RequestLanguage, running: RunningSandbox, **more: str) -> None:
    command = [sys.executable, "-"] if language is RequestLanguage.HTTPX else ["sh"]
    environment = {**os.environ, "INFOBIP_API_KEY": KEY, **more}
    ended = subprocess.run(
        command, input=script.encode(), capture_output=True, env=environment, timeout=PATIENCE_S, check=True
    )
    assert b'"messages"' in ended.stdout, (ended.stdout, ended.stderr)


@pytest.mark.parametrize("language", [RequestLanguage.CURL, RequestLanguage.HTTPX])
@pytest.mark.parametrize("generation", [Generation.V3, Generation.V4])
@pytest.mark.parametrize(
    "html",
    [HOSTILE, pytest.param(HOSTILE + "x" * 200_000, id="longer than an argument")],
)
def test_the_mail_that_arrives_is_the_same(
    tmp_path: Path, running: RunningSandbox, language: RequestLanguage, generation: Generation, html: str
) -> None:
    if language is RequestLanguage.CURL and shutil.which("curl") is None:
        pytest.skip("this computer has no curl")
    account = account_at(running.url, generation)
    sent = mail(tmp_path, account, html)

    async def send() -> None:
        session = ApiSession(account, running.url, Secret(KEY))
        await session.send(sent, tmp_path.joinpath)
        await session.aclose()

    asyncio.run(send())
    wanted, before = arrived(running, sent), count(running)
    script = request_code(language, account, sent, tmp_path.joinpath)
    assert KEY not in script
    run(script, language, running)

    assert count(running) == before + 1
    assert arrived(running, sent) == wanted


def test_the_address_of_the_sandbox_is_a_variable(tmp_path: Path, running: RunningSandbox) -> None:
    sent = mail(tmp_path, SANDBOX, "<p>Hello</p>")
    sent = msgspec.structs.replace(sent, account_id=SANDBOX.id)
    for language in (RequestLanguage.CURL, RequestLanguage.HTTPX):
        script = request_code(language, SANDBOX, sent, tmp_path.joinpath)
        assert "INFOBIP_BASE_URL" in script
        run(script, language, running, INFOBIP_BASE_URL=running.url)


def test_a_text_with_a_nul_goes_through_a_file(tmp_path: Path, running: RunningSandbox) -> None:
    account = account_at(running.url)
    sent = mail(tmp_path, account, "<p>a\0b</p>")
    script = request_code(RequestLanguage.CURL, account, sent, tmp_path.joinpath)
    assert "base64 -d" in script
    run(script, RequestLanguage.CURL, running)


@pytest.mark.parametrize("generation", [Generation.V3, Generation.V4])
@pytest.mark.parametrize("html", ["<p>Hello</p>", "x" * 200_000])
def test_httpie_gets_every_part(tmp_path: Path, generation: Generation, html: str) -> None:
    account = account_at("https://x.api.example.com", generation)
    script = request_code(RequestLanguage.HTTPIE, account, mail(tmp_path, account, html), tmp_path.joinpath)
    assert "POST https://x.api.example.com/email/" in script
    assert '"Authorization: App $INFOBIP_API_KEY"' in script
    if generation is Generation.V3:
        assert "inlineImage@" in script
        assert script.count("';type=") == 2
    subprocess.run(["sh", "-n"], input=script.encode(), timeout=PATIENCE_S, check=True)
