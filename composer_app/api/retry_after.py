"""The Retry-After header: how long the service asks to wait, and the longest wait that is believed."""

from __future__ import annotations

import re
from datetime import datetime

from composer_app.api.wire_time import read_http_date

LONGEST_S = 24 * 3600.0
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def retry_after_s(header: str, now: datetime) -> float | None:
    """Seconds from the header, which holds whole seconds or a date (RFC 9110, 10.2.3); at most `LONGEST_S`.

    None: it is invalid or over, such as a negative number or a past date.
    """
    text = header.strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), LONGEST_S)
    until = read_http_date(text)
    if until is None or until < now:
        return None
    return min((until - now).total_seconds(), LONGEST_S)
