"""To, Cc and Bcc: validated while the user writes, each address once, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.ui.compose import recipient_chips
from composer_app.ui.compose.recipient_fields import RecipientFields
from composer_app.ui.texts import compose
from composer_app.ui.texts.format import number
from composer_app.ui.widgets.chips import chip_drag
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from tests.qt.compose.conftest import drop


@pytest.fixture
def recipients(qtbot: QtBot) -> Iterator[RecipientFields]:
    page = QWidget()
    qtbot.addWidget(page)
    made = RecipientFields(page)
    column = QVBoxLayout(page)
    for kind, field in made.fields.items():
        column.addWidget(field)
        column.addWidget(made.hints[kind])
    column.addWidget(made.one_each)
    page.resize(900, 300)
    page.show()
    yield made
    page.close()


def paste(recipients: RecipientFields, kind: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    recipients.fields[kind].input().paste_clipboard()


def press_hint(recipients: RecipientFields) -> None:
    """Press the button in the hint under To."""
    button = recipients.hints["to"].findChild(QAbstractButton, "hint_button")
    assert isinstance(button, QAbstractButton)
    button.click()


def test_a_pasted_list_with_rubbish_keeps_every_word(recipients: RecipientFields) -> None:
    paste(recipients, "to", 'ana@example.com, "Ito, Tom" <tom@example.org>;\nhello there\n\n@\tana@EXAMPLE.com')
    recipients.commit()

    assert recipients.texts("to") == ("ana@example.com", '"Ito, Tom" <tom@example.org>', "hello there", "@")
    states = [chip.state for chip in recipients.fields["to"].values()]
    assert states == [ChipState.OK, ChipState.OK, ChipState.WRONG, ChipState.WRONG]
    assert recipients.hints["to"].words().startswith("2 of 4 are not addresses. The first: “hello there” has no @.")


@pytest.mark.parametrize("separator", ["\n", " ", "\u00a0", "\u2028", "\v", " / ", " and ", "；"])
def test_a_long_pasted_list_arrives_whole(qtbot: QtBot, recipients: RecipientFields, separator: str) -> None:
    wanted = tuple(f"a.person.with.a.long.name.{n}@department-of-things.example.com" for n in range(700))
    text = separator.join(wanted)
    assert len(text) > 32_767

    paste(recipients, "to", text)

    qtbot.waitUntil(lambda: recipients.count() == 700)
    assert recipients.texts("to") == wanted


def test_a_pasted_list_is_part_of_the_draft_before_it_is_validated(qtbot: QtBot, recipients: RecipientFields) -> None:
    wanted = [f"early{n}@example.com" for n in range(3000)]
    with qtbot.waitSignal(recipients.edited):
        paste(recipients, "to", "\n".join(wanted))

    assert [chip.text for chip in recipient_chips.chips_again(recipients.texts("to"))] == wanted
    recipients.commit()
    assert recipients.texts("to") == tuple(wanted)


def test_a_pasted_list_of_the_mail_before_is_not_in_the_next(qtbot: QtBot, recipients: RecipientFields) -> None:
    paste(recipients, "to", "\n".join(f"before{n}@example.com" for n in range(3000)))
    recipients.show_draft(
        Draft(id=DraftId("next"), account_id=AccountId("one"), updated_at=datetime(2026, 11, 23, tzinfo=UTC))
    )

    recipients.commit()

    assert recipients.texts("to") == ()


def test_what_is_typed_before_a_pasted_list_keeps_its_own_address(qtbot: QtBot, recipients: RecipientFields) -> None:
    qtbot.keyClicks(recipients.fields["to"].input(), "ana@example.com")
    paste(recipients, "to", "tom@example.org, eva@example.org")

    recipients.commit()
    assert recipients.texts("to") == ("ana@example.com", "tom@example.org", "eva@example.org")


def test_a_chip_longer_than_qt_allows_opens_whole(qtbot: QtBot, recipients: RecipientFields) -> None:
    text = "word " * 9_000 + "ana@example.com"
    recipients.fields["to"].add_text(text)
    recipients.fields["to"].edit_chip(0)
    recipients.commit()

    (found,) = recipients.texts("to")
    assert found == text


def test_one_address_in_three_spellings_is_one_recipient(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("Ana.Kovac@example.com, ana.kovac@example.com, ANA.KOVAC@example.com")

    assert recipients.texts("to") == ("Ana.Kovac@example.com",)
    assert recipients.hints["to"].words() == "2 addresses were already there. Each is kept once."


def test_a_link_dragged_onto_to_makes_chips(qtbot: QtBot, recipients: RecipientFields) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("mailto:ana%40example.com,tom@example.com?cc=eva@example.com&subject=Hello%20there")])
    mime.setText("mailto:ana%40example.com")

    drop(recipients.fields["to"], mime, QPoint(200, 20))

    addresses = ("ana@example.com", "tom@example.com", "eva@example.com")
    qtbot.waitUntil(lambda: recipients.texts("to") == addresses)  # validated in slices


def test_rubbish_at_an_edge_is_named_and_the_address_offered(qtbot: QtBot, recipients: RecipientFields) -> None:
    to = recipients.fields["to"]
    to.add_text("•ana@example.com")
    assert recipients.hints["to"].words() == "“•ana@example.com” has “•” in it. An address cannot have this character."
    (chip,) = to.chips()
    assert chip.value().state is ChipState.WRONG

    to.take_suggestion(0)

    assert recipients.texts("to") == ("ana@example.com",)
    assert recipients.hints["to"].words() == ""


def test_repeats_are_kept_once_over_all_fields(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("ana@example.com")
    recipients.fields["cc"].add_text("Ana <ana@Example.com>, tom@example.org")

    assert recipients.texts("cc") == ("tom@example.org",)
    assert recipients.hints["cc"].words() == "1 address was already there. It is kept once."
    assert recipients.count() == 2


def test_the_wrong_ones_can_be_taken_out_together(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("a, b, ana@example.com")
    press_hint(recipients)

    assert recipients.texts("to") == ("ana@example.com",)
    assert recipients.hints["to"].words() == ""


def test_a_typo_offers_what_is_meant(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("Tom <tom@exmaple.com>")
    (chip,) = recipients.fields["to"].values()
    assert (chip.state, chip.suggestion) == (ChipState.TYPO, "Tom <tom@example.com>")

    recipients.fields["to"].take_suggestion(0)

    assert recipients.texts("to") == ("Tom <tom@example.com>",)


def test_the_focus_goes_to_what_is_wrong(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("ana@example.com, rubbish")
    recipients.focus_first_wrong()

    assert recipients.fields["to"].chips()[1].hasFocus()


def test_what_was_taken_out_comes_back_by_undo(recipients: RecipientFields) -> None:
    to = recipients.fields["to"]
    to.add_text("a, b, ana@example.com")
    press_hint(recipients)
    to.undo()

    assert recipients.texts("to") == ("a", "b", "ana@example.com")


def test_a_dropped_repeat_is_no_step_of_its_own(recipients: RecipientFields) -> None:
    to = recipients.fields["to"]
    to.add_text("ana@example.com")
    to.add_text("ana@example.com, tom@example.org")
    to.undo()
    assert recipients.texts("to") == ("ana@example.com",)
    to.redo()
    assert recipients.texts("to") == ("ana@example.com", "tom@example.org")


def test_more_than_a_request_takes_are_announced(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("\n".join(f"p{n}@example.com" for n in range(MAX_RECIPIENTS + 1)))

    assert recipients.hints["to"].words() == compose.SPLIT
    assert recipients.too_many_words() == ""
    recipients.fields["to"].remove({0})
    assert recipients.hints["to"].words() == ""


def test_more_copies_than_the_first_request_takes_are_refused_at_once(
    recipients: RecipientFields,
) -> None:
    recipients.fields["to"].add_text("ana@example.com")
    recipients.fields["bcc"].add_text("\n".join(f"p{n}@example.com" for n in range(MAX_RECIPIENTS)))

    words = recipients.too_many_words()
    assert words.startswith(f"{number(MAX_RECIPIENTS)} recipients in Cc and Bcc are too many")
    assert recipients.hints["bcc"].words() == words
    assert recipients.hints["to"].words() == compose.SPLIT
    recipients.fields["bcc"].remove({0})
    assert recipients.hints["bcc"].words() == recipients.hints["to"].words() == ""


def test_with_two_recipients_in_to_a_note_says_that_each_gets_a_mail(recipients: RecipientFields) -> None:
    recipients.fields["to"].add_text("ana@example.com, rubbish")
    recipients.fields["cc"].add_text("cc@example.com")
    assert recipients.one_each.isHidden()

    recipients.fields["to"].add_text("tom@example.org")

    assert recipients.one_each.words() == "Each recipient gets a mail of their own"
    assert "Bcc" in recipients.one_each.toolTip()
    assert not recipients.one_each.isHidden()


def test_a_pasted_list_says_how_many_are_new_and_undo_takes_it_back(qtbot: QtBot, recipients: RecipientFields) -> None:
    paste(recipients, "to", "ana@example.com, tom@example.com")
    recipients.commit()
    recipients.fields["cc"].add_text("eva@example.com")
    fourteen = ", ".join(["ana@example.com", "TOM@example.com", *(f"p{n}@example.com" for n in range(12))])

    with qtbot.waitSignal(recipients.toast_wanted) as toast:
        paste(recipients, "to", fourteen)

    assert toast.args is not None
    words, action, undo = toast.args
    assert (words, action) == ("12 of 14 recipients were added. 2 were there already.", "Undo")
    assert recipients.count() == 15
    undo()
    assert recipients.texts("to") == ("ana@example.com", "tom@example.com")
    assert recipients.texts("cc") == ("eva@example.com",)


def test_the_undo_of_a_pasted_list_keeps_what_came_after_it(qtbot: QtBot, recipients: RecipientFields) -> None:
    recipients.fields["cc"].add_text("eva@example.com")
    with qtbot.waitSignal(recipients.toast_wanted) as toast:
        paste(recipients, "to", "eva@example.com, tom@example.com")
    assert toast.args is not None
    assert toast.args[0] == "2 recipients were added. 1 left the other fields."
    recipients.fields["to"].add_text("zoe@example.com")

    toast.args[2]()

    assert recipients.texts("to") == ("zoe@example.com",)
    assert recipients.texts("cc") == ("eva@example.com",)


def test_the_undo_of_a_pasted_list_leaves_the_next_mail_alone(qtbot: QtBot, recipients: RecipientFields) -> None:
    with qtbot.waitSignal(recipients.toast_wanted) as toast:
        paste(recipients, "to", "eva@example.com, tom@example.com")
    at = datetime(2026, 11, 30, tzinfo=UTC)
    to = ("eva@example.com",)
    recipients.show_draft(Draft(id=DraftId("d"), account_id=AccountId("a"), to=to, updated_at=at))

    assert toast.args is not None
    toast.args[2]()

    assert recipients.texts("to") == to


def test_a_list_of_known_recipients_adds_none(qtbot: QtBot, recipients: RecipientFields) -> None:
    paste(recipients, "to", "eva@example.com, tom@example.com")
    recipients.commit()
    with qtbot.waitSignal(recipients.toast_wanted) as toast:
        paste(recipients, "to", "tom@example.com; eva@example.com")
    assert toast.args is not None
    assert toast.args[0] == "No recipient was added. 2 were there already."


def test_a_chip_dragged_from_to_into_bcc_arrives_there(
    recipients: RecipientFields, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, bcc = recipients.fields["to"], recipients.fields["bcc"]
    to.add_text("ana@example.com, tom@example.com")

    def drop_on_bcc(_source: QWidget, values: list[ChipValue], _grip: object) -> bool:
        bcc.add_values(values)
        return True

    monkeypatch.setattr(chip_drag, "run", drop_on_bcc)
    to.drag_from(0)

    assert (recipients.texts("to"), recipients.texts("bcc")) == (("tom@example.com",), ("ana@example.com",))
