"""API sessions, one per account, opened on first use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from composer_app.domain.account import Account
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.connections.credentials import Credentials
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxProcess

if TYPE_CHECKING:
    from composer_app.api.session import ApiSession


class NoSecret(Failed):
    """The account has no key: none was entered, or it was kept for one session only."""

    def __init__(self) -> None:
        super().__init__(Problem(ProblemCode.NO_KEY))


class Connections:
    """Returns the session of an account; makes a new one when its settings, key or port change.

    All methods belong to the worker's loop.
    """

    def __init__(self, credentials: Credentials, sandbox: SandboxProcess) -> None:
        self._credentials = credentials
        self._sandbox = sandbox
        self.extra_ca: Path | None = None
        """Certificates trusted in addition to the system's. Any thread may set it; the next call uses it."""
        self._sessions: dict[str, tuple[tuple[Account, str, Secret, Path | None], ApiSession]] = {}
        self._retired: list[ApiSession] = []

    async def session(self, account: Account) -> ApiSession:
        """The open session of `account`.

        Raises:
            NoSecret: the account has no key.
            KeyringUnusable: the key is in a keyring that does not answer.
            SandboxFailedError: the Sandbox does not start.
        """
        base_url, secret = await self._address_and_secret(account)
        made_for = (account, base_url, secret, self.extra_ca)
        known = self._sessions.get(account.id)
        if known is not None and known[0] == made_for:
            return known[1]
        from composer_app.api.session import ApiSession  # httpx takes 150 ms to import; not before it is needed

        session = ApiSession(account, base_url, secret, extra_ca=made_for[3])
        self._sessions[account.id] = (made_for, session)
        if known is not None:
            self._retired.append(known[1])  # a send may still use it: it is closed at the end
        return session

    async def would_ask(self, account: Account) -> bool:
        """True if `session` would ask the user for the password of the keyring."""
        return not account.is_sandbox and await self._credentials.would_ask(account)

    async def sandbox(self) -> RunningSandbox:
        """The address of the Sandbox; starts it if necessary."""
        import asyncio  # see ArchiveAccess.writing

        return await asyncio.shield(asyncio.wrap_future(self._sandbox.ensure_running()))

    async def close(self) -> None:
        sessions = [session for _, session in self._sessions.values()] + self._retired
        self._sessions.clear()
        self._retired.clear()
        for session in sessions:
            await session.aclose()

    async def _address_and_secret(self, account: Account) -> tuple[str, Secret]:
        if account.is_sandbox:
            running = await self.sandbox()
            return running.base_url, running.key
        secret = await self._credentials.secret_of(account)
        if not secret:
            raise NoSecret
        return account.base_url, secret
