"""Sandbox health, at ``/sandbox/health``: an answer as soon as the server takes requests."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.web.get_only_route import get


def health_routes() -> list[Route]:
    return [get("/sandbox/health", _health)]


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})
