"""One session an account, renewed when what it was made for changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from composer_app.domain.account import SANDBOX
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import LogQuery
from composer_app.domain.secret import Secret
from composer_app.services.connections.connections import Connections, NoSecret
from composer_app.services.connections.credentials import Credentials
from composer_app.services.runtime.sandbox_process import SandboxProcess
from tests.faulty_server import FaultyServer, Gate, answers, waits
from tests.unit.services.house import KEY, MemoryKeyring, account_at

LOGS = "/email/1/logs"


@pytest.fixture
def credentials(memory_keyring: MemoryKeyring) -> Iterator[Credentials]:
    made = Credentials()
    yield made
    made.stop()


@pytest.fixture
def connections(credentials: Credentials, tmp_path: Path) -> Iterator[Connections]:
    sandbox = SandboxProcess(tmp_path)
    yield Connections(credentials, sandbox)
    sandbox.stop()


def run(connections: Connections, work: object) -> None:
    async def whole() -> None:
        try:
            await work
        finally:
            await connections.close()

    asyncio.run(whole())


def test_the_session_is_kept(connections: Connections, credentials: Credentials, server: FaultyServer) -> None:
    account = account_at(server.url)

    async def work() -> None:
        await credentials.keep(account, Secret(KEY))
        assert await connections.session(account) is await connections.session(account)

    run(connections, work())


def test_changed_settings_or_a_changed_key_make_a_new_one(
    connections: Connections, credentials: Credentials, server: FaultyServer
) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    account = account_at(server.url)

    async def work() -> None:
        await credentials.keep(account, Secret(KEY))
        await (await connections.session(account)).fetch_logs(LogQuery())
        await credentials.keep(account, Secret("another-key"))
        await (await connections.session(account)).fetch_logs(LogQuery())
        renamed = msgspec.structs.replace(account, name="Other")
        assert (await connections.session(renamed)).account == renamed

    run(connections, work())
    assert [request.headers["authorization"] for request in server.requests] == [f"App {KEY}", "App another-key"]


def test_a_change_does_not_cut_off_what_is_under_way(
    connections: Connections, credentials: Credentials, server: FaultyServer
) -> None:
    gate = Gate()
    server.plays("GET", LOGS, waits(gate, answers({"results": []})))
    account = account_at(server.url)

    async def work() -> None:
        await credentials.keep(account, Secret(KEY))
        asking = asyncio.ensure_future((await connections.session(account)).fetch_logs(LogQuery()))
        await asyncio.to_thread(gate.wait_until_seen)
        await connections.session(msgspec.structs.replace(account, name="Other"))
        gate.release()
        assert (await asking).is_complete

    run(connections, work())


def test_without_a_key_there_is_no_session(connections: Connections, server: FaultyServer) -> None:
    async def work() -> None:
        with pytest.raises(NoSecret):
            await connections.session(account_at(server.url))

    run(connections, work())


def test_two_accounts_have_a_session_each(
    connections: Connections, credentials: Credentials, server: FaultyServer
) -> None:
    one = account_at(server.url)
    other = msgspec.structs.replace(one, id=AccountId("other"))

    async def work() -> None:
        for account in (one, other):
            await credentials.keep(account, Secret(KEY))
        assert await connections.session(one) is not await connections.session(other)

    run(connections, work())


def test_the_sandbox_is_started_for_its_account(connections: Connections) -> None:
    async def work() -> None:
        session = await connections.session(SANDBOX)
        assert (await session.fetch_logs(LogQuery())).status == 200
        assert (await connections.sandbox()).base_url.startswith("http://127.0.0.1:")

    run(connections, work())
