"""Chromium without a network: start flags that keep any page from opening a socket.

The request interceptor (`web_guard`) stops requests and shows which. It learns of requests alone: `<link
rel=preconnect>` opens TCP and TLS and asks for names without one. So Chromium itself is left without a way out, twice:
no name and no address resolves, not even 127.0.0.1, and everything has to go through a proxy that has such a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
NO_NETWORK = " ".join(
    (
        # For ^NOTFOUND nothing is opened at all; for a name that does not exist, IPv6 is tried out first.
        '--host-resolver-rules="MAP * ^NOTFOUND"',
        "--proxy-server=http://no-network.invalid:9",
        "--proxy-bypass-list=<-loopback>",  # else loopback addresses go past the proxy
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--no-pings",
    )
)


def without_network(flags: str) -> str:
    """A user's own flags, which stay as they are, and ours behind them: the last one of a name counts for Chromium."""
    return f"{flags} {NO_NETWORK}".strip()


@contextmanager
def cut_off(environment: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """While QtWebEngine starts, which is with its first profile: then it reads its flags from the environment."""
    before = environment.get(FLAGS)
    environment[FLAGS] = without_network(before or "")
    try:
        yield
    finally:
        if before is None:
            del environment[FLAGS]
        else:
            environment[FLAGS] = before
