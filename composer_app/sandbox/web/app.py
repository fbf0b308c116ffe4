"""All routes of the Sandbox. Later paths of the contract get a module and a line here."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.faults.active_faults import ActiveFaults
from composer_app.sandbox.faults.middleware import FaultMiddleware
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.submit import SubmitDesk
from composer_app.sandbox.web.auth_middleware import AuthMiddleware
from composer_app.sandbox.web.bulks import BulkPaths
from composer_app.sandbox.web.content import ContentPaths
from composer_app.sandbox.web.control import ControlPaths
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.health import health_routes
from composer_app.sandbox.web.inspection import InspectionPaths
from composer_app.sandbox.web.logs import LogPaths
from composer_app.sandbox.web.reports import ReportPaths
from composer_app.sandbox.web.send import SendPaths
from composer_app.sandbox.web.validation import ValidationPaths


def build_app(
    store: Store, clock: Clock, settings: Settings, refuse_for: Callable[[float], Awaitable[None]]
) -> Starlette:
    """Wires the application. It must run in the thread that opened the store.

    Args:
        refuse_for: refuses connections for so many seconds.
    """
    desk = SubmitDesk(store, clock, settings)
    board = ActiveFaults(settings.seed)
    app = Starlette(
        routes=[
            *SendPaths(desk, store, clock, settings).routes(),
            *ContentPaths(store, clock, settings).routes(),
            *ReportPaths(store, clock).routes(),
            *LogPaths(store, clock).routes(),
            *BulkPaths(store, clock, settings).routes(),
            *ValidationPaths(store, clock, settings).routes(),
            *health_routes(),
            *InspectionPaths(store, clock).routes(),
            *ControlPaths(clock, board, settings, refuse_for).routes(),
        ],
        middleware=[
            Middleware(AuthMiddleware, settings=settings, clock=clock),
            Middleware(FaultMiddleware, board=board, clock=clock),
        ],
        exception_handlers={
            Problem: _answer_problem,
            HTTPException: _answer_http_exception,
            ClientDisconnect: _answer_nobody,
            Exception: _answer_crash,
        },
    )
    # A path with a slash too many is another path: 404, in its envelope.
    app.router.redirect_slashes = False
    return app


async def _answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.answer(request.url.path)


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return Problem(error.status_code, headers=error.headers).answer(request.url.path)


async def _answer_nobody(request: Request, error: Exception) -> Response:
    # The client left while sending, so the answer goes nowhere.
    return Response(status_code=400)


async def _answer_crash(request: Request, error: Exception) -> Response:
    # Starlette raises the error again after this answer, and uvicorn writes its traceback to stderr.
    return Problem(500).answer(request.url.path)
