"""A realistic archive of any size, the same for the same seed; and new reports and log entries for it.

`python -m tests.benchmarks.archive_maker MESSAGES FOLDER` makes one, a million messages in 90 s, and prints its path.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.archive.bulk_load import DERIVED
from composer_app.archive.migration import migrations
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport, LogEntry

SEED = 20251122
RARE = "QX-7731"
"""Stands in the subjects of `RARE_COUNT` messages and nowhere else."""
RARE_COUNT = 25
LETTER_WORD = "courtesy"
"""Stands in the text of each tenth mail that was sent from here, and nowhere else."""
BEGIN = datetime(2025, 6, 1, tzinfo=UTC)
DAYS = 90
DOUBTFUL_EVERY = 2_000
"""One mail in so many is contradicted, and one of ours not heard of."""
FIRST = "ana tom mia leo eva ben ida max zoe kai lea jan nora paul rosa otto vera hugo lina emil".split()
LAST = "kovac ito berg silva novak meyer rossi larsen dubois horvat klein santos weber moreau hansen".split()
HOSTS = [
    *"example.com example.org example.net mail.example.com post.example.org web.example.net inbox.example".split(),
    *"letters.example city.example school.example clinic.example harbour.example bakery.example".split(),
    *"garden.example museum.example library.example studio.example works.example corp.example shop.example".split(),
]
SENDERS = [f"{name}@{host}" for host in HOSTS[-3:] for name in ("billing", "news", "service", "orders")]
THINGS = "statement invoice receipt order newsletter reminder welcome password ticket offer survey update".split()
MONTHS = "January February March April May June July August September October November December".split()
NO_ERROR = VendorError(0, "OK", 0, "NO_ERROR", "No Error")
FATES = (
    (0.90, "delivered", Status(3, "DELIVERED", 5, "DELIVERED_TO_HANDSET", "Message delivered to handset"), NO_ERROR),
    (
        0.05,
        "bounced",
        Status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED", "Message sent not delivered"),
        VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full"),
    ),
    (
        0.03,
        "rejected",
        Status(5, "REJECTED", 12, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits"),
        NO_ERROR,
    ),
    (0.02, "expired", Status(4, "EXPIRED", 15, "EXPIRED_EXPIRED", "Message expired"), NO_ERROR),
)
_OWN_STEPS = (("queued", "program"), ("handed over", "program"), ("answered", "answer"))
_BLOCK = 20_000


@dataclass(frozen=True)
class Reported:
    """One mail and what became of it."""

    message_id: str
    bulk_id: str
    to: str
    sender: str
    subject: str
    sent_at: datetime
    done_at: datetime
    fate: int

    def raw(self) -> bytes:
        """About what the vendor writes of it."""
        _, _, status, error = FATES[self.fate]
        item = {
            "bulkId": self.bulk_id,
            "messageId": self.message_id,
            "to": self.to,
            "from": self.sender,
            "sentAt": self.sent_at.isoformat(timespec="milliseconds"),
            "doneAt": self.done_at.isoformat(timespec="milliseconds"),
            "messageCount": 1,
            "price": {"pricePerMessage": 0.0005, "currency": "EUR"},
            "status": {"groupId": status.group_id, "groupName": status.group_name, "id": status.id}
            | {"name": status.name, "description": status.description},
            "error": {"groupId": error.group_id, "groupName": error.group_name, "id": error.id}
            | {"name": error.name, "description": error.description, "permanent": False},
        }
        return json.dumps(item, separators=(",", ":")).encode()

    def as_report(self) -> DeliveryReport:
        return DeliveryReport(**self._reported())  # type: ignore[arg-type]

    def as_entry(self) -> LogEntry:
        return LogEntry(**self._reported())  # type: ignore[arg-type]

    def _reported(self) -> dict[str, object]:
        _, _, status, error = FATES[self.fate]
        return {
            "message_id": MessageId(self.message_id),
            "bulk_id": BulkId(self.bulk_id),
            "to": self.to,
            "sender": self.sender,
            "sent_at": self.sent_at,
            "done_at": self.done_at,
            "status": status,
            "error": error,
            "raw": self.raw(),
        }


def mails(seed: int, count: int) -> Iterator[Reported]:
    """Mails in bulks of very different sizes, in the order of sending."""
    rng = random.Random(seed)
    step = timedelta(days=DAYS) / count
    number = 0
    while number < count:
        size = min(rng.choice((1, 1, 1, 3, 20, 200, 1000)), count - number)
        bulk_id = f"{rng.getrandbits(96):024x}"
        sender = rng.choice(SENDERS)
        subject = f"Your {rng.choice(MONTHS)} {rng.choice(THINGS)} {rng.randrange(10_000):04}"
        for _ in range(size):
            chance = rng.random()
            fate = 0 if chance < 0.90 else 1 if chance < 0.95 else 2 if chance < 0.98 else 3
            person = f"{rng.choice(FIRST)}.{rng.choice(LAST)}{number % 1000}@{rng.choice(HOSTS)}"
            sent_at = BEGIN + step * number
            done_at = sent_at + timedelta(milliseconds=rng.randrange(200, 90_000))
            message_id = f"{rng.getrandbits(128):032x}"
            is_rare = number % (count // RARE_COUNT or 1) == 7
            shown = f"{subject} {RARE}" if is_rare and number // (count // RARE_COUNT or 1) < RARE_COUNT else subject
            yield Reported(message_id, bulk_id, person, sender, shown, sent_at, done_at, fate)
            number += 1


def cached_archive(count: int, seed: int = SEED, folder: Path | None = None) -> Path:
    """The path of such an archive in a folder that is kept between runs; made if this layout has none there yet.

    Args:
        folder: None takes that of the environment's BENCH_CACHE, or the system's temporary folder.
    """
    folder = folder or Path(os.environ.get("BENCH_CACHE") or tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    layout = "".join(step.sql for step in migrations()) + Path(__file__).read_text("utf-8")
    name = f"mail-composer-bench-{count}-{seed}-{hashlib.sha256(layout.encode()).hexdigest()[:12]}.sqlite"
    path = folder / name
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}.making")  # two runs may make one at once
        unfinished.unlink(missing_ok=True)
        make_archive(unfinished, count, seed)
        unfinished.replace(path)
    return path


def make_archive(path: Path, count: int, seed: int = SEED) -> None:
    """Write `count` messages with their reports, log entries and events: every second bulk was sent from here.

    Indexes, search and sums are made when all rows are there, which is many times quicker and ends in the same.
    """
    Archive.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN")
        later = db.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
            " ORDER BY type"
        ).fetchall()
        for kind, name, _ in later:
            db.execute(f"DROP {kind} {name}")
        _fill(db, count, seed)
        db.execute("UPDATE message SET domain = substr(address_key, instr(address_key, '@') + 1)")
        for sql in DERIVED:
            db.execute(sql)
        for _, _, sql in later:
            db.execute(sql)
        db.execute("INSERT INTO letter (submission) SELECT submission FROM submission_content")
        db.execute("INSERT INTO message_search (message_search) VALUES ('rebuild')")
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
    with closing(Archive.open(path)) as archive, archive.database.transaction():
        pass  # each one ends with writing the texts of mails


def _fill(db: sqlite3.Connection, count: int, seed: int) -> None:
    for number, (_, _, status, error) in enumerate(FATES, 1):
        columns = (number, status.group_id, status.group_name, status.id, status.name, status.description, "")
        words = (error.group_id, error.group_name, error.id, error.name, error.description, 0)
        _insert(db, "verdict", [columns + words])
    _insert(db, "answer", [(1, 1, "reports", "", 0, 1, 0, None, 1, None)])
    rows: dict[str, list[tuple[object, ...]]] = {
        table: [] for table in ("message", "submission", "submission_content", "report", "log_entry", "event")
    }
    bulk_id, submission, is_ours = "", 0, False
    for row, reported in enumerate(mails(seed, count), 1):
        sent, done = _micros(reported.sent_at), _micros(reported.done_at)
        outcome, raw = FATES[reported.fate][1], reported.raw()
        if reported.bulk_id != bulk_id:
            bulk_id = reported.bulk_id
            is_ours = not is_ours
            if is_ours:
                submission += 1
                rows["submission"].append(
                    (
                        *(submission, f"s-{submission}", 1, bulk_id, "accepted", reported.subject, 1, sent, sent, sent),
                        *(1, None, None, 0, None),
                    )
                )
                rows["submission_content"].append((submission, _content(submission, reported.subject), "[]"))
        verdict, price = reported.fate + 1, ("0.0005", "EUR")
        own = ("accepted", verdict, sent) if is_ours else (None, None, None)
        is_disputed, is_unheard = row % DOUBTFUL_EVERY == 3, is_ours and row % DOUBTFUL_EVERY == 5
        heard = (outcome, 5, verdict, sent, done, *price)
        rows["message"].append(
            (
                *(
                    row,
                    1,
                    submission if is_ours else None,
                    "to",
                    reported.message_id,
                    bulk_id,
                    reported.to,
                    reported.to,
                ),
                *(reported.sender, reported.subject),
                *(("accepted", 1, verdict, sent, None, None, None) if is_unheard else heard),
                *(*own, int(not is_unheard), 0, int(is_disputed)),
            )
        )
        rest = (sent, done, *price, reported.sender, bulk_id, raw)
        if not is_unheard:
            digest = hashlib.sha256(raw).digest()
            rows["report"].append((row, 1, row, 1, digest, done + 60_000_000, outcome, verdict, *rest))
            rows["event"].append((row, done, "reported", outcome, verdict, done, "reports", ""))
        if row % 2 and not is_unheard:
            fate = (reported.fate + is_disputed) % len(FATES)
            rows["log_entry"].append((row, done + 60_000_000, FATES[fate][1], fate + 1, *rest))
            rows["event"].append((row, done, "seen in logs", FATES[fate][1], fate + 1, done, "logs", ""))
        if is_ours:
            for at, (kind, source) in enumerate(_OWN_STEPS):
                rows["event"].append((row, sent + at, kind, "accepted", 0, sent + at, source, ""))
        if row % _BLOCK == 0:
            _flush(db, rows)
    _flush(db, rows)


def _content(submission: int, subject: str) -> str:
    """A mail with the text that a search looks through."""
    also = f" A {LETTER_WORD} copy is kept." if submission % 10 == 0 else ""
    html = f"<p>Dear customer,</p><p>here is {subject.lower()}.{also}</p><p>Kind regards, letter {submission}</p>"
    return json.dumps({"sender": "", "subject": subject, "html": html})


def _flush(db: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    for table, block in rows.items():
        if table == "event":
            block.sort()
        _insert(db, table, block)
        block.clear()


def _insert(db: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    """The first columns of a table; what later layouts added has its default."""
    if rows:
        names = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")][: len(rows[0])]
        db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)


def _micros(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="archive_maker", description="Make an archive for benchmarks.")
    parser.add_argument("messages", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    print(cached_archive(options.messages, folder=options.folder))
