"""How long a question waits where the service is asked too often."""

from __future__ import annotations

import asyncio

import pytest

from composer_app.api.errors import RateLimited
from composer_app.services.sync.rate_limit_waits import LONGEST_WAIT_S, MAX_WAITS, patiently, sleep


class Service:
    """Refuses this many times, and wants a pause of so many seconds."""

    def __init__(self, refusals: int, wants_s: float | None) -> None:
        self.refusals = refusals
        self.wants_s = wants_s
        self.pauses: list[float] = []

    async def ask(self) -> str:
        if self.refusals:
            self.refusals -= 1
            raise RateLimited(http_status=429, retry_after_s=self.wants_s)
        return "answered"

    async def pause(self, pause_s: float) -> None:
        self.pauses.append(pause_s)


@pytest.mark.parametrize(
    ("wants_s", "pause_s"), [(47.0, 47.0), (None, LONGEST_WAIT_S), (3600.0, LONGEST_WAIT_S)], ids=str
)
def test_it_waits_as_long_as_the_service_wants_and_never_longer_than_a_minute(
    wants_s: float | None, pause_s: float
) -> None:
    service = Service(MAX_WAITS, wants_s)

    assert asyncio.run(patiently(service.ask, service.pause)) == "answered"
    assert service.pauses == [pause_s] * MAX_WAITS


def test_after_some_waits_it_gives_up() -> None:
    service = Service(MAX_WAITS + 1, None)

    with pytest.raises(RateLimited):
        asyncio.run(patiently(service.ask, service.pause))


def test_the_real_pause_ends() -> None:
    assert asyncio.run(patiently(Service(1, 0.001).ask, sleep)) == "answered"
