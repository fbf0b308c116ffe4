"""Fields that send answers, reports and logs share (api/README.md 3-5, 12, 13).

A field that is missing or has an unexpected type does not reject its item: it is left empty, or taken from another
field with the same content. The raw JSON of the item is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from composer_app.api.tolerant_json import NotJson, read_json
from composer_app.api.wire_time import read_wire_time
from composer_app.domain.account import Generation
from composer_app.domain.ids import BulkId, MessageId, substitute_message_id
from composer_app.domain.price import Price
from composer_app.domain.status import NO_GROUP, NO_NUMBER, Status, VendorError, group_implied_by

Fields = Mapping[str, Any]

_ADDRESS_NAMES = ("to", "destination", "email", "emailAddress", "address")
_SENDER_NAMES = {Generation.V4: ("sender", "from")}
_MAX_DIGITS = 20
_NO_ERROR = ("", "NO_ERROR", "OK")


class NotAnItem(ValueError):
    """No object, or one without the message's id, address or status."""


class SharedPart(TypedDict):
    """Arguments that `DeliveryReport` and `LogEntry` both take."""

    message_id: MessageId
    to: str
    status: Status
    bulk_id: BulkId | None
    sender: str
    sent_at: datetime | None
    done_at: datetime | None
    error: VendorError
    price: Price | None


def fields_of(raw: bytes) -> Fields:
    """The fields of a JSON object.

    Raises:
        NotAnItem: it is something else.
    """
    try:
        value = read_json(raw)
    except NotJson:
        raise NotAnItem("no JSON") from None
    if not isinstance(value, dict):
        raise NotAnItem("no object")
    return value


def shared_part(generation: Generation, fields: Fields) -> SharedPart:
    """The fields that reports and log entries share, under the names of any version.

    Raises:
        NotAnItem: there is neither an id nor an address, or only an address and no status.
    """
    address, status = address_in(fields), read_status(fields.get("status"))
    message_id = id_in(fields.get("messageId"))
    if not message_id and (not address or status is None):
        raise NotAnItem("no message or no status")
    bulk_id, sent_at = id_in(fields.get("bulkId")), read_wire_time(fields.get("sentAt"))
    senders = (text_in(fields.get(name)) for name in _SENDER_NAMES.get(generation, ("from", "sender")))
    return SharedPart(
        message_id=MessageId(message_id) if message_id else _substitute_id(address, fields),
        to=address,
        status=status or Status(NO_GROUP),
        bulk_id=BulkId(bulk_id) if bulk_id else None,
        sender=next(filter(None, senders), ""),
        sent_at=sent_at,
        done_at=read_wire_time(fields.get("doneAt")),
        error=_read_error(fields.get("error")),
        price=_read_price(fields.get("price")),
    )


def read_status(value: object) -> Status | None:
    """A status object, or a status as one word. None: no status."""
    if isinstance(value, str):
        value = {"name": value}
    fields = _object_in(value)
    if not fields:
        return None
    group_id, status_id = _whole_number_in(fields.get("groupId")), _whole_number_in(fields.get("id"))
    group_name, name = text_in(fields.get("groupName")), text_in(fields.get("name"))
    return Status(
        group_implied_by(group_name, name, status_id) if group_id is None else group_id,
        group_name,
        NO_NUMBER if status_id is None else status_id,
        name,
        text_in(fields.get("description")),
        text_in(fields.get("action")),
    )


def address_in(fields: Fields) -> str:
    """The recipient, from `to` (v1-v3) or `destination` (v4); also out of a list or an object."""
    return next(filter(None, (_address_of(fields.get(name)) for name in ("to", "destination"))), "")


def id_in(value: object) -> str:
    """An id, which is a text or a number (api/README.md 14); "" if there is none."""
    return "" if isinstance(value, bool) else text_in(value)


def text_in(value: object) -> str:
    """A text, or a number as one; "" for anything else. Half a surrogate pair becomes U+FFFD."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    return str(value) if isinstance(value, int | Decimal) else ""


def _address_of(value: object) -> str:
    if isinstance(value, str):
        return text_in(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_address_in_list, value)))
    if isinstance(value, dict):
        return next((text_in(value[name]) for name in _ADDRESS_NAMES if isinstance(value.get(name), str)), "")
    return ""


def _address_in_list(value: object) -> str:
    return "" if isinstance(value, list) else _address_of(value)


def _read_error(value: object) -> VendorError:
    if isinstance(value, str):
        value = {"description": value}
    fields = _object_in(value)
    group_id, error_id = _whole_number_in(fields.get("groupId")), _whole_number_in(fields.get("id"))
    name, description = text_in(fields.get("name")), text_in(fields.get("description"))
    if error_id is None:
        says_nothing = group_id == 0 or all(_code_of(words) in _NO_ERROR for words in (name, description))
        error_id = 0 if says_nothing else NO_NUMBER
    permanent = fields.get("permanent")
    return VendorError(
        group_id or 0,
        text_in(fields.get("groupName")),
        error_id,
        name,
        description,
        permanent is True or text_in(permanent).lower() in ("true", "1"),
    )


def _read_price(value: object) -> Price | None:
    """A bare number is no price: it lacks currency and unit."""
    fields = _object_in(value)
    amount = fields.get("pricePerMessage")
    if isinstance(amount, bool) or not isinstance(amount, int | str | Decimal):
        return None
    try:
        number = Decimal(amount)
    except ArithmeticError:
        return None
    currency = text_in(fields.get("currency"))
    return Price(number, "" if currency == "UNKNOWN" else currency) if number.is_finite() else None


def _object_in(value: object) -> Fields:
    """The object, or the only one in a list; empty for anything else."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _whole_number_in(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and len(value) <= _MAX_DIGITS:
        try:
            return int(value)
        except ValueError:
            return None
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < _MAX_DIGITS:
        return int(value) if value == value.to_integral_value() else None
    return value if isinstance(value, int) else None


def _code_of(words: str) -> str:
    return words.strip().upper().replace(" ", "_")


def _substitute_id(address: str, fields: Fields) -> MessageId:
    """A key shared by all reports and log entries of one mail that have no id."""
    known = (address, id_in(fields.get("bulkId")), text_in(fields.get("sentAt")))
    return substitute_message_id(hashlib.sha256("\n".join(known).encode()).hexdigest())
