"""Test connection: whether the address answers, accepts the key, and what the key may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer_app.domain.account import Account
from composer_app.domain.secret import Secret
from composer_app.services.app_context import AppContext
from composer_app.services.connections.connections import NoSecret
from composer_app.services.runtime.tasks import Task

if TYPE_CHECKING:
    from composer_app.domain.connection_test_result import ConnectionTestResult


class ConnectionTest:
    """Tests an account, saved or not. Sends no mail and pulls no report."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def run(self, account: Account, secret: Secret | None) -> Task[ConnectionTestResult]:
        """The task succeeds with a `ConnectionTestResult`, also for a bad address or key. It fails with `Failed`
        only if there is no secret. `secret` None: the one in the keyring."""

        async def run_connection_test() -> ConnectionTestResult:
            from composer_app.api.session import ApiSession  # httpx is slow to import

            context = self._context
            base_url, key = account.base_url, secret
            if account.is_sandbox:
                running = await context.connections.sandbox()
                base_url, key = running.base_url, running.key
            elif key is None:
                key = await context.credentials.secret_of(account)
            if not key:
                raise NoSecret
            session = ApiSession(account, base_url, key, extra_ca=context.connections.extra_ca)
            try:
                return await session.run_connection_test()
            finally:
                await session.aclose()

        return self._context.run(run_connection_test)
