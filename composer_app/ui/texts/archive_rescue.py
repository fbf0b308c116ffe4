"""What is said when another program took the archive's file away. For the window and for commands."""

from __future__ import annotations

from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.ui.texts.message import MessageKind, MessageText

_TITLES = {
    FileChange.GONE: "Another program deleted or moved the archive's file.",
    FileChange.REPLACED: "Another program put a file in the place of the archive.",
    FileChange.CUT: "Another program cut the archive's file off.",
    FileChange.LOG_GONE: "Another program took away the log beside the archive's file.",
}


def rescued_words(rescued: Rescued) -> MessageText:
    """What happened, what it means, what to do."""
    if rescued.path == rescued.former:
        where = "Nothing is lost: everything is in a new file at the same place."
    else:
        where = (
            f"That file is left alone. Nothing is lost: everything is in {rescued.path.name}, and goes there from now "
            f"on. The next start opens {rescued.former.name}: close the program, and give that name to the file you want."
        )
    return MessageText(_TITLES[rescued.change], f"{where}{_of_waiting(rescued.in_doubt)}", kind=MessageKind.WARNING)


def _of_waiting(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return " One mail that waited does not leave by itself: decide in the outbox."
    return f" {count} mails that waited do not leave by themselves: decide in the outbox."
