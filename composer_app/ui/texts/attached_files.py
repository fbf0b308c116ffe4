"""Sentences about files on their way into a mail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from composer_app.services.open_draft.attachment_intake import FileEvent, FileNotice
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.texts.translation import tr

_LONGEST_ADDRESS = 60

ATTACH = tr("Attach")
ATTACH_FILES = tr("Attach files")
ADD = tr("A&dd…")
OPEN_COPY = tr("Open a copy")
RENAME_FILE = tr("Rename file")
RENAME_TO = tr("Rename…")
REMOVE = tr("Remove")
RENAME = tr("Rename")
NAME_TO_SEE = tr("The name that recipients see:")
NOT_TAKEN = tr("not allowed")
FILES_AND_TEXT = tr("Files and text together")
TOO_MUCH = tr("The mail is {size} too big. Remove a file or send a link.")
STILL_COPYING = tr("A file is still being copied into the mail.")
REMOVED = tr("{name} removed.")
REMOVED_BUT_NAMED = tr("{name} removed. The HTML still refers to it.")
SOME_NOT_ATTACHED = tr("Some files were not attached.")
PLACE_IMAGE = tr("Place an image in the text")
IMAGES = tr("Images ({patterns})")
PLACE_IN_TEXT = tr("Place in the text")
INLINE_AT_LINE = tr("Inline image at line {line}")
NO_FILE = tr("This is a web address, not a file.")
IS_FOLDER = tr("{name} is a folder. Drop the files that are in it.")
REFUSED_TYPE = tr("Infobip does not accept {ending} files.")
TOO_BIG = tr("{size} is too big. The limit is {most}.")
TOO_BIG_TOGETHER = tr("{size} together is too big. The limit is {most}.")

PROGRAM = MessageText.warning(
    tr("{name} is not opened from here."),
    tr("It is a program or a script, so opening it could do harm. It stays attached."),
)
NO_PROGRAM_FOR_IT = MessageText(
    tr("{name} cannot be opened."), tr("This computer has no program for files of this type.")
)


def file_notice_words(notice: FileNotice) -> MessageText:
    """What happened to a file, and what to do. INFO where nothing is missing."""
    name = notice.file_name
    match notice.event:
        case FileEvent.REFUSED_TYPE:
            ending = PurePath(name).suffix.lower()
            body = tr("Infobip does not accept {ending} files. Pack it into a zip file or send a link.").format(
                ending=ending
            )
            return MessageText(tr("{name} was not attached.").format(name=name), body)
        case FileEvent.MAIL_CLOSED:
            title = tr("{name} was not attached.").format(name=name)
            return MessageText(
                title,
                tr("Another mail was opened before the file was copied. Open this mail and attach the file again."),
            )
        case FileEvent.ALREADY_THERE:
            return MessageText(tr("{name} is already attached.").format(name=name), kind=MessageKind.INFO)
        case FileEvent.NAME_CHANGED:
            title = tr("Characters that are not allowed in a file name are now spaces: {name}").format(name=name)
            return MessageText(title, kind=MessageKind.INFO)
        case FileEvent.NOT_COPIED:
            return _not_copied_words(notice.error)


def copying_words(names: Sequence[str]) -> str:
    """Files on their way into the mail; "" for none."""
    if len(names) == 1:
        return tr("Copying {name}…").format(name=names[0])
    return tr("Copying {n} files…", "", len(names)).format(n=fmt.number(len(names))) if names else ""


def drop_words(count: int, size_bytes: int, total: int, limit: int) -> str:
    """Files that are dragged over the mail: how many, and the size of the mail with them, beside its limit."""
    text = tr("{n} file(s), {size}. The mail then has {total}.", "", count)
    return text.format(n=fmt.number(count), size=fmt.size(size_bytes), total=fmt.size_of(total, limit))


def several_not_attached(earlier: tuple[str, str], words: MessageText) -> MessageText:
    """One message for several files that were not attached: each has its line.

    Args:
        earlier: title and body of the message that is shown.
        words: of the file that comes to it.
    """
    title, body = earlier
    before = body if title == SOME_NOT_ATTACHED else f"{title} {body}"
    return MessageText(SOME_NOT_ATTACHED, f"{before}\n{words.title} {words.body}")


def no_picture_words() -> MessageText:
    """The clipboard held a picture that cannot be written as one."""
    return MessageText(
        tr("The picture was not placed."),
        tr("The clipboard holds no picture that can be read. Copy the picture again, or save it and drop the file."),
    )


def no_file_words(address: str) -> MessageText:
    """An address of the web was dropped on the page."""
    shown = address if len(address) <= _LONGEST_ADDRESS else f"{address[: _LONGEST_ADDRESS - 1]}…"
    body = tr("{address} is not on this computer. Save it on this computer first, then drop the file.").format(
        address=shown
    )
    return MessageText.warning(tr("A web address cannot be attached."), body)


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
