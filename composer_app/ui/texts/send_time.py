"""The choice of a time for sending, and what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

TITLE = tr("Send later")
MOVE_TITLE = tr("Another time for this mail")
NOTE = tr(
    "Infobip holds the mail until then, also while this computer is off. You can move or cancel it in the Outbox."
)
SCHEDULE = tr("Schedule…")
SCHEDULE_MAIL = tr("Schedule mail")
MOVE_MAIL = tr("Move mail")
QUICK = tr("Quick choice")
DATE = tr("Date")
TIME = tr("Time")
ZONE = tr("Time zone")
LOCAL_ZONE = tr("Local time ({zone})")
NO_ZONE = tr("“{name}” is not a time zone. Choose one of the list.")
PAST = tr("This time is over. Choose a later one.")
TOMORROW = tr("Tomorrow {time}")
MONDAY = tr("Monday {time}")


def too_far(limit: timedelta) -> str:
    """The service does not take a time so far ahead."""
    text = tr("Infobip takes mail at most {n} day(s) ahead for this account.", "", limit.days)
    return text.format(n=fmt.number(limit.days))


def until(send_at: datetime, now: datetime) -> str:
    """``Wed 2 Dec 2026, 08:00 your time, in 19 hours``: what is chosen, in local time."""
    return tr("{moment} your time, {span}").format(moment=moment(send_at), span=span(send_at, now))


def moment(send_at: datetime) -> str:
    """``Fri 18 Dec 2026, 08:00``"""
    return f"{fmt.local(send_at):%a} {fmt.day(send_at)}, {fmt.clock(send_at, seconds=False)}"


def span(send_at: datetime, now: datetime) -> str:
    """``in 25 days``, ``in 19 hours``, ``in 5 minutes``: rounded down; "now" once it is over."""
    left = send_at - now
    if left <= timedelta(0):
        return tr("now")
    if left.days >= 2:
        return tr("in {n} day(s)", "", left.days).format(n=fmt.number(left.days))
    hours = int(left.total_seconds() // 3600)
    if hours >= 2:
        return tr("in {n} hour(s)", "", hours).format(n=fmt.number(hours))
    minutes = max(int(left.total_seconds() // 60), 1)
    return tr("in {n} minute(s)", "", minutes).format(n=fmt.number(minutes))
