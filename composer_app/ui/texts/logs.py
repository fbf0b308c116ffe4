"""What the Logs page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import MAX_LIMIT
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.sync_schedule import SyncState
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.keyring import KEYRING_IS, keyring_trouble
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.unread_answers import why_unread
from composer_app.ui.texts.vendor_name import capitalised
from composer_app.ui.widgets.banner import BannerKind, BannerSpec

FETCH_HINT = (
    "Empty fields ask for everything. Infobip gives the newest 50 unless a number is set, 48 hours back at most."
)
ID_HINT = "several: parted by commas or blanks"


USUAL_LIMIT = 50
"""Entries that the service gives where no number is asked for (api/README.md 5)."""


def result_banner(
    pulled: SyncResult,
    service: str = "Infobip",
    asked: int | None = None,
    fetch_rest: Callable[[], object] | None = None,
) -> BannerSpec:
    """What a log query brought.

    Args:
        service: what answered, as it is called within a sentence.
        asked: so many entries were asked for; an answer of just this size, or of the usual one, may not be all.
        fetch_rest: asks for everything; offered where there may be more.
    """
    at = fmt.clock(pulled.at)
    if pulled.unread:
        lead = f"{fmt.count(pulled.received, 'log entry', 'log entries')} read at {at}."
        text = f"{why_unread(pulled)} {tr('Ask again: reading logs consumes nothing.')}"
        return BannerSpec(BannerKind.WARNING, lead, text, closable=True)
    if not pulled.received:
        text = f"{capitalised(service)} has no log entry for this question. It keeps logs for 48 hours."
        return BannerSpec(BannerKind.SANDBOX, f"Nothing found at {at}.", text, closable=True, icon="info")
    lead = f"{fmt.count(pulled.received, 'log entry', 'log entries')} fetched and stored"
    if pulled.left is not None:
        return BannerSpec(BannerKind.WARNING, lead, f"at {at}. There is more: {pulled.left}.", closable=True)
    if fetch_rest is not None and pulled.received == (asked or USUAL_LIMIT):
        text = f"at {at}. There may be more: {_why_no_more(asked, service)}."
        return BannerSpec(BannerKind.SUCCESS, lead, text, (("Fetch the rest", fetch_rest),), closable=True)
    return BannerSpec(BannerKind.SUCCESS, lead, f"at {at}. {_news(pulled)}", closable=True)


def _why_no_more(asked: int | None, service: str) -> str:
    if asked is None:
        return f"{service} gives the newest {USUAL_LIMIT} where no number is asked for"
    if asked < MAX_LIMIT:
        return "these are as many as you asked for"
    return f"{fmt.number(asked)} is the most that one answer holds"


def status_left(shown: int, stored: int, elapsed_ms: float) -> str:
    """`8,512 of 1,204,377 messages · 12 ms`"""
    count = fmt.count(stored, "message")
    return f"{count if shown == stored else f'{fmt.number(shown)} of {count}'} · {fmt.elapsed(elapsed_ms)}"


def status_right(state: SyncState, now: datetime) -> str:
    """Which times these are, and when the logs were and will be fetched."""
    zone = fmt.local(now).tzname() or "local time"
    following = f", next {fmt.clock(state.next_at, seconds=False)}" if state.next_at is not None else ""
    why = _no_key(state.failure)
    if why:
        fetched = f"Logs not fetched: {why}."
    elif state.failure is not None:
        since = f" since {fmt.clock(state.last_at, seconds=False)}" if state.last_at is not None else ""
        fetched = f"Logs not fetched{since}{following}."
    elif state.last_at is None:
        fetched = "Logs not fetched yet."
    elif not state.is_all:
        fetched = f"Logs read in part {fmt.clock(state.last_at, seconds=False)}{following}."
    else:
        fetched = f"Logs fetched {fmt.clock(state.last_at, seconds=False)}{following}."
    return f"Times are local ({zone}). {fetched}"


def _no_key(failure: Exception | None) -> str:
    """What has to be done by a person before anything can be fetched; "" if that is not it."""
    if not isinstance(failure, Failed):
        return ""
    if failure.problem.code is ProblemCode.NO_KEY:
        return "no key for this account"
    if failure.problem.code is not ProblemCode.KEYRING_LOCKED:
        return ""
    sentence = KEYRING_IS[keyring_trouble(failure.problem)].rstrip(".")
    return sentence[0].lower() + sentence[1:]


def _news(pulled: SyncResult) -> str:
    if pulled.new == 0:
        return "All of it was known." if pulled.received > 1 else "It was known."
    if pulled.new == pulled.received:
        return "All of it is new." if pulled.received > 1 else "It is new."
    return f"{fmt.number(pulled.new)} of them {'is' if pulled.new == 1 else 'are'} new."
