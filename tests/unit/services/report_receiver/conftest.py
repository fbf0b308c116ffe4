"""Every test with a service runs over plain loopback, and over TLS with the certificate of a company."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faulty_server import LOOPBACK, FaultyServer, faulty_server


@pytest.fixture(params=["plain", "tls"])
def server(request: pytest.FixtureRequest) -> Iterator[FaultyServer]:
    with faulty_server(LOOPBACK if request.param == "tls" else None) as running:
        yield running
