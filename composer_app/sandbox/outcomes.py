"""What becomes of a message: the local part of its recipient's address decides."""

from dataclasses import dataclass

from composer_app.sandbox import statuses
from composer_app.sandbox.clock import SECOND_MS
from composer_app.sandbox.statuses import Error, Status

SLOW_FACTOR = 10
SLOW_AT_LEAST_MS = 60 * SECOND_MS


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a message's road.

    Attributes:
        name: the key under which the store remembers it; never changes once released.
        at_once: it is final with the answer to the send request, not after the delivery delay.
        is_slow: it takes ten times the delivery delay, at least a minute.
        loses_answer: the mail is taken, but the sender's connection ends without an answer.
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


DELIVERED = Outcome("delivered", statuses.DELIVERED, statuses.NO_ERROR)
NO_TEMPLATE = Outcome("no-template", statuses.NOT_SENT, statuses.TEMPLATE_NOT_FOUND)
TOO_MANY_URLS = Outcome("too-many-urls", statuses.NOT_SENT, statuses.TOO_MANY_URLS)
LANDING_PAGE = Outcome("landing-page", statuses.NOT_SENT, statuses.LANDING_PAGE_SIZE)
DUPLICATE_ID = Outcome("duplicate-id", statuses.REJECTED_DUPLICATE, statuses.REQUEST_INVALID, at_once=True)
CANCELLED = Outcome("cancelled", statuses.REJECTED_SYSTEM, statuses.REQUEST_INVALID, at_once=True)

BY_LOCAL_PART = {
    "bounce": Outcome("bounce", statuses.REJECTED_OPERATOR, statuses.HARD_BOUNCE),
    "full": Outcome("full", statuses.NOT_DELIVERED, statuses.INBOX_FULL),
    "spam": Outcome("spam", statuses.NOT_SENT, statuses.SPAM_DETECTED),
    "expire": Outcome("expire", statuses.EXPIRED, statuses.TEMPORARILY_UNAVAILABLE),
    "reject": Outcome("reject", statuses.REJECTED_DESTINATION, statuses.INVALID_ADDRESS, at_once=True),
    "slow": Outcome("slow", statuses.DELIVERED, statuses.NO_ERROR, is_slow=True),
    "lost": Outcome("lost", statuses.DELIVERED, statuses.NO_ERROR, loses_answer=True),
}

_OTHERS = (DELIVERED, NO_TEMPLATE, TOO_MANY_URLS, LANDING_PAGE, DUPLICATE_ID, CANCELLED)
_BY_NAME = {outcome.name: outcome for outcome in (*_OTHERS, *BY_LOCAL_PART.values())}


def magic_part(address: str) -> str:
    """Returns the part of an address that may decide something; ``bounce+anything@…`` counts as ``bounce@…``."""
    return address.rpartition("@")[0].partition("+")[0].lower()


def outcome_of(address: str) -> Outcome:
    """Returns the outcome for an address."""
    return BY_LOCAL_PART.get(magic_part(address), DELIVERED)


def outcome_named(name: str) -> Outcome:
    """Returns the outcome the store remembered under this name."""
    return _BY_NAME[name]
