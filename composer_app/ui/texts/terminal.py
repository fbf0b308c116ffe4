"""What the commands without a window print: results, questions, and why a command cannot be carried out."""

from __future__ import annotations

from composer_app.services.sending.locks import LockHolder
from composer_app.ui.texts.translation import tr

NO_PROFILE = tr("There is no archive in {folder} yet. Add an account first.")
NO_SUCH_ACCOUNT = tr("There is no account named {name}. The accounts are: {known}.")
SEVERAL_ACCOUNTS = tr("Add --account NAME: there are several. The accounts are: {known}.")
USE_KEY_FILE = tr("Add --key-file FILE to use a key for this run.")
ALREADY_RUNNING = tr("Mail Composer is already running on {folder} and does not answer. End that program first.")

# -- the key
KEY = tr("Key")
API_KEY = tr("API key")
NO_TERMINAL_FOR_KEY = tr(
    "There is no terminal to type the key. Add --key-file FILE, or --key-file - for the standard input."
)
NO_KEY_TYPED = tr("No key was typed. Nothing was changed.")
KEY_FILE_UNREADABLE = tr("The key file cannot be read: {why}: {file}")
KEY_FILE_NO_TEXT = tr("The key file is not a text file: {file}")
KEY_FILE_TOO_BIG = tr("The key file is too big to hold a key: {file}")
KEY_FILE_EMPTY = tr("The key file is empty.")
NO_KEY_IN_INPUT = tr("The standard input holds no key.")
KEY_AND_MAIL_IN_INPUT = tr("The key and the mail cannot both come from the standard input.")

# -- account
ADDED = tr("Added: {account} ({base_url})")
SHOWN_AGAIN = tr("The mail, reports and logs of the removed account are shown again.")
KEY_NOT_KEPT = tr("{why} The key is not kept. Add --key-file FILE to each command.")
NAME_TAKEN = tr("There is an account named {name} already. Nothing was changed.")
NO_NAME = tr("The account needs a name.")
ON_THIS_COMPUTER = tr("on this computer")
SANDBOX_STAYS = tr("The Sandbox is always there and cannot be removed.")
REMOVED = tr("Removed: {account}. {what_stays}")

# -- send
MAY_BE_SENT = tr("The mail may have been sent.")
IS_LOOKED_UP = tr("Do not send it again: the window or the next collect looks for it in the logs.")
OUTCOME_NOT_SAVED = tr(
    "The mail may have been sent, but this computer could not save what became of it. The reason: {happened} Do not "
    "send the mail again. Remove the reason, then start the window or composer-app collect within {hours} hours: it "
    "looks into the logs, and shows in the outbox what became of the mail."
)
NO_SECONDS = tr("{text} is not a number of seconds")
NOT_SENT = tr("The mail was not sent, and nothing of it waits in the outbox.")
GOES_ON = tr("{problem} The command goes on in {seconds} s.")
NO_VALUES = tr("These placeholders have no value: {listed}. Nothing was sent. Add --as-is to send them as they are.")
FILE_UNREADABLE = tr("The file cannot be read: {why}: {file}")
FILE_NOT_UTF8 = tr("The file is not in UTF-8 (byte {byte}): {file}")
PARTLY_ACCEPTED = tr("Accepted for {accepted} of {all} recipients, rejected for {rejected}.")

# -- collect
COLLECT_RUNS = tr("Another collect is running on this profile. Try again in a minute.")
LEFT_TO_WINDOW = tr("The window is open and reads its Sandbox itself.")
LEFT_BY_EARLIER = tr("Left by an earlier collect")
COLLECTED = tr("{what}: {logs}; {reports}.")

# -- export
IN_PROFILE = tr("{file} is in the folder of the profile. Choose a file outside of it.")
FILE_EXISTS = tr("{file} is there. Add --replace to replace it.")
NO_FORMAT = tr("{file} does not say what kind of file it is. Add --format: {known}.")
NO_SUCH_COLUMN = tr("{why}. The columns are: {known}.")

# -- archive
OCCUPIED = {
    LockHolder.WINDOW: tr("The window is open. Nothing was changed. Close it first, or use its File menu."),
    LockHolder.COLLECT: tr(
        "Another program is collecting reports and logs. Nothing was changed. Try again in a minute."
    ),
    LockHolder.COMMAND: tr(
        "Another command is sending a mail or changing an account. Nothing was changed. Try again in a minute."
    ),
}
"""Why a command cannot have the archive for itself, by what holds it."""
NO_ARCHIVE = tr("There is no archive in {folder}. Nothing was changed. Check --profile.")
NOT_CHANGED = tr("Nothing was changed.")
NO_TERMINAL_TO_ASK = tr("{question} (no terminal to answer: say --replace or --yes)")
YES_OR_NO = tr("{question} [y/N] ")
DAMAGED = tr("The archive is damaged. `composer-app archive repair` saves what can be read.")
NOT_DAMAGED = tr("The archive is not damaged.")
SEARCH_NOT_CHECKED = tr(
    "The archive is not damaged, but the search was not checked: there was no space for a copy of the archive."
)
NOTHING_TO_REPAIR = tr("The archive is not damaged. There is nothing to repair.")
REPAIRED_ROWS = tr("{table}: rows: {rows}")
REPAIRED_ROWS_AND_LOST = tr("{table}: rows: {rows}, places that could not be read: {unreadable}")
READ_AGAIN = tr("Reports and log entries that the next start reads again: {count}.")
REPAIRED = tr("Repaired. The damaged file is kept: {file}")
REPLACE_FILE = tr("{file} already exists. Replace it?")
BACKED_UP = tr("Backed up to {file}: the archive, attachments: {attachments}, bytes: {size}.")
REPLACE_ARCHIVE = tr("Replace {archive} by the backup of {time} UTC?")
RESTORED = tr("Restored: {archive}")
FORMER_KEPT = tr("The archive from before is kept: {file}")
ERASE = tr("Erase everything about {address}? This cannot be undone.")
NOT_ERASED = tr("{address} is {why}.")
ERASED = tr(
    "Erased: messages: {messages}, reports: {reports}, log entries: {log_entries}, events: {events}, "
    "attachments: {attachments}. The address is removed from other mails: {mails}, drafts: {drafts}, other texts: {texts}."
)
OVERWRITTEN_LATER = tr("Another program is reading the archive, so the freed space is overwritten at the next start.")
SANDBOX_EMPTIED = tr("The Sandbox had mail to the address, so all mail of the Sandbox was deleted.")
STILL_SENDER = tr("The address is still the sender in the settings of {account}.")
MAY_STILL_HOLD = tr("This may still hold the address: {file}")
