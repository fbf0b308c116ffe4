"""Values as people read them: times, sizes, numbers, prices, addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt

if TYPE_CHECKING:  # the commands without a window format values too, and a server may lack what QtGui needs
    from PySide6.QtGui import QFontMetricsF

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DOTS = "…"


def moment(at: datetime, now: datetime | None = None, *, seconds: bool = True) -> str:
    """``23 Nov 13:51:07`` in local time; the year only when it is not this one.

    Args:
        at: an aware time.
        now: the present, for tests; the clock when left out.
        seconds: False leaves them out.
    """
    local = at.astimezone()
    today = (now or datetime.now(UTC)).astimezone()
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {_MONTHS[local.month - 1]}{year} {clock(at, seconds=seconds)}"


def clock(at: datetime, *, seconds: bool = True) -> str:
    """``13:51:07`` in local time."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def moment_tooltip(at: datetime) -> str:
    """Local time with its zone, then UTC where that is another: both with the year."""
    local, utc = at.astimezone(), at.astimezone(UTC)

    def full(when: datetime) -> str:
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year} {when:%H:%M:%S}"

    shown = f"{full(local)} {local.tzname()}"
    return f"{shown}\n{full(utc)} UTC" if local.utcoffset() else shown


def elapsed(milliseconds: float) -> str:
    """``12 ms``; what rounds to nothing was still not done in no time."""
    return f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"


def size(count: int) -> str:
    """Bytes in decimal units, ``186 kB`` or ``1.2 MB``: one decimal below 10, none from 10 on."""
    if count < 1000:
        return f"{count} B"
    value, units = count / 1000, ["kB", "MB", "GB", "TB"]
    while float(_one_decimal(value)) >= 1000 and len(units) > 1:
        value /= 1000
        del units[0]
    return f"{_one_decimal(value)} {units[0]}"


def size_of(used: int, limit: int) -> str:
    """``1.4 of 25 MB``: a sum beside its limit, both in megabytes."""
    return f"{_one_decimal(used / 1e6)} of {_one_decimal(limit / 1e6)} MB"


def _one_decimal(value: float) -> str:
    text = f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
    return text.removesuffix(".0")


def number(value: int) -> str:
    """A number grouped as the locale does; as in English where there is no language to go by (the locale "C")."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(value)


def price(amount: Decimal, currency: str) -> str:
    """``0.0004 EUR``, every digit that is there, at least two behind the point."""
    exponent = amount.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount:.{digits}f} {currency}".rstrip()


def count(value: int, one: str, many: str = "") -> str:
    """``1 report``, ``1,284 reports``: the plural is ``one`` + s unless given."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def people(value: int) -> str:
    """``1 person``, ``2 people``."""
    return count(value, "person", "people")


def elide_address(address: str, metrics: QFontMetricsF, width: float) -> str:
    """An address that fits ``width``: cut in the middle of the local part, the domain kept.

    Where even ``a…@domain`` is too wide, the whole is cut at its end.
    """
    if metrics.horizontalAdvance(address) <= width:
        return address
    local, at, domain = address.rpartition("@")
    for kept in range(len(local) - 1, 0, -1):
        head = (kept + 1) // 2
        tail = kept - head
        cut = local[:head] + _DOTS + (local[-tail:] if tail else "") + at + domain
        if metrics.horizontalAdvance(cut) <= width:
            return cut
    return metrics.elidedText(address, Qt.TextElideMode.ElideRight, width)
