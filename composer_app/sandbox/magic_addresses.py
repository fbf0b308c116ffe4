"""Outcome of a message, chosen by the local part of its recipient's address."""

from dataclasses import dataclass

from composer_app.sandbox import vendor_statuses
from composer_app.sandbox.clock import SECOND_MS
from composer_app.sandbox.vendor_statuses import Error, Status

SLOW_FACTOR = 10
SLOW_AT_LEAST_MS = 60 * SECOND_MS


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final outcome of a message.

    Attributes:
        name: its key in the store; never changed once released.
        at_once: it is final with the answer to the send request, not after the delivery delay.
        is_slow: it takes ten times the delivery delay, at least a minute.
        loses_answer: the mail is accepted, but the connection closes without an answer.
    """

    name: str
    status: Status
    error: Error
    at_once: bool = False
    is_slow: bool = False
    loses_answer: bool = False

    def delay_ms(self, delivery_delay_ms: int) -> int:
        """Returns the time from sending to the final status, given the Sandbox's delivery delay."""
        if self.at_once:
            return 0
        if self.is_slow:
            return max(SLOW_FACTOR * delivery_delay_ms, SLOW_AT_LEAST_MS)
        return delivery_delay_ms


DELIVERED = Outcome("delivered", vendor_statuses.DELIVERED, vendor_statuses.NO_ERROR)
NO_TEMPLATE = Outcome("no-template", vendor_statuses.NOT_SENT, vendor_statuses.TEMPLATE_NOT_FOUND)
TOO_MANY_URLS = Outcome("too-many-urls", vendor_statuses.NOT_SENT, vendor_statuses.TOO_MANY_URLS)
LANDING_PAGE = Outcome("landing-page", vendor_statuses.NOT_SENT, vendor_statuses.LANDING_PAGE_SIZE)
DUPLICATE_ID = Outcome(
    "duplicate-id", vendor_statuses.REJECTED_DUPLICATE, vendor_statuses.REQUEST_INVALID, at_once=True
)
CANCELLED = Outcome("cancelled", vendor_statuses.REJECTED_SYSTEM, vendor_statuses.REQUEST_INVALID, at_once=True)

BY_LOCAL_PART = {
    "bounce": Outcome("bounce", vendor_statuses.REJECTED_OPERATOR, vendor_statuses.HARD_BOUNCE),
    "full": Outcome("full", vendor_statuses.NOT_DELIVERED, vendor_statuses.INBOX_FULL),
    "spam": Outcome("spam", vendor_statuses.NOT_SENT, vendor_statuses.SPAM_DETECTED),
    "expire": Outcome("expire", vendor_statuses.EXPIRED, vendor_statuses.TEMPORARILY_UNAVAILABLE),
    "reject": Outcome("reject", vendor_statuses.REJECTED_DESTINATION, vendor_statuses.INVALID_ADDRESS, at_once=True),
    "slow": Outcome("slow", vendor_statuses.DELIVERED, vendor_statuses.NO_ERROR, is_slow=True),
    "lost": Outcome("lost", vendor_statuses.DELIVERED, vendor_statuses.NO_ERROR, loses_answer=True),
}

_OTHERS = (DELIVERED, NO_TEMPLATE, TOO_MANY_URLS, LANDING_PAGE, DUPLICATE_ID, CANCELLED)
_BY_NAME = {outcome.name: outcome for outcome in (*_OTHERS, *BY_LOCAL_PART.values())}


def magic_part(address: str) -> str:
    """Returns the part of an address that selects an outcome; ``bounce+anything@…`` counts as ``bounce@…``."""
    return address.rpartition("@")[0].partition("+")[0].lower()


def outcome_of(address: str) -> Outcome:
    """Returns the outcome for an address."""
    return BY_LOCAL_PART.get(magic_part(address), DELIVERED)


def outcome_named(name: str) -> Outcome:
    """Returns the outcome stored under this name."""
    return _BY_NAME[name]
