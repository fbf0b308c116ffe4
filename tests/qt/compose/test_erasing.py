"""After a person was erased nothing on the page shows the address, saves it, or brings it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.shell.command_registry import CommandRegistry
from composer_app.ui.widgets.chips.chip_field import ChipField
from tests.qt.compose.conftest import Asked

PERSON = "tom.ito@example.org"
OTHER = "ana@example.com"
Stored = Callable[[], tuple[Draft, ...]]


@pytest.fixture
def erase(qtbot: QtBot, services: Services) -> Callable[[], None]:
    def done() -> None:
        with qtbot.waitSignal(services.eraser.erased):
            services.eraser.erase(PERSON)

    return done


def write(page: ComposePage) -> None:
    """A mail that names the person wherever a mail can."""
    header, letter = page.view.header, page.view.body
    header.sender_field.line().setText(f"Tom <{PERSON}>")
    for kind in ("to", "cc", "bcc"):
        header.fields[kind].add_text(f"Tom Ito <{PERSON}>")
    header.fields["to"].add_text(OTHER)
    header.fields["cc"].input().setText(PERSON)  # typed, and no chip yet
    header.reply_to.setText(PERSON)
    header.subject.setText(f"About {PERSON}")
    letter.html_editor.insertPlainText(f'<a href="mailto:{PERSON.replace("@", "%40")}">{PERSON.upper()}</a>')
    letter.text_pane.take_back(f"Ask {PERSON}\nor me")


def names_person(*values: object) -> bool:
    return PERSON.partition("@")[0] in repr(values).lower()


def undo_everything(page: ComposePage) -> None:
    for field in page.findChildren(ChipField):
        for _ in range(5):
            field.undo()
            assert not names_person(field.values(), field.pending_text())
    for line in page.findChildren(QLineEdit):
        for _ in range(5):
            line.undo()
            assert not names_person(line.text())
    for editor in page.findChildren(QPlainTextEdit):
        for _ in range(5):
            editor.undo()
            assert not names_person(editor.toPlainText())


def test_the_open_mail_is_as_the_archive_makes_it(
    page: ComposePage, services: Services, stored: Stored, erase: Callable[[], None]
) -> None:
    write(page)
    page.keep_now()
    erase()

    shown = page.draft()
    assert not names_person(shown)
    assert shown.to == (OTHER,)
    assert (shown.cc, shown.bcc) == ((), ())
    assert (shown.subject, shown.reply_to, shown.sender) == ("About [erased]", "[erased]", "Tom <[erased]>")
    assert shown.html == '<a href="mailto:[erased]">[erased]</a>'
    assert shown.text == "Ask [erased]\nor me"
    services.drafts.flush()
    (kept,) = stored()
    assert msgspec.structs.replace(kept, updated_at=shown.updated_at) == shown


def test_no_undo_brings_it_back(page: ComposePage, erase: Callable[[], None]) -> None:
    write(page)
    page.view.header.fields["to"].remove({0})  # one undo away
    page.view.body.open_find()
    page.view.body.find_bar.find_line.setText(PERSON)
    erase()

    undo_everything(page)


def test_what_is_typed_while_it_goes_on_is_not_saved_with_it(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    page.view.header.subject.setText("first")
    page.keep_now()
    with qtbot.waitSignal(services.eraser.erased):
        services.eraser.erase(PERSON)
        write(page)
        page.keep_now()
        services.drafts.flush()
        write(page)  # and this is not even handed over
    services.drafts.flush()

    assert not names_person(stored(), page.draft(), page.drafts_menu.drafts())
    assert [one.to for one in stored()] == [(OTHER,)]


def test_a_discarded_draft_comes_back_without(
    page: ComposePage, services: Services, stored: Stored, erase: Callable[[], None]
) -> None:
    toasts: list[Callable[[], None]] = []
    page.toast_wanted.connect(lambda _text, _action, undo: toasts.append(undo))
    write(page)
    page.discard()
    erase()
    toasts[-1]()

    assert page.draft().to == (OTHER,)
    services.drafts.flush()
    assert not names_person(stored(), page.draft())


def test_a_file_that_is_being_copied_is_copied_on(
    qtbot: QtBot, page: ComposePage, services: Services, tmp_path: Path
) -> None:
    for name in (f"{PERSON} letter.txt", "other.txt"):
        (tmp_path / name).write_text(name)
    page.files.attach(tmp_path / f"{PERSON} letter.txt")
    qtbot.waitUntil(lambda: not page.files.is_copying())
    with qtbot.waitSignal(services.eraser.erased):
        services.eraser.erase(PERSON)
        page.files.attach(tmp_path / "other.txt")
    qtbot.waitUntil(lambda: not page.files.is_copying())

    assert {file.file_name for file in page.files.all()} == {"[erased] letter.txt", "other.txt"}
    assert page.view.messages.message("files") is None


def test_a_mail_that_is_about_to_be_handed_over_goes_without(
    page: ComposePage, services: Services, erase: Callable[[], None]
) -> None:
    write(page)
    page.sending._draft = page.draft()  # its text part is still being made
    erase()

    assert page.sending._draft is not None
    assert page.sending._draft.to == (OTHER,)
    page.sending._end()


def test_other_drafts_of_the_menu_are_opened_without(
    page: ComposePage, services: Services, stored: Stored, erase: Callable[[], None]
) -> None:
    write(page)
    page.new_mail()
    stored()
    erase()

    assert not names_person(page.drafts_menu.drafts())
    (left,) = page.drafts_menu.drafts()
    page.drafts_menu.chosen.emit(left)
    assert page.draft().to == (OTHER,)


def test_a_page_nobody_has_opened_yet_still_opens_the_last_draft(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored, erase: Callable[[], None]
) -> None:
    page.view.header.subject.setText("kept")
    page.keep_now()
    services.drafts.flush()
    unopened = ComposePage(services, CommandRegistry(services.context))
    qtbot.addWidget(unopened)
    erase()
    unopened.enter()
    stored()

    assert unopened.draft().subject == "kept"


def test_who_is_written_to_afterwards_stays(
    page: ComposePage, stored: Stored, services: Services, erase: Callable[[], None]
) -> None:
    erase()
    page.view.header.fields["to"].add_text(PERSON)
    page.keep_now()
    services.drafts.flush()

    assert [one.to for one in stored()] == [(PERSON,)]


def test_a_mail_does_not_leave_to_a_person_who_is_erased_while_a_question_is_open(
    qtbot: QtBot, page: ComposePage, services: Services, asked: Asked, erase: Callable[[], None]
) -> None:
    page.view.header.fields["to"].add_text(PERSON)
    page.view.header.subject.set_text("See the attached file")
    page.view.body.html_editor.insertPlainText("<p>Hello</p>")
    asked.meanwhile = erase

    with qtbot.waitSignal(page.sending.ended):
        page.send()

    assert len(asked.questions) == 1
    assert services.context.archive.write(lambda archive: archive.submissions()).result() == ()
