"""HTML or text, with the tools above: links, images, and what follows a change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.services import Services
from composer_app.ui.compose.body.body_pane import BodyPane
from tests.qt.windows import show


@pytest.fixture
def pane(qtbot: QtBot, services: Services) -> BodyPane:
    return show(qtbot, BodyPane(TextPartMaker(services.context), services.context, lambda _name: None, list), 700, 400)


def press(pane: BodyPane, name: str) -> None:
    button = pane.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def draft(**bodies: Any) -> Draft:
    when = datetime(2026, 11, 30, tzinfo=UTC)
    return Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=when, **bodies)


@pytest.mark.parametrize(
    ("bodies", "mode"),
    [({}, "html"), ({"html": "<p>x</p>", "text": "own"}, "html"), ({"text": "own"}, "text")],
)
def test_a_mail_without_html_but_with_text_opens_on_the_text(pane: BodyPane, bodies: dict[str, str], mode: str) -> None:
    pane.show_draft(draft(**bodies))

    assert pane.mode() == mode
    assert pane.html() == bodies.get("html", "")
    assert pane.text() == bodies.get("text")


def test_a_link_is_made_of_the_selection_and_its_address_comes_next(qtbot: QtBot, pane: BodyPane) -> None:
    pane.html_editor.set_text("read this now")
    pane.html_editor.select(5, 9)
    press(pane, "insert_link")
    qtbot.keyClicks(pane.html_editor, "example.com")

    assert pane.html() == 'read <a href="https://example.com">this</a> now'


def test_an_image_goes_to_the_cursor_or_below_a_line(pane: BodyPane) -> None:
    pane.html_editor.set_text("<p>\n  one\n</p>")
    pane.place_image("map.png", line=2)
    assert pane.html() == '<p>\n  one\n  <img src="cid:map.png" alt="">\n</p>'

    pane.html_editor.set_text("")
    pane.set_mode("text")
    pane.place_image("map.png")
    assert pane.mode() == "html"
    assert pane.html() == '<img src="cid:map.png" alt="">'


def test_a_renamed_image_is_asked_for_by_its_new_name(qtbot: QtBot, pane: BodyPane) -> None:
    pane.html_editor.set_text('<img src="cid:a.png"><img src="cid:a.png.b.png">')
    with qtbot.waitSignal(pane.edited):
        pane.rename_image("a.png", "c.png")
    assert pane.html() == '<img src="cid:c.png"><img src="cid:a.png.b.png">'

    with qtbot.assertNotEmitted(pane.edited):
        pane.rename_image("none.png", "x.png")


def test_links_and_images_are_tools_of_the_html(pane: BodyPane) -> None:
    tools = [pane.findChild(QAbstractButton, name) for name in ("insert_link", "insert_image", "open_find")]
    assert [tool.isVisible() for tool in tools] == [True, True, True]

    pane.set_mode("text")

    assert [tool.isVisible() for tool in tools] == [False, False, True]


def test_both_editors_have_one_size(pane: BodyPane) -> None:
    pane.html_editor.set_zoom(2)

    assert pane.text_pane.editor.zoom() == 2


def test_the_place_of_the_cursor_is_that_of_the_shown_editor(qtbot: QtBot, pane: BodyPane) -> None:
    pane.html_editor.set_text("a\nbc")
    pane.focus_editor()
    with qtbot.waitSignal(pane.caret_moved):
        pane.html_editor.select(4, 4)
    assert pane.caret() == (2, 3)

    with qtbot.waitSignal(pane.caret_moved):
        pane.set_mode("text")
    pane.focus_editor()
    assert pane.caret() == (1, 1)


def test_while_the_editor_has_no_focus_there_is_no_caret(qtbot: QtBot, pane: BodyPane) -> None:
    pane.focus_editor()
    with qtbot.waitSignal(pane.caret_moved):
        pane.open_find()

    assert pane.caret() is None


def test_finding_goes_over_to_the_other_editor(pane: BodyPane) -> None:
    pane.html_editor.set_text("one")
    pane.open_find()
    pane.find_bar.find_line.setText("one")
    assert pane.find_bar.count_text() == "1 of 1"

    pane.set_mode("text")

    assert pane.find_bar.count_text() == "Not found"
