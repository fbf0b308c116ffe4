"""What the Outbox says: short texts of its rows, and the message of a mail that may have been sent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode
from composer_app.domain.submission import ListedSubmission, SubmissionHead
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import problems
from composer_app.ui.texts.logs import LOG_HOURS
from composer_app.ui.texts.message import MessageText
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names
from composer_app.ui.theme import outcome_signs
from composer_app.ui.theme.colours import MessageKind

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
        return tr("Done today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    return fmt.moment(at, now, seconds=False).rsplit(" ", 1)[0]


def recipients_line(submission: ListedSubmission) -> str:
    """Who gets it, as far as it fits: the number first where there are many."""
    people = [recipient.mailbox for recipient in submission.recipients]
    listed = ", ".join(one.address for one in people[:4])
    if len(people) <= 2:
        return listed
    return tr("{n} people: {addresses}").format(n=fmt.number(len(people)), addresses=listed)


def leaves_in(seconds: float) -> str:
    """``Leaves in 4 s``: a second that has begun counts as one."""
    return tr("Leaves in {n} s").format(n=math.ceil(seconds))


def why_unknown(problem: Problem | None, account_id: AccountId | None = None) -> str:
    """``Infobip was not available (HTTP 503)``"""
    if problem is None:
        return tr("No answer")
    if problem.http_status == 407:
        return tr("A proxy wants a sign-in (HTTP 407)")
    code = ProblemCode.FOREIGN_ANSWER if problem.subject == WEB_PAGE else problem.code
    why = (problems.PROBLEMS[code].in_row or tr("No answer")).format(**service_names(account_id))
    return f"{why} (HTTP {problem.http_status})" if problem.http_status else why


def unknown(submission: SubmissionHead, account: Account | None = None) -> MessageText:
    """What is said above the lookup times of a mail that may have been sent; what was answered, in its own words."""
    sentences = _answered(submission, account)
    has_waited = submission.problem is not None and submission.problem.code is ProblemCode.RESTORED
    if submission.next_lookup_at is not None:
        return MessageText(
            problems.NOT_KNOWN,
            " ".join(sentences + _being_looked_up(submission, has_waited=has_waited)),
            kind=MessageKind.WARNING,
        )
    if has_waited:
        sentences.append(problems.WAITED)
    if not submission.lookups:
        found = tr("The logs could not be asked for it for {hours} hours, and have forgotten it by now.")
    elif has_waited:  # it may have left long before the logs begin
        found = tr("It is not in the logs, which reach back {hours} hours.")
    elif submission.is_missing:
        found = tr("It was looked up for {hours} hours and is not in the logs, so it most likely did not go out.")
    else:
        found = tr(
            "The logs could be asked only in the first minutes after the try, when they may not know it yet, and have "
            "forgotten it by now."
        )
    sentences += [found.format(hours=LOG_HOURS), tr("It is not sent by itself.")]
    return MessageText(tr("It is not known whether this mail went out."), " ".join(sentences), kind=MessageKind.WARNING)


def _being_looked_up(submission: SubmissionHead, *, has_waited: bool) -> list[str]:
    if has_waited:
        return [problems.WAITED, tr("It is not sent by itself. It is being looked up in the logs:")]
    sentences = []
    if submission.is_missing:
        sentences.append(tr("The logs have had time to know it and do not, so it most likely did not go out."))
    elif submission.problem is not None and submission.problem.code is ProblemCode.FOREIGN_ANSWER:
        sentences.append(tr("If this happens to every mail, check the base URL and the network."))
    return [*sentences, tr("It is not sent again by itself. It is being looked up in the logs:")]


def _answered(submission: SubmissionHead, account: Account | None) -> list[str]:
    """What the answer said, as a sentence; none if it said nothing."""
    said = "" if submission.problem is None else problems.vendor_words(submission.problem, account)
    return [f"{said.rstrip('.')}."] if said else []


def summary(found: Iterable[Outcome]) -> str:
    """``2 accepted, 1 bounced``: best first."""
    counts = Counter(found)
    parts = [f"{fmt.number(counts[one])} {outcome_signs.word(one).lower()}" for one in _ORDER if counts[one]]
    return ", ".join(parts)


def status_left(needs_you: int, sending: int, queued: int, scheduled: int) -> str:
    """The left of the status line: ``2 need you · 1 sending · 1 queued``."""
    counts = (
        (needs_you, tr("{n} need(s) you", "", needs_you)),
        (sending, tr("{n} sending")),
        (queued, tr("{n} queued")),
        (scheduled, tr("{n} scheduled")),
    )
    parts = [text.format(n=fmt.number(number)) for number, text in counts if number]
    return " · ".join(parts) or tr("Nothing is waiting")
