"""What the Reports page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.sync_schedule import KeptAnswers, SyncState
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.unread_answers import what_is_kept, why_unread
from composer_app.ui.widgets.banner import BannerKind, BannerSpec

ONE_TIME = (
    "Infobip hands out each report once. What you pull is stored here before it is shown. "
    "“Everything” also takes reports that another program on this account waits for."
)
ONE_TIME_ALONE = "Infobip hands out each report once. What you pull is stored here before it is shown, and stays here."
"""For accounts whose only reader is this program."""
EVERYTHING_TITLE = "“Everything” also takes reports that another program on this account waits for."
EVERYTHING_BODY = "Infobip hands out each report once. What you pull is stored here, and nobody else gets it."
ASK_TITLE = "Pull everything?"
ASK_TEXT = "This also takes reports that another program waits for. They are handed out once."
ASK_VERB = "Pull everything"
NO_CANCEL = "A pull that is under way is not cancelled: its reports are handed out once and would be lost."

_SMALL = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def result_banner(
    pulled: SyncResult, stored: int, service: str = "Infobip", pull_rest: Callable[[], object] | None = None
) -> BannerSpec:
    """What a pull brought.

    Args:
        pulled: the answer.
        stored: reports the archive holds of this account.
        service: what answers on it, as it is called within a sentence.
        pull_rest: pulls what waits there; None: nothing does.
    """
    at = fmt.clock(pulled.at)
    if pulled.unread:
        lead = f"{fmt.count(pulled.received, 'report')} read at {at}."
        text = f"Not all could be read: {why_unread(pulled)}. {what_is_kept(pulled)}"
        return BannerSpec(BannerKind.WARNING, lead, text, closable=True)
    if not pulled.was_asked:
        text = "Every mail sent from here has its report."
        return BannerSpec(BannerKind.SANDBOX, "Nothing to ask for.", text, closable=True, icon="info")
    if not pulled.received:
        kept = f" The {fmt.count(stored, 'report')} pulled before {_are(stored)} still here." if stored else ""
        text = f"At {at} {service} had no report that it has not handed out before.{kept}"
        return BannerSpec(BannerKind.SANDBOX, "Nothing new.", text, closable=True, icon="info")
    lead = f"{fmt.count(pulled.received, 'report')} pulled and stored"
    if pull_rest is not None:
        text = f"at {at}. There may be more: what was not asked for waits at {service}."
        return BannerSpec(BannerKind.SUCCESS, lead, text, (("Pull the rest", pull_rest),), closable=True)
    return BannerSpec(BannerKind.SUCCESS, lead, f"at {at}.{_not_ours(pulled)}{_known(pulled)}", closable=True)


def kept_answers(kept: KeptAnswers) -> tuple[str, str]:
    """Title and body about answers that could not be read in full; two empty texts if there are none."""
    parts = [
        fmt.count(number, f"answer with {what}", f"answers with {what}")
        for number, what in ((kept.reports, "reports"), (kept.logs, "logs"))
        if number
    ]
    if not parts:
        return "", ""
    one = kept.reports + kept.logs == 1
    title = f"{' and '.join(parts)} could not be read in full."
    body = (
        f"What could be read is in the tables. The whole {'answer is' if one else 'answers are'} kept as "
        f"{'it' if one else 'they'} came, and a later version of this program reads {'it' if one else 'them'} again."
    )
    return title, body


def status_left(stored: int, new: int, elapsed_ms: float, shown: int) -> str:
    """`1,284 reports, 6 new · 9 ms`"""
    count = fmt.count(stored, "report") if shown == stored else f"{fmt.number(shown)} of {fmt.count(stored, 'report')}"
    fresh = f", {fmt.number(new)} new" if new else ""
    return f"{count}{fresh} · {fmt.elapsed(elapsed_ms)}"


def status_right(state: SyncState, every: timedelta, *, is_only_reader: bool) -> str:
    """Who pulls by itself, and when next."""
    what = "All reports" if is_only_reader else "Reports of mail sent from here"
    following = f" Next {fmt.clock(state.next_at, seconds=False)}." if state.next_at is not None else ""
    return f"{what} are pulled every {fmt.number(int(every.total_seconds() // 60))} min.{following}"


def _not_ours(pulled: SyncResult) -> str:
    if not pulled.not_ours:
        return ""
    if pulled.not_ours == pulled.received:
        return " It belongs" + _REST if pulled.received == 1 else " All of them belong" + _REST
    number = _SMALL[pulled.not_ours] if pulled.not_ours < len(_SMALL) else fmt.number(pulled.not_ours)
    return f" {number} of them {'belongs' if pulled.not_ours == 1 else 'belong'}{_REST}"


_REST = " to mail that was not sent from here."


def _known(pulled: SyncResult) -> str:
    known = pulled.received - pulled.new
    return f" {fmt.number(known)} of them {_were(known)} here before." if known > 0 else ""


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
