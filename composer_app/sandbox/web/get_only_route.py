"""Routes with only the methods they name."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def get(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    """Returns a route for GET alone: Starlette adds HEAD, and a HEAD on reports would consume them unseen."""
    route = Route(path, endpoint, methods=["GET"])
    route.methods = {"GET"}
    return route
