"""What the lists of Logs and Reports, their filter and the details of a message say."""

from __future__ import annotations

from collections.abc import Sequence

from composer_app.domain.filter_fields import FilterProblem
from composer_app.domain.filter_parser import MAX_ALTERNATIVES, FilterToken
from composer_app.domain.filter_words import MAX_WORDS
from composer_app.domain.mail import RecipientKind
from composer_app.domain.problem import GIVEN_UP, KEYRING_PROBLEMS, ProblemCode
from composer_app.services.records import RecordKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

STATUS = tr("Status")
TO = tr("To")
FROM = tr("From")
SUBJECT = tr("Subject")
QUEUED = tr("Queued")
SENT = tr("Sent")
DONE = tr("Done")
MESSAGE_ID = tr("Message ID")
BULK = tr("Bulk")
PRICE = tr("Price")
WHY = tr("Why")
RECEIVED = tr("Received")
REPORT = tr("Report")
STATUS_GROUP = tr("Status group")
STATUS_TEXT = tr("Status text")
ACTION = tr("Action")
ERROR_GROUP = tr("Error group")
ERROR_TEXT = tr("Error text")
STORED = tr("Stored")
DETAILS = tr("Details")
HISTORY = tr("History")
FIELDS = tr("Fields")
RAW = tr("Raw")
WHICH_VIEW = tr("Part of the message")
SAME_BULK = tr("Same bulk")
SAME_BULK_HINT = tr("List all messages of this bulk")
EVIDENCE_HINT = tr("Save all that is known about this mail, for a support ticket")
COPY_ALL_FIELDS = tr("Copy all fields")
CLOSE_DETAILS = tr("Close the details (Esc)")
NO_SUBJECT = tr("No subject recorded")
ALL_FIELDS_COPIED = tr("All fields copied.")
COLUMNS = tr("Columns")
FOLLOW = tr("Follow")
FOLLOW_HINT = tr("Let new rows come in while nothing else is read. Off: they wait above the list")
NOTHING_MATCHES = tr("Nothing matches this filter.")
SELECT_FIRST = tr("Select a mail first.")
TRIED_TO_SEND = tr("Tried to send")
GIVEN_UP_TITLE = tr("Given up")
MAY_HAVE_GONE_OUT = tr("It may have been sent")
NOT_NAMED = tr("Not named in the answer")
NOT_TAKEN_AGAIN = tr("Not accepted a second time")
EARLIER_TRY_ARRIVED = tr("An earlier try had arrived")
IN_RESTORED_ARCHIVE = tr("In a restored archive")
MAY_HAVE_GONE_OUT_BEFORE = tr("It may have been sent before")
LOOKED_FOR = tr("Looked for in the logs")
NOT_FOUND = tr("Not found")
MAY_HAVE_ARRIVED_TWICE = tr("It may have arrived more than once")
REPORT_SAYS_SO = tr("A delivery report says so")
LOGS_SAY_SO = tr("The logs say so")
WENT_OUT = tr("It was sent")
ON_ITS_WAY = tr("Being delivered")
ACCEPTED_IS_NOT_DELIVERED = tr("Accepted does not mean delivered")
DELIVERY_REPORT = tr("Delivery report")
LOG_ENTRY = tr("Log entry")
ANSWER_TO_SEND = tr("Answer to the send")
WHICH_JSON = tr("Which JSON")
COPY = tr("Copy")
NOTHING_SAID = tr("There is no log entry and no delivery report of this mail yet.")
RAW_JSON = tr("Raw JSON")
COPY_AS_RECEIVED = tr("Copy the whole, as it was received")
NO_JSON = tr("This is no JSON, so it is shown as text.")
NO_JSON_CUT = tr("This is no JSON, so its first {part} of {whole} characters are shown as text.")
ROW = tr("Row")
COPY_ADDRESS = tr("Copy address")
FILTER_BY_RECIPIENT = tr("Filter by this recipient")
FILTER_BY_STATUS = tr("Filter by this status")
ALL_TO_ADDRESS = tr("All to this address")
SHOW_DETAILS = tr("Show details")
SAVE_EVIDENCE_TITLE = tr("Save evidence")
ZIP_FILES = tr("Zip files (*.zip)")

SERVICE_STATUS = tr("{Service}'s status")
SERVICE_ERROR = tr("{Service}'s error")
SERVICE_SAYS = tr("{Service} says")
TO_ADDRESS = tr("To {address}")
COPIED = tr("{text} copied.")
COPY_THE_MESSAGE_ID = tr("Copy the message ID")
COPY_THE_BULK = tr("Copy the bulk")
EVIDENCE_SAVED = tr("Evidence saved: {file}")
QUEUED_AT = tr("Queued {time}")
COUNTING = tr("Counting…")
SHOWN_OF_ALL = tr("{shown} of {n}")
NOT_SORTABLE = tr("The list cannot be sorted by {column}.")
CELL = tr("{column}: {text}")
NEW_CELL = tr("{column}: {text}, new")
NOTHING_IN_CELL = tr("{column}: nothing")
CLEAR_FILTER = tr("Clear the filter")
REMOVE_WORDS = tr("Remove the words")
FILTER_BY_MEANING = tr("Look for that")
REMOVE_TOKEN = tr('Remove "{key}:"')
REMOVE_GROUP = tr("Remove the group with OR")
FILTER_HINT = tr("Filter: words, or to:  status:  is:  since:  text:")
COMPOSED = tr("Composed and queued")
HANDED_OVER = tr("Handed over")
HELD_BACK = tr("Not sent yet")
NO_ANSWER = tr("No answer")
SENT_AGAIN = tr("Sent again")
HELD_BY_SERVICE = tr("Held by the service until its time")
MOVED = tr("Moved to another time")
MOVED_TO = tr("Moved to {time}")
PAUSED = tr("Paused")
RESUMED = tr("Resumed")
RELEASED = tr("Its time has come")
CANCELLED = tr("Cancelled")
WAS_NOT_SENT = tr("It was not sent")
OPENED = tr("Opened")
CLICKED = tr("Link clicked")
UNSUBSCRIBED = tr("Unsubscribed")
COMPLAINED = tr("Marked as spam")
LATE_BOUNCE = tr("Bounced after the delivery")
TIME_NOT_SAID = tr("The event does not say when this happened.")
OPENS_ARE_PUSHED = tr(
    "Opens and clicks cannot be fetched: Infobip sends them only to a webhook. File, Import… takes in a file of such events."
)
CONFIRMED_BY_REPORT = tr("Confirmed by the delivery report")
SEEN_IN_LOGS_TOO = tr("Also found in the logs")
FINAL = tr("{status}, final")
REPORT_STORED = tr("Report stored {time}")
SEEN_IN_LOGS = tr("Found in the logs {time}")
PERMANENT = (tr("Permanent"), tr("sending it again does not help"))
TEMPORARY = (tr("Temporary"), tr("it may work later"))
"""Name and value of the field that says whether a failure lasts."""
NO_REPORT = {
    RecipientKind.TO: tr("No report yet"),
    RecipientKind.CC: tr("There may be none for Cc"),
    RecipientKind.BCC: tr("There may be none for Bcc"),
}
"""The value of the field Report while there is none."""
FILTER_PROBLEMS = {
    FilterProblem.UNKNOWN_KEY: tr("there is no such field"),
    FilterProblem.NO_VALUE: tr("needs a value"),
    FilterProblem.UNKNOWN_STATUS: tr("there is no such status"),
    FilterProblem.NOT_A_TIME: tr("write 2d, today or 2026-11-20"),
    FilterProblem.UNKNOWN_STATE: tr("there is no such state"),
    FilterProblem.UNKNOWN_ACCOUNT: tr("no account has this name"),
    FilterProblem.UNKNOWN_PART: tr("there is no such part"),
    FilterProblem.NOT_A_PRICE: tr("write 0.0004 or >0.001"),
    FilterProblem.TOO_MANY: tr("more than {most} alternatives").format(most=MAX_ALTERNATIVES),
}
"""Shown inside a token of the filter, behind its value."""
MEANING = tr("{words} · {filter}")
"""An offer of the filter bar: what the words mean, and the token that finds it."""
_LEFT_OUT_NAMED = 20
TRIED_AGAIN = tr("It was not sent and is tried again automatically")
WAITS_FOR_USER: dict[str, str] = {
    GIVEN_UP: tr("It was not sent and waits for you: all tries failed"),
    ProblemCode.PROXY_SIGN_IN: tr("It was not sent and waits for you: a proxy wants a sign-in"),
    ProblemCode.TIME_PASSED: tr("It was not sent and waits for you: its time has passed"),
    ProblemCode.NOT_ALLOWED: tr(
        "It was not sent and waits for you: the account does not send to one of its recipients"
    ),
    ProblemCode.NO_KEY: tr("It was not sent and waits for you: there is no key"),
    **dict.fromkeys(KEYRING_PROBLEMS, tr("It was not sent and waits for you: the keyring does not give the key")),
    ProblemCode.ARCHIVE_FULL: tr("It was not sent and waits for you: the disk is full"),
    ProblemCode.ARCHIVE_DISK_ERROR: tr("It was not sent and waits for you: the disk reports an error"),
    ProblemCode.ARCHIVE_READ_ONLY: tr("It was not sent and waits for you: the archive cannot be written"),
    ProblemCode.OURS: tr("It was not sent and waits for you: something went wrong in this program"),
}
"""By the detail of a step that no later try solves; other obstacles pass."""


def write_instead(token: FilterToken) -> str:
    """What to write in place of a token that has the wrong field."""
    return tr("write {filter}").format(filter=token.written())


def words_left_out(words: Sequence[str]) -> str:
    """That a filter has too many words, and which ones do not count; "" without any."""
    if not words:
        return ""
    named = ", ".join(fmt.raw(word, 40) for word in words[:_LEFT_OUT_NAMED])
    named += ", …" if len(words) > _LEFT_OUT_NAMED else ""
    sentence = tr("The filter takes {most} words. {n} word(s) left out: {words}", "", len(words))
    return sentence.format(most=MAX_WORDS, n=fmt.number(len(words)), words=named)


def list_name(kind: RecordKind) -> str:
    """The name of a list, for a screen reader."""
    return tr("Reports") if kind is RecordKind.REPORT else tr("Messages")


def rows(kind: RecordKind, n: int) -> str:
    """How many rows a list has: `1,284 reports`."""
    return _of_kind(kind, n, tr("{n} report(s)", "", n), tr("{n} message(s)", "", n))


def match_without_token(kind: RecordKind, n: int, token: FilterToken) -> str:
    """How many rows match once this token is out of the filter."""
    reports = tr('{n} report(s) match(es) without "{filter}".', "", n)
    found = tr('{n} message(s) match(es) without "{filter}".', "", n)
    return _of_kind(kind, n, reports, found, filter=token.written())


def match_without_words(kind: RecordKind, n: int) -> str:
    """How many rows match once the words are out of the filter."""
    reports = tr("{n} report(s) match(es) without the words.", "", n)
    return _of_kind(kind, n, reports, tr("{n} message(s) match(es) without the words.", "", n))


def match_with_meaning(kind: RecordKind, n: int, meaning: str) -> str:
    """How many rows match what the words of the filter mean."""
    reports = tr('{n} report(s) match(es) "{meaning}".', "", n)
    found = tr('{n} message(s) match(es) "{meaning}".', "", n)
    return _of_kind(kind, n, reports, found, meaning=meaning)


def match_without_filter(kind: RecordKind, n: int) -> str:
    """How many rows there are without a filter."""
    reports = tr("{n} report(s) match(es) without a filter.", "", n)
    return _of_kind(kind, n, reports, tr("{n} message(s) match(es) without a filter.", "", n))


def _of_kind(kind: RecordKind, n: int, of_reports: str, of_messages: str, **values: str) -> str:
    sentence = of_reports if kind is RecordKind.REPORT else of_messages
    return sentence.format(n=fmt.number(n), **values)


def rows_copied(n: int, left_out: int) -> str:
    """That rows are on the clipboard, and how many did not fit."""
    if left_out:
        sentence = tr("{n} row(s) copied, {more} more were left out.", "", n)
        return sentence.format(n=fmt.number(n), more=fmt.number(left_out))
    return tr("{n} row(s) copied.", "", n).format(n=fmt.number(n))


def news(n: int) -> tuple[str, str]:
    """What the line above a list shows, and what a screen reader says. No new rows: their order has changed."""
    if not n:
        return tr("The list has changed"), tr("The list has changed. Show it")
    return tr("{n} new", "", n).format(n=fmt.number(n)), tr("{n} new. Show them", "", n).format(n=fmt.number(n))


def in_the_logs(copies: str) -> str:
    """Of a mail that the logs list more than once.

    Args:
        copies: the number as the archive holds it.
    """
    n = int(copies) if copies.isdecimal() and len(copies) < 9 else 0
    return tr("In the logs {n} time(s)", "", n).format(n=copies)
