"""The HTML preview opens no socket, whatever the HTML asks for and however the user's computer is set up."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S
from tests.proofs import preview_snippets
from tests.proofs.preview_child import SHOWN
from tests.unit import checkout

CONTACT = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg|bind)\(.*\bAF_INET6?\b")
"""A call that names an internet address: even one of this computer, even without a packet."""


class Ears:
    """One port of this computer, for TCP and UDP, over IPv4 and, where there is one, IPv6."""

    def __init__(self, stack: ExitStack) -> None:
        first = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=200))
        self.port: int = first.getsockname()[1]
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", self.port))
        self._sockets = [first, udp]
        if socket.has_ipv6:
            six = stack.enter_context(socket.socket(socket.AF_INET6))
            try:
                six.bind(("::1", self.port))
                six.listen(200)
            except OSError:
                return  # no IPv6 here
            self._sockets.append(six)

    def heard(self, within_s: float = 0) -> bool:
        """Whether anything came so far, or comes within this time."""
        return bool(select.select(self._sockets, [], [], within_s)[0])


@contextmanager
def shown(port: int, *options: str, trace: Path | None = None) -> Iterator[int]:
    """A process that shows all snippets; how many requests its preview was told of. It ends after the block."""
    strace = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace)] if trace else []
    here = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [*strace, sys.executable, "-m", "tests.proofs.preview_child", str(port), *options],
        cwd=checkout.ROOT,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-logging" if options else _flags_of_a_user(here),
            **({} if options else dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), here)),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline().split()
        assert line[:1] == [SHOWN]
        yield int(line[1])
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def _flags_of_a_user(proxy: str) -> str:
    """Flags that ours have to win against, and one that must be heard."""
    return f'--no-sandbox --proxy-server="{proxy}" --no-proxy-server --host-resolver-rules="MAP * 127.0.0.1"'


@dataclass
class Shown:
    """What came of it."""

    emitted: int
    was_heard: bool
    calls: list[str] | None
    """System calls that name an internet address; None: they cannot be watched here."""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Every snippet in the preview as the program opens it, watched from outside where that is possible."""
    trace = tmp_path_factory.mktemp("strace") / "calls.txt" if strace_trouble() is None else None
    with ExitStack() as stack:
        ears = Ears(stack)
        with shown(ears.port, trace=trace) as emitted:
            pass
        lines = trace.read_text("utf-8", "replace").splitlines() if trace else []
        return Shown(emitted, ears.heard(), [line for line in lines if CONTACT.search(line)] if trace else None)


def strace_trouble() -> str | None:
    """Why system calls cannot be watched here, or None."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(
        ["strace", "-qq", "-f", "-o", os.devnull, "true"], capture_output=True, text=True, check=False
    )
    return None if done.returncode == 0 else f"strace cannot be used here: {done.stderr.strip()}"


def test_many_ways_are_tried() -> None:
    assert preview_snippets.count() >= 200


def test_with_its_network_chromium_would_call() -> None:
    with ExitStack() as stack:
        ears = Ears(stack)
        with shown(ears.port, "--open"):
            assert ears.heard(PATIENCE_S)


def test_no_html_reaches_a_port_of_this_computer(closed: Shown) -> None:
    assert closed.emitted > 40  # the requests were made, and stopped
    assert not closed.was_heard


def test_no_html_makes_any_process_name_an_internet_address(closed: Shown) -> None:
    if closed.calls is None:
        pytest.skip(strace_trouble() or "")

    assert closed.calls == []
