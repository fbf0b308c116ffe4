"""Sentences about files on their way into a mail."""

from __future__ import annotations

from pathlib import PurePath

from composer_app.services.compose.file_intake import FileEvent, FileNotice
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.texts.problems import failure_words

_LONGEST_ADDRESS = 60


def file_notice_words(notice: FileNotice) -> MessageText:
    """What happened to a file, and what to do. INFO where nothing is missing."""
    name = notice.file_name
    match notice.event:
        case FileEvent.REFUSED_TYPE:
            ending = PurePath(name).suffix.lower()
            return MessageText(
                f"{name} was not attached.",
                f"Infobip takes no {ending} files. Pack it into a zip file or send a link.",
            )
        case FileEvent.MAIL_CLOSED:
            return MessageText(f"{name} was not attached.", "Another mail was opened before it was copied.")
        case FileEvent.ALREADY_THERE:
            return MessageText(f"{name} is attached already.", kind=MessageKind.INFO)
        case FileEvent.NAME_CHANGED:
            title = f"Characters that no file name in a mail has are blanks now: {name}"
            return MessageText(title, kind=MessageKind.INFO)
        case FileEvent.NOT_COPIED:
            return _not_copied_words(notice.error)


def no_picture_words() -> MessageText:
    """The clipboard held a picture that cannot be written as one."""
    return MessageText("The picture was not placed.", "What the clipboard holds is no picture.")


def no_file_words(address: str) -> MessageText:
    """An address of the web was dropped on the page."""
    shown = address if len(address) <= _LONGEST_ADDRESS else f"{address[: _LONGEST_ADDRESS - 1]}…"
    body = f"{shown} is not on this computer. Save it here first, then drop the file."
    return MessageText("An address is no file.", body, kind=MessageKind.WARNING)


def _not_copied_words(error: Exception | None) -> MessageText:
    assert error is not None
    words = failure_words(error)
    if not isinstance(error, Failed) or not error.problem.subject:
        return words
    # the reason is the system's, not the vendor's
    reason = error.problem.vendor_text
    body = words.body if not reason or reason.isdigit() else f"{words.body} The system says: {reason}."
    return MessageText(words.title, body, "", words.kind)
