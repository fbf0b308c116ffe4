"""Items of an answer: a message as report or log entry, v1 or v4."""

from composer_app.sandbox import vendor_statuses
from composer_app.sandbox.dates import format_date
from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.store.rows import Message

Item = dict[str, object]
# Recorded answers of v1 have it on every item, those of v4 on none.
_CHANNEL: Item = {"channel": "EMAIL"}


def status_at(message: Message, now_ms: int) -> Item:
    """Returns ``status`` and ``error``, and from the end of the road on ``doneAt``."""
    if message.due_at_ms > now_ms:
        return {"status": vendor_statuses.PENDING_ENROUTE.as_json(), "error": vendor_statuses.NO_ERROR.as_json()}
    return {
        "doneAt": format_date(message.due_at_ms),
        "status": message.outcome.status.as_json(),
        "error": message.outcome.error.as_json(),
    }


def report_v1(message: Message, now_ms: int) -> Item:
    item = {
        **_common(message),
        "to": message.recipient.address,
        **_CHANNEL,
        **_attempts(message),
        **status_at(message, now_ms),
    }
    return _with(item, applicationId=message.application_id, entityId=message.entity_id)


def report_v4(message: Message, now_ms: int) -> Item:
    item = {
        **_common(message),
        "to": message.recipient.address,
        "sender": sender_text(message.sender),
        **_attempts(message),
        **status_at(message, now_ms),
    }
    return _with_platform(_with(item, callbackData=message.callback_data), message)


def log_v1(message: Message, now_ms: int) -> Item:
    item = {
        **_common(message),
        "to": message.recipient.address,
        "from": sender_text(message.sender),
        "text": message.text,
        **_CHANNEL,
        "doneAt": format_date(message.sent_at_ms),  # of a pending message, too: clients of v1 count on it
        **status_at(message, now_ms),
    }
    return _with(item, applicationId=message.application_id, entityId=message.entity_id)


def log_v4(message: Message, now_ms: int) -> Item:
    item = {
        **_common(message),
        "sender": sender_text(message.sender),
        "destination": message.recipient.address,
        "text": message.text,
        **status_at(message, now_ms),
    }
    return _with_platform(item, message)


def sender_text(sender: Mailbox) -> str:
    return f"{sender.name} <{sender.address}>" if sender.name else sender.address


def _common(message: Message) -> Item:
    return {
        "bulkId": message.bulk_id,
        "messageId": message.message_id,
        "sentAt": format_date(message.sent_at_ms),
        "messageCount": 1,
        "price": {"pricePerMessage": 0, "currency": "UNKNOWN"},
    }


def _attempts(message: Message) -> Item:
    if message.outcome.at_once:
        return {"attemptCount": 0}
    return {"attemptCount": 1, "timeToFirstAttempt": message.due_at_ms - message.sent_at_ms}


def _with_platform(item: Item, message: Message) -> Item:
    platform = _with({}, entityId=message.entity_id, applicationId=message.application_id)
    return _with(item, platform=platform or None, campaignReferenceId=message.campaign_reference_id)


def _with(item: Item, **optional: object) -> Item:
    item.update({name: value for name, value in optional.items() if value is not None})
    return item
