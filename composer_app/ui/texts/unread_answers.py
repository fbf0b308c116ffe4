"""What is said of answers that could not be read in full. For pages and commands alike."""

from __future__ import annotations

from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult

_BROKE_OFF = "cut off"
_WHY = {
    _BROKE_OFF: "an answer broke off",
    "not JSON": "an answer is no JSON",
    "no text": "an answer is no text, as if compressed in a way that is not known here",
    "no list of results": "an answer holds something else than a list",
    "items not understood": "something in an answer has an unknown form",
}
_LEFT = {
    LeftUnread.MORE: "There is more than one run reads. The next run goes on with it.",
    LeftUnread.CROWD: (
        "More than 1,000 mails were sent in the same millisecond, and the service names only 1,000 of them. "
        "The others are shown as not recorded."
    ),
    LeftUnread.NOT_FILTERED: (
        "The service answers with entries of another time than it is asked for. That time is shown as not recorded."
    ),
}


def why_unread(pulled: SyncResult) -> str:
    """Half a sentence: `an answer broke off`."""
    return _WHY.get(pulled.unread, pulled.unread)


def what_is_kept(pulled: SyncResult) -> str:
    """A sentence on bytes that could not be read, and are kept."""
    if pulled.unread == _BROKE_OFF:
        return "What came of the answer is kept as it came."
    return "The answer is kept as it came, and a later version of this program reads it again."


def not_all_read(pulled: SyncResult, noun: str) -> list[str]:
    """Sentences: what was not read, what is kept of it, what happens next. None if everything was read.

    Args:
        noun: `log entries` or `reports`.
    """
    said = []
    if pulled.unread:
        what = f"Not all {noun} could be read: {why_unread(pulled)}."
        said.append(f"{what} {_what_becomes_of_it(pulled, noun)}")
    if pulled.left is not None:
        said.append(_LEFT[pulled.left])
    return said


def _what_becomes_of_it(pulled: SyncResult, noun: str) -> str:
    whole = f"The {pulled.received} that could be read are stored. " if pulled.received else ""
    if not pulled.is_kept:
        return f"{whole}The rest is asked for again by the next run: reading logs consumes nothing."
    return whole + what_is_kept(pulled)
