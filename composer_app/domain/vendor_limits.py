"""Limits of the vendor: how long it keeps data, how late it appears, how much an answer holds."""

from __future__ import annotations

from datetime import timedelta

LOG_REACH = timedelta(hours=48)
"""How far back the API's logs go (api/README.md 5)."""
LOG_DELAY = timedelta(hours=2)
"""An entry is in the logs at most so long after its `sentAt`. What is younger is read again with every sync."""
REPORT_REACH = 2 * LOG_REACH
"""How long after a mail was handed over a report of it may still be had: the vendor tries for 48 hours at the most
(api/README.md 3.2, validityPeriod), and v4 hands reports out for 48 hours (api/README.md 4). For v1 no end is known."""
MAX_LIMIT = 1000
"""The largest `limit` of reports and logs (api/README.md 4 and 5)."""

CLOCK_TOLERANCE = LOG_DELAY / 2
"""How far the clocks of one service's computers may differ without any effect on what counts as read."""
