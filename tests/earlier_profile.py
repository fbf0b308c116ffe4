"""Two profiles that an earlier version made, and what its own readers found in them: see its README.md."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from composer_app.archive.archive import Archive
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.stored_mail import newest_mail

FOLDER = Path(__file__).parent / "data" / "profile_of_32a8af5"
LAYOUT_BEFORE = 3
"""The number of migrations that the earlier version knew."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def unpacked(name: str, folder: Path) -> Path:
    """Put the profile "whole" or "killed" into `folder`; gives its folder."""
    profile = folder / "profile"
    with zipfile.ZipFile(FOLDER / f"{name}.zip") as packed:
        packed.extractall(profile)
    return profile


def expected(name: str) -> Any:
    """What the earlier version read or showed: "whole", "killed", "window" or "sandbox"."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def differences(before: Any, now: Any, place: str = "") -> list[str]:
    """Where `now` does not hold what `before` held. A value may have fields that the earlier version did not know."""
    if isinstance(before, dict) and isinstance(now, dict):
        lacking = [f"{place}: {name} is gone" for name in before if name not in now]
        return lacking + [
            one for name in before if name in now for one in differences(before[name], now[name], f"{place}/{name}")
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            one for at, pair in enumerate(zip(before, now, strict=True)) for one in differences(*pair, f"{place}/{at}")
        ]
    return [] if before == now else [f"{place}: {before!r} is now {now!r}"]


def contents(archive: Archive) -> Any:
    """Everything that the archive holds, in the form of the expectations."""
    submissions, accounts, everything = newest_mail(archive), archive.accounts.all(), ArchiveFilter()
    account_ids = sorted({one.account_id for one in submissions} | {one.id for one in accounts})
    messages = archive.messages.ids(everything, SortKey.RECEIVED, False)
    reports = archive.reports.ids(everything, SortKey.RECEIVED, False)
    answers = archive.answers.unread()
    return _as_json(
        {
            "accounts": accounts,
            "drafts": archive.drafts.all(),
            "submissions": submissions,
            "messages_of_submission": {
                one.id: [row.row for row in archive.messages.of_submission(one.id)] for one in submissions
            },
            "messages": [_with_hashes(_as_json(archive.messages.details(row))) for row in messages],
            "messages_newest_first": list(archive.messages.ids(everything, SortKey.SENT, True)),
            "reports": archive.reports.rows(reports),
            "raw_reports": [details.raw_report for row in reports if (details := archive.reports.details(row))],
            "answers": answers,
            "bodies": [archive.answers.body(one.id) for one in answers],
            "outcomes": {one: archive.messages.count_by_outcome(ArchiveFilter(account_id=one)) for one in account_ids},
            "totals": {
                one: {"messages": archive.messages.total(one), "reports": archive.reports.total(one)}
                for one in account_ids
            },
            "recorded": {one: archive.logs.covered(one) for one in account_ids},
            "bulks": {one: archive.outbox.bulks(one) for one in account_ids},
            "open_bulks": {one: archive.outbox.open_bulks(one, LONG_AGO) for one in account_ids},
            "problems_of_check": archive.as_reader.check(),
        }
    )


def _with_hashes(details: Any) -> Any:
    """One answer belongs to many messages: its hash is enough."""
    raws = {name: details[name] for name in ("raw_answer", "raw_log", "raw_report")}
    return details | {name: hashlib.sha256(raw.encode()).hexdigest() if raw else "" for name, raw in raws.items()}


def _as_json(value: Any) -> Any:
    """The JSON of a value; bytes as UTF-8 text."""
    return _as_text(msgspec.to_builtins(value, enc_hook=str, builtin_types=(bytes,)))


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    return [_as_text(inner) for inner in value] if isinstance(value, list | tuple) else value
