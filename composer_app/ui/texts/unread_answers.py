"""What is said of answers that could not be read in full. For pages and commands alike."""

from __future__ import annotations

from enum import Enum

from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

_WHY = {
    ReadingProblem.CUT_OFF: tr("Not all could be read: an answer broke off."),
    ReadingProblem.NOT_JSON: tr("Not all could be read: an answer is no JSON."),
    ReadingProblem.NO_TEXT: tr(
        "Not all could be read: an answer is no text, as if compressed in a way that is not known here."
    ),
    ReadingProblem.NO_LIST: tr("Not all could be read: an answer holds something else than a list."),
    ReadingProblem.UNREAD_ITEMS: tr("Not all could be read: something in an answer has an unknown form."),
}
LEFT_UNREAD = {
    LeftUnread.MORE: tr("There is more than one run reads. The next run goes on with it."),
    LeftUnread.CROWD: tr(
        "More than 1,000 mails were sent in the same millisecond, and the service names only 1,000 of them. "
        "The others are shown as not recorded."
    ),
    LeftUnread.NOT_FILTERED: tr(
        "The service answers with entries of another time than it is asked for. That time is shown as not recorded."
    ),
}


class Records(Enum):
    """What the answers hold; the value is its heading in the output of a command."""

    LOG_ENTRIES = tr("Log entries:")
    REPORTS = tr("Reports:")


def why_unread(problem: ReadingProblem) -> str:
    """A sentence: `Not all could be read: an answer broke off.`"""
    return _WHY[problem]


def what_is_kept(pulled: SyncResult) -> str:
    """A sentence on bytes that could not be read, and are kept."""
    if pulled.unread is ReadingProblem.CUT_OFF:
        return tr("What came of the answer is kept as it came.")
    return tr("The answer is kept as it came, and a later version of this program reads it again.")


def not_all_read(pulled: SyncResult, records: Records) -> list[str]:
    """Paragraphs: what was not read, what is kept of it, what happens next. None if everything was read."""
    paragraphs = []
    if pulled.unread is not None:
        paragraphs.append(" ".join((records.value, why_unread(pulled.unread), *_what_becomes_of_it(pulled))))
    if pulled.left is not None:
        paragraphs.append(LEFT_UNREAD[pulled.left])
    return paragraphs


def _what_becomes_of_it(pulled: SyncResult) -> list[str]:
    sentences = []
    if n := pulled.received:
        sentences.append(tr("The {n} that could be read are stored.", "", n).format(n=fmt.number(n)))
    if pulled.is_kept:
        sentences.append(what_is_kept(pulled))
    else:
        sentences.append(tr("The rest is asked for again by the next run: reading logs consumes nothing."))
    return sentences
