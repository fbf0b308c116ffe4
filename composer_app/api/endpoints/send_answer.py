"""The answer to a send. Versions differ in one name: `to` (v1-v3), `destination` (v4) (api/README.md 3.1, 3.2)."""

from __future__ import annotations

from composer_app.api.answers import RecipientAnswer, SendAnswer
from composer_app.api.embedded_json import find_object, in_utf8
from composer_app.api.endpoints.shared_fields import Fields, NotAnItem, address_in, fields_of, id_in, read_status
from composer_app.api.errors import BadReply
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.status import NO_GROUP


def parse_send_answer(status: int, body: bytes) -> SendAnswer:
    """The answer per recipient; unreadable entries are skipped if others are readable.

    Raises:
        BadReply: no entry is readable. The mail was most likely accepted.
    """
    envelope = _envelope_in(body)
    listed = envelope.get("messages")
    if not isinstance(listed, list):
        raise BadReply(http_status=status, raw=body)
    messages = tuple(filter(None, map(_message, listed)))
    if listed and not messages:
        raise BadReply(http_status=status, raw=body)
    bulk_id = id_in(envelope.get("bulkId"))
    return SendAnswer(BulkId(bulk_id) if bulk_id else None, messages, body)


def _envelope_in(body: bytes) -> Fields:
    """The answer's JSON object, also inside a larger text."""
    for text in (body, find_object(in_utf8(body), "messages")):
        try:
            if text is not None:
                return fields_of(text)
        except NotAnItem:
            continue
    return {}


def _message(entry: object) -> RecipientAnswer | None:
    """None also without a status group: then it is unknown whether the mail was accepted."""
    if not isinstance(entry, dict):
        return None
    address, message_id = address_in(entry), id_in(entry.get("messageId"))
    status = read_status(entry.get("status"))
    if status is None or status.group_id == NO_GROUP or not (address or message_id):
        return None
    return RecipientAnswer(address, MessageId(message_id) if message_id else None, status)
