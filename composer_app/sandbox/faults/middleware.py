"""Middleware that injects faults, behind authentication and before the paths."""

from starlette.types import ASGIApp, Receive, Scope, Send

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.faults.active_faults import ActiveFaults


class FaultMiddleware:
    """Passes requests on, except those that a fault hits. The Sandbox's own paths are never hit."""

    def __init__(self, app: ASGIApp, board: ActiveFaults, clock: Clock) -> None:
        self._app = app
        self._board = board
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = None
        if self._board.faults and scope["type"] == "http" and not scope["path"].startswith("/sandbox/"):
            fault = self._board.take(scope["method"], scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
            return
        # Few Sandboxes ever misbehave.
        from composer_app.sandbox.faults.injection import play

        await play(fault, self._clock, self._app, scope, receive, send)
