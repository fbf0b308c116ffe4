"""What is said of checks, backups, restores and repairs."""

from __future__ import annotations

from datetime import datetime

from composer_app.services.maintenance.archive_maintenance import BackedUp
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message_text import MessageText
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.texts.translation import tr
from composer_app.ui.theme.colours import MessageKind

BACKUP_TITLE = tr("Back up")
CHOOSE_FILE = tr("Choose a file…")
BEING_WRITTEN = tr("A backup is being written")
STOP = tr("Stop")
CLOSE = tr("Close")
REPAIR_TITLE = tr("Repair archive")
CHECK_TITLE = tr("Check archive")
CHECKING = tr("Checking")
RESTORE_TITLE = tr("Restore from backup")
SHOW_OUTBOX = tr("Show outbox")
CHOOSE_BACKUP = tr("Choose a backup…")
RESTORE_VERB = tr("Restore")
CHOOSE_FIRST = tr("Choose a backup first")
WRITING = tr("Writing {name}")
READING = tr("Reading {name}")
BACKUP_FILES = tr("Backups (*.zip)")
ALL_FILES = tr("All files (*)")
CHECK = tr("Reads all of the archive and looks whether it is whole. You can go on working meanwhile.")
REPAIR = tr(
    "A repair reads all that can still be read into a new archive, and puts it in the place of the damaged one, which "
    "is kept beside it as it is. It needs room for two more copies. The archive is checked first."
)
BACK_UP = tr(
    "Writes the archive and all attachments into one file, a zip that every computer can open. You can go on working "
    "meanwhile. Keys are not in it, but all your mail is: keep it where only you can read it."
)
RESTORE = tr(
    "Mails, reports, logs, drafts and accounts will be as they were when the backup was made. The present archive is "
    "kept beside the new one. Mail that waited in the backup may have left since: it is looked up, and does not leave "
    "by itself."
)
AT_WORK = {
    ExclusiveJobKind.RESTORE: tr("The backup is being put in place"),
    ExclusiveJobKind.REPAIR: tr("The archive is being repaired"),
}
MEANWHILE = tr("The pages come back when it is done. Until then nothing is sent or fetched.")
CLOSES_LATER = tr("The window closes when it is done.")
STOPPED = MessageText(tr("Stopped."), tr("Nothing was changed."), kind=MessageKind.INFO)
_MOST_PROBLEMS = 3


def checked(problems: tuple[str, ...], *, with_search: bool) -> MessageText:
    """What a check found."""
    if problems:
        found = [f"{'; '.join(problems[:_MOST_PROBLEMS])}."]
        if more := max(len(problems) - _MOST_PROBLEMS, 0):
            found.append(tr("And {n} more.").format(n=fmt.number(more)))
        return MessageText(
            tr("The archive is damaged."),
            tr(
                "Nothing was changed. A repair saves all that can still be read; the damaged file is kept. Mail that waits "
                "does not leave by itself afterwards, since a damaged archive may not know that it has left."
            ),
            " ".join(found),
        )
    if not with_search:
        return MessageText(
            tr("What was checked is whole."),
            tr("The search was not checked: that needs a copy of the archive beside it, and none can be made there."),
            kind=MessageKind.WARNING,
        )
    return MessageText(
        tr("All whole."), tr("Every page, reference and sum of the archive is right."), kind=MessageKind.SUCCESS
    )


def backed_up(done: BackedUp) -> MessageText:
    """A backup is there."""
    body = tr("{name} holds the archive and {n} attachment(s), {size}.", "", done.attachments)
    body = body.format(name=done.file.name, n=fmt.number(done.attachments), size=fmt.size(done.size_bytes))
    return MessageText(tr("Backed up."), body, kind=MessageKind.SUCCESS)


def backup_of(made_at: datetime, attachments: int, name: str) -> MessageText:
    """What a file that was picked is."""
    return MessageText(
        tr("A backup of {time}.").format(time=fmt.moment(made_at, seconds=False)),
        tr("{name}, with {n} attachment(s).", "", attachments).format(name=name, n=fmt.number(attachments)),
        kind=MessageKind.INFO,
    )


def job_result(done: ExclusiveJobResult) -> MessageText:
    """What became of a restore or a repair."""
    if done.problem is not None:
        return problem_words(done.problem)
    is_restore = done.kind is ExclusiveJobKind.RESTORE
    sentences = []
    if n := done.unreadable:
        sentence = tr("{n} place(s) of the damaged file could not be read.", "", n)
        sentences.append(sentence.format(n=fmt.number(n)))
    if n := done.in_doubt:
        sentence = tr("{n} mail(s) that waited in it are looked up, and do not leave by themselves.", "", n)
        sentences.append(sentence.format(n=fmt.number(n)))
    if done.former is not None:
        kept = tr("The former archive is kept: {name}") if is_restore else tr("The damaged archive is kept: {name}")
        sentences.append(kept.format(name=done.former.name))
    title = tr("The backup is in place.") if is_restore else tr("The archive is repaired.")
    return MessageText(
        title,
        " ".join(sentences),
        kind=MessageKind.WARNING if done.in_doubt or done.unreadable else MessageKind.SUCCESS,
    )
