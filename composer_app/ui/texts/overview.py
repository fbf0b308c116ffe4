"""What the Overview page says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from string import Formatter
from typing import NamedTuple

from composer_app.domain.daily_summary import DailySummary
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Grouping, MailGroup, Reason
from composer_app.domain.overview_period import Period, PeriodKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import histogram, outcome_reasons, outcome_words
from composer_app.ui.texts.translation import tr

PAGE = tr("Overview")
PERIOD = tr("Period")
TODAY = tr("Today")
THIS_MONTH = tr("This month")
LAST_MONTH = tr("Last month")
PERIODS = {
    PeriodKind.TODAY: TODAY,
    PeriodKind.WEEK: tr("7 days"),
    PeriodKind.FOUR_WEEKS: tr("4 weeks"),
    PeriodKind.MONTH: THIS_MONTH,
    PeriodKind.YEAR: tr("12 months"),
}
ALL_SENDERS = tr("All senders")
SENDERS = tr("Sender")
BOUNCE_LIMIT = tr("Bounce limit…")
BOUNCE_LIMIT_HINT = tr("Choose from which share of bounced mail on this page warns")
EXPORT = tr("Export")
EXPORT_HINT = tr("Save this page as a picture")
SAVE_PICTURE = tr("Save the overview")
FILE_NAME = tr("overview", "start of a file name")
EMPTY = tr("No mail yet.")
EMPTY_HOW = tr("Mail that you send, and mail in the logs that are fetched, is counted here.")

LIMIT_TITLE = tr("Bounce limit")
LIMIT_TEXT = tr("Mailbox providers trust a sender less when much of its mail bounces. The usual limit is 2 %.")
LIMIT_LABEL = tr("Warn above")
LIMIT_NOTE = tr("Of the mail to one domain that has a final result. With fewer than {n} results there is no warning.")
LIMIT_UNIT = tr(" %")
LIMIT_SAVE = tr("Save limit")

SENT = tr("Sent")
ON_THE_WAY = tr("Pending")
DELIVERED = tr("Delivered")
BOUNCED = tr("Bounced")
REASON = tr("Most common reason")
COST = tr("Cost")
COST_NOTE = tr("Currencies are never added")
CURRENCY = tr("Currency")
MAILS = tr("Mails")
NO_CURRENCY = tr("Not named")
NOT_KNOWN_YET = tr("Not known yet")
LARGEST_SENDS = tr("Largest sends")
SUBJECT = tr("Subject")
TABLE_NOTE = tr("Shares count mail with a final result. The mark is the limit.")
TABLE = tr("Mail by domain, sender or send")
GROUPINGS = {Grouping.DOMAIN: tr("Domains"), Grouping.SENDER: tr("Senders"), Grouping.SEND: tr("Sends")}
GROUPED_BY = tr("Rows of the table")
_SORT_BY = tr("{column}, press to sort")
_SORTED_UP = tr("{column}, sorted upwards")
_SORTED_DOWN = tr("{column}, sorted downwards")
FIRST_COLUMN = {Grouping.DOMAIN: tr("To domain"), Grouping.SENDER: tr("Sender"), Grouping.SEND: SUBJECT}
_NAMELESS = {
    Grouping.DOMAIN: tr("No domain"),
    Grouping.SENDER: tr("No sender recorded"),
    Grouping.SEND: tr("Mail without a bulk ID"),
}
_NO_SUBJECT = tr("No subject recorded")
BARS = {
    PeriodKind.TODAY: tr("By hour"),
    PeriodKind.WEEK: tr("By day"),
    PeriodKind.FOUR_WEEKS: tr("By day"),
    PeriodKind.MONTH: tr("By day"),
    PeriodKind.YEAR: tr("By month"),
}
BEFORE = {
    PeriodKind.TODAY: tr("Yesterday"),
    PeriodKind.WEEK: tr("Week before"),
    PeriodKind.FOUR_WEEKS: tr("4 weeks before"),
    PeriodKind.MONTH: LAST_MONTH,
    PeriodKind.YEAR: tr("12 months before"),
}
COST_BEFORE = {
    PeriodKind.TODAY: tr("Yesterday"),
    PeriodKind.WEEK: tr("Week before"),
    PeriodKind.FOUR_WEEKS: tr("Before"),
    PeriodKind.MONTH: LAST_MONTH,
    PeriodKind.YEAR: tr("Before"),
}
"""`BEFORE` as the title of a narrow column."""
THESE = {
    PeriodKind.TODAY: TODAY,
    PeriodKind.WEEK: tr("These 7 days"),
    PeriodKind.FOUR_WEEKS: tr("These 4 weeks"),
    PeriodKind.MONTH: THIS_MONTH,
    PeriodKind.YEAR: tr("These 12 months"),
}
_NUMBER_BEFORE = {
    PeriodKind.TODAY: tr("yesterday {before}"),
    PeriodKind.WEEK: tr("week before {before}"),
    PeriodKind.FOUR_WEEKS: tr("4 weeks before {before}"),
    PeriodKind.MONTH: tr("last month {before}"),
    PeriodKind.YEAR: tr("12 months before {before}"),
}
_NOT_RECORDED_BEFORE = {
    PeriodKind.TODAY: tr("yesterday not recorded"),
    PeriodKind.WEEK: tr("week before not recorded"),
    PeriodKind.FOUR_WEEKS: tr("4 weeks before not recorded"),
    PeriodKind.MONTH: tr("last month not recorded"),
    PeriodKind.YEAR: tr("12 months before not recorded"),
}
_AND_BEFORE = tr("{now}, {before}", "a share, and that of the period before")
_LONGEST_DOMAIN, _BEGINNING = 40, 8
_NO_RESULT = tr("No results yet")
_LIMIT_IS = {
    PeriodKind.TODAY: tr("The limit is {limit}, and yesterday it was {before}."),
    PeriodKind.WEEK: tr("The limit is {limit}, and the week before it was {before}."),
    PeriodKind.FOUR_WEEKS: tr("The limit is {limit}, and the 4 weeks before it was {before}."),
    PeriodKind.MONTH: tr("The limit is {limit}, and last month it was {before}."),
    PeriodKind.YEAR: tr("The limit is {limit}, and the 12 months before it was {before}."),
}
_LABELLED_HOURS = 6


class Link(StrEnum):
    """What a number in the sentence about today lists."""

    SENT = "sent"
    DELIVERED = "delivered"
    ON_THE_WAY = "on the way"
    BOUNCED = "bounced"
    BOUNCED_THERE = "bounced there"
    REJECTED = "rejected"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Part(NamedTuple):
    """A piece of a sentence; a number that leads to its list has a link."""

    text: str
    link: Link | None = None


def today_in_a_sentence(today: DailySummary) -> tuple[Part, ...]:
    """`Of 3,412 mails sent today, 3,037 have arrived, 310 are on their way, and 38 of the 45 …`"""
    counts = today.counts
    if not counts.sent:
        return (Part(tr("No mail was sent today.")),)
    sent = {"sent": [_number(counts.sent, Link.SENT)]}
    if counts.delivered == counts.sent:
        return _filled(tr("All {sent} mail(s) sent today have arrived.", "", counts.sent), sent)
    clauses = [clause for clause in _clauses(today) if clause]
    return _filled(
        tr("Of {sent} mail(s) sent today, {clauses}.", "", counts.sent), {**sent, "clauses": _listed(clauses)}
    )


def _clauses(today: DailySummary) -> list[tuple[Part, ...]]:
    counts = today.counts
    return [
        _clause(tr("{n} have arrived", "", counts.delivered), counts.delivered, Link.DELIVERED),
        _clause(tr("{n} are on their way", "", counts.on_the_way), counts.on_the_way, Link.ON_THE_WAY),
        _clause(
            tr("{n} were rejected", "", _of(counts, Outcome.REJECTED)), _of(counts, Outcome.REJECTED), Link.REJECTED
        ),
        _clause(tr("{n} expired", "", _of(counts, Outcome.EXPIRED)), _of(counts, Outcome.EXPIRED), Link.EXPIRED),
        _clause(
            tr("{n} may have been sent", "", _of(counts, Outcome.UNKNOWN)), _of(counts, Outcome.UNKNOWN), Link.UNKNOWN
        ),
        _bounced_clause(today),
    ]


def _bounced_clause(today: DailySummary) -> tuple[Part, ...]:
    bounced, there = today.counts.bounced, today.bounced_there
    domain = {"domain": [Part(fmt.raw(today.worst_domain))]}
    if not bounced or not there:
        return _clause(tr("{n} bounced", "", bounced), bounced, Link.BOUNCED)
    if bounced == there:
        n = {"n": [_number(bounced, Link.BOUNCED_THERE)]}
        return _filled(tr("{n} to {domain} bounced", "", bounced), {**n, **domain})
    number = tr("{there} of the {n}", "bounced mails").format(there=fmt.number(there), n=fmt.number(bounced))
    whole = tr("{share} that bounced went to {domain}", "", there)
    return _filled(whole, {"share": [Part(number, Link.BOUNCED_THERE)], **domain})


def _clause(text: str, n: int, link: Link) -> tuple[Part, ...]:
    return _filled(text, {"n": [_number(n, link)]}) if n else ()


def _of(counts: MailCounts, outcome: Outcome) -> int:
    return counts.by_outcome.get(outcome, 0)


def _number(n: int, link: Link) -> Part:
    return Part(fmt.number(n), link)


def _listed(clauses: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    if len(clauses) == 1:
        return tuple(clauses[0])
    if len(clauses) == 2:
        return _filled(tr("{first} and {second}", "two clauses"), {"first": clauses[0], "second": clauses[1]})
    made = tuple(clauses[0])
    for clause in clauses[1:-1]:
        made = _filled(tr("{clauses}, {next}", "clauses of a list"), {"clauses": made, "next": clause})
    return _filled(tr("{clauses}, and {last}", "clauses of a list"), {"clauses": made, "last": clauses[-1]})


def _filled(template: str, values: Mapping[str, Sequence[Part]]) -> tuple[Part, ...]:
    """The template with pieces in place of its names."""
    made: list[Part] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        if text:
            made.append(Part(text))
        if name is not None:
            made.extend(values[name])
    return tuple(made)


def plain(parts: Sequence[Part]) -> str:
    """The sentence as text alone."""
    return "".join(part.text for part in parts)


# the warning


def past_limit_lead(worst: MailGroup) -> str:
    bounced = share(worst.counts, Outcome.BOUNCED)
    return tr("{share} of the mail to {domain} bounced.").format(share=bounced, domain=_short(worst.name))


def _short(domain: str) -> str:
    """A domain within a line; of a long one the end stays, which says whose it is."""
    name = fmt.raw(domain)
    return name if len(name) <= _LONGEST_DOMAIN else f"{name[:_BEGINNING]}…{name[_BEGINNING + 1 - _LONGEST_DOMAIN :]}"


def past_limit_text(worst: MailGroup, more: int, limit: Fraction, kind: PeriodKind) -> str:
    """The limit, what it was before, and how many more domains are past it."""
    before = worst.counts_before.share(Outcome.BOUNCED)
    if before is None:
        said = tr("The limit is {limit}.").format(limit=fmt.whole_percent(limit))
    else:
        said = _LIMIT_IS[kind].format(limit=fmt.whole_percent(limit), before=fmt.percent(before))
    if not more:
        return said
    others = tr("{n} more domain(s) are past the limit.", "", more).format(n=fmt.number(more))
    return f"{said} {others}"


def show_bounced(n: int) -> str:
    return tr("Show the {n}", "", n).format(n=fmt.number(n))


# the figures


def sent_note(now: MailCounts, before: MailCounts, kind: PeriodKind, *, is_recorded: bool) -> str:
    """`+6.0 %, week before 8,030`. Today and this month are not over yet, so they have no change.

    Args:
        is_recorded: at least a part of the period before was.
    """
    if not before.sent and not is_recorded:
        return _NOT_RECORDED_BEFORE[kind]
    said = _NUMBER_BEFORE[kind].format(before=fmt.number(before.sent))
    if not before.sent or kind in (PeriodKind.TODAY, PeriodKind.MONTH):
        return said
    change = Fraction(now.sent - before.sent, before.sent)
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else "±"
    return _AND_BEFORE.format(now=f"{sign}{fmt.percent_of_change(abs(change))}", before=said)


def share_note(now: MailCounts, before: MailCounts, outcome: Outcome, kind: PeriodKind) -> str:
    """`98.0 %, week before 98.1 %`"""
    share, earlier = now.share(outcome), before.share(outcome)
    said = fmt.percent(share) if share is not None else _NO_RESULT
    if earlier is None:
        return said
    return _AND_BEFORE.format(now=said, before=_NUMBER_BEFORE[kind].format(before=fmt.percent(earlier)))


def on_the_way_note(counts: MailCounts, oldest: datetime | None, now: datetime) -> str:
    """`214 of them accepted, all from today`"""
    if oldest is None:
        return tr("All mail has a result")
    accepted = tr("{n} of them accepted", "", _of(counts, Outcome.ACCEPTED))
    accepted = accepted.format(n=fmt.number(_of(counts, Outcome.ACCEPTED)))
    if fmt.local_day(oldest) == fmt.local_day(now):
        return tr("{accepted}, all from today").format(accepted=accepted)
    return tr("{accepted}, the oldest from {day}").format(accepted=accepted, day=fmt.day(oldest, now))


# the bars


def slot_label(period: Period, number: int) -> str:
    """What stands below a bar; "" where there is no room for all."""
    slot = period.slots[number]
    at = fmt.local(slot.since)
    if period.kind is PeriodKind.TODAY:
        return fmt.clock(at, seconds=False) if at.hour % _LABELLED_HOURS == 0 and at.minute == 0 else ""
    if period.kind is PeriodKind.YEAR:
        return histogram.month(at)
    if slot == period.today:
        return TODAY
    if period.kind in (PeriodKind.FOUR_WEEKS, PeriodKind.MONTH):
        return fmt.day(at, at) if at.weekday() == 0 else ""
    return histogram.week_day(at)


# the tables


def group_name(group: MailGroup, grouping: Grouping) -> str:
    if grouping is Grouping.SEND and group.name:
        return fmt.raw(group.title) or _NO_SUBJECT
    return fmt.raw(group.name) or _NAMELESS[grouping]


def others(n: int, grouping: Grouping) -> str:
    """The last row of a table."""
    match grouping:
        case Grouping.DOMAIN:
            return tr("{n} more domain(s)", "", n).format(n=fmt.number(n))
        case Grouping.SENDER:
            return tr("{n} more sender(s)", "", n).format(n=fmt.number(n))
        case Grouping.SEND:
            return tr("{n} more send(s)", "", n).format(n=fmt.number(n))


def share(counts: MailCounts, outcome: Outcome) -> str:
    """A share of the results; "" without a result."""
    found = counts.share(outcome)
    return "" if found is None else fmt.percent(found)


def sorted_by(column: str, *, is_sorted: bool, is_descending: bool) -> str:
    """The title of a column, for a screen reader."""
    words = _SORT_BY if not is_sorted else _SORTED_DOWN if is_descending else _SORTED_UP
    return words.format(column=column)


def past_limit(share: str) -> str:
    """A share that is too large, for a screen reader."""
    return tr("{share}, past the limit").format(share=share)


def most_common_reason(reasons: Sequence[Reason], account_id: AccountId) -> tuple[str, list[Reason]]:
    """`Mailbox is full · 39`, and the wordings that are meant; "" without a failure."""
    meant: dict[str, list[Reason]] = {}
    for reason in reasons:
        words = outcome_reasons.why(reason.outcome, reason.status, reason.error, account_id=account_id)
        meant.setdefault(words or outcome_words.word(reason.outcome), []).append(reason)
    if not meant:
        return "", []
    mails = {words: sum(reason.mails for reason in found) for words, found in meant.items()}
    words = min(mails, key=lambda one: (-mails[one], one))
    return tr("{reason} · {n}").format(reason=words, n=fmt.number(mails[words])), meant[words]


# the status line


def status_left(period: Period, now: datetime, elapsed_ms: float) -> str:
    """`17 Nov 00:00 to 23 Nov 13:56 · 31 ms`"""
    since = fmt.moment(period.now.since, now, seconds=False)
    return tr("{since} to {until} · {time}").format(
        since=since, until=fmt.moment(now, now, seconds=False), time=fmt.elapsed(elapsed_ms)
    )
