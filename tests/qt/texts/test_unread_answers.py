"""What is said of answers that could not be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts.unread_answers import (
    Records,
    log_entries_received,
    not_all_read,
    reports_received,
    why_unread,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_nothing_is_said_when_everything_was_read() -> None:
    assert not_all_read(SyncResult(3, 3, 0, (1, 2, 3), NOW), Records.REPORTS) == []


@pytest.mark.parametrize("problem", list(ReadingProblem))
def test_every_reason_has_words(problem: ReadingProblem) -> None:
    pulled = SyncResult(3, 3, 0, (1, 2, 3), NOW, problem)
    assert why_unread(problem).startswith(
        ("Not everything could be read: an ", "Not everything could be read: a part ")
    )
    (said,) = not_all_read(pulled, Records.REPORTS)
    assert "The 3 that could be read are stored. " in said
    assert "kept unchanged" in said
    assert ("a later version" in said) is (problem is not ReadingProblem.CUT_OFF)


def test_of_logs_that_broke_off_nothing_is_said_to_be_kept() -> None:
    (said,) = not_all_read(SyncResult(0, 0, 0, (), NOW, ReadingProblem.CUT_OFF, is_kept=False), Records.LOG_ENTRIES)
    assert "kept" not in said
    assert "The next fetch gets the rest" in said


@pytest.mark.parametrize("left", list(LeftUnread))
def test_every_reason_for_more_has_words(left: LeftUnread) -> None:
    (said,) = not_all_read(SyncResult(0, 0, 0, (), NOW, left=left), Records.LOG_ENTRIES)
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("received", "new", "entries", "reports"),
    [(1, 1, "1 log entry, 1 new", "1 report, 1 new"), (1200, 0, "1,200 log entries, 0 new", "1,200 reports, 0 new")],
)
def test_what_came_is_counted(received: int, new: int, entries: str, reports: str) -> None:
    pulled = SyncResult(received, new, 0, (), NOW)

    assert log_entries_received(pulled) == entries
    assert reports_received(pulled) == reports


def test_what_was_not_asked_for_is_said() -> None:
    assert (log_entries_received(None), reports_received(None)) == ("log entries not fetched", "reports not pulled")
