"""What the Outbox says: short texts of its rows, and the message of a mail that may have been sent."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode
from composer_app.domain.submission import ListedSubmission, SubmissionHead
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import problems, send_time
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.logs import LOG_HOURS
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names

LOOK_UP_NOW = tr("Look up now")
SEND_AGAIN = tr("Send again")
EDIT_AND_SEND = tr("Edit and send…")
EDIT = tr("Edit")
SEND_NOW = tr("Send now")
RESCHEDULE = tr("Reschedule…")
PAUSE = tr("Pause")
RESUME = tr("Resume")
CANCEL_SCHEDULED = tr("Cancel…")
PAUSED = tr("Paused")
MOVED = tr("The mail has another time.")
PAUSED_NOW = tr("The mail is paused. It stays where it is until you resume it.")
RESUMED_NOW = tr("The mail goes out at its time.")
CANCELLED_NOW = tr("The mail is cancelled.")
WENT_OUT = tr("The mail was sent already.")
CANCEL_QUESTION = tr("Cancel this scheduled mail?")
CANCEL_TEXT = tr("No recipient gets it. It stays under Done; you can copy it to a new mail there.")
CANCEL_VERB = tr("Cancel mail")
KEEP_MAIL = tr("Keep it")
COPY_TO_NEW = tr("Copy to a new mail")
DISCARD = tr("Discard")
STOP = tr("Stop…")
EDIT_ACCOUNT = tr("Edit account…")
COPY_BULK_ID = tr("Copy bulk ID")
MORE = tr("More")
HIDE_RECIPIENTS = tr("Hide recipients")
SHOW_RECIPIENTS = tr("Show recipients")
LIST = tr("Mail in the outbox")
WAITS_FOR_ANSWER = tr("Waiting for the answer")
BEING_HANDED_OVER = tr("Being handed over")
NOTHING_NEEDS_YOU = tr("Nothing needs you.")
NOTHING_SENDING = tr("Nothing is being sent.")
NOTHING_WAITING = tr("Nothing is waiting.")
NOTHING_DONE = tr("Nothing is finished yet.")
NEEDS_YOU = tr("Needs you")
SENDING = tr("Sending")
SENDING_NOW = tr("Sending now")
WAITING = tr("Waiting")
DONE = tr("Done")
ALL = tr("All")
WHICH_MAILS = tr("Which mails to show")
SEARCH_OUTBOX = tr("Search the outbox")
WRITE = tr("Write a mail")
EMPTY = tr("The outbox is empty.")
EMPTY_TEXT = tr("Mail that you send appears here.")
SHOW_ALL = tr("Show all")
NO_MATCH = tr("Nothing matches.")
UNREADABLE = tr("The outbox cannot be read.")
SEARCH_HINT = tr("The search looks at subjects, addresses and IDs.")
RECIPIENTS = tr("Recipients")
CC = tr("Cc")
BCC = tr("Bcc")
STOP_TEXT = tr(
    "If the mail has already been sent in part or in full, it may still arrive. The program then looks for it in the logs."
)
DISCARD_UNKNOWN = tr(
    "The program stops looking for it, and the mail stays under Done. If it was sent, its delivery report still arrives."
)
DISCARD_QUEUED = tr("Nothing was sent. The mail stays under Done; you can copy it to a new mail there.")
GONE_ON = tr("The state of the mail has changed meanwhile. Nothing was done.")
DISCARD_QUESTION = tr("Discard this mail?")
DISCARD_VERB = tr("Discard mail")
STOP_QUESTION = tr("Stop sending this mail?")
STOP_VERB = tr("Stop sending")
LEFT_ALREADY = tr("The mail is already being sent and cannot be edited any more.")
LOOKED_UP = tr("The program looks for it in the logs.")
BULK_ID_COPIED = tr("Bulk ID copied.")
MESSAGE_ID_COPIED = tr("Message ID copied.")
AGAIN_QUESTION = tr("Send it again?")
KEEP_LOOKING = tr("Keep looking")
WAITS_FOR_TURN = tr("Waiting for its turn")
WAITS_FOR_YOU = tr("Waiting for you")
NO_REPORT = tr("No report yet")
LOOKUP_AT = tr("{pause} at {time}")
LOOKUPS_HOURLY = tr("hourly, until {until}")
LOOKUPS_HOURLY_NEXT = tr("hourly, next at {time}, until {until}")
LOOKUPS_THEN_HOURLY = tr("then hourly, until {until}")
PART_HANDED_OVER = tr("{size} handed over")
NO_MATCH_FOR = tr("Nothing matches “{text}”.")
TIME_LEFT = tr("about {time} left")
HANDED_OVER = tr("Handed over {time}")
UNKNOWN_SINCE = tr("Maybe sent since {time}")
EARLIER_TRY = tr("An earlier try may have been sent")
NOTHING_SENT = tr("Nothing was sent")
MAY_HAVE_GONE_OUT = tr("It may have been sent")
REJECTED = tr("Rejected {time}")
GIVEN_UP = tr("Given up {time}")
CANCELLED = tr("Cancelled {time}")
NEXT_TRY = tr("Next try at {time}")
QUEUED = tr("Queued {time}")
TAKES_BACK = tr("Press {keys} to take it back")
NO_SUBJECT = tr("(no subject)")
OF_LAST_TRY = tr("An earlier try may have been sent: look in Logs before you send it again. About the last try:")


def when(at: datetime, now: datetime) -> str:
    """``13:52:08`` today, ``23 Nov 13:52:08`` on any other day."""
    is_today = fmt.local_day(at) == fmt.local_day(now)
    return fmt.clock(at) if is_today else fmt.moment(at, now)


def held(send_at: datetime, now: datetime, account_id: AccountId) -> str:
    """``In 25 days, held by Infobip``"""
    names = service_names(account_id)
    if send_at <= now:
        return tr("Its time has come, not confirmed by {service} yet").format(**names)
    span = send_time.span(send_at, now)
    return tr("{span}, held by {service}").format(span=span[:1].upper() + span[1:], **names)


def paused_until(send_at: datetime) -> str:
    """Of a paused mail: its time."""
    return tr("Its time is {time}").format(time=send_time.moment(send_at))


def day_title(at: datetime, now: datetime) -> str:
    """The heading of a day of finished mail."""
    day, today = fmt.local_day(at), fmt.local_day(now)
    if day == today:
        return tr("Done today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    return fmt.day(at, now)


def recipients_line(submission: ListedSubmission) -> str:
    """Who gets it, as far as it fits: the number first where there are many."""
    count = submission.recipient_count
    listed = ", ".join(one.mailbox.address for one in submission.first_recipients)
    if count <= 2:
        return listed
    return tr("{n} recipients: {addresses}", "", count).format(n=fmt.number(count), addresses=listed)


def leaves_in(seconds: float) -> str:
    """``Sent in 4 s``: a second that has begun counts as one."""
    return tr("Sent in {n} s", "", math.ceil(seconds)).format(n=math.ceil(seconds))


def subject_leaves_in(seconds: float, subject: str) -> str:
    """The same in the line that takes the mail back."""
    return tr("Sent in {n} s: {subject}", "", math.ceil(seconds)).format(n=math.ceil(seconds), subject=subject)


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
        return MessageText.warning(
            problems.NOT_KNOWN,
            " ".join(sentences + _being_looked_up(submission, has_waited=has_waited)),
        )
    if has_waited:
        sentences.append(problems.WAITED)
    if not submission.lookups:
        found = tr("The logs could not be read for {hours} hours, and no longer hold entries of that time.")
    elif has_waited:  # it may have left long before the logs begin
        found = tr("It is not in the logs, which reach back {hours} hours.")
    elif submission.is_missing:
        found = tr(
            "The program looked for it in the logs for {hours} hours and did not find it, so it was most likely not sent."
        )
    else:
        found = tr(
            "The logs could be read only in the first minutes after the try, when a mail may still be missing there. They "
            "no longer hold entries of that time."
        )
    sentences += [found.format(hours=LOG_HOURS), tr("It is not sent automatically.")]
    return MessageText.warning(tr("It is not known whether this mail was sent."), " ".join(sentences))


def _being_looked_up(submission: SubmissionHead, *, has_waited: bool) -> list[str]:
    if has_waited:
        return [problems.WAITED, tr("It is not sent automatically. The program looks for it in the logs:")]
    sentences = []
    if submission.is_missing:
        sentences.append(tr("It should be in the logs by now and is not, so it was most likely not sent."))
    elif submission.problem is not None and submission.problem.code is ProblemCode.FOREIGN_ANSWER:
        sentences.append(tr("If this happens to every mail, check the base URL and the network."))
    return [*sentences, tr("It is not sent again automatically. The program looks for it in the logs:")]


def _answered(submission: SubmissionHead, account: Account | None) -> list[str]:
    """What the answer said, as a sentence; none if it said nothing."""
    said = "" if submission.problem is None else problems.vendor_words(submission.problem, account)
    return [f"{said.rstrip('.')}."] if said else []


def status_left(needs_you: int, sending: int, queued: int, scheduled: int) -> str:
    """The left of the status line: ``2 need you · 1 sending · 1 queued``."""
    counts = (
        (needs_you, tr("{n} need(s) you", "", needs_you)),
        (sending, tr("{n} sending", "", sending)),
        (queued, tr("{n} queued", "", queued)),
        (scheduled, tr("{n} scheduled", "", scheduled)),
    )
    parts = [text.format(n=fmt.number(number)) for number, text in counts if number]
    return " · ".join(parts) or tr("Nothing is waiting")


def status_right(sent_today: int, now: datetime) -> str:
    """The right of the status line: how many recipients were sent to today, and the time."""
    sent = tr("Sent today: {n} recipient(s)", "", sent_today).format(n=fmt.number(sent_today))
    return f"{sent} · {tr('{time} local time').format(time=fmt.clock(now, seconds=False))}"


def looked_up(times: int) -> str:
    """How often a mail was looked up, for a screen reader."""
    return tr("Looked up {n} time(s).", "", times).format(n=fmt.number(times))


def in_the_logs(copies: int) -> str:
    """Of a mail that the logs list more than once."""
    return tr("In the logs {n} time(s)", "", copies).format(n=fmt.number(copies))


def twice(recipients: int) -> str:
    """What sending a mail again means that may have gone out."""
    sentence = tr("If the first mail was sent, the {n} recipient(s) get it twice.", "", recipients)
    return sentence.format(n=fmt.number(recipients))
