"""A message with all that is kept about it, as an export takes it to another archive."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from composer_app.domain.message_history import EventKind, EventSource, MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError

AwareTime = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone, also where it is read from a file."""


class ReceivedItem(msgspec.Struct, frozen=True):
    """The JSON of one report or log entry, byte for byte, and when it came."""

    received_at: AwareTime
    raw: bytes


class HandOver(msgspec.Struct, frozen=True):
    """What is known of a mail of ours without logs and reports: from the answer to the send, else from the outbox."""

    status: Outcome
    at: AwareTime
    vendor_status: Status | None = None
    vendor_error: VendorError | None = None


class LifeEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stored step of a timeline."""

    kind: EventKind
    at: AwareTime
    recorded_at: AwareTime
    status: Outcome
    source: EventSource
    detail: str = ""
    vendor_status: Status | None = None
    vendor_error: VendorError | None = None


class FullMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `hand_over` is None for mail of other programs."""

    message: MessageRow
    hand_over: HandOver | None = None
    events: tuple[LifeEvent, ...] = ()
    log: ReceivedItem | None = None
    reports: tuple[ReceivedItem, ...] = ()


class FullReport(msgspec.Struct, frozen=True):
    """One report and the message it is about, without its other records."""

    report: ReportRow
    raw: bytes
    about: FullMessage
