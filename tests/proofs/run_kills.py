"""Kills the program at random moments while it sends one mail to thousands in several requests, and counts the mails.

`python -m tests.proofs.run_kills RUNS [SEED]`. Each world has a Sandbox, a profile and one run to many recipients. The
program is killed again and again while faults answer some requests wrongly. Then it is started without faults, and
takes the decisions that it asks the user for. The service's clock moves by a quarter of an hour between two starts, as
the program demands before it says that the logs do not know a mail. In the end every recipient must have one mail: one
who has none is *lost*, one who has more got it *twice*.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.send_run import SendRunState
from composer_app.services.profile import Profile
from tests.proofs.kill import Victim
from tests.proofs.sandbox import Sandbox, running_sandbox
from tests.proofs.victim import ACCOUNT

RECIPIENTS = 5000
BATCH_SIZES = (100, 250, 1000)
MOST_KILLS = 12
SETTLE_WITHIN_S = 120.0
MOST_STARTS = 12
_LATER = "16m"
_FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "accept-nothing", "path": "/email/*/send"},
    {"kind": "accept-error", "path": "/email/*/send"},
    {"kind": "error", "path": "/email/*/send"},
    {"kind": "unavailable", "path": "/email/*/send", "retryAfter": 1},
    {"kind": "too-many", "path": "/email/*/send", "retryAfter": 1},
    {"kind": "reset-before", "path": "/email/*/send"},
    {"kind": "reset-during", "path": "/email/*/send"},
    {"kind": "reset-after", "path": "/email/*/send"},
    {"kind": "drip", "path": "/email/*/send", "bytes": 300, "seconds": 0.02},
)


@dataclass
class Counts:
    """What came of some runs."""

    runs: int = 0
    kills: int = 0
    batches: int = 0
    recipients: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    twice: int = 0
    what: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        faults = ", ".join(f"{count} {kind}" for kind, count in sorted(self.faults.items()))
        return (
            f"{self.runs} runs to {self.recipients} recipients in {self.batches} batches, {self.kills} kills, faults: "
            f"{faults or 'none'}; lost: {self.lost}, twice: {self.twice}"
        )


def kill_runs(runs: int, seed: int, recipients: int = RECIPIENTS, most_kills: int = MOST_KILLS) -> Counts:
    """Send so many runs, one after the other, each killed several times."""
    counts = Counts()
    for number in range(runs):
        chance = random.Random(seed * 1000 + number)
        with (
            tempfile.TemporaryDirectory(prefix="run-kill-") as folder,
            running_sandbox(Path(folder) / "sandbox") as sandbox,
        ):
            _World(Path(folder), sandbox, chance, recipients, counts).play(most_kills)
    return counts


class _World:
    """One run, on a profile and a Sandbox of its own."""

    def __init__(self, folder: Path, sandbox: Sandbox, chance: random.Random, recipients: int, counts: Counts) -> None:
        self._folder, self._sandbox, self._chance = folder, sandbox, chance
        self._recipients, self._counts = recipients, counts
        self._batch = chance.choice(BATCH_SIZES)
        self._profile = Profile(folder / "profile")
        self._profile.make()
        account = Account(
            id=ACCOUNT,
            name="Linden Energy",
            base_url=sandbox.url,
            default_sender="Linden Energy <billing@sandbox.example>",
            use=AccountUse.TEST,
        )
        with contextlib.closing(Archive.open(self._profile.archive)) as archive:
            archive.accounts.save(account)

    def play(self, most_kills: int) -> None:
        for _ in range(self._chance.randrange(1, most_kills + 1)):
            if not self._kill_once():
                break
        self._sandbox.clear_faults()
        self._settle()
        self._count()

    def _kill_once(self) -> bool:
        """False: the run was done before the kill."""
        if self._chance.random() < 0.6:
            fault = self._chance.choice(_FAULTS)
            self._sandbox.set_fault(**fault, skip=self._chance.randrange(4))
            self._counts.faults[str(fault["kind"])] += 1
        victim = self._victim()
        try:
            if self._chance.random() < 0.9:
                victim.wait_until_ready()
            if victim.wait(self._chance.uniform(0, 2.5)):
                return False
            victim.kill()
        finally:
            victim.close()
        self._counts.kills += 1
        return True

    def _settle(self) -> None:
        """Start it until the run is done; the service's clock moves in between."""
        for _ in range(MOST_STARTS):
            victim = self._victim("--settle")
            try:
                victim.wait_until_ready()
                assert victim.wait(SETTLE_WITHIN_S), f"it does not end: {self._said()}"
            finally:
                victim.close()
            if self._state() is SendRunState.DONE:
                return
            self._sandbox.ask("POST", "/sandbox/clock", {"advance": _LATER})
        raise AssertionError(f"the run is not done: {self._said()}")

    def _count(self) -> None:
        path = f"file:{self._folder}/sandbox/sandbox.sqlite3?mode=ro"
        with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
            found = Counter(row[0] for row in db.execute("SELECT recipient FROM message"))
        wanted = {f"person{number}@example.com" for number in range(self._recipients)}
        lost, twice = wanted - found.keys(), [one for one, count in found.items() if count > 1]
        self._counts.runs += 1
        self._counts.recipients += len(found)
        self._counts.batches += self._batches()
        self._counts.lost += len(lost)
        self._counts.twice += len(twice)
        if lost or twice:
            self._counts.what.append(f"batches of {self._batch}: lost {sorted(lost)[:5]}, twice {sorted(twice)[:5]}")
            self._counts.what.append(self._said())

    def _state(self) -> SendRunState | None:
        with contextlib.closing(Archive.open(self._profile.archive)) as archive:
            entries = archive.send_runs.newest(ACCOUNT, 1)
        return entries[0].run.state if entries else None

    def _batches(self) -> int:
        with contextlib.closing(Archive.open(self._profile.archive)) as archive:
            return len(archive.send_runs.newest(ACCOUNT, 1)[0].batches)

    def _victim(self, *arguments: str) -> Victim:
        given = (str(self._profile.folder), str(self._recipients), str(self._batch), *arguments)
        return Victim(self._folder, *given, module="tests.proofs.run_victim")

    def _said(self) -> str:
        return (self._folder / "said.txt").read_text(errors="replace")[-3000:]


def main() -> None:
    runs = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}", flush=True)
    counts = kill_runs(runs, seed)
    print("\n".join(counts.what))
    print(counts)


if __name__ == "__main__":
    main()
