"""A fault while something is painted is reported once and ends nothing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from pytestqt.qtbot import QtBot

from composer_app import ui
from composer_app.services.runtime.crash_watch import CrashWatch
from composer_app.ui.theme.paint_guard import guarded_paint, is_guarded
from composer_app.ui.theme.painting import Painted

NEED_A_GUARD = {"paintEvent", "paint"}


class Broken(Painted, QWidget):
    """Fails with its painter open."""

    paints = 0

    def sizeHint(self) -> QSize:
        raise OverflowError("year 10000 is out of range")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.save()
        self.paints += 1
        raise OverflowError("year 10000 is out of range")


class BrokenDelegate(QStyledItemDelegate):
    paints = 0

    @guarded_paint
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        self.paints += 1
        raise OverflowError("year 10000 is out of range")


@pytest.fixture
def reports(qtbot: QtBot) -> Iterator[list[str]]:
    reported: list[str] = []
    watch = CrashWatch()
    watch.crashed.connect(reported.append)
    yield reported
    watch.stop()


def test_a_widget_that_cannot_paint_itself_shows_its_name(qtbot: QtBot, reports: list[str]) -> None:
    widget, empty = Broken(), QWidget()
    for one in (widget, empty):
        qtbot.addWidget(one)
        one.resize(120, 30)
    widget.setAccessibleName("No recipients")
    with qtbot.waitExposed(widget):
        widget.show()
    widget.repaint()
    pictures = [one.grab().toImage() for one in (widget, empty)]

    assert widget.paints >= 3
    assert pictures[0] != pictures[1]
    assert widget.sizeHint().isValid()
    assert len(reports) == 2  # one of paintEvent, one of sizeHint
    assert "OverflowError" in reports[0]


def test_an_item_that_cannot_be_painted_shows_its_text(qtbot: QtBot, reports: list[str]) -> None:
    table, model, delegate = QTableView(), QStandardItemModel(3, 2), BrokenDelegate()
    qtbot.addWidget(table)
    table.setModel(model)
    table.setItemDelegate(delegate)
    blank = table.grab().toImage()
    model.setData(model.index(0, 0), "9999-12-31")

    assert table.grab().toImage() != blank
    assert (delegate.paints >= 12, len(reports)) == (True, 1)


def test_no_paint_method_is_without_a_guard() -> None:
    found, lacking = 0, []
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            for method in NEED_A_GUARD & vars(kind).keys():
                if kind.__module__.startswith(ui.__name__):
                    found += 1
                    if not is_guarded(vars(kind)[method]):
                        lacking.append(f"{module.name}.{name}.{method}")

    assert lacking == [], "put Painted before the Qt class, or decorate it (composer_app/ui/theme/paint_guard.py)"
    assert found > 40
