"""A date and time, or any."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.logs.date_time_field import DateTimeField
from tests.qt.windows import show

AT = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)


@pytest.fixture
def field(qtbot: QtBot) -> DateTimeField:
    return show(qtbot, DateTimeField("Sent since", AT))


def test_it_counts_only_while_it_is_ticked(qtbot: QtBot, field: DateTimeField) -> None:
    assert field.value() is None
    assert not field.edit.isVisible()

    with qtbot.waitSignal(field.changed):
        field.tick.click()
    assert field.value() == AT
    assert field.edit.isVisible()

    field.set_value(None)
    assert field.value() is None


def test_another_time_is_another_value(qtbot: QtBot, field: DateTimeField) -> None:
    later = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    with qtbot.waitSignal(field.changed):
        field.set_value(later)

    assert field.value() == later
