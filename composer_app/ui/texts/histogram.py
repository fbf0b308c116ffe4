"""What the histogram over the time of sending says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.translation import tr

NAME = tr("Messages over time")
FOLD = tr("Fold the histogram to a line")
UNFOLD = tr("Show the whole histogram")
NOT_RECORDED = tr("Not recorded")
COUNTING = tr("Counting…")
NOT_COUNTED = tr("The messages could not be counted.")
NOTHING_TO_SHOW = tr("There are no messages to count.")
KEYS = tr("Left and right move to a bar, with Shift they select. Enter shows the selected time, Esc goes back.")

ONE_BAR: dict[BarWidth, str] = {
    BarWidth.MINUTE: tr("One bar = 1 min"),
    BarWidth.FIVE_MINUTES: tr("One bar = 5 min"),
    BarWidth.QUARTER: tr("One bar = 15 min"),
    BarWidth.HALF_HOUR: tr("One bar = 30 min"),
    BarWidth.HOUR: tr("One bar = 1 h"),
    BarWidth.THREE_HOURS: tr("One bar = 3 h"),
    BarWidth.SIX_HOURS: tr("One bar = 6 h"),
    BarWidth.TWELVE_HOURS: tr("One bar = 12 h"),
    BarWidth.DAY: tr("One bar = 1 day"),
    BarWidth.WEEK: tr("One bar = 1 week"),
    BarWidth.MONTH: tr("One bar = 1 month"),
    BarWidth.YEAR: tr("One bar = 1 year"),
    BarWidth.DECADE: tr("One bar = 10 years"),
}

_WEEK_DAYS = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
_WEEK_DAY = tr("{weekday} {day}", "a day of the week and of the month")
_SPAN = tr("{since} to {until}")
_NO_MESSAGES = tr("No messages")


def span(since: datetime, until: datetime) -> str:
    """`17 Nov 12:00 to 15:00`; whole days without their times: `17 Nov to 23 Nov`."""
    first, last = fmt.local(since), fmt.local(until)
    if not (first.hour or first.minute or last.hour or last.minute):
        days = fmt.day(since), fmt.day(until - timedelta(minutes=1))
        return days[0] if days[0] == days[1] else _SPAN.format(since=days[0], until=days[1])
    is_same_day = first.date() == last.date()
    end = fmt.clock(until, seconds=False) if is_same_day else fmt.moment(until, seconds=False)
    return _SPAN.format(since=fmt.moment(since, seconds=False), until=end)


def bar_words(bar: TimeBar, order: Sequence[Outcome], unrecorded_share: float) -> str:
    """The tooltip of a bar: its time, and the number for each status, one a line.

    Args:
        order: of the statuses.
        unrecorded_share: how much of its time the logs were not recorded, from 0 to 1.
    """
    lines = [span(bar.since, bar.until)]
    if bar.counts:
        lines += [outcome_words.counted(outcome, bar.counts[outcome]) for outcome in order if outcome in bar.counts]
    elif unrecorded_share < 1:
        lines.append(_NO_MESSAGES)
    if unrecorded_share:
        lines.append(NOT_RECORDED if unrecorded_share >= 1 else tr("Not recorded in full"))
    return "\n".join(lines)


def described(shown: TimeHistogram, gaps: int) -> str:
    """The whole picture in one sentence, for a screen reader."""
    if not shown.bars:
        return NOTHING_TO_SHOW
    time = span(shown.bars[0].since, shown.bars[-1].until)
    counts = outcome_words.summary_of(shown.totals) or _NO_MESSAGES
    sentence = tr("{time}: {counts}. {one_bar}.").format(time=time, counts=counts, one_bar=ONE_BAR[shown.width])
    if gaps:
        missing = tr("{n} time range(s) are not recorded.", "", gaps).format(n=fmt.number(gaps))
        sentence = f"{sentence} {missing}"
    return sentence


def week_day(at: datetime) -> str:
    """`Tue 17`"""
    here = fmt.local(at)
    return _WEEK_DAY.format(weekday=_WEEK_DAYS[here.weekday()], day=here.day)


def month(at: datetime) -> str:
    """`Nov`, of January the year."""
    here = fmt.local(at)
    return str(here.year) if here.month == 1 else fmt.MONTHS[here.month - 1]
