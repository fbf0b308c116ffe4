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
PACE = tr("Pace")
PACE_SUFFIX = tr(" mails a minute", "behind a number, with the space before it")
NO_PACE = tr("as fast as the service takes them")
PACE_NOTE = tr("For a mail to more recipients than a request takes. It counts for sends that you begin from now on.")
PUBLIC = tr("Public addresses")
PUBLIC_SUFFIX = tr(" addresses", "behind a number, with the space before it")
NO_PUBLIC = tr("never warn")
PUBLIC_NOTE = tr(
    "More addresses that all recipients can read are warned about: those in Cc, and in To if they see each other."
)
FETCH = tr("Fetch every")
FETCH_NOTE = tr("How often logs and reports are fetched in the background. Infobip keeps logs for 48 hours.")
NOTICES = tr("Notices")
NOTICES_TICK = tr("Show failures and the end of large sends on the desktop")
NOTICES_NOTE = tr("Only while another window is in front.")
NOTICE_CONTENT = tr("In notices")
NOTICE_CONTENT_TICK = tr("Name subjects and recipients")
NOTICE_CONTENT_NOTE = tr("The lock screen may show notices to other people.")
LARGE_SEND = tr("Large send")
LARGE_SEND_SUFFIX = tr(" recipients or more", "behind a number, with the space before it")
TRAY = tr("Tray")
TRAY_TICK = tr("Show an icon that tells how much waits and failed")
NO_TRAY = tr("This desktop has no tray.")
KEEP_RUNNING = tr("Closing")
KEEP_RUNNING_TICK = tr("Keep running when the window is closed")
KEEP_RUNNING_NOTE = tr(
    "The program then goes on sending and fetching. Quit in the File menu or in the menu of the icon ends it."
)
SAVE = tr("Save settings")
CHECKS = tr("Checks")
CHECKS_BUTTON = tr("Choose checks…")
CHECKS_TITLE = tr("Checks before sending")
CHECKS_TEXT = tr("A check without a tick is not made, in no mail.")
CHECKS_DONE = tr("Use these checks")


def checks_words(off: int) -> str:
    """How many checks are off."""
    return tr("{n} check(s) are off.", "", off).format(n=off) if off else tr("All checks are made.")
