"""The page and the open draft: every edit reaches the draft, and the page shows whatever draft is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.draft_store import DraftReader, DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.archive.outbox_store import OutboxStore
from composer_app.domain.draft import Draft
from composer_app.domain.letter import BodyMode
from composer_app.domain.mail_limits import MAX_COPIES_IN_SPLIT
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.compose.body.go_to_line_dialog import GoToLineDialog
from composer_app.ui.compose.compose_page import WRAP_FLAG, ComposePage
from composer_app.ui.texts import preview
from composer_app.ui.widgets.chips.chip_field import ChipField
from tests.patience import PATIENCE_S
from tests.qt.compose.conftest import Asked, MakePage, Stored, send, write_mail, write_sender
from tests.stored_mail import newest_mail
from tests.task_results import value

PERSON, OTHER = "tom.ito@example.org", "ana@example.com"
CONTROL = Qt.KeyboardModifier.ControlModifier


def write(qtbot: QtBot, page: ComposePage, services: Services, subject: str) -> None:
    """Type a subject and wait until it is on disk."""
    with qtbot.waitSignal(services.drafts.saved):
        page.view.header.subject.setFocus()
        qtbot.keyClicks(page.view.header.subject, subject)


def press(page: ComposePage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


# -- from the page to the draft


def type_subject(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.header.subject, "Hello")


def undo_subject(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.header.subject, "Hello")
    page.view.header.subject.undo()


def cut_subject(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.header.subject, "Hello")
    page.view.header.subject.selectAll()
    page.view.header.subject.cut()


def paste_subject(qtbot: QtBot, page: ComposePage) -> None:
    QGuiApplication.clipboard().setText("two\nlines")
    qtbot.keyClick(page.view.header.subject, Qt.Key.Key_V, CONTROL)


def type_sender(qtbot: QtBot, page: ComposePage) -> None:
    write_sender(qtbot, page, "me@example.com")


def type_reply_to(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.focus("reply_to")
    qtbot.keyClicks(page.view.header.reply_to, "answers@example.com")


def type_half_a_recipient(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.header.recipients.fields["to"].input(), "ana@exam")


def take_out_a_chip(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.recipients.fields["bcc"].add_text("ana@example.com, tom@example.org")
    page.view.header.recipients.fields["bcc"].remove({0})


def undo_a_chip(qtbot: QtBot, page: ComposePage) -> None:
    take_out_a_chip(qtbot, page)
    page.view.header.recipients.fields["bcc"].undo()


def repeat_a_recipient(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.recipients.fields["to"].add_text("ana@example.com")
    page.view.header.recipients.fields["cc"].add_text("ana@example.com, tom@example.org")


def type_html(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.body.html_editor, "<p>x</p>")


def type_a_letter(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.set_mode("letter")
    qtbot.keyClicks(page.view.body.letter_pane.editor, "Hello {{name}}, ")


def undo_html(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.keyClicks(page.view.body.html_editor, "ab")
    qtbot.keyClick(page.view.body.html_editor, Qt.Key.Key_Z, CONTROL)


def make_a_link(qtbot: QtBot, page: ComposePage) -> None:
    press(page, "insert_link")


def replace_in_html(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("one one")
    page.view.body.open_replace()
    page.view.body.find_bar.find_line.setText("one")
    page.view.body.find_bar.replace_line.setText("two")
    page.view.body.find_bar.replace_all()


def write_own_text(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("<p>x</p>")
    page.view.body.set_mode("text")
    press(page, "write_own_text")
    qtbot.keyClicks(page.view.body.text_pane.editor, "mine")


def drop_own_text(qtbot: QtBot, page: ComposePage) -> None:
    write_own_text(qtbot, page)
    press(page, "make_text_again")


EDITS = (
    type_subject,
    undo_subject,
    cut_subject,
    paste_subject,
    type_sender,
    type_reply_to,
    type_half_a_recipient,
    take_out_a_chip,
    undo_a_chip,
    repeat_a_recipient,
    type_html,
    type_a_letter,
    undo_html,
    make_a_link,
    replace_in_html,
    write_own_text,
    drop_own_text,
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_way_of_editing_reaches_the_draft(
    qtbot: QtBot, page: ComposePage, edit: Callable[[QtBot, ComposePage], None]
) -> None:
    before = page.session.draft
    edits: list[Draft] = []
    page.session.edited.connect(lambda: edits.append(page.session.draft))

    edit(qtbot, page)

    header, body, draft = page.view.header, page.view.body, page.session.draft
    assert edits
    assert edits[0] != before
    assert (draft.to, draft.cc, draft.bcc) == tuple(header.recipients.texts(kind) for kind in ("to", "cc", "bcc"))
    assert (draft.sender, draft.reply_to) == (header.sender_field.text(), header.reply_to.text())
    assert (draft.subject, draft.html, draft.text) == (header.subject.text(), body.html(), body.text())
    assert draft.mode is body.html_mode()


def test_what_is_typed_is_saved_and_said(qtbot: QtBot, page: ComposePage, services: Services, stored: Stored) -> None:
    write(qtbot, page, services, "Hello")

    assert [draft.subject for draft in stored()] == ["Hello"]
    assert page.view.actions.state_text().startswith("Saved ")
    assert page.drafts_menu.button.text() == "Drafts 1"


def test_what_was_typed_last_survives_the_end_of_the_program(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    qtbot.keyClicks(page.view.header.subject, "Last words")

    services.drafts.flush_and_wait()

    assert [draft.subject for draft in stored()] == ["Last words"]


def test_save_draft_saves_at_once_and_says_so_from_another_page(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    toasts: list[str] = []
    page.toast_wanted.connect(lambda text, _action, _undo: toasts.append(text))
    page.commands.save.trigger()
    assert stored() == ()
    qtbot.keyClicks(page.view.header.subject, "Hello")
    page.commands.save.trigger()
    assert [draft.subject for draft in stored()] == ["Hello"]
    page.hide()
    page.commands.save.trigger()

    assert toasts == ["There is nothing to save yet.", "The draft is saved."]


def test_a_draft_that_cannot_be_saved_is_said_and_stays(
    qtbot: QtBot, page: ComposePage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patched, qtbot.waitSignal(services.drafts.save_failed):
        patched.setattr(DraftStore, "save", full)
        qtbot.keyClicks(page.view.header.subject, "Kept in hand")
        services.drafts.flush()
        services.context.archive.write(lambda _archive: None).result(PATIENCE_S)
    assert page.view.actions.state_text() == "Draft not saved"
    assert page.view.messages.keys() == ["not_saved"]
    assert page.view.header.subject.text() == "Kept in hand"

    with qtbot.waitSignal(services.drafts.saved):
        qtbot.keyClicks(page.view.header.subject, ".")
    assert page.view.messages.keys() == []


def test_the_size_of_the_mail_follows(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("x" * 2_000_000)

    qtbot.waitUntil(lambda: page.view.files.meter.text() == "2 of 25 MB")


# -- from the draft to the page


def test_a_first_page_has_the_account_s_sender_and_no_draft(page: ComposePage, stored: Stored) -> None:
    assert page.view.header.sender_field.text() == "Linden Energy <billing@sandbox.example>"
    assert page.session.draft.is_empty
    assert stored() == ()


def test_every_part_comes_back_at_the_next_start(
    qtbot: QtBot, page: ComposePage, services: Services, make_page: MakePage
) -> None:
    html = "<p>no\u00a0break 𝄞</p>\n\t<b>{{name}}</b>"
    page.view.header.recipients.fields["to"].add_text("ana@example.com; rubbish; Kovac, Tom <tom@example.org>")
    page.view.header.focus("cc")
    page.view.header.recipients.fields["cc"].add_text("cc@example.com")
    qtbot.keyClicks(page.view.header.recipients.fields["cc"].input(), "half@exam")
    page.view.header.focus("reply_to")
    qtbot.keyClicks(page.view.header.reply_to, "no address")
    page.view.body.html_editor.insertPlainText(html)
    page.view.body.set_mode("text")
    press(page, "write_own_text")
    page.view.body.text_pane.editor.replace_all("own words")
    write(qtbot, page, services, "All of it")
    before = page.session.draft
    page.close()
    services.drafts.flush_and_wait()

    again = make_page()

    after = again.session.draft
    assert msgspec.structs.replace(after, updated_at=before.updated_at) == before
    header, body = again.view.header, again.view.body
    assert header.recipients.texts("to") == ("ana@example.com", "rubbish", '"Kovac, Tom" <tom@example.org>')
    assert header.recipients.texts("cc") == ("cc@example.com", "half@exam")
    assert (body.html(), body.text(), header.reply_to.text()) == (html, "own words", "no address")


def test_a_new_mail_on_a_page_that_is_just_shown_is_not_the_last_draft(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    write(qtbot, page, services, "First")
    page.close()
    later = ComposePage(services, CommandRegistry(services.context))
    qtbot.addWidget(later)
    later.page_wanted.connect(later.show)
    later.page_wanted.connect(later.enter)

    later.commands.new_mail.trigger()
    value(qtbot, services.drafts.list())

    assert later.isVisible()
    assert later.session.draft.is_empty
    assert later.drafts_menu.button.text() == "Drafts 1"


def test_drafts_that_cannot_be_read_are_said(qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_reader: ArchiveReader) -> tuple[Draft, ...]:
        raise ArchiveFull("no room")

    monkeypatch.setattr(DraftReader, "all", full)
    with qtbot.waitSignal(page.session.drafts_unreadable):
        page.session.open_last()

    message = page.view.messages.message("drafts")
    assert message is not None
    assert message.title() == "The drafts cannot be read."


def test_a_discarded_draft_comes_back_from_the_toast(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    write(qtbot, page, services, "Precious")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.commands.discard.trigger()
    assert stored() == ()
    assert page.view.header.subject.text() == ""

    text, action, undo = toast.args
    with qtbot.waitSignal(services.drafts.saved):
        undo()

    assert (text, action) == ("Draft discarded.", "Undo")
    assert page.view.header.subject.text() == "Precious"
    assert [draft.subject for draft in stored()] == ["Precious"]


def test_an_own_text_comes_back_from_the_toast(qtbot: QtBot, page: ComposePage) -> None:
    write_own_text(qtbot, page)
    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(page, "make_text_again")
    assert page.session.draft.text is None

    toast.args[2]()

    assert toast.args[:2] == ["The text is made from the HTML again.", "Undo"]
    assert page.session.draft.text == "mine"


def test_an_own_text_does_not_get_into_another_draft(qtbot: QtBot, page: ComposePage) -> None:
    write_own_text(qtbot, page)
    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(page, "make_text_again")
    page.new_mail()

    toast.args[2]()

    assert page.session.draft.is_empty
    assert page.view.body.text() is None


def test_the_status_line_says_place_and_size(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("<p>\nab")
    page.view.body.html_editor.setFocus()

    with qtbot.waitSignal(page.status_changed) as status:
        page.refresh_status()
    assert status.args == ["Line 2, column 3", "HTML 6 B"]

    with qtbot.waitSignal(page.status_changed) as status:
        page.view.preview.link_hovered.emit("https://example.com")
    assert status.args == ["https://example.com", "HTML 6 B"]


def test_the_status_line_says_no_place_while_the_caret_is_in_a_field(qtbot: QtBot, page: ComposePage) -> None:
    said = QSignalSpy(page.status_changed)
    page.view.body.focus_editor()
    qtbot.waitUntil(lambda: said.count() > 0 and said.at(said.count() - 1)[0] == "Line 1, column 1")

    page.view.header.focus("subject")

    qtbot.waitUntil(lambda: said.at(said.count() - 1)[0] == "")


def test_inline_images_of_the_mail_reach_the_preview(
    qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")  # tests may run as root
    page.load_example("statement")
    qtbot.waitUntil(lambda: not page.intake.is_copying())
    page.show_preview(True)
    qtbot.waitUntil(page.view.preview.is_settled)
    assert page.view.preview.note() == ""

    page.view.files.remove_wanted.emit("linden-mark.png")

    qtbot.waitUntil(lambda: page.view.preview.note() == "1 inline image missing.")
    page.show_preview(False)


def test_the_layout_is_remembered(page: ComposePage, make_page: MakePage) -> None:
    page.commands.preview.setChecked(False)
    page.view.body.html_editor.zoom.set_steps(3)
    page.save_layout()

    again = make_page()

    assert again.view.preview.isHidden()
    assert again.view.body.html_editor.zoom.steps() == 3


# -- sending


def test_a_mail_goes_into_the_outbox_and_makes_room(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    write_mail(qtbot, page)
    page.view.body.focus_editor()

    submission = send(qtbot, page)

    assert submission.content.html == "<p>Hello</p>"
    assert submission.content.text.strip() == "Hello"
    assert page.view.header.subject.text() == page.view.body.html() == ""
    assert stored() == ()
    assert page.drafts_menu.button.text() == "Drafts"
    assert page.window().focusWidget() is page.view.header.recipients.fields["to"].input()


def test_what_is_written_after_send_is_not_lost(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    """The mail leaves as it stood; the text part of a long one takes a while to make."""
    write_mail(qtbot, page)

    with qtbot.waitSignal(page.sent) as sent:
        page.view.actions.send_button.click()
        page.view.body.html_editor.insertPlainText("<p>One more thing</p>")

    assert sent.args[0].content.html == "<p>Hello</p>"
    assert page.view.body.html() == "<p>Hello</p><p>One more thing</p>"
    message = page.view.messages.message("late")
    assert message is not None
    assert message.title() == "What you wrote after you pressed Send is not in the mail."
    qtbot.waitUntil(lambda: [draft.html for draft in stored()] == [page.view.body.html()])


def test_a_half_typed_recipient_is_sent_to_as_well(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page)
    qtbot.keyClicks(page.view.header.recipients.fields["to"].input(), "tom@example.org")

    assert [r.mailbox.address for r in send(qtbot, page).recipients] == ["ana@example.com", "tom@example.org"]


def test_the_button_says_how_many_and_closes_where_there_are_too_many(page: ComposePage) -> None:
    button = page.view.actions.send_button
    assert button.text() == "Send"
    page.view.header.recipients.fields["to"].add_text("\n".join(f"p{n}@example.com" for n in range(251)))
    page.view.header.recipients.fields["bcc"].add_text("p1@example.com, other@example.com, rubbish")
    assert button.text() == "Send to 252"

    copies = page.view.header.recipients.fields["cc"]
    copies.add_text("\n".join(f"cc{n}@example.com" for n in range(MAX_COPIES_IN_SPLIT)))
    assert not button.isEnabled()
    assert button.toolTip()

    copies.remove({0})
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_a_full_disk_gives_the_draft_back(qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    write_mail(qtbot, page)
    before = page.session.draft
    monkeypatch.setattr(OutboxStore, "queue", full)
    with qtbot.waitSignal(page.session.not_queued):
        page.send()

    message = page.view.messages.message("wrong")
    assert message is not None
    assert message.title() == "The mail was not sent."
    assert "The disk is full." in message.body()
    assert page.session.draft == before
    assert (page.view.header.recipients.texts("to"), page.view.body.html()) == (before.to, before.html)


def test_a_mail_that_is_not_in_sight_is_shown_and_not_sent(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page)
    page.hide()

    with qtbot.waitSignal(page.page_wanted), qtbot.assertNotEmitted(page.sent):
        page.commands.send.trigger()

    assert page.session.outgoing is None


def test_plain_text_alone_is_a_mail(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.recipients.fields["to"].add_text("ana@example.com")
    qtbot.keyClicks(page.view.header.subject, "Plain")
    page.view.body.set_mode("text")
    page.view.body.text_pane.editor.insertPlainText("Just words")

    content = send(qtbot, page).content

    assert (content.html, content.text) == ("", "Just words")


# -- erasure


def names_person(*values: object) -> bool:
    return PERSON.partition("@")[0] in repr(values).lower()


def write_to_person(qtbot: QtBot, page: ComposePage) -> None:
    """A mail that names the person in every field."""
    header, body = page.view.header, page.view.body
    write_sender(qtbot, page, f"Tom <{PERSON}>")
    header.recipients.fields["to"].add_text(f"Tom Ito <{PERSON}>, {OTHER}")
    qtbot.keyClicks(header.recipients.fields["cc"].input(), PERSON)  # typed, and no chip yet
    header.focus("reply_to")
    qtbot.keyClicks(header.reply_to, PERSON)
    qtbot.keyClicks(header.subject, f"About {PERSON}")
    body.html_editor.insertPlainText(f'<a href="mailto:{PERSON.replace("@", "%40")}">{PERSON.upper()}</a>')
    body.text_pane.take_back(f"Ask {PERSON}\nor me")
    header.recipients.fields["to"].remove({0})  # one undo away
    body.open_find()
    body.find_bar.find_line.setText(PERSON)


def shown(page: ComposePage) -> list[str]:
    """All that the fields hold."""
    texts = [line.text() for line in page.findChildren(QLineEdit)]
    texts += [editor.toPlainText() for editor in page.findChildren(QPlainTextEdit)]
    return texts + [repr((field.values(), field.pending_text())) for field in page.findChildren(ChipField)]


def test_no_field_shows_an_erased_address_and_no_undo_brings_it_back(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    write_to_person(qtbot, page)
    assert names_person(shown(page))
    with qtbot.waitSignal(services.eraser.erased):
        services.eraser.erase(PERSON)

    assert page.view.header.subject.text() == "About [erased]"
    assert page.view.body.text() == "Ask [erased]\nor me"
    assert not names_person(shown(page))
    undoing: list[Any] = [
        *page.findChildren(ChipField),
        *page.findChildren(QLineEdit),
        *page.findChildren(QPlainTextEdit),
    ]
    for _ in range(5):
        for widget in undoing:
            widget.undo()
        assert not names_person(shown(page))


def test_a_mail_does_not_leave_to_an_address_that_is_erased_while_a_question_is_open(
    qtbot: QtBot, page: ComposePage, services: Services, asked: Asked
) -> None:
    def erase() -> None:
        with qtbot.waitSignal(services.eraser.erased):
            services.eraser.erase(PERSON)

    page.view.header.recipients.fields["to"].add_text(PERSON)
    qtbot.keyClicks(page.view.header.subject, "See the attached file")
    page.view.body.html_editor.insertPlainText("<p>Hello</p>")
    asked.meanwhile = erase

    with qtbot.waitSignal(page.session.sending_ended):
        page.send()

    assert len(asked.questions) == 1
    assert services.context.archive.write(lambda archive: newest_mail(archive)).result() == ()


def test_a_new_mail_opens_in_the_mode_that_was_chosen_last(
    qtbot: QtBot, page: ComposePage, make_page: MakePage
) -> None:
    page.view.body.set_mode("letter")
    qtbot.keyClicks(page.view.body.letter_pane.editor, "one")
    page.new_mail()
    assert page.view.body.mode() == "letter"
    assert page.view.body.html() == ""

    qtbot.keyClicks(page.view.body.letter_pane.editor, "two")
    other = make_page()
    assert other.session.new_mode is BodyMode.LETTER


def test_a_letter_says_its_words_and_offers_the_html_back(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    page.view.body.html_editor.insertPlainText("<table><tr><td>one two</td></tr></table>")
    page.view.body.set_mode("letter")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.view.body.letter_pane.letter_wanted.emit()
    assert asked.questions == ["Make a letter? 1 table would be lost. [Make a letter]"]
    assert page.session.draft.html == "<p>one two</p>"
    with qtbot.waitSignal(page.status_changed) as status:
        page.refresh_status()
    assert status.args[0] == "Letter · 2 words"

    toast.args[2]()
    assert page.session.draft.html == "<table><tr><td>one two</td></tr></table>"


def test_a_picture_that_is_pasted_into_a_letter_is_an_inline_image(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.set_mode("letter")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    with qtbot.waitSignal(page.intake.placed):
        page.view.body.letter_pane.editor.image_pasted.emit(image)

    (file,) = page.session.draft.attachments
    assert file.is_inline
    assert f'<img src="cid:{file.file_name}" alt="">' in page.session.draft.html
    page.session.rename_file(file.file_name, "dial.png")
    assert '<img src="cid:dial.png" alt="">' in page.session.draft.html


def test_the_preview_offers_images_where_the_account_has_them(
    qtbot: QtBot, services: Services, make_page: MakePage
) -> None:
    page = make_page()
    button = page.findChild(QAbstractButton, "load_images")
    assert isinstance(button, QAbstractButton)
    page.show_preview(True)
    assert button.isVisibleTo(page)
    assert not button.isEnabled(), "an empty mail has none"

    page.show_preview(False)
    account = msgspec.structs.replace(services.accounts.current, loads_images=False)
    with qtbot.waitSignal(services.accounts.settings_changed):
        services.accounts.save(account, None)

    assert not button.isVisibleTo(page)


def test_a_link_that_is_not_opened_is_said(make_page: MakePage) -> None:
    page = make_page()

    page.view.preview.link_refused.emit(preview.link_not_opened("tel:123"))

    message = page.view.messages.message("link")
    assert message is not None
    assert message.title() == "The link is not opened from here."


def test_a_source_with_other_line_ends_is_sent_as_it_is(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    html = "\ufeff<p>a</p> \r\n\t<p>b\u2028</p>\r\n"
    page.session.open(msgspec.structs.replace(page.session.draft, subject="x", to=(PERSON,), html=html))
    page.view.header.subject.setFocus()
    qtbot.keyClicks(page.view.header.subject, "y")

    assert send(qtbot, page).content.html == html


def test_lines_and_tags_are_gone_to(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    page.session.open(msgspec.structs.replace(page.session.draft, html="<p>\n<b>x</b>\n</p>\n", mode=BodyMode.LETTER))
    page.commands.go_to_line.trigger()
    dialog = page.findChild(GoToLineDialog)
    assert isinstance(dialog, GoToLineDialog)
    assert page.view.body.mode() == "html"
    dialog.chosen.emit(3)
    dialog.reject()
    assert page.view.body.html_editor.current_line() == 3

    page.commands.go_to_tag.trigger()
    assert page.view.body.html_editor.current_line() == 1

    page.commands.wrap.setChecked(True)
    assert page.view.body.html_editor.lineWrapMode() is QPlainTextEdit.LineWrapMode.WidgetWidth
    assert services.settings.flag(WRAP_FLAG, False)
