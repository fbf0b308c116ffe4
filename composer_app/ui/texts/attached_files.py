"""Sentences about files on their way into a mail."""

from __future__ import annotations

from pathlib import PurePath

from composer_app.services.compose.file_intake import FileEvent, FileNotice
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.texts.translation import tr

_LONGEST_ADDRESS = 60


def file_notice_words(notice: FileNotice) -> MessageText:
    """What happened to a file, and what to do. INFO where nothing is missing."""
    name = notice.file_name
    match notice.event:
        case FileEvent.REFUSED_TYPE:
            ending = PurePath(name).suffix.lower()
            body = tr("Infobip takes no {ending} files. Pack it into a zip file or send a link.").format(ending=ending)
            return MessageText(tr("{name} was not attached.").format(name=name), body)
        case FileEvent.MAIL_CLOSED:
            title = tr("{name} was not attached.").format(name=name)
            return MessageText(title, tr("Another mail was opened before it was copied."))
        case FileEvent.ALREADY_THERE:
            return MessageText(tr("{name} is attached already.").format(name=name), kind=MessageKind.INFO)
        case FileEvent.NAME_CHANGED:
            title = tr("Characters that no file name in a mail has are blanks now: {name}").format(name=name)
            return MessageText(title, kind=MessageKind.INFO)
        case FileEvent.NOT_COPIED:
            return _not_copied_words(notice.error)


def no_picture_words() -> MessageText:
    """The clipboard held a picture that cannot be written as one."""
    return MessageText(tr("The picture was not placed."), tr("The clipboard holds no picture that can be read."))


def no_file_words(address: str) -> MessageText:
    """An address of the web was dropped on the page."""
    shown = address if len(address) <= _LONGEST_ADDRESS else f"{address[: _LONGEST_ADDRESS - 1]}…"
    body = tr("{address} is not on this computer. Save it here first, then drop the file.").format(address=shown)
    return MessageText(tr("An address is no file."), body, kind=MessageKind.WARNING)


def _not_copied_words(error: Exception | None) -> MessageText:
    assert error is not None
    words = failure_words(error)
    if not isinstance(error, Failed) or not error.problem.subject:
        return words
    # the reason is the system's, not the vendor's
    reason = error.problem.vendor_text
    body = words.body
    if reason and not reason.isdigit():
        body = tr("{explanation} The system says: {reason}.").format(explanation=words.body, reason=reason)
    return MessageText(words.title, body, "", words.kind)
