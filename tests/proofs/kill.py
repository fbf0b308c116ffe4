"""Kills the program at random moments, starts it again, and counts what it lost, doubled or forgot.

A fifth of the kills hits it while it migrates, a fifth its window with hands on the widgets (`window_victim`), the rest
the services under it (`victim`), which do more in less time.

What counts:

- A *report* is lost if an answer handed it out in full (see `relay`), and neither the archive nor its spool has it,
  nor the folder of answers that were received and not stored yet. Whether the program still lived by then plays no
  part: the process that receives reports outlives it.
- A *draft* is lost if what was written more than a second before the kill is not in the archive. Time in which the
  process wanted to run and the computer let it not run does not count.
- A mail was *sent twice* if the Sandbox has it twice: the same bulk, the same address.
- A send is *without a state* if it was confirmed as queued and the archive does not know it; if, after the program had
  its time to settle, it is still "queued" or "sending"; or if its state contradicts the Sandbox: accepted and not
  there, rejected, cancelled or never heard of and there, there and still unknown after a lookup.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.profile import Profile
from tests.faulty_server import LOOPBACK
from tests.patience import PATIENCE_S
from tests.proofs.more_layouts import extended
from tests.proofs.relay import Exchange, Moment, Relay, relay_to
from tests.proofs.sandbox import ROOT, Sandbox, running_sandbox
from tests.proofs.victim import ACCOUNT, SETTLE_WITHIN_S, waited_s, words_in
from tests.stored_mail import newest_mail

DRAFT_AGE_S = 1.0
READY_WITHIN_S = 30.0
KILLS_PER_WORLD = 25
"""Then a new profile and a new Sandbox: `/sandbox/messages` shows a thousand at the most."""
_PATHS = {"send": "/email/3/send", "report pull": "/email/1/reports", "harvest": "/email/1/logs"}
_FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "accept-nothing", "path": "/email/*/send"},
    {"kind": "accept-error", "path": "/email/*/send"},
    {"kind": "error", "path": "/email/*/send"},
    {"kind": "cut-answer", "path": "/email/*/reports"},
    {"kind": "drip", "path": "/email/*/reports", "bytes": 2000, "seconds": 0.02},
    {"kind": "drip", "path": "/email/*/send", "bytes": 30, "seconds": 0.02},
    {"kind": "drip", "path": "/email/*/logs", "bytes": 3000, "seconds": 0.02},
    {"kind": "unknown-fields", "path": "/email/*/reports"},
    {"kind": "reset-after", "path": "/email/*"},
)
_SERVICES, _WINDOW, _MIGRATION = "the services", "the window", "the migration"
_MODULES = {_SERVICES: "tests.proofs.victim", _WINDOW: "tests.proofs.window_victim"}
_LONGEST_S = {_SERVICES: 3.0, _WINDOW: 8.0}
_REQUESTS = {_SERVICES: 20, _WINDOW: 4}
"""Fewer than this of one kind a victim makes before it is killed; hands on widgets are slow."""
_TABLES = ("account", "draft", "submission", "answer", "message", "report", "log_entry", "event")
_REFUSED_STATES = {SubmissionState.REJECTED, SubmissionState.CANCELLED, SubmissionState.QUEUED}


FAULTS = ("reports_lost", "drafts_lost", "sent_twice", "without_state", "migrations_broken")


@dataclass
class Losses:
    """What came of some kills; `what` says it in words, for whoever has to find the reason."""

    kills_over_tls: int = 0
    kills_by_moment: Counter[str] = field(default_factory=Counter)
    kills_by_victim: Counter[str] = field(default_factory=Counter)
    sends_by_victim: Counter[str] = field(default_factory=Counter)
    drafts_by_victim: Counter[str] = field(default_factory=Counter)
    sends: int = 0
    mails: int = 0
    reports: int = 0
    drafts: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    """How many of each of `FAULTS`."""
    what: list[str] = field(default_factory=list)

    def __add__(self, other: Losses) -> Losses:
        return Losses(**{name: value + getattr(other, name) for name, value in vars(self).items()})

    @property
    def kills(self) -> int:
        return self.kills_by_victim.total()

    @property
    def is_none(self) -> bool:
        return not self.faults.total()

    def __str__(self) -> str:
        victims = ", ".join(
            f"{kills} of {name}"
            if name == _MIGRATION
            else f"{kills} of {name} ({self.sends_by_victim[name]} sends, {self.drafts_by_victim[name]} drafts)"
            for name, kills in sorted(self.kills_by_victim.items())
        )
        moments = ", ".join(f"{count} in {moment}" for moment, count in sorted(self.kills_by_moment.items()))
        return (
            f"{self.kills} kills ({self.kills_over_tls} over TLS): {victims}; {moments}: "
            f"{self.sends} sends ({self.mails} mails), {self.reports} reports, {self.drafts} drafts; "
            + ", ".join(f"{fault.replace('_', ' ')}: {self.faults[fault]}" for fault in FAULTS)
        )


def run(kills: int, seed: int, at_a_time: int = 2) -> Losses:
    """Kill that many times, a fifth in migrations and a fifth with the window; several worlds beside each other.

    In every other world the program speaks TLS, with the certificate of a company.
    """
    fifth = kills // 5
    rest = kills - 2 * fifth
    parts = max(at_a_time, -(-(rest + fifth) // KILLS_PER_WORLD))
    services, windows, migrations = _shares(rest, parts), _shares(fifth, parts)[::-1], _shares(fifth, parts)
    with ThreadPoolExecutor(at_a_time) as pool:
        seeds = (seed * 1000 + number for number in range(parts))
        certificates = (LOOPBACK if number % 2 else None for number in range(parts))
        return sum(pool.map(_world, services, windows, migrations, seeds, certificates), Losses())


def _shares(whole: int, parts: int) -> list[int]:
    return [whole // parts + (number < whole % parts) for number in range(parts)]


def _world(of_services: int, of_window: int, in_migration: int, seed: int, certificate: Path | None) -> Losses:
    with (
        tempfile.TemporaryDirectory(prefix="kill-") as folder,
        running_sandbox(Path(folder) / "sandbox") as sandbox,
        relay_to(sandbox.url, certificate) as relay,
    ):
        world = _World(Path(folder), sandbox, relay, random.Random(seed))
        victims = [_SERVICES] * of_services + [_WINDOW] * of_window
        world.shuffle(victims)
        for victim in victims:
            world.kill_once(victim)
        world.settle()
        for _ in range(in_migration):
            world.kill_in_migration()
        return world.losses


class Victim:
    """One process of the program; it is ended whatever happens."""

    def __init__(self, folder: Path, *arguments: str, module: str = "tests.proofs.victim") -> None:
        self._said = (folder / "said.txt").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        self.end_fd = os.pidfd_open(self.process.pid)

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        can_read, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_S)
        assert can_read, "the program does not start"
        assert self.process.stdout.readline().strip() == b"ready", "the program does not start"

    def wait(self, within_s: float, also: int | None = None) -> bool:
        """Until it has ended by itself, or something is to be read from `also`. True if it ended."""
        waited = [self.end_fd] if also is None else [self.end_fd, also]
        return self.end_fd in select.select(waited, [], [], within_s)[0]

    def kill(self) -> tuple[float, float]:
        """SIGKILL. Gives the time just before, and how long it had waited for a processor by then."""
        waited, at = waited_s(self.process.pid), time.monotonic()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_S)
        return at, waited

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_S)
        os.close(self.end_fd)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._said.close()


class _World:
    """A profile, a Sandbox, and what is known of both from outside."""

    def __init__(self, folder: Path, sandbox: Sandbox, relay: Relay, chance: random.Random) -> None:
        self.losses = Losses()
        self._folder = folder
        self._sandbox = sandbox
        self._relay = relay
        self._chance = chance
        self._journal = folder / "journal.txt"
        self._mails: Counter[tuple[str, str]] = Counter()
        self._reported_lost: set[str] = set()
        self._wanted: dict[str, int] = {}
        self._journal_read = 0
        self._profile = Profile(folder / "profile")
        self._profile.make()
        if relay.certificate is not None:
            self._profile.settings.write_text(f"[network]\nextra_ca={relay.certificate}\n")
        account = Account(
            id=ACCOUNT,
            name="Linden Energy",
            base_url=relay.url,
            default_sender="Linden Energy <billing@sandbox.example>",
            use=AccountUse.TEST,
            is_only_reader=chance.random() < 0.5,
        )
        with self._archive() as archive:
            archive.accounts.save(account)

    def shuffle(self, victims: list[str]) -> None:
        self._chance.shuffle(victims)

    def kill_once(self, kind: str) -> None:
        if self._chance.random() < 0.5:
            self._sandbox.set_fault(**self._chance.choice(_FAULTS), skip=self._chance.randrange(4))
        plan = self._chance.choices(["any", "late", *_PATHS], [3, 3, 2, 4, 1])[0]
        read, write = os.pipe()
        trap = _Trap(_PATHS.get(plan, ""), _REQUESTS[kind], self._chance, write)
        self._relay.on_moment = trap.on_moment
        first = len(self._relay.exchanges)
        victim = self._victim("--journal", str(self._journal), module=_MODULES[kind])
        try:
            is_early = plan == "any" and self._chance.random() < 0.2
            if not is_early:
                victim.wait_until_ready()
            shortest_s = DRAFT_AGE_S if plan == "late" else 0.0
            wait_s = self._chance.uniform(shortest_s, 1.0 if is_early else _LONGEST_S[kind])
            ended = victim.wait(wait_s, read)
            if not ended and trap.pause_s and trap.has_sprung:
                ended = victim.wait(trap.pause_s)
            under_way = [one for one in self._relay.exchanges[first:] if not one.is_whole]
            at, waited = victim.kill()
            assert not ended, f"it ended by itself: {self._said()}"
        finally:
            victim.close()
            self._relay.on_moment = lambda _exchange, _moment: None
            self._relay.wait_until_idle()
            os.close(read)
            os.close(write)
        self.losses.kills_over_tls += self._relay.certificate is not None
        self.losses.kills_by_moment[_moment_of(under_way, trap)] += 1
        self.losses.kills_by_victim[kind] += 1
        self._sandbox.clear_faults()
        self._look_at_mails()
        self._look_at_reports(self._relay.exchanges[first:])
        self._look_at_journal(kind, at, waited)

    def settle(self) -> None:
        """Start it a last time, let it put everything in order, and see whether it did."""
        victim = self._victim("--settle")
        try:
            victim.wait_until_ready()
            assert victim.wait(2 * SETTLE_WITHIN_S), f"it does not end: {self._said()}"
            assert victim.process.wait(PATIENCE_S) == 0, self._said()
        finally:
            victim.close()
        self._relay.wait_until_idle()
        self._look_at_mails()
        self._look_at_reports(self._relay.exchanges, is_settled=True)
        self._look_at_states()
        with contextlib.closing(sqlite3.connect(self._profile.archive)) as db:
            self.losses.reports = db.execute("SELECT count(*) FROM report").fetchone()[0]

    def kill_in_migration(self) -> None:
        """On a copy: a file of the layout of today becomes one of a layout of tomorrow, or is left as it was."""
        profile = Profile(self._folder / "migrated")
        profile.make()
        shutil.copyfile(self._profile.archive, profile.archive)
        before = _contents(profile.archive)
        victim = Victim(self._folder, "--migrate", str(profile.folder), "0")
        try:
            victim.wait_until_ready()
            victim.wait(self._chance.uniform(0, 0.12))  # it may be done by then
            victim.kill()
        finally:
            victim.close()
        self.losses.kills_by_moment["migration"] += 1
        self.losses.kills_by_victim[_MIGRATION] += 1
        try:
            assert _version(profile.archive) <= len(extended())
            assert _contents(profile.archive) == before, "something is missing after the kill"
            last = Victim(self._folder, "--migrate", str(profile.folder), "0")
            try:
                assert last.wait(PATIENCE_S), "it does not end"
                assert last.process.wait(PATIENCE_S) == 0, self._said()
            finally:
                last.close()
            assert _version(profile.archive) == len(extended())
            assert _contents(profile.archive) == before, "something is missing after the migration"
            copies = list(profile.folder.glob("archive.sqlite.before-*"))
            assert copies, "there is no copy"
            assert all(_contents(copy) == before for copy in copies), "a copy is not whole"
        except (AssertionError, sqlite3.Error) as error:
            self.losses.faults["migrations_broken"] += 1
            self.losses.what.append(f"migration: {error}")
        finally:
            shutil.rmtree(profile.folder)

    # -- what is left

    def _look_at_reports(self, exchanges: list[Exchange], *, is_settled: bool = False) -> None:
        with contextlib.closing(sqlite3.connect(self._profile.archive)) as db:
            raw = b"\n".join(row[0] for row in db.execute("SELECT raw FROM report"))
            raw += b"\n".join(row[0] for row in db.execute("SELECT body FROM answer WHERE body IS NOT NULL"))
        # Received and not stored: the next start does that. `settle` looks without it.
        raw += b"\n".join(path.read_bytes() for path in self._profile.folder.glob("arriving/*") if not is_settled)
        for exchange in exchanges:
            if exchange.path != _PATHS["report pull"] or not exchange.is_whole or exchange.status != 200:
                continue
            for report in json.loads(exchange.body)["results"]:
                message_id = str(report["messageId"])
                if f'"{message_id}"'.encode() in raw:
                    continue
                if message_id in self._reported_lost:
                    continue
                self._reported_lost.add(message_id)
                self.losses.faults["reports_lost"] += 1
                self.losses.what.append(f"report of {message_id}: was handed out, is not on disk")

    def _look_at_journal(self, kind: str, killed_at: float, waited: float) -> None:
        entries = self._journal_entries(self._journal_read)
        self._journal_read += len(entries)
        self.losses.sends_by_victim[kind] += sum("queued" in entry for entry in entries)
        written = {
            entry["draft"]: entry["words"]
            for entry in entries
            if "draft" in entry and killed_at - entry["at"] - max(waited - entry["waited"], 0.0) > DRAFT_AGE_S
        }
        self.losses.drafts_by_victim[kind] += len(written)
        self._wanted |= written
        self.losses.drafts = len(self._wanted)
        kept: Counter[str] = Counter()
        with self._archive() as archive:
            texts = [(draft.subject, draft.html) for draft in archive.drafts.all()]
            texts += [(one.content.subject, one.content.html) for one in newest_mail(archive)]
        for subject, html in texts:  # one that was taken back is there twice
            kept[subject] = max(kept[subject], words_in(html))
        for subject, words in list(self._wanted.items()):
            if kept[subject] < words:
                self.losses.faults["drafts_lost"] += 1
                self.losses.what.append(f"{kind}, {subject}: {kept[subject]} of {words} words")
                self.losses.what += [f"    {entry['at'] - killed_at:.3f} s {entry}" for entry in entries[-25:]]
                del self._wanted[subject]  # it is told once

    def _look_at_mails(self) -> None:
        self._mails = Counter((one["bulkId"], one["to"]) for one in self._sandbox.mails())

    def _look_at_states(self) -> None:
        for (bulk, to), count in self._mails.items():
            if count > 1:
                self.losses.faults["sent_twice"] += 1
                self.losses.what.append(f"sent {count} times: {bulk} to {to}")
        with self._archive() as archive:
            submissions = {str(one.bulk_id): one for one in newest_mail(archive)}
        there = {bulk for bulk, _ in self._mails}
        self.losses.sends, self.losses.mails = len(submissions), sum(self._mails.values())
        known = {str(one.id) for one in submissions.values()}
        wrong = [
            f"queued and forgotten: {entry['queued']}"
            for entry in self._journal_entries()
            if "queued" in entry and entry["queued"] not in known
        ]
        wrong += [f"in the Sandbox and not in the archive: {bulk}" for bulk in there - set(submissions)]
        wrong += [
            reported for one in submissions.values() if (reported := _contradiction(one, str(one.bulk_id) in there))
        ]
        self.losses.faults["without_state"] += len(wrong)
        self.losses.what += wrong

    # -- means

    def _victim(self, *arguments: str, module: str = _MODULES[_SERVICES]) -> Victim:
        seed = str(self._chance.getrandbits(32))
        return Victim(self._folder, str(self._profile.folder), seed, *arguments, module=module)

    @contextlib.contextmanager
    def _archive(self) -> Iterator[Archive]:
        archive = Archive.open(self._profile.archive)
        try:
            yield archive
        finally:
            archive.close()

    def _journal_entries(self, skip: int = 0) -> list[dict[str, Any]]:
        lines = self._journal.read_bytes().splitlines() if self._journal.exists() else []
        return [json.loads(line) for line in lines[skip:]]

    def _said(self) -> str:
        return (self._folder / "said.txt").read_text(errors="replace")[-3000:]


class _Trap:
    """Tells, by a byte into a pipe, that the moment for the kill has come."""

    def __init__(self, path: str, requests: int, chance: random.Random, pipe: int) -> None:
        self._path = path
        self._moment = chance.choice(list(Moment))
        self._left = chance.randrange(1, requests)
        self._pipe = pipe
        self.pause_s = chance.choice((0.0, chance.uniform(0, 0.003), chance.uniform(0, 0.03)))
        self.has_sprung = False

    def on_moment(self, exchange: Exchange, moment: Moment) -> None:
        if moment is self._moment and self._path and exchange.path == self._path and not self.has_sprung:
            self._left -= 1
            if not self._left:
                self.has_sprung = True
                os.write(self._pipe, b"!")

    @property
    def name(self) -> str:
        return next((name for name, path in _PATHS.items() if path == self._path), "")


def _moment_of(under_way: list[Exchange], trap: _Trap) -> str:
    if trap.has_sprung:
        return trap.name
    return next((name for name, path in _PATHS.items() if any(one.path == path for one in under_way)), "between")


def _contradiction(submission: Submission, is_there: bool) -> str:
    """What is wrong with the state of a submission that had its time to settle; empty if nothing is."""
    state = submission.state
    is_open = state in (SubmissionState.QUEUED, SubmissionState.SENDING)
    is_wrong = is_open or (is_there and (state in _REFUSED_STATES or state is SubmissionState.UNKNOWN))
    is_wrong = is_wrong or (not is_there and state is SubmissionState.ACCEPTED)
    return f"{submission.bulk_id} is {state}, in the Sandbox: {is_there}" if is_wrong else ""


def _version(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def _contents(path: Path) -> dict[str, object]:
    """What the tables of today hold, and that the file is sound."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        return {table: hash(tuple(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))) for table in _TABLES}


def main() -> None:
    kills, seed = (
        int(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().getrandbits(31),
    )
    print(f"seed {seed}", flush=True)
    losses = run(kills, seed)
    print("\n".join(losses.what))
    print(losses)


if __name__ == "__main__":
    main()
