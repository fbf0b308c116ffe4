"""Tracking events, which the service only pushes: opens, clicks and what else recipients do (api/README.md 10)."""

from __future__ import annotations

from composer_app.api.endpoints.shared_fields import Fields, NotAnItem, id_in, text_in
from composer_app.api.wire_time import read_wire_time
from composer_app.domain.ids import MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.vendor_records import TrackingEvent

_KINDS = {
    "OPENED": EventKind.OPENED,
    "CLICKED": EventKind.CLICKED,
    "UNSUBSCRIBED": EventKind.UNSUBSCRIBED,
    "COMPLAINED": EventKind.COMPLAINED,
    "LATE_BOUNCE": EventKind.LATE_BOUNCE,
}


def is_tracking_event(fields: Fields) -> bool:
    """Whether the object is a tracking event, maybe of a kind that is not known here."""
    return "notificationType" in fields


def read_tracking_event(fields: Fields) -> TrackingEvent:
    """The event.

    Raises:
        NotAnItem: its kind is not known, or it names no message.
    """
    kind, message_id = _KINDS.get(text_in(fields.get("notificationType")).upper()), id_in(fields.get("messageId"))
    if kind is None or not message_id:
        raise NotAnItem("no event of a message")
    return TrackingEvent(
        kind=kind,
        event_id=id_in(fields.get("eventId")),
        message_id=MessageId(message_id),
        to=text_in(fields.get("recipient")),
        sent_at=read_wire_time(fields.get("sendDateTime")),
        link=text_in(fields.get("url")),
    )
