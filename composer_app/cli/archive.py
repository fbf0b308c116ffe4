"""`composer-app archive …`: maintenance of the archive, without a window."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from composer_app.archive import backup
from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, ArchiveReadOnly
from composer_app.archive.integrity_check import Checked, check_beside
from composer_app.archive.repair.repair import repair
from composer_app.cli.output import problem_text
from composer_app.cli.profile_command import add_profile_option, profile_of
from composer_app.domain.clock import utc_now
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.services.maintenance.backup_errors import backup_reading_errors, backup_writing_errors
from composer_app.services.maintenance.erase_files import erase_from_files
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed, problem_of
from composer_app.services.sending.locks import ReplacementLock
from composer_app.services.settings import Settings
from composer_app.ui.texts import terminal as texts

_ALONE = {"repair", "restore", "erase"}
"""Commands that must not run while a window or `collect` uses the archive."""


class _NoArchive(Exception):
    """The profile has no archive to work on. The text is for the user."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the subcommands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("check", help="check whether it is damaged")
    actions.add_parser("repair", help="save what can be read of a damaged archive; the damaged file is kept")
    for name, text in (
        ("backup", "write archive and attachments to one FILE; the program may be running"),
        ("restore", "put the archive and the attachments of a backup in place"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("file", type=Path, metavar="FILE")
        action.add_argument("--replace", action="store_true", help="do not ask before something is replaced")
    erase = actions.add_parser("erase", help="erase an address from everything that is kept")
    erase.add_argument("address", metavar="ADDRESS")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    for action in actions.choices.values():
        add_profile_option(action)


def run(options: argparse.Namespace) -> int:
    """Run the subcommand for the profile in `options`. Returns 0 if it succeeded and found no fault, else 1."""
    profile = profile_of(options.profile)
    if options.action not in _ALONE or not profile.folder.exists():  # without a profile there is nothing to lock
        return _do(profile, options)
    lock = ReplacementLock(profile)
    if (occupant := lock.take()) is not None:
        print(f"archive: {texts.OCCUPIED[occupant]}", file=sys.stderr)
        return 1
    try:
        return _do(profile, options)
    finally:
        lock.release()


def _do(profile: Profile, options: argparse.Namespace) -> int:
    try:
        match options.action:
            case "check":
                return _check(profile)
            case "repair":
                return _repair(profile)
            case "backup":
                return _back_up(profile, options.file, options.replace)
            case "restore":
                return _restore(profile, options.file, options.replace)
            case _:
                return _erase(profile, options.address, options.yes)
    except _NoArchive as error:
        print(f"archive: {error}", file=sys.stderr)
        return 1
    except Failed as error:
        print(f"archive: {problem_text(error.problem)}", file=sys.stderr)
        return 1
    except ArchiveError as error:
        print(f"archive: {problem_text(problem_of(error))} ({error})", file=sys.stderr)
        return 1


def _check(profile: Profile) -> int:
    checked = _checked(profile)
    for problem in checked.problems:
        print(problem)
    if checked.problems:
        print(texts.DAMAGED)
        return 1
    print(texts.NOT_DAMAGED if checked.with_search else texts.SEARCH_NOT_CHECKED)
    return 0


def _checked(profile: Profile) -> Checked:
    _require_archive(profile)
    with ExitStack() as stack:
        with suppress(ArchiveReadOnly, ArchiveDamaged):  # which the check tells better
            # Brings an older layout to today's; closed last, it takes SQLite's log away again.
            stack.enter_context(closing(Archive.open(profile.archive)))
        return check_beside(profile.archive)


def _require_archive(profile: Profile) -> None:
    if not profile.archive.exists():
        raise _NoArchive(texts.NO_ARCHIVE.format(folder=profile.folder))


def _repair(profile: Profile) -> int:
    if not _checked(profile).problems:
        print(texts.NOTHING_TO_REPAIR)
        return 0
    repaired = repair(profile.archive, utc_now())
    for table, kept in repaired.kept.items():
        sentence = texts.REPAIRED_ROWS_AND_LOST if kept.unreadable else texts.REPAIRED_ROWS
        if kept.rows or kept.unreadable:
            print(sentence.format(table=table, rows=f"{kept.rows:,}", unreadable=f"{kept.unreadable:,}"))
    if repaired.read_again:
        print(texts.READ_AGAIN.format(count=f"{repaired.read_again:,}"))
    print(texts.REPAIRED.format(file=repaired.damaged))
    _tell_in_doubt(repaired.in_doubt)
    return 0


def _back_up(profile: Profile, file: Path, replace: bool) -> int:
    if file.exists() and not replace:
        replace = _ask(texts.REPLACE_FILE.format(file=file))
        if not replace:
            return _left()
    _require_archive(profile)
    with backup_writing_errors(file):
        made = backup.back_up(profile.archive, profile.attachments, file, utc_now(), replace=replace)
    size = file.stat().st_size
    print(texts.BACKED_UP.format(file=file, attachments=f"{made.attachments:,}", size=f"{size:,}"))
    return 0


def _restore(profile: Profile, file: Path, replace: bool) -> int:
    with backup_reading_errors(file):
        made = backup.about(file)
    if profile.archive.exists() and not replace:
        replace = _ask(texts.REPLACE_ARCHIVE.format(archive=profile.archive, time=f"{made.made_at:%Y-%m-%d %H:%M}"))
        if not replace:
            return _left()
    with backup_reading_errors(file):
        restored = backup.restore(file, profile.archive, profile.attachments, utc_now(), replace=replace)
    print(texts.RESTORED.format(archive=profile.archive))
    if restored.former is not None:
        print(texts.FORMER_KEPT.format(file=restored.former))
    _tell_in_doubt(restored.in_doubt)
    return 0


def _tell_in_doubt(count: int) -> None:
    if count:
        from composer_app.ui.texts.maintenance import waiting_mail

        print(waiting_mail(count))


def _erase(profile: Profile, address: str, is_sure: bool) -> int:
    if not is_sure and not _ask(texts.ERASE.format(address=address)):
        return _left()
    try:
        with closing(Archive.open(profile.archive)) as archive:
            erased = archive.erasure.erase(address, attachments=profile.attachments)
            is_idle = not archive.outbox.is_sending(SANDBOX_ACCOUNT)
    except ValueError as error:
        print(f"archive: {texts.NOT_ERASED.format(address=address, why=error)}", file=sys.stderr)
        return 1
    removed = AttachmentStore(profile.attachments).remove(erased.unused_files)
    files = erase_from_files(profile, erased.mask, may_empty_sandbox=is_idle)
    Settings(profile.settings).apply(erased.mask.masked)
    print(
        texts.ERASED.format(
            messages=f"{erased.messages:,}",
            reports=f"{erased.reports:,}",
            log_entries=f"{erased.log_entries:,}",
            events=f"{erased.events:,}",
            attachments=f"{removed:,}",
            mails=f"{erased.submissions:,}",
            drafts=f"{erased.drafts:,}",
            texts=f"{erased.texts:,}",
        )
    )
    if not erased.is_overwritten:
        print(texts.OVERWRITTEN_LATER)
    if files.is_sandbox_emptied:
        print(texts.SANDBOX_EMPTIED)
    if erased.unreadable_files:
        from composer_app.ui.texts.erase import unsearched_files

        print(unsearched_files(erased.unreadable_files))
    for account in erased.accounts:
        print(texts.STILL_SENDER.format(account=account))
    for copy in dict.fromkeys((*erased.copies, *files.left)):
        print(texts.MAY_STILL_HOLD.format(file=copy))
    return 0


def _left() -> int:
    print(texts.NOT_CHANGED, file=sys.stderr)
    return 1


def _ask(question: str) -> bool:
    """Ask on the terminal; no where there is none."""
    if not sys.stdin.isatty():
        print(texts.NO_TERMINAL_TO_ASK.format(question=question), file=sys.stderr)
        return False
    return input(texts.YES_OR_NO.format(question=question)).strip().lower() in ("y", "yes")
