"""The layout of the page and the focus in it. In a low window the body gives way, then the page scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.theme.theme_store import current
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
    assert len(rows(page)) == 8
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


@pytest.fixture
def view(page: ComposePage) -> ComposeView:
    page.activateWindow()
    return page.view


def test_the_focus_begins_where_something_is_to_be_written(qtbot: QtBot, view: ComposeView) -> None:
    view.focus_first()
    assert view.header.recipients.fields["to"].input().hasFocus()

    view.header.recipients.fields["to"].add_text("ana@example.com")
    view.focus_first()
    assert view.header.subject.hasFocus()

    qtbot.keyClicks(view.header.subject, "Hello")
    view.focus_first()
    assert view.body.html_editor.hasFocus()


@pytest.mark.parametrize(
    ("field", "part"), [("body", "body"), ("files", "files"), ("wrong recipient", "header"), ("reply_to", "header")]
)
def test_each_field_of_a_problem_has_its_place(page: ComposePage, view: ComposeView, field: str, part: str) -> None:
    view.header.recipients.fields["to"].add_text("ana@example.com, rubbish")
    view.focus_field(field)

    focused = page.window().focusWidget()
    assert focused is not None
    assert getattr(view, part).isAncestorOf(focused)


def test_files_may_go_below_the_bars_of_editor_and_preview(page: ComposePage, view: ComposeView) -> None:
    view.body.html_editor.set_text("one\ntwo\nthree")
    view.body.html_editor.select(5, 5)
    hidden = view.places()
    assert hidden.preview.isEmpty()
    assert hidden.line == 2
    assert hidden.editor.top() == view.body.mapTo(page, QPoint(0, 0)).y() + view.body.header_height()

    page.show_preview(True)
    shown = view.places()
    assert not shown.preview.intersects(shown.editor)
    assert not shown.preview.isEmpty()
    page.show_preview(False)


def test_the_line_under_a_point_is_that_of_the_source(page: ComposePage, view: ComposeView) -> None:
    editor = view.body.html_editor
    editor.set_text("one\ntwo\nthree")
    block = editor.document().findBlockByNumber(2)
    y = int(editor.blockBoundingGeometry(block).translated(editor.contentOffset()).center().y())

    assert view.line_at(editor.viewport().mapTo(page, QPoint(40, y))) == 3


def test_a_line_parts_the_body_from_the_files(page: ComposePage) -> None:
    files = in_page(page, page.view.files)
    image = page.grab().toImage()

    above = image.pixelColor(files.center().x(), files.top() - 1)

    assert above == current().line


def test_tab_goes_through_the_fields_and_into_the_body(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    page.view.header.sender_field.line().setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.window().focusWidget().objectName())
    assert seen == ["chip_input", "subject_input", "html_editor"]

    page.view.actions.send_button.setFocus()
    after = set()
    for _ in range(20):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        after.add(page.window().focusWidget().objectName())
    assert {"drafts_button", "add_cc", "add_bcc", "add_reply_to"} <= after


def test_tab_from_wrong_addresses_leads_to_the_next_field_and_not_to_the_button_that_takes_them_out(
    qtbot: QtBot, page: ComposePage
) -> None:
    page.activateWindow()
    recipients = page.view.header.recipients
    page.view.header.focus("to")
    qtbot.keyClicks(page.window().focusWidget(), "no address@@x, @,")
    assert page.view.header.hint("to").isVisible()

    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.window().focusWidget(), "A subject")

    assert page.view.header.subject.text() == "A subject"
    assert recipients.texts("to") == ("no address@@x", "@")
