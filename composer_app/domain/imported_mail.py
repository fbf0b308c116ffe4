"""Mail, reports, log entries and tracking events out of a file, for the archive to take in."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.full_message import HandOver, LifeEvent
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.vendor_records import DeliveryReport, LogEntry, TrackingEvent


class ImportedMail(msgspec.Struct, frozen=True, kw_only=True):
    """One message of an export. `hand_over` is None for mail of other programs: its reports and log entries make it."""

    message_id: MessageId | None
    bulk_id: BulkId | None
    to: str
    kind: RecipientKind
    sender: str
    subject: str
    sent_at: datetime | None
    hand_over: HandOver | None
    events: tuple[LifeEvent, ...] = ()


class ImportBlock(msgspec.Struct, kw_only=True):
    """Records of one account that are taken in together.

    Attributes:
        raw_reports, raw_logs: the JSON of each report and log entry, by the time at which it was received.
    """

    account_id: AccountId
    mails: list[ImportedMail] = []
    raw_reports: dict[datetime, list[bytes]] = {}
    raw_logs: dict[datetime, list[bytes]] = {}
    tracking: list[TrackingEvent] = []


class ParsedBlock(msgspec.Struct, kw_only=True):
    """The same, parsed; each report and log entry says when it was received. The numbers are those of the stored
    answers."""

    block: ImportBlock
    reports: list[DeliveryReport]
    logs: list[LogEntry]
    reports_answer: int | None
    logs_answer: int | None


class TakenIn(msgspec.Struct, frozen=True):
    """What a block changed. `strangers`: tracking events of mail that the archive does not know."""

    new: int = 0
    known: int = 0
    strangers: int = 0

    def __add__(self, other: TakenIn) -> TakenIn:
        return TakenIn(self.new + other.new, self.known + other.known, self.strangers + other.strangers)
