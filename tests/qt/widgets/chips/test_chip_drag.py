"""What a drag of chips carries, and what a field takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from composer_app.ui.widgets.chips.chip_drag import MIME, pack
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from tests.qt.widgets.chips.samples import judge, texts


def test_drag_carries_text_and_values(field: ChipField) -> None:
    people = ChipValue("customers.csv", state=ChipState.LIST, detail="250 people")
    field.set_values([people, ChipValue("a@x.example")])
    mime = pack(field.values())
    assert mime.text() == "customers.csv, a@x.example"
    other = ChipField(judge, field.parentWidget(), name="Cc")
    drop(other, mime)
    assert other.values() == field.values()


def test_drop_of_text_is_judged(field: ChipField) -> None:
    mime = QMimeData()
    mime.setText("a@x.example b@x.example")
    drop(field, mime)
    assert texts(field) == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize("data", [b"no json", b"[1]", b'[{"text": "a"}]', b'[{"text": "a", "state": "odd"}]', b"{}"])
def test_foreign_data_under_our_name_does_no_harm(field: ChipField, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(MIME, data)
    mime.setText("a@x.example")
    drop(field, mime)
    assert texts(field) in (["a@x.example"], [])


def test_dropped_files_are_left_to_the_page(field: ChipField) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("file:///tmp/a.pdf")])
    mime.setText("file:///tmp/a.pdf")
    event = drop(field, mime)
    assert field.values() == []
    assert not event.isAccepted()


def drop(field: ChipField, mime: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dropEvent(event)
    return event
