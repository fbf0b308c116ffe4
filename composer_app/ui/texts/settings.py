"""What the settings dialog says."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

TITLE = tr("Settings")
THEME_SYSTEM = tr("Same as the system")
THEME_LIGHT = tr("Light")
THEME_DARK = tr("Dark")
THEME = tr("Theme")
UNDO = tr("Undo time")
UNDO_NOTE = tr("How long a mail waits in the outbox, so that you can take it back. 0: it is sent at once.")
FETCH = tr("Fetch every")
FETCH_NOTE = tr("How often logs and reports are fetched in the background. Infobip keeps logs for 48 hours.")
SAVE = tr("Save settings")
