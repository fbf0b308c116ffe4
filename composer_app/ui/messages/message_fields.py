"""All that is known of a message, as names and values."""

from __future__ import annotations

from datetime import datetime

from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow
from composer_app.ui.messages.message_source import price_text
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names
from composer_app.ui.theme import outcome_signs

Fields = list[tuple[str, str]]


def fields_of(message: MessageRow) -> Fields:
    """Name and value, only those there is something to say of; times local and in UTC."""
    status, error = message.status, message.error
    names = service_names(message.account_id)
    fields: Fields = [
        ("Status", outcome_signs.word(message.outcome)),
        ("To", message.to),
        ("From", message.sender),
        ("Subject", message.subject),
        ("Queued", _time(message.queued_at)),
        ("Sent", _time(message.sent_at)),
        ("Done", _time(message.done_at)),
        ("Message ID", message.message_id or ""),
        ("Bulk", message.bulk_id or ""),
        ("Price", price_text(message.price)),
        ("Report", _report(message)),
    ]
    if status is not None:
        fields += [
            (tr("{Service}'s status").format(**names), _coded(status.id, status.name)),
            ("Status group", _coded(status.group_id, status.group_name)),
            ("Status text", status.description),
            ("Action", status.action),
        ]
    if error is not None and error.is_error:
        fields += [
            (tr("{Service}'s error").format(**names), _coded(error.id, error.name)),
            ("Error group", _coded(error.group_id, error.group_name)),
            ("Error text", error.description),
            ("Permanent", "trying again does not help") if error.permanent else ("Temporary", "it may work later"),
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
        (tr("{Service} says").format(**service_names(message.account_id)), says),
        ("Message ID", message.message_id or ""),
        ("Bulk", message.bulk_id or ""),
        ("Price", price_text(message.price)),
    ]
    return [(name, value) for name, value in fields if value]


def as_text(fields: Fields) -> str:
    """For the clipboard: one `name: value` a line."""
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in fields)


def _coded(number: int, name: str) -> str:
    return f"{number} {name}".strip() if number >= 0 else name


def _time(at: datetime | None) -> str:
    return "" if at is None else fmt.moment_in_full(at)


def _report(message: MessageRow) -> str:
    if message.has_report:
        return "Stored"
    is_to = message.kind is RecipientKind.TO
    return "No report yet" if is_to else f"For {message.kind.capitalize()} there may be none"
