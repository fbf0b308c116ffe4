"""Tracking events as the service pushes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.api.endpoints.shared_fields import NotAnItem
from composer_app.api.endpoints.tracking_events import is_tracking_event, read_tracking_event
from composer_app.domain.ids import MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.vendor_records import TrackingEvent


def test_a_click_names_message_recipient_and_link() -> None:
    fields = {
        "notificationType": "CLICKED",
        "eventId": "e-1",
        "recipient": "ana@example.com",
        "url": "https://x.example",
        "sendDateTime": 1704106800000,
        "messageId": 12,
    }

    assert is_tracking_event(fields)
    assert read_tracking_event(fields) == TrackingEvent(
        kind=EventKind.CLICKED,
        event_id="e-1",
        message_id=MessageId("12"),
        to="ana@example.com",
        sent_at=datetime(2024, 1, 1, 11, 0, tzinfo=UTC),
        link="https://x.example",
    )


def test_an_event_says_what_it_knows() -> None:
    event = read_tracking_event({"notificationType": "opened", "messageId": "m", "url": 5, "sendDateTime": "soon"})

    assert (event.kind, event.sent_at, event.to, event.event_id) == (EventKind.OPENED, None, "", "")


@pytest.mark.parametrize("fields", [{"notificationType": "DANCED", "messageId": "m"}, {"notificationType": "OPENED"}])
def test_an_unknown_kind_or_no_message_is_no_event(fields: dict[str, object]) -> None:
    with pytest.raises(NotAnItem):
        read_tracking_event(fields)


def test_a_report_is_no_tracking_event() -> None:
    assert not is_tracking_event({"messageId": "m", "status": {}})
