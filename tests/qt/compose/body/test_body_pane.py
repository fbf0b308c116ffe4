"""HTML or text, with the tools above: links, images, and what follows a change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.letter import BodyMode
from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.services import Services
from composer_app.ui.compose.body.body_pane import BodyPane
from tests.qt.windows import show


@pytest.fixture
def answers() -> list[bool]:
    """What is answered to the next questions."""
    return []


@pytest.fixture
def pane(qtbot: QtBot, services: Services, answers: list[bool]) -> BodyPane:
    def confirm(*_words: str, **_options: object) -> bool:
        return answers.pop(0)

    maker = TextPartMaker(services.context)
    made = BodyPane(maker, services.context, lambda _name: None, list, services.settings, confirm=confirm)
    return show(qtbot, made, 700, 400)


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
    pane.html_editor.zoom.set_steps(2)

    assert pane.text_pane.editor.zoom.steps() == 2


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


NEWSLETTER = "<table><tr><td>a</td></tr></table>"


def test_a_letter_is_written_into_the_html_and_undone_there(qtbot: QtBot, pane: BodyPane) -> None:
    pane.html_editor.set_text("<p>a</p>")
    with qtbot.waitSignal(pane.edited):
        pane.set_mode("letter")
    assert pane.html_mode() is BodyMode.LETTER
    with qtbot.waitSignals([pane.html_changed, pane.edited]):
        qtbot.keyClicks(pane.letter_pane.editor, "b")
    assert pane.html() == "<p>ba</p>"
    assert pane.letter_words() == 1

    pane.set_mode("text")
    assert pane.html_mode() is BodyMode.LETTER
    assert pane.html() == "<p>ba</p>"
    pane.set_mode("html")
    assert pane.html_editor.text() == "<p>ba</p>"
    pane.html_editor.undo()
    assert pane.html() == "<p>a</p>"


def test_a_draft_opens_in_its_mode(pane: BodyPane) -> None:
    pane.show_draft(draft(html="<p>a</p>", mode=BodyMode.LETTER))
    assert pane.mode() == "letter"
    assert pane.html() == "<p>a</p>"
    assert pane.editor() is pane.letter_pane.editor
    assert pane.caret() is None

    pane.show_draft(draft(html="<p>b</p>"))
    assert pane.mode() == "html"
    assert pane.html() == "<p>b</p>"


def test_html_that_is_no_letter_stays_until_the_user_says_so(qtbot: QtBot, pane: BodyPane, answers: list[bool]) -> None:
    pane.show_draft(draft(html=NEWSLETTER))
    pane.set_mode("letter")
    assert pane.html() == NEWSLETTER
    assert pane.letter_words() is None

    answers.append(False)
    pane.letter_pane.letter_wanted.emit()
    assert pane.html() == NEWSLETTER
    answers.append(True)
    with qtbot.waitSignal(pane.letter_made) as made:
        pane.letter_pane.letter_wanted.emit()
    assert pane.html() == "<p>a</p>"

    pane.take_back(made.args[0])
    assert pane.html() == NEWSLETTER
    pane.letter_pane.html_wanted.emit()
    assert pane.mode() == "html"
    assert pane.html() == NEWSLETTER


def test_images_go_into_the_letter_and_are_renamed_there(pane: BodyPane) -> None:
    pane.show_draft(draft(html="<p>a</p>\n<p>b</p>", mode=BodyMode.LETTER))
    pane.set_mode("text")
    pane.place_image("x.png", line=1)
    assert pane.mode() == "letter"
    pane.rename_image("x.png", "y.png")
    assert pane.html() == '<p>a</p>\n<p><img src="cid:y.png" alt=""></p>\n<p>b</p>'
    assert pane.current_line() == 2
    assert pane.line_at(pane.letter_pane.editor.viewport().mapTo(pane, QPoint(5, 24))) == 1


def test_an_image_for_html_that_is_no_letter_goes_into_the_html(pane: BodyPane) -> None:
    html = f'{NEWSLETTER}<img src="cid:x.png">'
    pane.show_draft(draft(html=html, mode=BodyMode.LETTER))
    pane.rename_image("x.png", "y.png")
    assert pane.html() == html.replace("x.png", "y.png")

    pane.place_image("z.png")
    assert pane.mode() == "html"
    assert '<img src="cid:z.png" alt="">' in pane.html()


def test_finding_goes_over_to_the_letter_and_ends_where_there_is_none(pane: BodyPane) -> None:
    pane.html_editor.set_text("<p>one</p>")
    pane.open_find()
    pane.find_bar.find_line.setText("one")
    pane.set_mode("letter")
    pane.find_bar.find_on()
    assert pane.find_bar.count_text() == "1 of 1"
    assert pane.letter_pane.editor.selected_text() == "one"

    pane.show_draft(draft(html=NEWSLETTER, mode=BodyMode.LETTER))
    pane.open_find()
    assert pane.find_bar.isHidden()


def test_finding_and_replacing_leave_a_hidden_letter_alone(qtbot: QtBot, pane: BodyPane, answers: list[bool]) -> None:
    answers.append(True)
    pane.show_draft(draft(html=NEWSLETTER, mode=BodyMode.LETTER))
    with qtbot.waitSignal(pane.letter_made) as made:
        pane.letter_pane.letter_wanted.emit()
    pane.open_replace()
    pane.find_bar.find_line.setText("a")
    pane.take_back(made.args[0])
    assert pane.find_bar.isHidden()

    pane.find_bar.replace_all()
    assert pane.html() == NEWSLETTER
    with qtbot.assertNotEmitted(pane.edited):
        pane.letter_pane.editor.insertPlainText("x")
    assert pane.html() == NEWSLETTER
