"""The controls of a question to the logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.queries import LogQuery
from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.ui.logs.fetch_panel import FetchPanel

NOW = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)


@pytest.fixture
def panel(qtbot: QtBot, home: QWidget) -> FetchPanel:
    made = FetchPanel(NOW)
    column = home.layout()
    assert column is not None
    column.addWidget(made)
    qtbot.waitUntil(made.isVisible)
    qtbot.waitUntil(home.isActiveWindow)
    return made


def test_ids_are_parted_by_anything_and_asked_for_once(panel: FetchPanel) -> None:
    panel.message_ids.setText("m-1, m-2;m-1  m-3")

    assert panel.query() == LogQuery(message_ids=(MessageId("m-1"), MessageId("m-2"), MessageId("m-3")))


def test_times_begin_at_the_reach_of_the_logs(panel: FetchPanel) -> None:
    panel.since.tick.click()
    panel.until.tick.click()

    query = panel.query()

    assert query.sent_since == NOW - LOG_REACH
    assert query.sent_until == NOW


def test_one_question_at_a_time_and_the_focus_comes_back(qtbot: QtBot, panel: FetchPanel) -> None:
    panel.button.setFocus()
    panel.set_busy(True)
    with qtbot.assertNotEmitted(panel.wanted):
        panel.fetch()
    with qtbot.waitSignal(panel.cancelled):
        qtbot.mouseClick(panel.stop, Qt.MouseButton.LeftButton)

    panel.set_busy(False)

    assert not panel.stop.isVisible()
    assert panel.button.hasFocus()
    with qtbot.waitSignal(panel.wanted) as wanted:
        qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert wanted.args == [LogQuery()]


def test_clear_asks_for_everything_again(panel: FetchPanel) -> None:
    panel.to.setText("ana@example.com")
    panel.limit.setValue(7)
    panel.status.setCurrentIndex(2)
    panel.since.set_value(NOW - timedelta(hours=1))

    panel.clear_all()

    assert panel.query() == LogQuery()


def test_the_hint_names_the_service(panel: FetchPanel) -> None:
    panel.set_account(SANDBOX_ACCOUNT)

    assert "Sandbox" in panel.hint.text()
