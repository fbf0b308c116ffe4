"""Chromium without a network: start flags that keep any page from opening a socket.

The request interceptor (`remote_content_guard`) blocks and counts requests. It sees requests only:
`<link rel=preconnect>` resolves names and opens TCP and TLS without one. So Chromium is isolated twice: no name or
address resolves, not even 127.0.0.1, and all traffic goes to a proxy with such a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
NO_NETWORK = " ".join(
    (
        # ^NOTFOUND opens no socket at all; for a missing name Chromium probes IPv6 first.
        '--host-resolver-rules="MAP * ^NOTFOUND"',
        "--proxy-server=http://no-network.invalid:9",
        "--proxy-bypass-list=<-loopback>",  # otherwise loopback addresses bypass the proxy
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--no-pings",
    )
)


def without_network(flags: str) -> str:
    """The user's own flags, then ours: Chromium uses the last flag of a name."""
    return f"{flags} {NO_NETWORK}".strip()


@contextmanager
def cut_off(environment: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Context for the start of QtWebEngine with its first profile, when it reads its flags from the environment."""
    before = environment.get(FLAGS)
    environment[FLAGS] = without_network(before or "")
    try:
        yield
    finally:
        if before is None:
            del environment[FLAGS]
        else:
            environment[FLAGS] = before
