"""Test connection: does this address answer, does it take this key, and what may the key do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer_app.domain.account import Account
from composer_app.domain.secret import Secret
from composer_app.services.calls import Call
from composer_app.services.connections import NoSecret
from composer_app.services.engine import Engine

if TYPE_CHECKING:
    from composer_app.domain.probe import ProbeResult


class ConnectionTest:
    """Tries an account that need not be saved. Sends no mail and pulls no report."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, account: Account, secret: Secret | None) -> Call:
        """The call succeeds with a `ProbeResult`, whatever the test finds; it fails with `Failed` only if there is
        nothing to test with. `secret` None: the one that is kept."""

        async def probe() -> ProbeResult:
            from composer_app.api.session import ApiSession  # httpx is slow to import

            engine = self._engine
            base_url, key = account.base_url, secret
            if account.is_sandbox:
                running = await engine.connections.sandbox()
                base_url, key = running.base_url, running.key
            elif key is None:
                key = await engine.credentials.secret_of(account)
            if not key:
                raise NoSecret(account.name)
            session = ApiSession(account, base_url, key, extra_ca=engine.connections.extra_ca)
            try:
                return await session.probe()
            finally:
                await session.aclose()

        return self._engine.run(probe)
