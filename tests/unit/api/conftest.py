"""A server that misbehaves, once plain and once with TLS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faulty_server import LOOPBACK, FaultyServer, faulty_server


@pytest.fixture(params=[None, LOOPBACK], ids=["plain", "tls"])
def server(request: pytest.FixtureRequest) -> Iterator[FaultyServer]:
    with faulty_server(request.param) as running:
        yield running
