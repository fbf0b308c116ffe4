"""The overview of an account's mail: what is asked for, and the answer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import msgspec

from composer_app.domain.daily_summary import DailySummary
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview_period import Period
from composer_app.domain.queries import TimeRange
from composer_app.domain.status import Status, VendorError


class Grouping(StrEnum):
    """What the rows of the table are."""

    DOMAIN = "domain"
    SENDER = "sender"
    SEND = "send"


class GroupColumn(StrEnum):
    """A column that the rows of the table can be sorted by. The value is stored."""

    NAME = "name"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    REASON = "reason"
    """By how many mails have the most common reason."""


class GroupOrder(msgspec.Struct, frozen=True):
    """The order of the rows. Rows that have nothing in the column come last in both directions."""

    column: GroupColumn = GroupColumn.SENT
    descending: bool = True

    def clicked(self, column: GroupColumn) -> GroupOrder:
        """The order after a click on a header: the other way round, or by another column, names from A on."""
        is_same = column is self.column
        return GroupOrder(column, not self.descending if is_same else column is not GroupColumn.NAME)

    def written(self) -> str:
        """As it is stored: a "-" stands for descending."""
        return f"-{self.column}" if self.descending else self.column.value


def order_written(text: str) -> GroupOrder:
    """The order that `GroupOrder.written` gave; the usual one for anything else."""
    name = text.removeprefix("-")
    return GroupOrder(GroupColumn(name), name != text) if name in set(GroupColumn) else GroupOrder()


class OverviewQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A question for the overview.

    Attributes:
        sender: an address; only mail from it counts. "": all mail.
        limit: the share of bounced mail that is still fine.
        most: how many rows of the table are wanted; the others are one row.
        most_sends: how many of the largest sends are wanted.
        order: of the rows.
    """

    account_id: AccountId
    period: Period
    grouping: Grouping
    limit: Fraction
    sender: str = ""
    most: int = 10
    most_sends: int = 4
    order: GroupOrder = GroupOrder()


class Reason(msgspec.Struct, frozen=True):
    """How many mails failed with one wording of the vendor."""

    outcome: Outcome
    status: Status | None
    error: VendorError | None
    mails: int


class MailGroup(msgspec.Struct, frozen=True):
    """The mails of one domain, sender or send.

    Attributes:
        name: the domain, the address of the sender, or the bulk id; "" if there is none.
        title: the subject of a send.
        counts_before: in the period before; of domains only.
    """

    name: str
    counts: MailCounts
    reasons: tuple[Reason, ...] = ()
    title: str = ""
    counts_before: MailCounts = MailCounts()


class GroupTable(msgspec.Struct, frozen=True):
    """The first groups of an order, and the others together.

    Attributes:
        others: how many groups are left out.
        rest: those groups as one.
    """

    groups: tuple[MailGroup, ...]
    others: int
    rest: MailGroup


class Cost(msgspec.Struct, frozen=True):
    """What mails cost in one currency. "" is the currency of a price without one."""

    currency: str
    mails: int
    amount: Decimal
    amount_before: Decimal


class Costs(msgspec.Struct, frozen=True):
    """The cost by currency, the most mails first. Amounts of two currencies are never added.

    Attributes:
        unknown: how many mails have no price yet.
    """

    known: tuple[Cost, ...]
    unknown: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to an `OverviewQuery`.

    Attributes:
        before: counts of the period before.
        slots: counts for each slot of the period, both halves.
        recorded: times whose logs were read.
        oldest_on_the_way: when the oldest mail was sent that may still be delivered.
        past_limit: domains past the limit, the worst first.
        senders: addresses that sent in one of both periods, in order.
        ever: how many mails the account has at all.
    """

    query: OverviewQuery
    today: DailySummary
    counts: MailCounts
    before: MailCounts
    slots: tuple[MailCounts, ...]
    recorded: tuple[TimeRange, ...]
    oldest_on_the_way: datetime | None
    past_limit: tuple[MailGroup, ...]
    table: GroupTable
    sends: GroupTable
    costs: Costs
    senders: tuple[str, ...]
    ever: int
    elapsed_ms: float
