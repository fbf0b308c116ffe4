"""What the welcome page says."""

from __future__ import annotations

from composer_app.ui.texts.translation import tr

TITLE = tr("Try everything. Nothing leaves this computer.")
ABOUT_THE_SANDBOX = tr(
    "The Sandbox is a server on this computer. It answers like Infobip, with delivery reports and logs. You need no "
    "account and no network."
)
PROMISE = tr("No sign-up, no tracking. Mail, reports and logs stay in one folder on this computer.")
LOCK = tr("Lock")
PICTURE = tr("A letter in a tray")
OPEN_EXAMPLE = tr("Open the example")
OPEN_TEST_ADDRESSES = tr("Open with test addresses")
ADD_ACCOUNT = tr("Add account…")
FIRST_MAIL_TITLE = tr("Send a first mail")
FIRST_MAIL_TEXT = tr("A finished mail with an attachment, ready to send. Watch its status in Reports and Logs.")
FAULTS_TITLE = tr("See what goes wrong")
FAULTS_TEXT = tr("Send to bounce@, full@, slow@ or lost@example.com and watch what the program does.")
OWN_ACCOUNT_TITLE = tr("Use your own account")
OWN_ACCOUNT_TEXT = tr("You need your base URL and an API key. The key is kept in the system keyring.")
PAGE = tr("Welcome")
SANDBOX_RUNS = tr("The Sandbox is running")
SANDBOX_STARTS = tr("The Sandbox starts with the first mail")
KEYS = tr("Press {write} to write, {find} to find anything")
