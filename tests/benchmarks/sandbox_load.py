"""The Sandbox with a million messages beside an empty one; big forms, many connections, and its end."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.benchmarks.figures import Figure, medians_in_turn
from tests.benchmarks.many_messages import fill
from tests.benchmarks.plain_http import Connection, load, request
from tests.benchmarks.sandbox import SandboxChild, sandbox_child

MESSAGES = 1_000_000
ROUNDS = 5
CONNECTIONS = 50
BIG_BYTES = 20_000_000
_AT_ONCE = ("--delivery-delay", "0")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "million", MESSAGES)
        with (
            sandbox_child(Path(folder) / "million", *_AT_ONCE) as full,
            sandbox_child(Path(folder) / "empty", *_AT_ONCE) as empty,
        ):
            # Mail first, so that the empty one, too, has a page of logs and reports to answer with.
            figures = [
                figure
                for name, make, count in (
                    ("send_v4", _mail, 500),
                    ("reports_v1", lambda _: request("GET", "/email/1/reports?limit=1"), 300),
                    ("logs_v1", lambda _: request("GET", "/email/1/logs?limit=50"), 200),
                    ("logs_v1_by_id", lambda _: request("GET", "/email/1/logs?messageId=bench-0"), 300),
                )
                for figure in _beside_each_other(name, make, count, full, empty)
            ]
            figures.append(_connections(full))
            figures.append(_form_memory(full))
        figures.append(_end(Path(folder) / "end"))
    return figures


def _beside_each_other(
    name: str, make: Callable[[int], bytes], count: int, full: SandboxChild, empty: SandboxChild
) -> list[Figure]:
    p99: dict[str, list[float]] = {full.base_url: [], empty.base_url: []}

    def rate(child: SandboxChild) -> float:
        found, slowest = load(child.base_url, make, count)
        p99[child.base_url].append(slowest)
        return found

    rates = medians_in_turn(lambda: rate(full), lambda: rate(empty), ROUNDS)
    slowest = [statistics.median(p99[child.base_url][1:]) for child in (full, empty)]
    return [
        Figure(f"sandbox.{name}", "requests/s", *rates, 0.6, "higher"),
        Figure(f"sandbox.{name}_p99", "ms", slowest[0], slowest[1], 2.5, "lower"),
    ]


def _mail(number: int, bulk: str = "bench") -> bytes:
    message = {
        "sender": "Linden Energy <billing@sandbox.example>",
        "destinations": [{"to": [{"destination": "ana@example.com", "messageId": f"{bulk}-{number}"}]}],
        "content": {"subject": "Your November statement", "html": "<p>Hello, your statement is ready.</p>"},
    }
    return request("POST", "/email/4/messages", json.dumps({"messages": [message]}).encode())


def _connections(full: SandboxChild) -> Figure:
    """50 connections at once beside one, at a million messages."""
    rates = medians_in_turn(
        lambda: load(full.base_url, _mail, 1000, CONNECTIONS)[0], lambda: load(full.base_url, _mail, 1000)[0], 3
    )
    return Figure("sandbox.50_connections", "requests/s", *rates, 0.8, "higher")


def _form_memory(child: SandboxChild) -> Figure:
    """What a 20-MB attachment adds to the highest memory of the server."""
    head = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field
        for field in ((b"from", b"a@example.com"), (b"to", b"b@example.com"), (b"subject", b"s"), (b"text", b"t"))
    )
    file = b'--x\r\nContent-Disposition: form-data; name="attachment"; filename="big.bin"\r\n\r\n'
    body = head + file + bytes(BIG_BYTES) + b"\r\n--x--\r\n"
    form = request("POST", "/email/3/send", body, "multipart/form-data; boundary=x")
    before_kb = _peak_kb(child)
    load(child.base_url, lambda _: form, 2)
    return Figure("sandbox.form_20mb_memory", "MB of 20", (_peak_kb(child) - before_kb) / 1000, 20.0, 0.25, "lower")


def _peak_kb(child: SandboxChild) -> int:
    for line in Path(f"/proc/{child.process.pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise RuntimeError("no VmHWM")


def _end(data: Path) -> Figure:
    """How long a stop takes while 50 connections send, beside a second. Raises if accepted mail is gone."""
    accepted: set[str] = set()
    is_busy = asyncio.Event()

    async def send_until_it_ends(base_url: str, number: int) -> None:
        connection = await Connection.open(base_url)
        try:
            for turn in range(1_000_000):
                answer = json.loads(await connection.ask(_mail(turn, f"end-{number}")))
                accepted.add(answer["messages"][0]["messageId"])
                if len(accepted) == 500:
                    is_busy.set()
        except (OSError, EOFError):
            return

    async def stop_amid(child: SandboxChild) -> float:
        senders = [asyncio.create_task(send_until_it_ends(child.base_url, number)) for number in range(CONNECTIONS)]
        await is_busy.wait()
        began = time.perf_counter()
        await asyncio.to_thread(child.end)
        took = time.perf_counter() - began
        await asyncio.gather(*senders)
        return took

    with sandbox_child(data, *_AT_ONCE) as child:
        seconds = asyncio.run(stop_amid(child))
    with closing(sqlite3.connect(data / "sandbox.sqlite3")) as database:
        stored = {row[0] for row in database.execute("SELECT message_id FROM message")}
    if accepted - stored:
        raise RuntimeError(f"{len(accepted - stored)} of {len(accepted)} accepted mails are gone")
    return Figure("sandbox.stop_under_load", "s of 1", seconds, 1.0, 1.0, "lower")
