"""What the Outbox says of a send run: a mail that goes out in several requests."""

from __future__ import annotations

from composer_app.domain.send_run import SendRunEntry
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr

PAUSE = tr("Pause")
RESUME = tr("Resume")
SEND_MISSING = tr("Send again…")
LEAVE_MISSING = tr("Leave")
PAUSED_TEXT = tr("“{subject}” is paused: a request was refused. The outbox says why, and what to do.")
FOLD = (tr("Hide requests"), tr("Show requests"))
COPY_REST = tr("Write to the rest")
NOT_IN_LOGS = tr("Some requests are not in the logs")
REQUESTS = tr("Requests")
PAUSED = tr("Paused")
STOPPED = tr("Stopped {time}")
FINISHED = tr("Finished {time}")
GONE_ON = tr("The send has gone on meanwhile. Nothing was done.")
STOP_QUESTION = tr("Stop this send?")
STOP_VERB = tr("Stop the send")
KEEP_SENDING = tr("Keep sending")
AGAIN_QUESTION = tr("Send these requests again?")
LEAVE_TITLE = tr("Leave these requests as they are?")
LEAVE_TEXT = tr(
    "The program stops looking for them. Recipients who got no mail get none. A delivery report that still comes is shown."
)
LEAVE_VERB = tr("Leave them")
RESTORED_TITLE = tr("The send waited in a restored or repaired archive.")
RESTORED_BODY = tr(
    "It may have gone on since. Resume looks each request up in the logs first: what is there is not sent again, and you "
    "decide about the rest."
)


def handed_over(entry: SendRunEntry) -> str:
    """``3,000 of 5,000 handed over``"""
    return tr("{n} of {total} handed over").format(n=fmt.number(entry.handed_over), total=fmt.number(entry.total))


def finished(entry: SendRunEntry, subject: str) -> str:
    """That a run is done."""
    sentence = tr("Handed over to {n} of {total} recipients: {subject}")
    return sentence.format(n=fmt.number(entry.handed_over), total=fmt.number(entry.total), subject=subject)


def recipients_line(entry: SendRunEntry, per_minute: int | None) -> str:
    """Who gets it, and how fast it goes: ``5,000 recipients in customers.csv, 60,000 a minute``"""
    total, name = entry.total, entry.run.list_name
    if name:
        line = tr("{n} recipient(s) in {file}", "", total).format(n=fmt.number(total), file=name)
    else:
        line = tr("{n} recipient(s)", "", total).format(n=fmt.number(total))
    if per_minute is None:
        return line
    return tr("{recipients}, {n} a minute").format(recipients=line, n=fmt.number(per_minute))


def request_line(place: int, recipients: int) -> str:
    """``Request 3: 1,000 recipients``"""
    sentence = tr("Request {place}: {n} recipient(s)", "", recipients)
    return sentence.format(place=fmt.number(place), n=fmt.number(recipients))


def looked_up(recipients: int) -> str:
    """How many recipients may have got the mail and are being looked up."""
    return tr("{n} being looked up", "", recipients).format(n=fmt.number(recipients))


def stop_text(entry: SendRunEntry) -> str:
    """What stopping means."""
    sentence = tr("{n} recipient(s) get no mail. A request that is being sent ends first.", "", entry.unsent)
    return sentence.format(n=fmt.number(entry.unsent))


def missing(entry: SendRunEntry) -> MessageText:
    """Requests that the logs do not list, and that the user decides about."""
    requests, people = len(entry.missing), sum(batch.recipient_count for batch in entry.missing)
    title = tr("It is not known whether {n} request(s) were sent.", "", requests).format(n=fmt.number(requests))
    body = tr(
        "They have {n} recipient(s). The logs do not list them although they had the time to, so they were most likely not "
        "sent. They are not sent again automatically.",
        "",
        people,
    )
    return MessageText.warning(title, body.format(n=fmt.number(people)))


def twice(entry: SendRunEntry) -> str:
    """What sending the missing requests again may mean."""
    people = sum(batch.recipient_count for batch in entry.missing)
    sentence = tr("If they were sent after all, {n} recipient(s) get the mail twice.", "", people)
    return sentence.format(n=fmt.number(people))


def refused(words: MessageText, entry: SendRunEntry) -> MessageText:
    """Why a run paused, and what resuming does."""
    if not entry.rejected:
        body = tr("Nothing more is sent until you resume.")
    else:
        requests = len(entry.rejected)
        body = tr("The send is paused. Resume sends the refused request(s) again and goes on.", "", requests)
    return MessageText(words.title, f"{words.body} {body}".strip(), words.vendor, kind=words.kind)
