"""The rows of the recipients."""

from __future__ import annotations

from PySide6.QtCore import Qt

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.recipient_model import MESSAGE_ROLE, RecipientModel
from tests.qt.messages.samples import FULL, UNDELIVERABLE, row

MESSAGES = (
    row(Outcome.DELIVERED, row=1, to="ana@example.com"),
    row(Outcome.BOUNCED, row=2, to="ivo@corp.example", status=UNDELIVERABLE, error=FULL),
    row(Outcome.ACCEPTED, row=3, to="tom@example.org"),
)


def test_it_keeps_the_rules_of_models(qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    model = RecipientModel()
    model.set_messages(MESSAGES)
    qtmodeltester.check(model)
    assert model.rowCount(model.index(0)) == 0


def test_a_narrowed_list_knows_what_it_hides() -> None:
    model = RecipientModel()
    model.set_messages(MESSAGES)
    assert model.place_of(3) == 2
    model.narrow(frozenset({Outcome.ACCEPTED}), "")
    assert (model.place_of(2), model.place_of(3)) == (-1, 0)
    assert model.places_of([3, 2]) == [0]
    assert model.places_of([]) == []
    assert (model.message(0), model.message(1)) == (MESSAGES[2], None)


def test_a_row_says_the_address_what_became_of_it_and_why() -> None:
    model = RecipientModel()
    model.set_messages(MESSAGES)
    index = model.index(1)
    assert index.data() == "ivo@corp.example"
    assert index.data(MESSAGE_ROLE) is MESSAGES[1]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "ivo@corp.example: Bounced. Mailbox is full"
    assert model.tip(index).startswith("ivo@corp.example\nMailbox is full.")
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "ana@example.com: Delivered"
    assert model.tip(model.index(7)) == ""
