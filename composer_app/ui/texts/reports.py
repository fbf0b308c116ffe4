"""What the Reports page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from composer_app.domain.ids import AccountId
from composer_app.services.sync.background_sync import KeptAnswers, SyncState
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.unread_answers import what_is_kept, why_unread
from composer_app.ui.texts.vendor_name import service_names

EVERYTHING_TITLE = tr("“Everything” also takes reports that another program on this account waits for.")
EVERYTHING_BODY = tr(
    "Infobip gives each report only once. What you pull is stored in this program, and no other program gets it."
)
ASK_TITLE = tr("Pull everything?")
ASK_TEXT = tr("This also takes reports that another program waits for. Infobip gives each report only once.")
ASK_VERB = tr("Pull everything")
NO_CANCEL = tr("A pull cannot be cancelled: Infobip gives each report only once, and the reports would be lost.")
EMPTY = tr("Reports lists the delivery reports of your mail.")
EMPTY_TEXT = tr("Reports of mail that you send are pulled automatically. To pull others, press the button above.")
BULK = tr("Bulk")
NO_BULK_YET = tr("No mail was sent with this program yet")
MESSAGE_IDS = tr("Message IDs")
IDS_HINT = tr("mc-20261123-7f3a-1, mc-20261123-7f3a-2")
LIMIT = tr("Maximum number of reports")
PULL_REPORTS = tr("Pull reports")
OWN = tr("Sent with this program")
OWN_HINT = tr("Reports of all mail sent with this program")
ONE_BULK = tr("One bulk")
ONE_BULK_HINT = tr("Reports of one mail sent with this program")
IDS_SCOPE_HINT = tr("Reports of these messages")
EVERYTHING = tr("Everything")
EVERYTHING_HINT = tr("All reports of this account that were not pulled yet")
PULL = tr("Pull")
PULLING = tr("Pulling…")
FIRST = tr("first")
BULK_CHOICE = tr("{subject}, {time}")
NO_BULK = tr("No mail was sent with this program yet, so there is no bulk to pull.")
NO_ID = tr("Enter one or more message IDs first.")
LIMIT_HINT = tr("At most this number of reports is pulled. The others stay at {service}.")


def one_time_note(account_id: AccountId, *, is_only_reader: bool) -> str:
    """Why pulled reports are stored first, above the pull row."""
    if is_only_reader:
        sentence = tr("{Service} gives each report only once. What you pull is stored before it is shown, and is kept.")
    else:
        sentence = tr(
            "{Service} gives each report only once. What you pull is stored before it is shown. "
            "“Everything” also takes reports that another program on this account waits for."
        )
    return sentence.format(**service_names(account_id))


def result_banner(
    pulled: SyncResult, stored: int, account_id: AccountId, pull_rest: Callable[[], object] | None = None
) -> BannerSpec:
    """What a pull brought.

    Args:
        pulled: the answer.
        stored: reports the archive holds of this account.
        account_id: whose service answered.
        pull_rest: pulls what waits there; None: nothing does.
    """
    at, names = fmt.clock(pulled.at), service_names(account_id)
    if pulled.unread is not None:
        lead = tr("{n} report(s) read at {at}.", "", pulled.received).format(n=fmt.number(pulled.received), at=at)
        text = f"{why_unread(pulled.unread)} {what_is_kept(pulled)}"
        return BannerSpec(BannerKind.WARNING, lead, text, closable=True)
    if not pulled.was_asked:
        text = tr("Every mail sent with this program has its report.")
        return BannerSpec(BannerKind.SANDBOX, tr("There is nothing to pull."), text, closable=True, icon="info")
    if not pulled.received:
        sentences = [tr("At {at} {service} had no new report.").format(at=at, **names)]
        if stored:
            kept = tr("The {n} report(s) pulled before are stored.", "", stored)
            sentences.append(kept.format(n=fmt.number(stored)))
        return BannerSpec(BannerKind.SANDBOX, tr("Nothing new."), " ".join(sentences), closable=True, icon="info")
    lead = tr("{n} report(s) pulled and stored", "", pulled.received).format(n=fmt.number(pulled.received))
    sentences = [tr("At {at}.").format(at=at)]
    if pull_rest is not None:
        sentences.append(tr("There may be more: {service} keeps what was not pulled yet.").format(**names))
        actions = ((tr("Pull the rest"), pull_rest),)
        return BannerSpec(BannerKind.SUCCESS, lead, " ".join(sentences), actions, closable=True)
    sentences += [*_not_ours(pulled), *_known(pulled)]
    return BannerSpec(BannerKind.SUCCESS, lead, " ".join(sentences), closable=True)


def kept_answers(kept: KeptAnswers) -> tuple[str, str]:
    """Title and body about answers that could not be read in full; two empty texts if there are none."""
    sentences = []
    if kept.reports:
        title = tr("{n} answer(s) with reports could not be read in full.", "", kept.reports)
        sentences.append(title.format(n=fmt.number(kept.reports)))
    if kept.logs:
        title = tr("{n} answer(s) with logs could not be read in full.", "", kept.logs)
        sentences.append(title.format(n=fmt.number(kept.logs)))
    if not sentences:
        return "", ""
    body = tr(
        "What could be read is shown. The {n} answer(s) are kept unchanged, "
        "and a later version of this program reads them again.",
        "",
        kept.reports + kept.logs,
    )
    return " ".join(sentences), body.format(n=fmt.number(kept.reports + kept.logs))


def status_left(stored: int, new: int, elapsed_ms: float, shown: int) -> str:
    """`1,284 reports, 6 new · 9 ms`"""
    if shown == stored:
        parts = [tr("{n} report(s)", "", stored).format(n=fmt.number(stored))]
    else:
        of_all = tr("{shown} of {n} report(s)", "", stored)
        parts = [of_all.format(shown=fmt.number(shown), n=fmt.number(stored))]
    if new:
        parts.append(tr("{n} new", "", new).format(n=fmt.number(new)))
    return f"{', '.join(parts)} · {fmt.elapsed(elapsed_ms)}"


def status_right(state: SyncState, every: timedelta, *, is_only_reader: bool) -> str:
    """Who pulls by itself, and when next."""
    minutes = int(every.total_seconds() // 60)
    if is_only_reader:
        sentence = tr("All reports are pulled every {n} min.", "", minutes)
    else:
        sentence = tr("Reports of mail sent with this program are pulled every {n} min.", "", minutes)
    sentences = [sentence.format(n=fmt.number(minutes))]
    if state.next_at is not None:
        sentences.append(tr("Next pull at {time}.").format(time=fmt.clock(state.next_at, seconds=False)))
    return " ".join(sentences)


def _not_ours(pulled: SyncResult) -> list[str]:
    """How many belong to mail of another program, as a sentence; none if all are ours."""
    n = pulled.not_ours
    if not n:
        return []
    if n == pulled.received:
        sentence = tr("All {n} of them belong to mail that was not sent with this program.", "", n)
    else:
        sentence = tr("{n} of them belong(s) to mail that was not sent with this program.", "", n)
    return [sentence.format(n=fmt.number(n))]


def _known(pulled: SyncResult) -> list[str]:
    """How many were here before, as a sentence; none if all are new."""
    known = pulled.received - pulled.new
    return [tr("{n} of them were stored before.", "", known).format(n=fmt.number(known))] if known > 0 else []
