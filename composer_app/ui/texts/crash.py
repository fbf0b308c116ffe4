"""Sentences about a fault of this program."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

REPORT = tr("Report")
COPY = tr("Copy crash report")
COPIED = tr("Copied")
SHOW = tr("Show crash report")
FAULT_TITLE = tr("Something went wrong in this program.")
ENDED_TITLE = tr("The program ended unexpectedly last time.")
LAST_RUN_TITLE = tr("Mail Composer ended unexpectedly last time.")
LAST_RUN_TEXT = tr("The page and the draft are as they were. Nothing is sent twice.")
FAULT_TEXT = tr("Mail that was being sent is in the outbox, and drafts are saved.")
ENDED_TEXT = tr("Drafts and the outbox are as they were last saved.")
MASKED = tr("The crash report holds no key, no address and no text of a mail. You can copy it and send it to others.")
