"""What is said of checks, backups, restores and repairs."""

from __future__ import annotations

from datetime import datetime

from composer_app.services.maintenance.archive_maintenance import BackedUp
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageText
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.theme.colours import MessageKind

CHECK = "Reads all of the archive and looks whether it is whole. You can go on working meanwhile."
REPAIR = (
    "A repair reads all that can still be read into a new archive, and puts it in the place of the damaged one, which "
    "is kept beside it as it is. It needs room for two more copies. The archive is checked first."
)
BACK_UP = (
    "Writes the archive and all attachments into one file, a zip that every computer can open. You can go on working "
    "meanwhile. Keys are not in it, but all your mail is: keep it where only you can read it."
)
RESTORE = (
    "Mails, reports, logs, drafts and accounts will be as they were when the backup was made. The present archive is "
    "kept beside the new one. Mail that waited in the backup may have left since: it is looked up, and does not leave "
    "by itself."
)
AT_WORK = {
    ExclusiveJobKind.RESTORE: "The backup is being put in place",
    ExclusiveJobKind.REPAIR: "The archive is being repaired",
}
MEANWHILE = "The pages come back when it is done. Until then nothing is sent or fetched."
CLOSES_LATER = "The window closes when it is done."
STOPPED = MessageText("Stopped.", "Nothing was changed.", kind=MessageKind.INFO)
_MOST_PROBLEMS = 3


def checked(problems: tuple[str, ...], *, with_search: bool) -> MessageText:
    """What a check found."""
    if problems:
        more = f" And {fmt.number(len(problems) - _MOST_PROBLEMS)} more." if len(problems) > _MOST_PROBLEMS else ""
        return MessageText(
            "The archive is damaged.",
            "Nothing was changed. A repair saves all that can still be read; the damaged file is kept. Mail that waits "
            "does not leave by itself afterwards, since a damaged archive may not know that it has left.",
            f"{'; '.join(problems[:_MOST_PROBLEMS])}.{more}",
        )
    if not with_search:
        return MessageText(
            "What was checked is whole.",
            "The search was not checked: that needs a copy of the archive beside it, and none can be made there.",
            kind=MessageKind.WARNING,
        )
    return MessageText("All whole.", "Every page, reference and sum of the archive is right.", kind=MessageKind.SUCCESS)


def backed_up(done: BackedUp) -> MessageText:
    """A backup is there."""
    files = fmt.count(done.attachments, "attachment")
    return MessageText(
        "Backed up.",
        f"{done.file.name} holds the archive and {files}, {fmt.size(done.size_bytes)}.",
        kind=MessageKind.SUCCESS,
    )


def backup_of(made_at: datetime, attachments: int, name: str) -> MessageText:
    """What a file that was picked is."""
    return MessageText(
        f"A backup of {fmt.moment(made_at, seconds=False)}.",
        f"{name}, with {fmt.count(attachments, 'attachment')}.",
        kind=MessageKind.INFO,
    )


def job_result(done: ExclusiveJobResult) -> MessageText:
    """What became of a restore or a repair."""
    if done.problem is not None:
        return problem_words(done.problem)
    is_restore = done.kind is ExclusiveJobKind.RESTORE
    parts = []
    if done.unreadable:
        parts.append(f"{fmt.count(done.unreadable, 'place')} of the damaged file could not be read.")
    if done.in_doubt:
        parts.append(
            "1 mail that waited in it is looked up, and does not leave by itself."
            if done.in_doubt == 1
            else f"{fmt.number(done.in_doubt)} mails that waited in it are looked up, and do not leave by themselves."
        )
    if done.former is not None:
        parts.append(f"The {'former' if is_restore else 'damaged'} archive is kept: {done.former.name}")
    title = "The backup is in place." if is_restore else "The archive is repaired."
    return MessageText(
        title, " ".join(parts), kind=MessageKind.WARNING if done.in_doubt or done.unreadable else MessageKind.SUCCESS
    )
