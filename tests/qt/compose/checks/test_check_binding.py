"""Checks while one writes, and the ways from a finding to its place."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.checks.unsubscribe_check import MANY
from composer_app.domain.letter import BodyMode
from composer_app.services.services import Services
from composer_app.ui.compose.checks.check_binding import CheckBinding
from composer_app.ui.compose.compose_page import ComposePage
from tests.qt.compose.conftest import Asked, send, write_mail
from tests.qt.windows import child

HTML = '<p>Grüße 😀</p>\n<a href="">Read</a>\n<a href="">on</a>'


def texts(page: ComposePage) -> list[str]:
    return [button.text() for button in page.view.checks.strip.buttons()]


@pytest.fixture
def binding(page: ComposePage) -> CheckBinding:
    return page.checks


def write(qtbot: QtBot, page: ComposePage, html: str = HTML, subject: str = "Hello") -> None:
    """Write a mail and wait until it is checked."""
    with qtbot.waitSignal(page.checks.checked):
        write_mail(qtbot, page, subject=subject, html=html)


def test_a_mail_is_checked_after_a_pause(qtbot: QtBot, page: ComposePage) -> None:
    write(qtbot, page)
    qtbot.waitUntil(lambda: texts(page) == ["2 links have no address, line 2"])
    with qtbot.waitSignal(page.checks.checked):
        page.view.body.html_editor.set_text("<p>Hello</p>")
        page.view.body.html_editor.insertPlainText("x")
    assert texts(page) == []
    assert page.view.checks.strip.passed() == ["Text part up to date"]


def test_a_finding_leads_to_its_part_of_the_html(qtbot: QtBot, page: ComposePage) -> None:
    write(qtbot, page)
    page.view.body.set_mode("text")
    button = page.view.checks.strip.buttons()[0]
    for line in (2, 3):
        button.click()
        editor = page.view.body.html_editor
        assert (editor.selected_text(), editor.current_line()) == ('<a href="">', line)
        assert page.window().focusWidget() is editor


def test_a_finding_leads_to_its_field(qtbot: QtBot, page: ComposePage) -> None:
    write(qtbot, page, "<p>Hello</p>", "OPEN THIS MAIL")
    page.view.checks.strip.buttons()[0].click()
    assert page.window().focusWidget() is page.view.header.subject


def test_a_finding_of_the_text_part_leads_there(qtbot: QtBot, page: ComposePage, binding: CheckBinding) -> None:
    binding.follow(CheckFinding(CheckId.TEXT_PART_OLD, Field.TEXT))
    assert page.view.body.mode() == "text"


def test_in_a_letter_the_words_are_selected(qtbot: QtBot, page: ComposePage, binding: CheckBinding) -> None:
    write(qtbot, page, '<p>Hello 😀 <a href="https://bit.ly/x">read this</a></p>')
    page.view.body.set_mode("letter")
    with qtbot.waitSignal(binding.checked):
        binding.check_again()
    page.view.checks.strip.buttons()[0].click()
    assert page.view.body.html_mode() is BodyMode.LETTER
    assert page.view.body.letter_pane.editor.selected_text() == "read this"


def test_an_empty_mail_is_not_checked(qtbot: QtBot, page: ComposePage, binding: CheckBinding) -> None:
    binding.check_again()
    assert page.view.checks.strip.passed() == []
    assert texts(page) == []


def test_a_check_is_switched_off_in_its_menu_and_undone(
    qtbot: QtBot, page: ComposePage, binding: CheckBinding, services: Services
) -> None:
    write(qtbot, page)
    menu = binding.menu_of(CheckId.LINK_EMPTY)
    entries = [action.text().replace("&", "") for action in menu.actions()]
    assert entries == ["Line 2: A link has no address", "Line 3: A link has no address", "", "Do not check this again"]
    with qtbot.waitSignal(page.toast_wanted) as toast, qtbot.waitSignal(binding.checked):
        menu.actions()[-1].trigger()
    assert texts(page) == []
    assert services.settings.checks_off == {CheckId.LINK_EMPTY}
    with qtbot.waitSignal(binding.checked):
        toast.args[2]()
    assert texts(page) == ["2 links have no address, line 2"]


def test_a_menu_entry_goes_to_its_place(qtbot: QtBot, page: ComposePage, binding: CheckBinding) -> None:
    write(qtbot, page)
    binding.menu_of(CheckId.LINK_EMPTY).actions()[1].trigger()
    assert page.view.body.html_editor.current_line() == 3


def test_a_header_to_unsubscribe_is_added(qtbot: QtBot, page: ComposePage, binding: CheckBinding) -> None:
    page.view.header.recipients.fields["to"].add_text(", ".join(f"ana{n}@example.com" for n in range(MANY)))
    write(qtbot, page, "<p>Hello</p>")
    assert texts(page) == ["101 recipients cannot unsubscribe"]
    add = binding.menu_of(CheckId.UNSUBSCRIBE).actions()[-2]
    add.trigger()
    dialog = child(page, QInputDialog, "unsubscribe_dialog")
    dialog.setTextValue("nonsense")
    with qtbot.waitSignal(page.toast_wanted):
        dialog.accept()
    assert not page.session.draft.options.headers

    binding.ask_unsubscribe()
    dialog = page.findChildren(QInputDialog, "unsubscribe_dialog")[-1]
    dialog.setTextValue("stop@example.com")
    with qtbot.waitSignal(binding.checked):
        dialog.accept()
    assert page.session.draft.options.headers == (("List-Unsubscribe", "<mailto:stop@example.com>"),)
    assert texts(page) == []


def test_send_asks_once_about_all_warnings(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write(qtbot, page, subject="OPEN THIS MAIL")
    send(qtbot, page)
    (question,) = asked.questions
    assert question == (
        "Send with 2 warnings? • The subject is in capitals\n• 2 links have no address, line 2 [Send anyway]"
    )


def test_the_first_warning_is_shown_instead(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    asked.takes_alternative = True
    write(qtbot, page)
    with qtbot.waitSignal(page.session.sending_ended):
        page.send()
    assert page.session.outgoing is None
    assert page.view.body.html_editor.selected_text() == '<a href="">'


def test_a_note_is_not_asked_about(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write(qtbot, page, "<html><p>Hello</p></html>")
    assert texts(page) == ["The HTML does not say its language, line 1"]
    send(qtbot, page)
    assert asked.questions == []


def test_an_archive_that_cannot_be_read_is_said_and_does_not_keep_the_mail(
    qtbot: QtBot, page: ComposePage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_job: object) -> None:
        raise OSError("no disk")

    write(qtbot, page, "<p>Hello</p>")
    monkeypatch.setattr(services.context.archive, "reading", fails)
    with qtbot.waitSignal(page.checks.checked):
        page.checks.check_again()
    assert page.view.checks.strip.passed() == ["The checks could not be made."]
    assert send(qtbot, page).content.subject == "Hello"


def test_what_the_archive_said_is_forgotten_with_an_erased_address(
    qtbot: QtBot, page: ComposePage, services: Services, binding: CheckBinding
) -> None:
    write(qtbot, page, "<p>Hello</p>")
    with qtbot.waitSignal(binding.checked):
        services.eraser.erase("tom@example.org")
