"""What the Logs page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from composer_app.domain.ids import AccountId
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import TimeRange
from composer_app.domain.vendor_limits import LOG_REACH, MAX_LIMIT, USUAL_LIMIT
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sync.background_sync import SyncState
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.keyring import KEYRING
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.unread_answers import LEFT_UNREAD, why_unread
from composer_app.ui.texts.vendor_name import service_names

LOG_HOURS = int(LOG_REACH.total_seconds() // 3600)
ID_HINT = tr("several: separated by commas or spaces")
LOCAL_TIME = tr("Your local time. Logs are kept for 48 hours.")
ANY_TIME = tr("Any time")
MESSAGE_IDS = tr("Message IDs")
BULK_IDS = tr("Bulk IDs")
FROM = tr("From")
FROM_HINT = tr("sender's address")
TO = tr("To")
TO_HINT = tr("recipient's address")
STATUS = tr("Status")
ANY_STATUS = tr("Any status")
STATUSES = {
    "ACCEPTED": tr("Accepted"),
    "PENDING": tr("Pending"),
    "UNDELIVERABLE": tr("Undeliverable"),
    "DELIVERED": tr("Delivered"),
    "EXPIRED": tr("Expired"),
    "REJECTED": tr("Rejected"),
}
"""By the name of the status in a log query."""
SENT_SINCE = tr("Sent since")
SENT_UNTIL = tr("Sent until")
LIMIT = tr("Maximum number of entries")
ANY = tr("Any")
CLEAR = tr("Clear")
CLEAR_HINT = tr("Clear all fields")
FETCH_LOGS = tr("Fetch logs")
BEING_FETCHED = tr("The logs are being fetched.")
MESSAGE_IDS_LABEL = tr("Message &IDs")
BULK_IDS_LABEL = tr("&Bulk IDs")
FROM_LABEL = tr("F&rom")
TO_LABEL = tr("&To")
STATUS_LABEL = tr("&Status")
FETCHING = tr("Fetching…")
SHOW_THEM = tr("Show them")
FETCH = tr("Fetch")
FETCH_HINT = tr("Choose which log entries to fetch")
EMPTY = tr("Logs lists every mail, with all that is known about it.")
EMPTY_TEXT = tr("Mail that you send appears here automatically. The program fetches the logs in the background.")
FIRST = tr("first")
FETCH_FROM = tr("Fetch from {service}")
CONTRADICT_TEXT = tr("Report and log differ, or a mail is listed twice.")
UNHEARD_TEXT = tr("It was accepted more than 6 hours ago, and there is neither a log entry nor a report.")


def fetch_hint(account_id: AccountId) -> str:
    """What a fetch brings, below its fields."""
    sentence = tr(
        "Leave a field empty to fetch everything. {Service} gives the newest {n} entries unless you set a maximum, and "
        "keeps them for {hours} hours."
    )
    return sentence.format(n=USUAL_LIMIT, hours=LOG_HOURS, **service_names(account_id))


def result_banner(
    pulled: SyncResult, account_id: AccountId, asked: int | None = None, fetch_rest: Callable[[], object] | None = None
) -> BannerSpec:
    """What a log query brought.

    Args:
        account_id: whose service answered.
        asked: so many entries were asked for; an answer of just this size, or of the usual one, may not be all.
        fetch_rest: asks for everything; offered where there may be more.
    """
    at, n, names = fmt.clock(pulled.at), pulled.received, service_names(account_id)
    if pulled.failure is not None:
        lead = tr("{n} log entry(ies) fetched and stored, then the fetch stopped", "", n).format(n=fmt.number(n))
        why = problem_words(pulled.failure, of_a_read=True).title
        text = f"{why} {tr('What came is in the list. Fetch again for the rest.')}"
        return BannerSpec(BannerKind.WARNING, lead, text, closable=True)
    if pulled.unread is not None:
        lead = tr("{n} log entry(ies) read at {at}.", "", n).format(n=fmt.number(n), at=at)
        text = f"{why_unread(pulled.unread)} {tr('Fetch again: log entries can be fetched as often as you like.')}"
        return BannerSpec(BannerKind.WARNING, lead, text, closable=True)
    if not n:
        lead = tr("Nothing found at {at}.").format(at=at)
        text = tr("{Service} has no log entry that matches. It keeps log entries for {hours} hours.")
        text = text.format(hours=LOG_HOURS, **names)
        return BannerSpec(BannerKind.SANDBOX, lead, text, closable=True, icon="info")
    lead = tr("{n} log entry(ies) fetched and stored", "", n).format(n=fmt.number(n))
    sentences = [tr("At {at}.").format(at=at)]
    if pulled.left is not None:
        sentences.append(LEFT_UNREAD[pulled.left])
        return BannerSpec(BannerKind.WARNING, lead, " ".join(sentences), closable=True)
    if fetch_rest is not None and n == (asked or USUAL_LIMIT):
        sentences.append(_why_no_more(asked, names))
        actions = ((tr("Fetch the rest"), fetch_rest),)
        return BannerSpec(BannerKind.SUCCESS, lead, " ".join(sentences), actions, closable=True)
    sentences.append(_news(pulled))
    return BannerSpec(BannerKind.SUCCESS, lead, " ".join(sentences), closable=True)


def _why_no_more(asked: int | None, names: dict[str, str]) -> str:
    if asked is None:
        sentence = tr("There may be more: {service} gives the newest {n} unless you set a maximum.")
        return sentence.format(n=USUAL_LIMIT, **names)
    if asked < MAX_LIMIT:
        return tr("There may be more: these are as many as you asked for.")
    return tr("There may be more: one answer holds at most {n} entries.").format(n=fmt.number(asked))


def status_left(shown: int, stored: int, elapsed_ms: float) -> str:
    """`8,512 of 1,204,377 messages · 12 ms`"""
    if shown == stored:
        messages = tr("{n} message(s)", "", stored).format(n=fmt.number(stored))
    else:
        messages = tr("{shown} of {n} message(s)", "", stored).format(shown=fmt.number(shown), n=fmt.number(stored))
    return f"{messages} · {fmt.elapsed(elapsed_ms)}"


def status_right(state: SyncState, now: datetime) -> str:
    """Which times these are, and when the logs were and will be fetched."""
    sentences = [tr("Times are local ({zone}).").format(zone=fmt.local(now).tzname() or tr("local time"))]
    last = "" if state.last_at is None else fmt.clock(state.last_at, seconds=False)
    if without_key := _no_key(state.failure):
        return " ".join([*sentences, without_key])
    if state.failure is not None:
        sentences.append(tr("Logs not fetched since {time}.").format(time=last) if last else tr("Logs not fetched."))
    elif not last:
        return " ".join([*sentences, tr("Logs not fetched yet.")])
    else:
        read = tr("Logs fetched at {time}.") if state.is_all else tr("Logs fetched in part at {time}.")
        sentences.append(read.format(time=last))
    if state.next_at is not None:
        sentences.append(tr("Next fetch at {time}.").format(time=fmt.clock(state.next_at, seconds=False)))
    return " ".join(sentences)


def _no_key(failure: Exception | None) -> str:
    """What the user has to do before anything can be fetched; "" if that is not it."""
    if not isinstance(failure, Failed):
        return ""
    if failure.problem.code is ProblemCode.NO_KEY:
        return tr("Logs not fetched: there is no key for this account.")
    keyring = KEYRING.get(failure.problem.code)
    return f"{tr('Logs not fetched.')} {keyring.state}" if keyring is not None else ""


def _news(pulled: SyncResult) -> str:
    if pulled.new == 0:
        return tr("All {n} of them were stored before.", "", pulled.received).format(n=fmt.number(pulled.received))
    if pulled.new == pulled.received:
        return tr("All {n} of them are new.", "", pulled.received).format(n=fmt.number(pulled.received))
    return tr("{n} of them are new.", "", pulled.new).format(n=fmt.number(pulled.new))


def inconsistent(contradicting: int, unheard: int) -> tuple[str, str]:
    """How many mails of late have records that disagree, and how many have none: a beginning and a text."""
    unheard_of = fmt.number(unheard)
    if not contradicting:
        sentence = tr("Nothing was heard of {n} mail(s) of the last 30 days.", "", unheard)
        return sentence.format(n=unheard_of), UNHEARD_TEXT
    lead = tr("Records of {n} mail(s) of the last 30 days contradict each other.", "", contradicting)
    more = tr("Nothing was heard of {n} more mail(s).", "", unheard).format(n=unheard_of) if unheard else ""
    return lead.format(n=fmt.number(contradicting)), f"{CONTRADICT_TEXT} {more}".strip()


def gap(missing: TimeRange, hours: int, service: str) -> str:
    """Which time is not recorded, and why.

    Args:
        missing: the time whose logs were not read.
        hours: so long nothing read the logs.
        service: whose logs these are, as it is called within a sentence.
    """
    sentence = tr(
        "Not recorded: {since} to {until}. The logs were not fetched for {n} hour(s), and {service} keeps them for only "
        "{reach} hours.",
        "",
        hours,
    )
    since, until = fmt.moment(missing.since, seconds=False), fmt.moment(missing.until, seconds=False)
    return sentence.format(since=since, until=until, n=hours, service=service, reach=LOG_HOURS)


def gaps_before(n: int) -> str:
    """That so many earlier times are not recorded either."""
    return tr("Before that, {n} more time ranges are not recorded.", "", n).format(n=fmt.number(n))
