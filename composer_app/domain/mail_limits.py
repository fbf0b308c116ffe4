"""Limits of a mail: its size, and how many files and recipients it may have.

`sandbox/mail/limits.py` reads the same pages for the Sandbox, on purpose without sharing (decision 3): a limit that
changes is changed in both.
"""

from __future__ import annotations

MAX_MESSAGE_BYTES = 25_000_000
"""The whole mail (api/README.md 3.6; megabytes of 1,000,000 bytes, as the vendor writes them)."""
MAX_ATTACHMENTS = 20
"""Inline images are not counted."""
MAX_HTML_BYTES = 10_000_000
MAX_RECIPIENTS = 1000
"""Of one request. A mail to more is sent as several (domain/send_run.py)."""
MAX_COPIES_IN_SPLIT = MAX_RECIPIENTS - 1
"""Cc and Bcc of a mail that needs several requests: all go with the first one, which also needs someone in To."""
MAX_SUBJECT = 1000
