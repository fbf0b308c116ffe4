"""Sender, recipients and subject: judged while one writes, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import MAX_RECIPIENTS
from composer_app.ui.compose import recipient_chips
from composer_app.ui.compose.header import Header
from composer_app.ui.compose.sender_field import SenderField
from composer_app.ui.texts.format import number
from composer_app.ui.widgets.chips.chip_value import ChipState
from tests.qt.compose.conftest import drop


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    made = Header()
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show()
    return made


def paste(header: Header, kind: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    header.fields[kind].input().paste_clipboard()


def test_a_pasted_list_with_rubbish_keeps_every_word(header: Header) -> None:
    paste(header, "to", 'ana@example.com, "Ito, Tom" <tom@example.org>;\nhello there\n\n@\tana@EXAMPLE.com')
    header.commit()

    assert header.texts("to") == ("ana@example.com", '"Ito, Tom" <tom@example.org>', "hello there", "@")
    states = [chip.state for chip in header.fields["to"].values()]
    assert states == [ChipState.OK, ChipState.OK, ChipState.WRONG, ChipState.WRONG]
    assert header.hint("to").words().startswith("2 of 4 are no addresses. The first: “hello there” has no @.")


@pytest.mark.parametrize("separator", ["\n", " ", "\u00a0", "\u2028", "\v", " / ", " and ", "；"])
def test_a_long_pasted_list_arrives_whole(qtbot: QtBot, header: Header, separator: str) -> None:
    wanted = tuple(f"a.person.with.a.long.name.{n}@department-of-things.example.com" for n in range(700))
    text = separator.join(wanted)
    assert len(text) > 32_767

    paste(header, "to", text)

    qtbot.waitUntil(lambda: header.count() == 700)
    assert header.texts("to") == wanted


def test_a_pasted_list_is_part_of_the_draft_before_it_is_judged(qtbot: QtBot, header: Header) -> None:
    wanted = [f"early{n}@example.com" for n in range(3000)]
    with qtbot.waitSignal(header.edited):
        paste(header, "to", "\n".join(wanted))

    assert [chip.text for chip in recipient_chips.chips_again(header.texts("to"))] == wanted
    header.commit()
    assert header.texts("to") == tuple(wanted)


def test_a_pasted_list_of_the_mail_before_is_not_in_the_next(qtbot: QtBot, header: Header) -> None:
    paste(header, "to", "\n".join(f"before{n}@example.com" for n in range(3000)))
    header.show_draft(
        Draft(id=DraftId("next"), account_id=AccountId("one"), updated_at=datetime(2026, 11, 23, tzinfo=UTC))
    )

    header.commit()

    assert header.texts("to") == ()


def test_what_is_typed_before_a_pasted_list_keeps_its_own_address(qtbot: QtBot, header: Header) -> None:
    qtbot.keyClicks(header.fields["to"].input(), "ana@example.com")
    paste(header, "to", "tom@example.org, eva@example.org")

    header.commit()
    assert header.texts("to") == ("ana@example.com", "tom@example.org", "eva@example.org")


def test_a_chip_longer_than_qt_allows_opens_whole(qtbot: QtBot, header: Header) -> None:
    text = "word " * 9_000 + "ana@example.com"
    header.fields["to"].add_text(text)
    header.fields["to"].edit_chip(0)
    header.commit()

    (found,) = header.texts("to")
    assert found == text


def test_one_address_in_three_spellings_is_one_recipient(header: Header) -> None:
    header.fields["to"].add_text("Ana.Kovac@example.com, ana.kovac@example.com, ANA.KOVAC@example.com")

    assert header.texts("to") == ("Ana.Kovac@example.com",)
    assert header.hint("to").words() == "2 were there already. Each is kept once."


@pytest.mark.parametrize("several", ["ana@example.com, tom@example.com", "Ana <ana@example.com> Tom <tom@example.com>"])
def test_reply_to_and_from_say_that_one_address_is_allowed(header: Header, several: str) -> None:
    header.show_draft(
        Draft(
            id=DraftId("two"),
            account_id=AccountId("one"),
            sender=several,
            reply_to=several,
            updated_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
    )

    assert header.hint("from").words() == "One address is allowed here."
    assert header.hint("reply_to").words() == "One address is allowed here."


def test_a_link_dragged_onto_to_makes_chips(qtbot: QtBot, header: Header) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("mailto:ana%40example.com,tom@example.com?cc=eva@example.com&subject=Hello%20there")])
    mime.setText("mailto:ana%40example.com")

    drop(header.fields["to"], mime, QPoint(200, 20))

    addresses = ("ana@example.com", "tom@example.com", "eva@example.com")
    qtbot.waitUntil(lambda: header.texts("to") == addresses)  # judged in slices


def test_rubbish_at_an_edge_is_named_and_the_address_offered(qtbot: QtBot, header: Header) -> None:
    to = header.fields["to"]
    to.add_text("•ana@example.com")
    assert header.hint("to").words() == "“•ana@example.com” has “•” in it. No address has that."
    (chip,) = to.chips()
    assert chip.value().state is ChipState.WRONG

    to.take_suggestion(0)

    assert header.texts("to") == ("ana@example.com",)
    assert header.hint("to").words() == ""


def test_repeats_are_kept_once_over_all_fields(header: Header) -> None:
    header.fields["to"].add_text("ana@example.com")
    header.fields["cc"].add_text("Ana <ana@Example.com>, tom@example.org")

    assert header.texts("cc") == ("tom@example.org",)
    assert header.hint("cc").words() == "1 address was there already. It is kept once."
    assert header.count() == 2


def test_the_wrong_ones_can_be_taken_out_together(header: Header) -> None:
    header.fields["to"].add_text("a, b, ana@example.com")
    header.hint("to")._on_clicked()

    assert header.texts("to") == ("ana@example.com",)
    assert header.hint("to").words() == ""


def test_a_typo_offers_what_is_meant(header: Header) -> None:
    header.fields["to"].add_text("Tom <tom@exmaple.com>")
    (chip,) = header.fields["to"].values()
    assert (chip.state, chip.suggestion) == (ChipState.TYPO, "Tom <tom@example.com>")

    header.fields["to"].take_suggestion(0)

    assert header.texts("to") == ("Tom <tom@example.com>",)


def test_rows_come_when_they_are_wanted(header: Header) -> None:
    assert header.row("cc").isHidden()

    header._openers["cc"].click()

    assert header.row("cc").isVisible()
    assert header._openers["cc"].isHidden()
    assert header.fields["cc"].input().hasFocus()


def test_the_focus_goes_to_what_is_wrong(header: Header) -> None:
    header.fields["to"].add_text("ana@example.com, rubbish")
    header.focus_first_wrong()

    assert header.fields["to"].chips()[1].hasFocus()


def test_a_wrong_sender_is_told_when_it_is_left(qtbot: QtBot, header: Header) -> None:
    qtbot.keyClicks(header.sender_field.line(), "billing")
    assert header.hint("from").words() == ""

    header.sender_field.line().editingFinished.emit()

    assert header.hint("from").words() == "“billing” has no @."


def test_known_senders_are_a_menu(qtbot: QtBot) -> None:
    field = SenderField()
    qtbot.addWidget(field)
    field.set_known(["a@example.com", "b@example.com", "a@example.com", " "])
    field._menu.aboutToShow.emit()
    assert [action.text() for action in field._menu.actions()] == ["a@example.com", "b@example.com"]

    with qtbot.waitSignal(field.changed):
        field._menu.actions()[1].trigger()

    assert field.text() == "b@example.com"


def test_a_list_that_was_being_pasted_when_the_draft_was_stored_becomes_chips() -> None:
    chips = recipient_chips.chips_again(("a@example.com, b@example.com", "rubbish"))

    assert [chip.text for chip in chips] == ["a@example.com", "b@example.com", "rubbish"]
    assert [chip.state for chip in chips] == [ChipState.OK, ChipState.OK, ChipState.WRONG]


def test_undo_brings_nothing_back_from_the_mail_before(qtbot: QtBot, header: Header) -> None:
    to, when = header.fields["to"], datetime(2026, 11, 23, tzinfo=UTC)
    qtbot.keyClicks(to.input(), "ana@example.com,")
    lines = [header.subject, header.sender_field.line(), header.reply_to]
    for line in lines:
        qtbot.keyClicks(line, "secret")

    header.show_draft(Draft(id=DraftId("next"), account_id=AccountId("one"), updated_at=when))
    to.input().undo()
    for line in lines:
        line.undo()

    assert header.texts("to") == ()
    assert [line.text() for line in lines] == ["", "", ""]


def test_what_was_taken_out_comes_back_by_undo(header: Header) -> None:
    to = header.fields["to"]
    to.add_text("a, b, ana@example.com")
    header.hint("to")._on_clicked()
    to.undo()

    assert header.texts("to") == ("a", "b", "ana@example.com")


def test_a_dropped_repeat_is_no_step_of_its_own(header: Header) -> None:
    to = header.fields["to"]
    to.add_text("ana@example.com")
    to.add_text("ana@example.com, tom@example.org")
    to.undo()
    assert header.texts("to") == ("ana@example.com",)
    to.redo()
    assert header.texts("to") == ("ana@example.com", "tom@example.org")


def test_too_many_people_are_told_at_once(header: Header) -> None:
    header.fields["to"].add_text("\n".join(f"p{n}@example.com" for n in range(MAX_RECIPIENTS + 1)))

    told = f"{number(MAX_RECIPIENTS + 1)} people are too many for one mail. {number(MAX_RECIPIENTS)} is the most."
    assert header.hint("to").words() == told
    assert header.too_many_words() == told
    header.fields["to"].remove({0})
    assert header.hint("to").words() == ""


def test_two_people_in_to_are_told_that_each_gets_a_mail(header: Header) -> None:
    header.fields["to"].add_text("ana@example.com, rubbish")
    header.fields["cc"].add_text("cc@example.com")
    assert header._one_each.isHidden()

    header.fields["to"].add_text("tom@example.org")

    assert header._one_each.words() == "Each gets a mail of their own"
    assert "Bcc" in header._one_each.toolTip()
    assert not header._one_each.isHidden()
