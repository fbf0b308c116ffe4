"""All routes of the Sandbox, behind the key."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.desk import Desk
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.web.auth import RequireKey
from composer_app.sandbox.web.inspection import InspectionPaths
from composer_app.sandbox.web.logs import LogPaths
from composer_app.sandbox.web.problems import Problem
from composer_app.sandbox.web.reports import ReportPaths
from composer_app.sandbox.web.send import SendPaths


def build_app(store: Store, clock: Clock, api_key: str, delivery_delay_ms: int) -> Starlette:
    """Wires the application. It must run in the thread that opened the store."""
    desk = Desk(store, clock, delivery_delay_ms)
    return Starlette(
        routes=[
            *SendPaths(desk, store.blobs, clock).routes(),
            *ReportPaths(store, clock).routes(),
            *LogPaths(store, clock).routes(),
            *InspectionPaths(store, clock).routes(),
        ],
        middleware=[Middleware(RequireKey, api_key=api_key)],
        exception_handlers={
            Problem: _answer_problem,
            HTTPException: _answer_http_exception,
            ClientDisconnect: _answer_nobody,
            Exception: _answer_crash,
        },
    )


async def _answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.answer(request.url.path)


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return Problem(error.status_code).answer(request.url.path, error.headers)


async def _answer_nobody(request: Request, error: Exception) -> Response:
    # The client left while it was still sending. The answer goes nowhere; there is only nothing to report.
    return Response(status_code=400)


async def _answer_crash(request: Request, error: Exception) -> Response:
    # Starlette raises the error again after this answer, and uvicorn writes its traceback to stderr.
    return Problem(500).answer(request.url.path)
