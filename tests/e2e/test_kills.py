"""The program is killed again and again, and nothing is lost, doubled or forgotten. The long run is a benchmark."""

from __future__ import annotations

import os
import secrets
import sys

import pytest

from tests.proofs import kill

KILLS = int(os.environ.get("KILLS", "15"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what a dead process had read")
def test_killed_at_random_moments() -> None:
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(2**31))
    print(f"KILL_SEED={seed}")

    losses = kill.run(KILLS, seed)

    print(losses)
    assert losses.kills == KILLS
    assert losses.kills_over_tls
    assert losses.is_none, "\n".join([f"KILL_SEED={seed}", str(losses), *losses.what])
