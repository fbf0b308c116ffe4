"""The promises, counted: what is lost, doubled or forgotten when the program is killed 300 times, half of them over
TLS; how many reports are lost by freezes, stalls and full disks, with and without TLS; and what state the program is in
after each fault of the Sandbox. Each count is to be 0.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.faulty_server import LOOPBACK
from tests.proofs import faults, interruptions, kill
from tests.proofs.huge_answer import raw_bytes_lost
from tests.proofs.sandbox import running_sandbox

KILLS = 300


def measure() -> list[Figure]:
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(2**31))
    print(f"KILL_SEED={seed}", flush=True)
    losses = kill.run(KILLS, seed)
    print("\n".join([*losses.what, str(losses)]), flush=True)
    with tempfile.TemporaryDirectory() as folder, running_sandbox(Path(folder)) as sandbox:
        wrong = faults.wrong_states(sandbox)
    return [
        *(_count(f"kill.{fault}", losses.faults[fault]) for fault in kill.FAULTS),
        _count("faults.wrong_state", len(wrong)),
        _count("huge_answer.bytes_lost", raw_bytes_lost()),
        _count("huge_answer_tls.bytes_lost", raw_bytes_lost(certificate=LOOPBACK)),
        *(_count(f"{name}.reports_lost", lost) for name, lost in interruptions.all_lost(None).items()),
        *(_count(f"{name}_tls.reports_lost", lost) for name, lost in interruptions.all_lost(LOOPBACK).items()),
    ]


def _count(name: str, found: int) -> Figure:
    return Figure(name, "count", found, 0, 0, "lower")
