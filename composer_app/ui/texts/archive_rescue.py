"""Sentences for an archive whose file another program took away. For the window and for commands."""

from __future__ import annotations

from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.translation import tr

_TITLES = {
    FileChange.GONE: tr("Another program deleted or moved the archive's file."),
    FileChange.REPLACED: tr("Another program put a file in the place of the archive."),
    FileChange.CUT: tr("Another program cut off the end of the archive's file."),
    FileChange.LOG_GONE: tr("Another program deleted or replaced the file archive.sqlite-wal of the archive."),
}


def rescued_words(rescued: Rescued) -> MessageText:
    """What happened, what it means, what to do."""
    if rescued.path == rescued.former:
        where = tr("Nothing is lost: everything is in a new file in the same place.")
    else:
        where = tr(
            "That file is not changed. Nothing is lost: everything is in {new}, and the program goes on with that file. "
            "The next start opens {former} again: close the program, and give that name to the file you want to keep."
        )
    sentences = [where.format(new=rescued.path.name, former=rescued.former.name)]
    if n := rescued.in_doubt:
        waiting = tr("{n} waiting mails are not sent automatically: decide in the outbox.", "", n)
        sentences.append(waiting.format(n=fmt.number(n)))
    return MessageText.warning(_TITLES[rescued.change], " ".join(sentences))
