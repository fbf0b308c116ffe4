"""What the property test of the delivery keeps of each mail, and what makes a request stand still."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from composer_app.api.timeouts import Timeouts
from composer_app.archive.archive import Archive
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import EventKind, MessageDetails
from composer_app.domain.submission import Submission, SubmissionState
from tests.faulty_server import Act, Exchange, Gate
from tests.patience import PATIENCE_S
from tests.stored_mail import newest_mail
from tests.unit.services.house import Clock
from tests.unit.services.vendor import Vendor

_SHORT_S = 0.03
_REPORTED = {EventKind.SEEN_IN_LOGS, EventKind.REPORTED}


class Patience(Timeouts, frozen=True):
    """The limits of a session; its time is short for the one step in which somebody hangs."""

    is_short: ClassVar[bool] = False

    def extension(self, *, is_send: bool) -> dict[str, float]:
        limit_s = _SHORT_S if Patience.is_short and is_send else PATIENCE_S
        limits = Timeouts(connect_s=PATIENCE_S, read_s=PATIENCE_S, read_send_s=limit_s, write_s=PATIENCE_S)
        return limits.extension(is_send=is_send)


class Ticking(Clock):
    """Moved by hand, and a little by each look at it: no two steps are taken in one moment."""

    def __call__(self) -> datetime:
        self.advance(milliseconds=1)
        return self.now


class Held:
    """A request that stands still until the step that goes on with it."""

    def __init__(self, place: str) -> None:
        self.place = place
        """`door`: before a byte has left; `body`: the vendor has all of it; `taken`: and has taken the mail."""
        self.gate = Gate()
        self.is_over = threading.Event()
        self.then: Callable[[Exchange], Any] | None = None

    def act(self, vendor: Vendor) -> Act:
        async def act(exchange: Exchange) -> None:
            await exchange.read_body()
            if self.place == "taken":
                vendor.take(exchange.request)
            try:
                await self.gate.passed()
                if self.then is not None:
                    await self.then(exchange)
            finally:
                self.is_over.set()

        return act

    def go_on(self, then: Callable[[Exchange], Any] | None) -> None:
        """`then` is for a request that is with the vendor."""
        self.then = then
        self.gate.release()

    def wait_until_over(self) -> None:
        assert self.is_over.wait(PATIENCE_S)


@dataclass
class Mail:
    """What the model knows of one mail."""

    id: SubmissionId
    bulk_id: str
    state: SubmissionState = SubmissionState.QUEUED
    attempts: int = 0
    decisions: int = 0
    """How often the user said "send again"."""
    held: Held | None = None
    look_up: Held | None = None


@dataclass(frozen=True)
class Seen:
    """What the archive says of one mail."""

    submission: Submission
    messages: tuple[MessageDetails, ...]

    @property
    def was_reported(self) -> bool:
        """Logs or a report know it."""
        return any(event.kind in _REPORTED for one in self.messages for event in one.events)

    def is_in_history(self, kind: EventKind) -> bool:
        return any(event.kind is kind for event in self.messages[0].events)


def look_at_all(archive: Archive) -> dict[SubmissionId, Seen]:
    def details(one: Submission) -> Iterator[MessageDetails]:
        for row in archive.messages.of_submission(one.id):
            found = archive.messages.details(row.row)
            assert found is not None
            yield found

    return {one.id: Seen(one, tuple(details(one))) for one in newest_mail(archive)}


def is_leaving(mail: Mail) -> bool:
    return mail.held is not None


def is_there(mail: Mail) -> bool:
    return mail.held is not None and mail.held.place != "door"


def is_at_rest(mail: Mail) -> bool:
    return mail.held is None


def is_looked_up(mail: Mail) -> bool:
    return mail.look_up is not None


def is_not_looked_up(mail: Mail) -> bool:
    return mail.look_up is None


def is_missed(mail: Mail) -> bool:
    return mail.state is SubmissionState.UNKNOWN and mail.look_up is None
