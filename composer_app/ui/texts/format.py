"""Values as users read them: times, sizes, numbers, prices, addresses.

Each function returns a text of bounded length for any value from an archive or a service.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt

from composer_app.ui.texts.translation import tr

if TYPE_CHECKING:  # the commands without a window format values too, and a server may lack what QtGui needs
    from PySide6.QtGui import QFontMetricsF

MONTHS = (
    tr("Jan"),
    tr("Feb"),
    tr("Mar"),
    tr("Apr"),
    tr("May"),
    tr("Jun"),
    tr("Jul"),
    tr("Aug"),
    tr("Sep"),
    tr("Oct"),
    tr("Nov"),
    tr("Dec"),
)
"""Short names, January first."""
_DAY = tr("{day} {month}")
_DAY_OF_YEAR = tr("{day} {month} {year}")
_MOMENT = tr("{day} {time}", "day and time")
EDITED_MOMENT = tr("d MMM yyyy HH:mm", "day and time of a field, in the letters of Qt")
"""The form of a `moment` in a field, in which it has its year and no seconds."""
_IN_ZONE = tr("{time} {zone}", "time and time zone")
_WITH_UTC = tr("{local} ({utc} UTC)", "the same time twice")
_MILLISECONDS = tr("{n} ms")
_UNDER_A_MILLISECOND = tr("under 1 ms")
_SECONDS = tr("{n} s")
_MINUTES = tr("{n} min")
_BYTES = tr("{n} B")
_UNITS = (tr("{n} kB"), tr("{n} MB"), tr("{n} GB"), tr("{n} TB"))
"""Decimal: 1 MB is 1,000,000 bytes."""
_MEGABYTES_OF = tr("{used} of {limit} MB")
_PERCENT = tr("{n} %")
_UNDER, _OVER = tr("<{share}", "less than a share"), tr(">{share}", "more than a share")
_LEAST_SHARE = Fraction(1, 1000)
_DOTS = "…"
_MAX_RAW = 200
_MAX_DIGITS = 18
"""More of them are written as a power of ten."""
_MAX_CURRENCY = 12
_PARTS = ".-_+"
"""Characters between the parts of an address; beside dots they would read as more dots."""
_MAX_ADDRESS = 2000
"""No screen shows more of one; a longer one is measured in part only."""


def local(at: datetime) -> datetime:
    """The time as clocks here show it; UTC on the first and last day of the calendar, which other zones may lack."""
    try:
        return at.astimezone()
    except (OverflowError, ValueError, OSError):  # OSError: Windows knows no local time before 1970
        return at.replace(tzinfo=at.tzinfo or UTC)


def local_day(at: datetime) -> date:
    """The day of a time as calendars here show it."""
    return local(at).date()


def moment(at: datetime, now: datetime | None = None, *, seconds: bool = True) -> str:
    """``23 Nov 13:51:07`` in local time; the year only when it is not this one.

    Args:
        at: an aware time.
        now: the present, for tests; the clock when left out.
        seconds: False leaves them out.
    """
    return _MOMENT.format(day=day(at, now), time=clock(at, seconds=seconds))


def day(at: datetime, now: datetime | None = None) -> str:
    """``23 Nov`` in local time; the year only when it is not this one. The arguments are those of `moment`."""
    here = local(at)
    sentence = _DAY if here.year == local(now or datetime.now(UTC)).year else _DAY_OF_YEAR
    return sentence.format(day=here.day, month=MONTHS[here.month - 1], year=here.year)


def month(at: datetime) -> str:
    """``Nov``, of local time."""
    return MONTHS[local(at).month - 1]


def clock(at: datetime, *, seconds: bool = True) -> str:
    """``13:51:07`` in local time."""
    return local(at).strftime("%H:%M:%S" if seconds else "%H:%M")


def moment_tooltip(at: datetime) -> str:
    """Local time with its zone, then UTC where that is another: both with the year."""
    here = local(at)
    shown = _in_zone(_with_year(here), here)
    return f"{shown}\n{_IN_ZONE.format(time=_with_year(_utc(at)), zone='UTC')}" if here.utcoffset() else shown


def moment_in_full(at: datetime) -> str:
    """``23 Nov 14:51:07 CET (2026-11-23 13:51:07 UTC)`` in one line, for the fields of a message."""
    here, utc = local(at), _utc(at)
    shown = _in_zone(moment(at), here)
    if not here.utcoffset():
        return shown
    return _WITH_UTC.format(local=shown, utc=f"{utc.date().isoformat()} {utc:%H:%M:%S}")


def _in_zone(time: str, at: datetime) -> str:
    zone = at.tzname()
    return _IN_ZONE.format(time=time, zone=zone) if zone else time


def _with_year(at: datetime) -> str:
    date_shown = _DAY_OF_YEAR.format(day=at.day, month=MONTHS[at.month - 1], year=at.year)
    return _MOMENT.format(day=date_shown, time=f"{at:%H:%M:%S}")


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return at.replace(tzinfo=UTC)


def elapsed(milliseconds: float) -> str:
    """``12 ms``; what rounds to nothing was still not done in no time."""
    return _MILLISECONDS.format(n=f"{milliseconds:.0f}") if milliseconds >= 1 else _UNDER_A_MILLISECOND


def pause(seconds: float, *, in_seconds: bool = False) -> str:
    """``30 s`` below a minute, ``2 min`` from there on."""
    if in_seconds or seconds < 60:
        return _SECONDS.format(n=round(seconds))
    return _MINUTES.format(n=round(seconds / 60))


def size(count: int) -> str:
    """Bytes in decimal units, ``186 kB`` or ``1.2 MB``: one decimal below 10, none from 10 on."""
    if count < 1000:
        return _BYTES.format(n=max(count, 0))
    value, units = min(count, 10**_MAX_DIGITS) / 1000, list(_UNITS)
    while float(_one_decimal(value)) >= 1000 and len(units) > 1:
        value /= 1000
        del units[0]
    return units[0].format(n=_one_decimal(value))


def size_of(used: int, limit: int) -> str:
    """``1.4 of 25 MB``: a sum beside its limit, both in megabytes."""
    return _MEGABYTES_OF.format(used=_megabytes(used), limit=_megabytes(limit))


def _megabytes(count: int) -> str:
    return _one_decimal(min(max(count, 0), 10**_MAX_DIGITS) / 1e6)


def _one_decimal(value: float) -> str:
    text = f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
    return text.removesuffix(".0")


def number(value: int) -> str:
    """A number grouped as the locale does; as in English where there is no language to go by (the locale "C")."""
    if abs(value) >= 10**_MAX_DIGITS:
        return _power_of_ten(Decimal(value))
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(value)


def decimal(value: Decimal | Fraction) -> str:
    """A number with one digit behind the point, as the locale writes it."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(float(value), "f", 1)


def percent(share: Fraction) -> str:
    """``4.1 %``. All and nothing are exact: what rounds to them without being them is shown as less or more."""
    if share in (0, 1):
        return _PERCENT.format(n=f"{share * 100}")
    if 0 < share < _LEAST_SHARE:
        return _UNDER.format(share=_PERCENT.format(n=decimal(_LEAST_SHARE * 100)))
    if 1 - _LEAST_SHARE < share < 1:
        return _OVER.format(share=_PERCENT.format(n=decimal((1 - _LEAST_SHARE) * 100)))
    return _PERCENT.format(n=decimal(share * 100))


def whole_percent(share: Fraction) -> str:
    """``2 %``; one digit behind the point only where it says something."""
    hundredths = share * 100
    return _PERCENT.format(n=hundredths if hundredths.denominator == 1 else decimal(hundredths))


def percent_of_change(change: Fraction) -> str:
    """A change as a percentage, which may be more than 100: one digit behind the point, from 1,000 % on none."""
    whole = round(change * 100)
    return _PERCENT.format(n=number(whole) if whole >= 1000 else decimal(change * 100))


def price(amount: Decimal, currency: str) -> str:
    """``0.0004 EUR``, every digit that is there, at least two behind the point."""
    exponent = amount.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    is_short = amount.is_finite() and digits <= _MAX_DIGITS and amount.adjusted() < _MAX_DIGITS
    shown = f"{amount:.{digits}f}" if is_short else _power_of_ten(amount)
    name = " ".join(currency.split())
    return f"{shown} {name if len(name) <= _MAX_CURRENCY else name[:_MAX_CURRENCY] + _DOTS}".rstrip()


def _power_of_ten(value: Decimal) -> str:
    """``1.234E+25``: four digits, cut and not rounded, so that no size of the exponent is too much."""
    sign, digits, _ = value.as_tuple()
    if not value.is_finite():
        return raw(value)
    behind = "".join(map(str, digits[1:4])).rstrip("0")
    return f"{'-' * sign}{digits[0]}{'.' * bool(behind)}{behind}E{value.adjusted():+d}"


def raw(value: object, longest: int = _MAX_RAW) -> str:
    """Any value as it is, on one line: the words of others, and what is shown where its own form cannot be made."""
    try:
        text = value if isinstance(value, str) else "" if value is None else str(value)
    except Exception:  # an integer of thousands of digits, or a faulty __str__
        return type(value).__name__
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else line[:longest] + _DOTS


def elide_address(address: str, metrics: QFontMetricsF, width: float) -> str:
    """An address that fits ``width``: cut in the middle of the local part, the domain kept.

    Where even ``a…@domain`` is too wide, the whole is cut at its end.
    """
    if len(address) <= _MAX_ADDRESS and metrics.horizontalAdvance(address) <= width:
        return address
    local_part, at, domain = address.rpartition("@")
    if len(local_part) > _MAX_ADDRESS:
        half = _MAX_ADDRESS // 2
        local_part = local_part[:half] + local_part[-half:]

    def cut(kept: int) -> str:
        head = (kept + 1) // 2
        begin, end = local_part[:head], local_part[len(local_part) - kept + head :]
        return begin.rstrip(_PARTS) + _DOTS + end.lstrip(_PARTS) + at + domain

    def is_too_wide(kept: int) -> bool:
        return metrics.horizontalAdvance(cut(kept)) > width

    most = bisect_left(range(1, len(local_part)), True, key=is_too_wide)
    if most:
        return cut(most)
    return metrics.elidedText(address[:_MAX_ADDRESS], Qt.TextElideMode.ElideRight, width)
