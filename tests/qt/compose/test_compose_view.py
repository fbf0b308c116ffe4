"""The compose page in a low window: rows keep their height, the body gives way, then the page scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.texts.message import MessageText
from composer_app.ui.widgets.field_row import FieldRow


@pytest.fixture(params=[0, 4], ids=["usual font", "font 4 larger"])
def font(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() + request.param)
    qapp.setFont(larger)
    yield
    qapp.setFont(before)


def in_page(page: ComposePage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def rows(page: ComposePage) -> list[FieldRow]:
    return [row for row in page.findChildren(FieldRow) if row.isVisible()]


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("size", [(960, 340), (960, 420), (1024, 520), (1280, 540), (1280, 676)])
def test_everything_can_be_reached(qtbot: QtBot, page: ComposePage, size: tuple[int, int]) -> None:
    for kind in ("cc", "bcc", "reply_to"):
        page.view.header.focus(kind)
    for number in range(3):
        page.view.messages.put(
            str(number), MessageText(f"Trouble {number}.", "What it means, and what to do about it.")
        )
    page.resize(*size)
    inside = page.view.scroll.widget()
    qtbot.waitUntil(lambda: inside.height() >= inside.minimumSizeHint().height())  # layouts follow one by one

    send = page.view.actions.send_button
    assert page.rect().contains(in_page(page, send))
    assert len(rows(page)) == 7
    for row in rows(page):
        assert row.height() >= row.minimumSizeHint().height(), row.label()
    for part in (page.view.header, page.view.splitter, page.view.files):
        assert inside.rect().contains(part.geometry())
    reach = page.view.scroll.verticalScrollBar().maximum() + page.view.scroll.viewport().height()
    assert reach >= inside.height()
    assert inside.width() <= page.view.scroll.viewport().width()


def test_the_body_gives_way_before_the_page_scrolls(page: ComposePage) -> None:
    heights = []
    for height in range(676, 300, -4):
        page.resize(960, height)
        page.layout().activate()
        heights.append((page.view.splitter.height(), page.view.scroll.verticalScrollBar().maximum()))

    least = min(body for body, _ in heights)
    assert heights[0][0] > least
    assert all(body == least for body, hidden in heights if hidden)
    assert any(hidden for _, hidden in heights)


@pytest.mark.parametrize("before", [0, 2])
def test_a_message_is_in_sight_wherever_the_page_is_scrolled(qtbot: QtBot, page: ComposePage, before: int) -> None:
    page.resize(960, 340)
    for number in range(before):
        page.view.messages.put(str(number), MessageText(f"Trouble {number}.", "What it means."))

    message = page.view.messages.put("trouble", MessageText("The draft is not saved.", "The disk is full."))

    def is_in_sight() -> bool:
        return page.rect().contains(in_page(page, message)) and not message.visibleRegion().isEmpty()

    qtbot.waitUntil(is_in_sight)
    qtbot.waitUntil(lambda: page.rect().contains(in_page(page, page.view.actions.send_button)))


def test_without_messages_they_take_no_room(qtbot: QtBot, page: ComposePage) -> None:
    height = page.view.scroll.height()
    page.view.messages.put("trouble", MessageText("The draft is not saved.", "The disk is full."))
    qtbot.waitUntil(lambda: page.view.scroll.height() < height)
    page.view.messages.take("trouble")
    qtbot.waitUntil(lambda: page.view.scroll.height() == height)
