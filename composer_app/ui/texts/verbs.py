"""Words of buttons and menus that do the same on several pages."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

CANCEL = tr("Cancel")
CLOSE = tr("Close")
UNDO = tr("Undo")
"""Takes back what a toast says; Ctrl+Z presses it."""
TRY_AGAIN = tr("Try again")
TRY_NOW = tr("Try now")
SHOW_MAIL = tr("Show the mail")
SHOW_IN_LOGS = tr("Show in Logs")
SHOW_OUTBOX = tr("Show outbox")
COPY_MESSAGE_ID = tr("Copy message ID")
