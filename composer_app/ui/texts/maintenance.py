"""Sentences about checks, backups, restores and repairs."""

from __future__ import annotations

from datetime import datetime

from composer_app.services.maintenance.archive_maintenance import BackedUp
from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind, ExclusiveJobResult
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.texts.translation import tr

BACKUP_TITLE = tr("Back up")
CHOOSE_FILE = tr("Choose a file…")
BEING_WRITTEN = tr("A backup is being written")
STOP = tr("Stop")
REPAIR_TITLE = tr("Repair archive")
CHECK_TITLE = tr("Check archive")
CHECKING = tr("Checking")
RESTORE_TITLE = tr("Restore from backup")
CHOOSE_BACKUP = tr("Choose a backup…")
RESTORE_VERB = tr("Restore")
CHOOSE_FIRST = tr("Choose a backup first")
WRITING = tr("Writing {name}")
READING = tr("Reading {name}")
BACKUP_FILES = tr("Backups (*.zip)")
ALL_FILES = tr("All files (*)")
CHECK = tr("Reads the whole archive and checks whether it is damaged. You can go on working meanwhile.")
REPAIR = tr(
    "A repair copies all that can still be read into a new archive, which replaces the damaged one. The damaged file is "
    "kept. A repair needs disk space for two more copies of the archive. The archive is checked first."
)
BACK_UP = tr(
    "Writes the archive and all attachments into one zip file. You can go on working meanwhile. The file holds all your "
    "mail but no keys: keep it where only you can read it."
)
RESTORE = tr(
    "Mails, reports, logs, drafts and accounts will be as they were when the backup was made. The current archive is "
    "kept in another file. Mail that was waiting in the backup may have been sent since. It is not sent automatically: "
    "the program looks for it in the logs."
)
AT_WORK = {
    ExclusiveJobKind.RESTORE: tr("The backup is being restored"),
    ExclusiveJobKind.REPAIR: tr("The archive is being repaired"),
}
MEANWHILE = tr("The pages come back when this is done. Until then nothing is sent or fetched.")
CLOSES_LATER = tr("The window closes when this is done.")
STOPPED = MessageText(tr("Stopped."), tr("Nothing was changed."), kind=MessageKind.INFO)
_MOST_PROBLEMS = 3


def checked(problems: tuple[str, ...], *, with_search: bool) -> MessageText:
    """What a check found."""
    if problems:
        found = [f"{'; '.join(problems[:_MOST_PROBLEMS])}."]
        if more := max(len(problems) - _MOST_PROBLEMS, 0):
            found.append(tr("And {n} more.", "", more).format(n=fmt.number(more)))
        return MessageText(
            tr("The archive is damaged."),
            tr(
                "Nothing was changed. A repair saves all that can still be read, and keeps the damaged file. After a repair, "
                "waiting mail is not sent automatically, because it may have been sent before."
            ),
            " ".join(found),
        )
    if not with_search:
        return MessageText.warning(
            tr("The archive is not damaged, but the search was not checked."),
            tr(
                "To check the search, the program needs a copy of the archive in the same folder, and it could not make one. Free some space, then check again."
            ),
        )
    return MessageText(
        tr("The archive is not damaged."),
        tr("Every page, reference and checksum of the archive is right."),
        kind=MessageKind.SUCCESS,
    )


def backed_up(done: BackedUp) -> MessageText:
    """A backup is there."""
    body = tr("{name} holds the archive and {n} attachment(s), {size}.", "", done.attachments)
    body = body.format(name=done.file.name, n=fmt.number(done.attachments), size=fmt.size(done.size_bytes))
    return MessageText(tr("The backup is written."), body, kind=MessageKind.SUCCESS)


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
        sentence = tr("{n} place(s) in the damaged file could not be read.", "", n)
        sentences.append(sentence.format(n=fmt.number(n)))
    if n := done.in_doubt:
        sentences.append(waiting_mail(n))
    if done.former is not None:
        kept = (
            tr("The archive from before is kept: {name}") if is_restore else tr("The damaged archive is kept: {name}")
        )
        sentences.append(kept.format(name=done.former.name))
    title = tr("The backup is restored.") if is_restore else tr("The archive is repaired.")
    return MessageText(
        title,
        " ".join(sentences),
        kind=MessageKind.WARNING if done.in_doubt or done.unreadable else MessageKind.SUCCESS,
    )


def waiting_mail(count: int) -> str:
    """What becomes of mail that was waiting in an archive that was restored or repaired."""
    sentence = tr("{n} waiting mails are not sent automatically: the program looks for them in the logs.", "", count)
    return sentence.format(n=fmt.number(count))
