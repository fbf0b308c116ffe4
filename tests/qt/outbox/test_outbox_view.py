"""The layout of the Outbox page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.outbox.outbox_view import OutboxView
from composer_app.ui.outbox.row_model import row_of
from composer_app.ui.outbox.sections import ALL, groups_of
from composer_app.ui.widgets.empty_state import EmptyState
from tests.qt.outbox.samples import NOW, everything


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[OutboxView]:
    page = QWidget()
    qtbot.addWidget(page)
    made = OutboxView(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    yield made
    page.hide()


def said(view: OutboxView) -> str:
    return next((one.accessibleName() for one in view.findChildren(EmptyState) if one.isVisible()), "")


def test_it_says_why_nothing_is_listed(view: OutboxView) -> None:
    view.show_groups([], is_empty=True)
    assert said(view).startswith("The outbox is empty.")

    search = view.findChild(QLineEdit, "outbox_search")
    assert isinstance(search, QLineEdit)
    search.setText(" invoice ")
    view.show_groups([], is_empty=False)
    assert said(view).startswith("Nothing matches “invoice”.")

    view.show_unreadable("The disk is full.")
    assert said(view) == "The outbox cannot be read. The disk is full."


def test_the_list_takes_the_place_of_the_words(view: OutboxView) -> None:
    view.show_groups(groups_of([row_of(one, None, NOW) for one in everything()], ALL, "", {}, NOW), is_empty=False)

    assert said(view) == ""
    assert view.list.isVisible()


def test_words_are_reported_once_the_user_pauses_and_at_once_on_enter(qtbot: QtBot, view: OutboxView) -> None:
    search = view.findChild(QLineEdit, "outbox_search")
    assert isinstance(search, QLineEdit)
    with qtbot.waitSignal(view.filter_changed):
        qtbot.keyClicks(search, "inv")
    reported: list[None] = []
    view.filter_changed.connect(lambda: reported.append(None))
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert reported == [None]
    assert view.search_text() == "inv"

    view.show_all()

    assert (view.search_text(), view.shown()) == ("", ALL)
