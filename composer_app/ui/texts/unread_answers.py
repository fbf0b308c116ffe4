"""Sentences about answers: how much they brought, and what could not be read. For pages and commands alike."""

from __future__ import annotations

from enum import Enum

from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

_WHY = {
    ReadingProblem.CUT_OFF: tr("Not everything could be read: an answer broke off."),
    ReadingProblem.NOT_JSON: tr("Not everything could be read: an answer is not JSON."),
    ReadingProblem.NO_TEXT: tr(
        "Not everything could be read: an answer is not text, perhaps compressed in an unknown way."
    ),
    ReadingProblem.NO_LIST: tr("Not everything could be read: an answer holds no list."),
    ReadingProblem.UNREAD_ITEMS: tr("Not everything could be read: a part of an answer has an unknown form."),
}
LEFT_UNREAD = {
    LeftUnread.MORE: tr("There is more than one fetch reads. The next fetch goes on."),
    LeftUnread.CROWD: tr(
        "More than 1,000 mails were sent in the same millisecond, and the service gives only 1,000 of them. "
        "That time is shown as not recorded."
    ),
    LeftUnread.NOT_FILTERED: tr(
        "The service answered with entries of a different time than requested. The requested time is shown as not recorded."
    ),
}


class Records(Enum):
    """What the answers hold; the value is its heading in the output of a command."""

    LOG_ENTRIES = tr("Log entries:")
    REPORTS = tr("Reports:")


def log_entries_received(pulled: SyncResult | None) -> str:
    """How many log entries came, and how many of them are new: `12 log entries, 3 new`. `None`: they were not read."""
    if pulled is None:
        return tr("log entries not fetched")
    sentence = tr("{n} log entry(ies), {new} new", "", pulled.received)
    return sentence.format(n=fmt.number(pulled.received), new=fmt.number(pulled.new))


def reports_received(pulled: SyncResult | None) -> str:
    """The same of delivery reports."""
    if pulled is None:
        return tr("reports not pulled")
    sentence = tr("{n} report(s), {new} new", "", pulled.received)
    return sentence.format(n=fmt.number(pulled.received), new=fmt.number(pulled.new))


def why_unread(problem: ReadingProblem) -> str:
    """A sentence: `Not all could be read: an answer broke off.`"""
    return _WHY[problem]


def what_is_kept(pulled: SyncResult) -> str:
    """A sentence on bytes that could not be read, and are kept."""
    if pulled.unread is ReadingProblem.CUT_OFF:
        return tr("The part of the answer that arrived is kept unchanged.")
    return tr("The answer is kept unchanged, and a later version of this program reads it again.")


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
        sentences.append(tr("The next fetch gets the rest."))
    return sentences
