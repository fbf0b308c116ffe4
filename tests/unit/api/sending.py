"""Sending one mail to a server that does what a script says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from composer_app.api.answers import SendAnswer
from composer_app.api.errors import ApiError
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.domain.secret import Secret
from tests.unit.api.rude_server import Talk, rude_server
from tests.unit.api.samples import account, no_files, secret, submission

Script = Callable[[Talk], Awaitable[None]]
IMPATIENT = Timeouts(read_s=0.2, read_send_s=0.2)
"""For a server that says nothing."""
PAGE = b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"


async def send_to(url: str, key: Secret | None = None, limits: Timeouts = LIMITS) -> SendAnswer:
    session = ApiSession(account(), url, secret() if key is None else key, limits=limits)
    try:
        return await session.send(submission(), no_files)
    finally:
        await session.aclose()


def error_of_send(script: Script, limits: Timeouts = LIMITS) -> ApiError:
    async def run() -> ApiError:
        async with rude_server(script) as url:
            with pytest.raises(ApiError) as raised:
                await send_to(url, limits=limits)
            return raised.value

    return asyncio.run(run())
