"""What a screen reader gets of widgets that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.painting import Painted
from composer_app.ui.widgets.accessibility import spoken_as


@spoken_as(QAccessible.Role.PageTab)
class Tab(Painted, QAbstractButton):
    """A page of the bar."""


@spoken_as(QAccessible.Role.TreeItem)
class Fold(Painted, QAbstractButton):
    """A row that folds."""


class Derived(Tab):
    """It has no role of its own."""


def spoken(widget: QWidget) -> QAccessible.State:
    return QAccessible.queryAccessibleInterface(widget).state()


def test_role_and_state_of_a_page(qtbot: QtBot) -> None:
    tab = Tab()
    qtbot.addWidget(tab)
    tab.setCheckable(True)

    assert QAccessible.queryAccessibleInterface(tab).role() is QAccessible.Role.PageTab
    assert spoken(tab).selectable
    assert not spoken(tab).selected
    tab.setChecked(True)
    assert spoken(tab).selected


def test_state_of_what_folds(qtbot: QtBot) -> None:
    fold = Fold()
    qtbot.addWidget(fold)
    fold.setCheckable(True)
    fold.setChecked(True)

    assert (spoken(fold).expandable, spoken(fold).expanded, spoken(fold).collapsed) == (True, True, False)


def test_a_press_is_a_click(qtbot: QtBot) -> None:
    tab = Tab()
    qtbot.addWidget(tab)
    actions = QAccessible.queryAccessibleInterface(tab).actionInterface()

    with qtbot.waitSignal(tab.clicked):
        actions.doAction(QAccessibleActionInterface.pressAction())


def test_a_derived_class_has_the_role_that_qt_gives_it(qtbot: QtBot) -> None:
    derived = Derived()
    qtbot.addWidget(derived)
    derived.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    assert QAccessible.queryAccessibleInterface(derived).role() is not QAccessible.Role.PageTab
