"""Whom the session trusts, and that the key goes nowhere else. Real sockets, real TLS."""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path

import pytest

from composer_app.api.errors import NotThisApi, Unreachable
from composer_app.api.session import ApiSession
from composer_app.domain.account import AuthScheme
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery
from tests.unit import checkout
from tests.unit.api.rude_server import Talk, rude_server
from tests.unit.api.samples import DATA, KEY, account, no_files, recorded, secret, submission
from tests.unit.api.test_session_faults import answering, tls_server

LOOPBACK = DATA / "tls" / "loopback.pem"


def logs_from(extra_ca: Path | None) -> bytes:
    async def run() -> bytes:
        async with rude_server(answering("200 OK", recorded("logs_v1.json")), tls_server()) as url:
            session = ApiSession(account(), url, secret(), extra_ca=extra_ca)
            try:
                return (await session.fetch_logs(LogQuery())).body
            finally:
                await session.aclose()

    return asyncio.run(run())


def test_a_company_certificate_is_trusted() -> None:
    assert logs_from(LOOPBACK) == recorded("logs_v1.json")


def test_without_it_the_same_server_is_not(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as raised:
        logs_from(None)
    assert raised.value.code is ProblemCode.TLS


def test_a_file_that_cannot_be_used_makes_no_connection(tmp_path: Path) -> None:
    (tmp_path / "company.pem").write_text("no certificate")

    for path in (tmp_path / "company.pem", tmp_path / "missing.pem"):
        with pytest.raises(Unreachable) as raised:
            logs_from(path)
        assert raised.value.code is ProblemCode.TLS
        assert path.name in raised.value.detail
        assert not raised.value.may_have_been_sent


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize("auth", list(AuthScheme))
def test_a_redirect_to_another_host_never_gets_the_key(status: str, auth: AuthScheme) -> None:
    elsewhere: list[bytes] = []
    asked: list[str] = []

    async def other(talk: Talk) -> None:
        elsewhere.append(await talk.read_request())

    async def run() -> None:
        async with rude_server(other) as there:

            async def away(talk: Talk) -> None:
                await talk.read_request()
                asked.append(talk.headers["authorization"])
                await talk.answer(status, Location=f"{there.replace('127.0.0.1', 'localhost')}/email/1/logs")

            async with rude_server(away) as here:
                session = ApiSession(account(auth=auth), here, secret())
                for call in (
                    session.fetch_logs(LogQuery()),
                    session.send(submission(), no_files),
                ):
                    with pytest.raises(NotThisApi):
                        await call
                await session.aclose()

    asyncio.run(run())
    assert len(asked) == 2
    assert elsewhere == []


def test_a_success_that_quotes_the_request_is_kept_without_the_key() -> None:
    async def quoting(talk: Talk) -> None:
        await talk.read_request()
        await talk.answer("200 OK", f'{{"results":[],"you_sent":"{talk.headers["authorization"]}"}}'.encode())

    async def run() -> bytes:
        async with rude_server(quoting) as url:
            session = ApiSession(account(), url, secret())
            try:
                return (await session.fetch_logs(LogQuery())).body
            finally:
                await session.aclose()

    body = asyncio.run(run())
    assert b'"you_sent":"App ***"' in body
    assert KEY.encode() not in body


def test_nothing_in_the_program_switches_the_check_of_certificates_off() -> None:
    """Whatever could do it is named nowhere, and `verify=` gets a context alone."""
    offending = []
    for path in checkout.python_files("composer_app"):
        for node in ast.walk(checkout.tree(path)):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in ("CERT_NONE", "CERT_OPTIONAL", "_create_unverified_context", "check_hostname"):
                offending.append(f"{path}: {name}")
            if isinstance(node, ast.keyword) and node.arg == "verify" and isinstance(node.value, ast.Constant):
                offending.append(f"{path}: verify={node.value.value!r}")
    assert offending == []
