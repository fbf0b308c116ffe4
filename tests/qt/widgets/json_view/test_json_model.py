"""The rows of a JSON text as Qt sees them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from composer_app.ui.widgets.json_view.json_model import JsonModel
from tests.qt.widgets.json_view.samples import NESTED, outline


@pytest.fixture
def model(qapp: object) -> JsonModel:
    made = JsonModel()
    made.set_outline(outline(NESTED))
    return made


def shown(model: JsonModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_each_row_is_a_name_and_a_value(model: JsonModel) -> None:
    assert shown(model)[:6] == [
        "{4}", "status: {2}", "groupId: 3", 'name: "DELIVERED"', "price: 0.0004", "items: [2]",
    ]  # fmt: skip
    assert model.index(8, 0).data(Qt.ItemDataRole.ToolTipRole) == "$.items[1].name"
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.data(model.index(99, 0)) is None


def test_a_screen_reader_hears_what_can_be_folded(model: JsonModel) -> None:
    def spoken(row: int) -> str:
        return str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken(0) == "object with 4 values, unfolded"
    model.fold(5)
    assert spoken(5) == "items: array with 2 values, folded"
    assert spoken(4) == "price: 0.0004"
    assert spoken(6) == "empty: object with 0 values"


def test_it_keeps_qts_rules_while_it_folds(model: JsonModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.fold(1)
    assert shown(model)[1:3] == ["status: {2}", "price: 0.0004"]
    model.fold(1)
    model.unfold(1)
    model.unfold(4)
    model.fold(7)
    model.fold_all()
    assert shown(model) == ["{4}", "status: {2}", "price: 0.0004", "items: [2]", "empty: {}"]
    model.unfold(5)
    assert shown(model)[3:6] == ["items: [2]", "0: 1", "1: {1}"]
    model.unfold(5, deeply=True)
    assert shown(model)[5:7] == ["1: {1}", 'name: "x"']
    model.unfold_all()
    assert model.rowCount() == 10
    model.fold_all()
    assert model.reveal(8) == 6
    assert model.reveal(8) == 6
    assert not model.is_hidden(8)
