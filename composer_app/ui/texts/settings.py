"""What the settings dialog says."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

TITLE = tr("Settings")
THEME_SYSTEM = tr("As the system")
THEME_LIGHT = tr("Light")
THEME_DARK = tr("Dark")
THEME = tr("Theme")
UNDO = tr("Undo send")
UNDO_NOTE = tr("How long a mail waits in the outbox and can be taken back. 0: it leaves at once.")
FETCH = tr("Fetch every")
FETCH_NOTE = tr("How often logs and reports are fetched in the background. Infobip forgets logs after 48 hours.")
CANCEL = tr("Cancel")
SAVE = tr("Save settings")
