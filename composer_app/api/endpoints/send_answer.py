"""The answer to a send, which differs between versions in one name: `to` (v1-v3), `destination` (v4) (CONTRACT 3)."""

from __future__ import annotations

import msgspec

from composer_app.api.answers import RecipientAnswer, SendAnswer
from composer_app.api.endpoints.wire import WireStatus
from composer_app.api.errors import BadReply
from composer_app.api.items import UNREADABLE
from composer_app.domain.ids import BulkId, MessageId


class _Sent(msgspec.Struct, rename="camel"):
    status: WireStatus
    to: str = ""
    destination: str = ""
    message_id: str | int | None = None


class _Envelope(msgspec.Struct, rename="camel"):
    messages: list[msgspec.Raw]
    bulk_id: str | int | None = None


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_SENT = msgspec.json.Decoder(_Sent)


def parse_send_answer(status: int, body: bytes) -> SendAnswer:
    """What was said about each recipient; an entry that cannot be read is left out as long as others can.

    Raises:
        BadReply: nothing in it can be read. The mail was most likely taken.
    """
    try:
        envelope = _ENVELOPE.decode(body)
    except UNREADABLE:
        raise BadReply(http_status=status, raw=body) from None
    messages = tuple(filter(None, map(_message, envelope.messages)))
    if envelope.messages and not messages:
        raise BadReply(http_status=status, raw=body)
    bulk_id = BulkId(str(envelope.bulk_id)) if envelope.bulk_id is not None else None
    return SendAnswer(bulk_id, messages, body)


def _message(raw: msgspec.Raw) -> RecipientAnswer | None:
    try:
        sent = _SENT.decode(raw)
    except UNREADABLE:
        return None
    message_id = MessageId(str(sent.message_id)) if sent.message_id is not None else None
    return RecipientAnswer(sent.to or sent.destination, message_id, sent.status.status())
