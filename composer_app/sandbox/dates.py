"""Date-times as the API writes and reads them (api/README.md 11)."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone

# A "+" that the client left unescaped in a query arrives as a space.
_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?"
    r"(?:Z|([+\- ])(\d\d):?(\d\d)?)?",
    re.ASCII,
)


def parse_date(text: str) -> int:
    """Reads any of the forms clients send: ``Z``, ``+0000``, ``+00:00``, ``" 0000"``, 0 to 9 decimals.

    Returns:
        Milliseconds since 1970. A date-time without a zone is taken as UTC, as the API's pages say.

    Raises:
        ValueError: the text is no date-time.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no date-time: {text!r}")
    year, month, day, hour, minute, second, fraction, sign, zone_hour, zone_minute = found.groups()
    offset = timedelta(hours=int(zone_hour or 0), minutes=int(zone_minute or 0))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=zone)
    except ValueError as error:
        raise ValueError(f"no date-time: {text!r}") from error
    # Whole-number arithmetic: a float of this size would round the milliseconds.
    whole_s = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    return whole_s * 1000 + int((fraction or "0").ljust(3, "0")[:3])


def format_date(at_ms: int) -> str:
    """Writes ``2026-11-23T12:00:00.000+0000``, the form of the service's own examples."""
    seconds, millis = divmod(at_ms, 1000)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{millis:03d}+0000"
