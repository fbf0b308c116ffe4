"""All that is known of a message, as names and values."""

from __future__ import annotations

from datetime import UTC, datetime

from composer_app.domain.history import MessageRow
from composer_app.ui.common import format as fmt
from composer_app.ui.common import outcomes

Fields = list[tuple[str, str]]


def fields_of(message: MessageRow) -> Fields:
    """Name and value, only those there is something to say of; times local and in UTC."""
    status, error = message.status, message.error
    fields: Fields = [
        ("Status", outcomes.word(message.outcome)),
        ("To", message.to),
        ("From", message.sender),
        ("Subject", message.subject),
        ("Sent", _time(message.sent_at)),
        ("Done", _time(message.done_at)),
        ("Message ID", message.message_id or ""),
        ("Bulk", message.bulk_id or ""),
        ("Price", price_of(message)),
        ("Report", "Stored" if message.has_report else "No report yet"),
    ]
    if status is not None:
        fields += [
            ("Infobip's status", _coded(status.id, status.name)),
            ("Status group", _coded(status.group_id, status.group_name)),
            ("Status text", status.description),
            ("Action", status.action),
        ]
    if error is not None and error.is_error:
        fields += [
            ("Infobip's error", _coded(error.id, error.name)),
            ("Error group", _coded(error.group_id, error.group_name)),
            ("Error text", error.description),
            ("Lasting", "Yes: trying again does not help" if error.permanent else "No: it may work later"),
        ]
    return [(name, value) for name, value in fields if value]


def summary_of(message: MessageRow) -> Fields:
    """The few that stand below the history."""
    status, error = message.status, message.error
    says = ""
    if error is not None and error.is_error:
        says = _coded(error.id, error.name)
    elif status is not None:
        says = _coded(status.id, status.name)
    fields = [
        ("Infobip says", says),
        ("Message ID", message.message_id or ""),
        ("Bulk", message.bulk_id or ""),
        ("Price", price_of(message)),
    ]
    return [(name, value) for name, value in fields if value]


def price_of(message: MessageRow) -> str:
    return fmt.price(message.price.per_message, message.price.currency) if message.price is not None else ""


def as_text(fields: Fields) -> str:
    """For the clipboard: one `name: value` a line."""
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in fields)


def _coded(number: int, name: str) -> str:
    return f"{number} {name}".strip() if number >= 0 else name


def _time(at: datetime | None) -> str:
    if at is None:
        return ""
    zone = at.astimezone().tzname()
    return f"{fmt.moment(at)} {zone} ({at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"
