"""What becomes of an accepted request, over time."""

import pytest

from composer_app.sandbox.clock import DAY_MS, HOUR_MS
from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.mail.send_request import Mail, Recipient, Submission
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store import filters
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.submit import SubmitDesk
from tests.unit.sandbox.conftest import HandClock

DELAY_MS = 2_000


@pytest.fixture
def desk(store: Store, clock: HandClock) -> SubmitDesk:
    return SubmitDesk(store, clock, Settings(keys=(), delivery_delay_ms=DELAY_MS))


def mail(*addresses: str, preserve: bool = False) -> Mail:
    to = tuple(Recipient(Mailbox(address)) for address in addresses)
    return Mail(Mailbox("jane@example.com"), to, subject="Hello", text="Good day", preserve_recipients=preserve)


def accept(desk: SubmitDesk, store: Store, mail: Mail, send_at_ms: int | None = None) -> str:
    with store.blobs.tray() as tray:
        return desk.accept(Submission((mail,), send_at_ms=send_at_ms), tray).messages[0].message_id


def test_a_report_waits_for_the_delivery_delay(desk: SubmitDesk, store: Store, clock: HandClock) -> None:
    message_id = accept(desk, store, mail("ana@example.com"))

    clock.at_ms += DELAY_MS - 1
    assert store.take_reports([filters.final_by(clock.now_ms())], 10) == []
    clock.at_ms += 1
    assert [found.message_id for found in store.take_reports([filters.final_by(clock.now_ms())], 10)] == [message_id]


def test_a_scheduled_mail_is_held_until_its_time(desk: SubmitDesk, store: Store, clock: HandClock) -> None:
    accept(desk, store, mail("ana@example.com"), send_at_ms=clock.at_ms + DAY_MS)

    assert store.find([filters.within_log_window(clock.now_ms())], 10) == []
    clock.at_ms += DAY_MS
    found = store.find([filters.within_log_window(clock.now_ms())], 10)
    assert [(message.sent_at_ms, message.due_at_ms) for message in found] == [(clock.at_ms, clock.at_ms + DELAY_MS)]


def test_logs_forget_after_48_hours(desk: SubmitDesk, store: Store, clock: HandClock) -> None:
    accept(desk, store, mail("ana@example.com"))

    clock.at_ms += 48 * HOUR_MS
    assert len(store.find([filters.within_log_window(clock.now_ms())], 10)) == 1
    clock.at_ms += 1
    assert store.find([filters.within_log_window(clock.now_ms())], 10) == []


def test_status_filters_follow_the_time(desk: SubmitDesk, store: Store, clock: HandClock) -> None:
    accept(desk, store, mail("bounce@example.com"))

    assert len(store.find([filters.in_group("PENDING", clock.now_ms())], 10)) == 1
    assert store.find([filters.in_group("UNDELIVERABLE", clock.now_ms())], 10) == []
    clock.at_ms += DELAY_MS
    assert store.find([filters.in_group("PENDING", clock.now_ms())], 10) == []
    assert len(store.find([filters.in_group("UNDELIVERABLE", clock.now_ms())], 10)) == 1


def test_preserved_recipients_are_one_message_with_the_first_trouble(desk: SubmitDesk, store: Store) -> None:
    accept(desk, store, mail("ana@example.com", "full@example.com", "bounce@example.com", preserve=True))

    (message,) = store.newest(10)
    assert message.recipient.address == "ana@example.com"
    assert message.outcome.name == "full"
    assert [box.address for box in store.content(message.mail_id).visible_to] == [
        "ana@example.com",
        "full@example.com",
        "bounce@example.com",
    ]
