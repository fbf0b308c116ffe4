"""The controls of a pull."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import BulkId
from composer_app.domain.submission import BulkSummary
from composer_app.ui.reports.pull_flow import Scope
from composer_app.ui.reports.pull_row import PullRow

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def bulks(*names: str) -> tuple[BulkSummary, ...]:
    return tuple(BulkSummary(BulkId(name), name, NOON - timedelta(minutes=n), 1) for n, name in enumerate(names))


@pytest.fixture
def row(qtbot: QtBot) -> PullRow:
    made = PullRow()
    qtbot.addWidget(made)
    made.resize(1000, made.sizeHint().height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_row_is_as_high_in_every_mode(row: PullRow) -> None:
    heights = set()
    for scope in Scope:
        row.scope.set_current(scope)
        row.layout().activate()
        heights.add(max(row.minimumSizeHint().height(), row.minimumHeight()))
    assert len(heights) == 1


def test_newest_mail_is_the_bulk_unless_a_person_chose_another(row: PullRow) -> None:
    row.set_bulks(bulks("first"))
    assert row.bulk.currentData() == "first"
    row.set_bulks(bulks("second", "first"))
    assert row.bulk.currentData() == "second"
    row.bulk.setCurrentIndex(1)
    row.bulk.activated.emit(1)  # as a click on the list does
    row.set_bulks(bulks("third", "second", "first"))
    assert row.bulk.currentData() == "first"
    row.set_bulks(bulks("fourth", "third"))
    assert row.bulk.currentData() == "fourth"


def test_long_subject_ends_in_dots(row: PullRow) -> None:
    row.scope.set_current(Scope.BULK)
    row.set_bulks(bulks("A subject that is far too long for a box of three hundred and twenty pixels"))
    assert row.bulk.shown_text().endswith("…")
    row.set_bulks(bulks("Hi"))
    assert row.bulk.shown_text().startswith("Hi, ")
    assert not row.bulk.grab().isNull()
