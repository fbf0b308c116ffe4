"""The senders of an account: read from its mails, the last one first."""

from __future__ import annotations

import pytest

from composer_app.domain.ids import AccountId
from composer_app.services.open_draft.used_senders import UsedSenders
from tests.unit.services.house import House


@pytest.fixture
def senders(house: House) -> UsedSenders:
    house.outbox.stop()
    return UsedSenders(house.outbox)


def test_without_mails_from_begins_with_the_sender_of_the_account(house: House, senders: UsedSenders) -> None:
    with house.qtbot.assertNotEmitted(senders.found):
        senders.read(house.account.id)
        house.value(house.outbox.newest_entries(house.account.id))

    assert senders.used(house.account.id) == ()
    assert senders.first_for(house.account) == house.account.default_sender


def test_the_last_sender_comes_first(house: House, senders: UsedSenders) -> None:
    for name in ("first", "second"):
        house.clock.advance(seconds=1)
        house.queued(sender=f"{name}@example.com")
    with house.qtbot.waitSignal(senders.found) as found:
        senders.read(house.account.id)

    assert found.args == [house.account.id]
    assert senders.used(house.account.id) == ("second@example.com", "first@example.com")
    assert senders.first_for(house.account) == "second@example.com"
    assert senders.used(AccountId("another")) == ()
