"""A mail to thousands is killed again and again, and each recipient gets it once. `RUN_KILLS=20` plays so many runs."""

from __future__ import annotations

import os
import secrets
import sys

import pytest

from tests.proofs import run_kills

RUNS = int(os.environ.get("RUN_KILLS", "1"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the proof waits for processes as only Linux can")
def test_a_run_that_is_killed_reaches_each_recipient_once() -> None:
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(2**31))
    print(f"KILL_SEED={seed}")

    counts = run_kills.kill_runs(RUNS, seed, recipients=run_kills.RECIPIENTS if RUNS > 1 else 1500)

    print(counts)
    assert counts.runs == RUNS
    assert (counts.lost, counts.twice) == (0, 0), "\n".join([f"KILL_SEED={seed}", str(counts), *counts.what])
