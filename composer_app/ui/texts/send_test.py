"""The dialog that sends a test of the open draft to own addresses."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

SEND_TEST = tr("Send test…")
TITLE = tr("Send a test")
NOTE = tr("The mail goes to these addresses alone, as it is now. The draft stays open.")
TO = tr("To")
TO_HINT = tr("Your own addresses, with commas between them. They are remembered for this account.")
PREFIX = tr("Begin the subject with “[Test]”")
PREFIX_IN_SUBJECT = tr("[Test] {subject}")
SEND = tr("Send test")
NOT_SENT = tr("The test was not sent.")
NO_ADDRESS = tr("Write at least one address.")
DRY_RUN_NOTE = tr("Nothing was sent. Everything that can be checked here is in order, and this is the request.")
DRAFT_NOTE = tr("Nothing was sent. IDs and boundary are others at each send.")


def queued(count: int) -> str:
    """A test is in the outbox."""
    return tr("The test goes to {n} address(es).", "", count).format(n=fmt.number(count))
