"""Answer, log entries and reports in every order end in the same row."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import MessageId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import Submission
from tests.unit.archive.samples import T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, TAKEN_OVER, WAITING
from tests.unit.archive.steps import all_rows, ingest, sync

Telling = Callable[[Archive, Submission], object]


def answer(archive: Archive, mail: Submission) -> None:
    answers = [Answered("ana@example.com", MessageId("m-1")), Answered("tom@example.com", MessageId("m-2"))]
    archive.outbox.record_answer(mail.id, after(3), mail.bulk_id, answers, b"{}")


def tellings(bulk_id: str | None) -> dict[str, Telling]:
    return {
        "answer": answer,
        "log": lambda a, m: sync(a, entry(status=WAITING, bulk_id=bulk_id), at=after(10)),
        "final log": lambda a, m: sync(a, entry(status=DELIVERED, bulk_id=bulk_id, done_at=after(31)), at=after(40)),
        "interim": lambda a, m: ingest(a, report(status=TAKEN_OVER, bulk_id=bulk_id), at=after(20)),
        "report": lambda a, m: ingest(a, report(status=BOUNCED, error=INBOX_FULL, bulk_id=bulk_id), at=after(50)),
    }


def reported_in(order: tuple[str, ...], bulk_id: str | None, path: Path) -> tuple[list[MessageRow], list[object]]:
    archive = Archive.open(path)
    try:
        mail = msgspec.structs.replace(submission("ana@example.com", "tom@example.com"), id="s-1")
        archive.outbox.queue(mail, None)
        archive.outbox.start_sending(mail.id, T0)
        for name in order:
            tellings(bulk_id)[name](archive, mail)
        rows = all_rows(archive)
        details = [archive.messages.details(row.row) for row in rows]
        steps = [[(e.kind, e.at, e.outcome, e.detail) for e in one.events] for one in details if one is not None]
        raw = [(one.raw_answer, one.raw_log, one.raw_report) for one in details if one is not None]
        assert archive.as_reader.check() == ()
        return rows, [steps, raw]
    finally:
        archive.close()


@pytest.mark.parametrize("bulk_id", ["bulk-1", None], ids=["with bulkId", "without, as in 2017"])
@pytest.mark.parametrize("names", [("answer", "log", "report"), ("answer", "log", "final log", "interim", "report")])
def test_every_order_gives_the_same_row(tmp_path: Path, names: tuple[str, ...], bulk_id: str | None) -> None:
    orders = list(permutations(names))[:: 1 if len(names) == 3 else 7]
    expected = reported_in(orders[0], bulk_id, tmp_path / "0.sqlite3")
    (ana, tom), _ = expected
    assert (ana.outcome, ana.status, ana.message_id, ana.is_new) == (Outcome.BOUNCED, BOUNCED, "m-1", True)
    assert (tom.outcome, tom.message_id, tom.has_report) == (Outcome.ACCEPTED, "m-2", False)
    for number, order in enumerate(orders[1:], start=1):
        assert reported_in(order, bulk_id, tmp_path / f"{number}.sqlite3") == expected, order


def test_of_two_logs_reported_under_two_rows_the_heavier_is_kept(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    sync(archive, entry("m-1", status=WAITING, bulk_id=None), at=after(5))  # a stranger as yet
    sync(archive, entry("m-2", status=BOUNCED, bulk_id="bulk-1"), at=after(4))  # ours by its bulk
    archive.outbox.record_answer(mail.id, after(6), None, [Answered("ana@example.com", MessageId("m-1"))], b"{}")
    (row,) = all_rows(archive)
    assert (row.message_id, row.outcome) == ("m-1", Outcome.BOUNCED)
