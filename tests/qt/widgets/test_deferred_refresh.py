"""When a widget refreshes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.deferred_refresh import DeferredRefresh

LONG_MS = 3_600_000


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_it_is_due_when_the_widget_is_first_shown(qtbot: QtBot, widget: QWidget) -> None:
    refresh = DeferredRefresh(widget, LONG_MS)

    assert refresh.is_stale
    with qtbot.waitSignal(refresh.due):
        widget.show()
    assert not refresh.is_stale


def test_several_changes_are_one_refresh(qtbot: QtBot, widget: QWidget) -> None:
    refresh, later = DeferredRefresh(widget, 0), DeferredRefresh(widget, 1)
    widget.show()
    refresh.done()
    counted: list[None] = []
    refresh.due.connect(lambda: counted.append(None))

    with qtbot.waitSignal(later.due):
        refresh.soon()
        refresh.soon()
        later.soon()

    assert len(counted) == 1


def test_a_change_of_a_hidden_widget_waits_until_it_is_shown(qtbot: QtBot, widget: QWidget) -> None:
    refresh = DeferredRefresh(widget, 0)
    refresh.done()
    with qtbot.assertNotEmitted(refresh.due):
        widget.show()
        widget.hide()
        refresh.soon()

    with qtbot.waitSignal(refresh.due):
        widget.show()


def test_what_has_refreshed_by_itself_is_not_due(qtbot: QtBot, widget: QWidget) -> None:
    refresh, later = DeferredRefresh(widget, 0), DeferredRefresh(widget, 1)
    widget.show()

    with qtbot.assertNotEmitted(refresh.due), qtbot.waitSignal(later.due):
        refresh.soon()
        refresh.done()
        later.soon()
