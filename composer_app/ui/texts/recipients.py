"""What the page says of recipients that came as a list, moved between the fields, or that others can read."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

MOVE_TO = {"to": tr("Move to To"), "cc": tr("Move to Cc"), "bcc": tr("Move to Bcc")}
"""Entries in the menu of a recipient, by the key of the field."""
CC_TO_BCC = tr("Move Cc to Bcc")
SEND_SINGLY = tr("Send singly")
PUBLIC = tr(
    "Everyone who gets this mail can read the addresses in Cc. “Send singly” puts them in To: each gets a mail of their own."
)
PUBLIC_WITH_TO = tr(
    "The option “Recipients in To see each other” is on. “Send singly” turns it off and puts Cc in To: "
    "each gets a mail of their own."
)
PUBLIC_LIST = tr(
    "The option “Recipients in To see each other” is on, also for the recipients of the list. “Send singly” turns it off: "
    "each gets a mail of their own."
)
SENT_SINGLY = tr("Each recipient gets a mail of their own now.")


def list_taken_words(count: int, added: int, elsewhere: int) -> str:
    """A pasted or dropped list has become chips.

    Args:
        elsewhere: how many recipients left the other fields, because the list has them too.
    """
    repeats = count - added
    if repeats and added:
        sentences = [tr("{added} of {n} recipients were added.", "", count), _repeats(repeats)]
    elif repeats:
        sentences = [tr("No recipient was added."), _repeats(repeats)]
    else:
        sentences = [tr("{n} recipients were added.", "", count)]
    words = " ".join(sentences).format(n=fmt.number(count), added=fmt.number(added))
    return f"{words} {_elsewhere(elsewhere)}" if elsewhere else words


def _repeats(count: int) -> str:
    return tr("{n} were there already.", "", count).format(n=fmt.number(count))


def _elsewhere(count: int) -> str:
    return tr("{n} left the other fields.", "", count).format(n=fmt.number(count))


def public_words(count: int) -> str:
    """The title of the warning that so many addresses can be read by all recipients."""
    return tr("{n} addresses can be read by every recipient.", "", count).format(n=fmt.number(count))


def moved_words(kind: str, count: int) -> str:
    """So many recipients are in another field now."""
    words = {
        "to": tr("{n} recipients were moved to To.", "", count),
        "cc": tr("{n} recipients were moved to Cc.", "", count),
        "bcc": tr("{n} recipients were moved to Bcc.", "", count),
    }
    return words[kind].format(n=fmt.number(count))
