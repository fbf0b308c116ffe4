"""All fields of a message, as names and values."""

from __future__ import annotations

from datetime import datetime

from composer_app.domain.message_history import MessageRow
from composer_app.ui.messages.cell_text import price_text
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.vendor_name import service_names

Fields = list[tuple[str, str]]


def fields_of(message: MessageRow) -> Fields:
    """Names and values of non-empty fields; times local and in UTC."""
    status, error = message.status, message.error
    names = service_names(message.account_id)
    fields: Fields = [
        (messages.STATUS, outcome_words.word(message.outcome)),
        (messages.TO, message.to),
        (messages.FROM, message.sender),
        (messages.SUBJECT, message.subject),
        (messages.QUEUED, _time(message.queued_at)),
        (messages.SENT, _time(message.sent_at)),
        (messages.DONE, _time(message.done_at)),
        (messages.MESSAGE_ID, message.message_id or ""),
        (messages.BULK, message.bulk_id or ""),
        (messages.PRICE, price_text(message.price)),
        (messages.REPORT, _report(message)),
    ]
    if status is not None:
        fields += [
            (messages.SERVICE_STATUS.format(**names), _coded(status.id, status.name)),
            (messages.STATUS_GROUP, _coded(status.group_id, status.group_name)),
            (messages.STATUS_TEXT, status.description),
            (messages.ACTION, status.action),
        ]
    if error is not None and error.is_error:
        fields += [
            (messages.SERVICE_ERROR.format(**names), _coded(error.id, error.name)),
            (messages.ERROR_GROUP, _coded(error.group_id, error.group_name)),
            (messages.ERROR_TEXT, error.description),
            messages.PERMANENT if error.permanent else messages.TEMPORARY,
        ]
    return [(name, value) for name, value in fields if value]


def summary_of(message: MessageRow) -> Fields:
    """The few fields below the history."""
    status, error = message.status, message.error
    says = ""
    if error is not None and error.is_error:
        says = _coded(error.id, error.name)
    elif status is not None:
        says = _coded(status.id, status.name)
    fields = [
        (messages.SERVICE_SAYS.format(**service_names(message.account_id)), says),
        (messages.MESSAGE_ID, message.message_id or ""),
        (messages.BULK, message.bulk_id or ""),
        (messages.PRICE, price_text(message.price)),
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
        return messages.STORED
    return messages.NO_REPORT[message.kind]
