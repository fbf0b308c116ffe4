"""The lookups of a mail of which nobody knows."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from composer_app.ui.outbox.lookup_line import LookupLine, lookups_of
from composer_app.ui.texts import format as fmt
from tests.qt.outbox.samples import NOW, unknown


def test_done_next_and_later_differ() -> None:
    submission = unknown().submission
    steps = lookups_of(submission)

    assert [step.is_done for step in steps] == [True, True, True, False, False, False]
    assert [step.is_next for step in steps] == [False, False, False, True, False, False]
    assert [step.text for step in steps[:3]] == ["5 s", "30 s", "2 min"]
    assert steps[3].text == f"10 min at {fmt.clock(NOW + timedelta(minutes=4), seconds=False)}"
    assert steps[4].text == "16 min"
    assert steps[5].text.startswith("then hourly, until ")


def test_the_hourly_ones_say_when_the_next_is() -> None:
    last = lookups_of(unknown(lookups=7).submission)[-1]

    assert last.is_next
    assert last.text.startswith("hourly, next at ")


def test_after_the_last_one_all_are_done() -> None:
    assert all(step.is_done for step in lookups_of(unknown(lookups=51, next_lookup_at=None).submission))


def test_a_narrow_line_breaks(qtbot: QtBot) -> None:
    line = LookupLine(unknown().submission)
    qtbot.addWidget(line)

    assert line.heightForWidth(200) > line.heightForWidth(1000)
