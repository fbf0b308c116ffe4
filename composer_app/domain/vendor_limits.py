"""Limits of the vendor: how long it keeps data, how late it appears, how much an answer holds."""

from __future__ import annotations

from datetime import timedelta

LOG_REACH = timedelta(hours=48)
"""How far back the API's logs go (api/README.md 5)."""
LOG_DELAY = timedelta(hours=2)
"""Longest delay of an entry after its `sentAt`. Newer ranges are read again with every sync."""
LOGS_KNOW_AFTER = timedelta(minutes=15)
"""Time after a try during which the logs may not list the mail yet."""
REPORT_REACH = 2 * LOG_REACH
"""How long after handover a report of a mail is available: the vendor tries for 48 hours at the most
(api/README.md 3.2, validityPeriod), and v4 hands reports out for 48 hours (api/README.md 4). v1 has no known end."""
MAX_LIMIT = 1000
"""The largest `limit` of reports and logs (api/README.md 4 and 5)."""
USUAL_LIMIT = 50
"""Entries of the logs that the service gives where no number is asked for (api/README.md 5)."""

CLOCK_TOLERANCE = LOG_DELAY / 2
"""Tolerated difference between the clocks of one service's computers."""
