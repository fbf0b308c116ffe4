"""The short words of the outbox. Long ones stand in ui/wording."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from composer_app.domain.account import Account
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode
from composer_app.domain.submission import Submission
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import problems
from composer_app.ui.texts.message import MessageText
from composer_app.ui.theme import outcome_signs
from composer_app.ui.theme.colours import MessageKind

_NOBODY_KNOWS = {
    ProblemCode.NO_ANSWER: "Connection lost, no answer",
    ProblemCode.SERVER_FAULT: "Infobip had a fault",
    ProblemCode.UNREADABLE_ANSWER: "The answer cannot be read",
    ProblemCode.INTERRUPTED: "The program ended meanwhile",
    ProblemCode.STOPPED: "Stopped on its way out",
    ProblemCode.RESTORED: "It waited in a restored archive",
    ProblemCode.NOT_NAMED: "The answer names no recipient",
    ProblemCode.SENT_BEFORE: "Infobip has had it before",
    ProblemCode.PARTLY_NAMED: "The answer leaves out recipients",
    ProblemCode.UNAVAILABLE: "Infobip was not available",
    ProblemCode.FOREIGN_ANSWER: "Answered by something else",
}

_ORDER = (
    Outcome.DELIVERED,
    Outcome.ACCEPTED,
    Outcome.PENDING,
    Outcome.UNKNOWN,
    Outcome.SCHEDULED,
    Outcome.QUEUED,
    Outcome.SENDING,
    Outcome.BOUNCED,
    Outcome.EXPIRED,
    Outcome.REJECTED,
    Outcome.CANCELLED,
)


def when(at: datetime, now: datetime) -> str:
    """``13:52:08`` today, ``23 Nov 13:52:08`` on any other day."""
    is_today = fmt.local_day(at) == fmt.local_day(now)
    return fmt.clock(at) if is_today else fmt.moment(at, now)


def day_title(at: datetime, now: datetime) -> str:
    """The heading of a day of finished mail."""
    day, today = fmt.local_day(at), fmt.local_day(now)
    if day == today:
        return "Done today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return fmt.moment(at, now, seconds=False).rsplit(" ", 1)[0]


def recipients_line(submission: Submission) -> str:
    """Who gets it, as far as it fits: the number first where there are many."""
    people = [recipient.mailbox for recipient in submission.recipients]
    listed = ", ".join(one.address for one in people[:4])
    return listed if len(people) <= 2 else f"{fmt.people(len(people))}: {listed}"


def leaves_in(seconds: float) -> str:
    """``Leaves in 4 s``: a second that has begun counts as one."""
    return f"Leaves in {math.ceil(seconds)} s"


def why_nobody_knows(problem: Problem | None) -> str:
    """``Infobip was not available (HTTP 503)``"""
    if problem is None:
        return "No answer"
    if problem.http_status == 407:
        return "A proxy wants a sign-in (HTTP 407)"
    status = f" (HTTP {problem.http_status})" if problem.http_status else ""
    if problem.subject == WEB_PAGE:
        return _NOBODY_KNOWS[ProblemCode.FOREIGN_ANSWER] + status
    return _NOBODY_KNOWS.get(problem.code, "No answer") + status


def unknown(submission: Submission, account: Account | None = None) -> MessageText:
    """What stands above the look-up times of a mail of which nobody knows; what was answered, in its own words."""
    said = _answered(submission, account)
    waited = submission.problem is not None and submission.problem.code is ProblemCode.RESTORED
    why = f"{problems.WAITED} " if waited else ""
    if submission.next_lookup_at is not None:
        again = "" if waited else " again"
        title = "Nobody knows yet whether this mail went out."
        if submission.is_missing and not waited:
            why = "The logs have had time to know it and do not, so it most likely did not. "
        elif submission.problem is not None and submission.problem.code is ProblemCode.FOREIGN_ANSWER:
            why = "If this happens to every mail, check the base URL and the network. "
        text = f"{said}{why}It is not sent{again} by itself. It is being looked up in the logs:"
        return MessageText(title, text, kind=MessageKind.WARNING)
    if not submission.lookups:
        found = "The logs could not be asked for it for 48 hours, and have forgotten it by now."
    elif waited:  # it may have left long before the logs begin
        found = "It is not in the logs, which reach back 48 hours."
    elif submission.is_missing:
        found = "It was looked up for 48 hours and is not in the logs, so it most likely did not."
    else:
        found = (
            "The logs could be asked only in the first minutes after the try, when they may not know it yet, and have "
            "forgotten it by now."
        )
    title = "Nobody knows whether this mail went out."
    return MessageText(title, f"{said}{why}{found} It is not sent by itself.", kind=MessageKind.WARNING)


def _answered(submission: Submission, account: Account | None) -> str:
    """What the answer said, as a sentence; "" if it said nothing."""
    said = "" if submission.problem is None else problems.vendor_words(submission.problem, account)
    return f"{said.rstrip('.')}. " if said else ""


def summary(found: Iterable[Outcome]) -> str:
    """``2 accepted, 1 bounced``: best first."""
    counts = Counter(found)
    parts = [f"{fmt.number(counts[one])} {outcome_signs.word(one).lower()}" for one in _ORDER if counts[one]]
    return ", ".join(parts)


def status_left(needs_you: int, sending: int, queued: int, scheduled: int) -> str:
    """The left of the status line: ``2 need you · 1 sending · 1 queued``."""
    parts = []
    if needs_you:
        parts.append(f"{fmt.number(needs_you)} {'needs' if needs_you == 1 else 'need'} you")
    for number, word in ((sending, "sending"), (queued, "queued"), (scheduled, "scheduled")):
        if number:
            parts.append(f"{fmt.number(number)} {word}")
    return " · ".join(parts) or "Nothing is waiting"
