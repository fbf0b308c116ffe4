"""What is said of a fault of this program."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

REPORT = tr("Report")
COPY = tr("Copy report")
COPIED = tr("Copied")
CLOSE = tr("Close")
SHOW = tr("Show report")
FAULT_TITLE = tr("Something went wrong in this program.")
ENDED_TITLE = tr("The last run ended early.")
LAST_RUN_TITLE = tr("Mail Composer did not end properly last time.")
LAST_RUN_TEXT = tr("Page and draft are as they were; nothing is sent twice.")
FAULT_TEXT = tr("What was on its way is in the outbox, drafts are saved.")
ENDED_TEXT = tr("Drafts and the outbox are as they were on the disk.")
MASKED = tr("The report holds no key, no address and no text of a mail. You can copy it and send it to others.")
