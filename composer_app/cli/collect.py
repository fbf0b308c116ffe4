"""`composer-app collect`: one sync of one account, without a window. For a timer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from PySide6.QtCore import QLockFile

from composer_app.cli.account import named_account
from composer_app.cli.key_file import add_key_file_option, read_key_file
from composer_app.cli.output import DONE, FAILED, Output, problem_as_json, problem_text
from composer_app.cli.profile_command import add_shared_options, require_archive, run_on_profile
from composer_app.domain.account import Account
from composer_app.domain.archive_rescue import Rescued
from composer_app.domain.clock import utc_now
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.locks import SenderLock, collect_lock
from composer_app.services.sync.account_sync import AccountSync, sync_account
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.sync_result import SyncResult
from composer_app.services.sync.unread_answers import UnreadAnswers, has_left_over
from composer_app.ui.texts import terminal as texts

BUSY = 3
TURN_WAIT_MS = 60_000
"""Longest wait for another `collect` on the same profile."""
_SLICE_MS = 250


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options."""
    parser.add_argument("--account", required=True, metavar="NAME", help="the account, as it is named in the window")
    add_key_file_option(parser, "use the key in FILE for this run instead of the one in the keyring")
    add_shared_options(parser)


def run(options: Namespace) -> int:
    """Sync once and print the result. Returns 0 if everything was read, 1 if something failed or could not be read,
    2 if there is no such account, 3 if another `collect` did not end in time.
    """
    return run_on_profile(options, _collect_in_turn, of_a_read=True)


def _collect_in_turn(profile: Profile, options: Namespace, output: Output) -> int:
    key = read_key_file(options.key_file)
    require_archive(profile)
    turn = collect_lock(profile)
    if not _take(turn):
        if turn.error() is QLockFile.LockError.LockFailedError:
            return output.failed_with(BUSY, "busy", texts.COLLECT_RUNS)
        raise Failed(Problem(ProblemCode.ARCHIVE_READ_ONLY, subject=str(profile.folder)))
    receiver = ReceiverProcess()
    try:
        return _collect(profile, options.account, key, receiver, output)
    finally:
        receiver.stop()
        turn.unlock()


def _take(turn: QLockFile) -> bool:
    """Wait for the lock in slices: while Qt waits, Python handles no Ctrl+C."""
    for _ in range(max(TURN_WAIT_MS // _SLICE_MS, 1)):
        if turn.tryLock(min(_SLICE_MS, TURN_WAIT_MS)):
            return True
        if turn.error() is not QLockFile.LockError.LockFailedError:
            return False
    return False


def _collect(profile: Profile, name: str, key: Secret | None, receiver: ReceiverProcess, output: Output) -> int:
    with Headless(profile) as services:
        account = named_account(services, name)
        if key is not None:
            services.use_key(account, key)
        if account.is_sandbox and not _is_free(profile):
            output.result({"account": account.name, "left_to_window": True}, texts.LEFT_TO_WINDOW)
            return DONE
        services.mark_interrupted()
        archive, connections = services.archive, services.connections
        pulls = ReportPulls(archive, connections, receiver, utc_now, services.worker.shielded)
        fetches = LogFetches(archive, connections, utc_now)
        left = None
        if services.write(lambda writer: has_left_over(archive.incoming_answers, writer)):
            by_id = {one.id: one for one in services.accounts()}
            unread = UnreadAnswers(archive, connections, pulls, fetches, utc_now)
            reports, logs = services.run(lambda: unread.read(by_id))
            left = AccountSync(account.id, logs, reports)
        synced = services.run(lambda: sync_account(pulls, fetches, account, utc_now))
        return _tell(account, synced, left, archive.rescued, output)


def _is_free(profile: Profile) -> bool:
    """Whether no window is open on this profile."""
    sender_lock = SenderLock(profile)
    is_free = sender_lock.take()
    sender_lock.release()
    return is_free


def _tell(
    account: Account, synced: AccountSync, left: AccountSync | None, rescued: Rescued | None, output: Output
) -> int:
    lines = [_line(texts.LEFT_BY_EARLIER, left)] if left is not None else []
    lines.append(_line(account.name, synced))
    not_read = [sentence for one in (left, synced) if one is not None for sentence in _not_read(one)]
    problem = None if synced.failure is None else synced.failure.problem
    said = {
        "account": account.name,
        "is_all_read": problem is None and not not_read,
        "logs": _as_json(synced.logs),
        "reports": _as_json(synced.reports),
        "left_by_an_earlier_run": None
        if left is None
        else {"logs": _as_json(left.logs), "reports": _as_json(left.reports)},
        "archive_is_now": None if rescued is None else str(rescued.path),
        "problem": None if problem is None else problem_as_json(problem, account, of_a_read=True),
    }
    output.result(said, *lines)
    for sentence in not_read:
        output.note(sentence)
    if problem is not None:
        output.note(problem_text(problem, account, of_a_read=True))
    if rescued is not None:
        from composer_app.ui.texts.archive_rescue import rescued_words

        words = rescued_words(rescued)
        output.note(f"{words.title} {words.text}")
    return FAILED if problem is not None or not_read or rescued is not None else DONE


def _not_read(synced: AccountSync) -> list[str]:
    from composer_app.ui.texts.unread_answers import Records, not_all_read

    results = ((synced.logs, Records.LOG_ENTRIES), (synced.reports, Records.REPORTS))
    return [line for result, records in results if result is not None for line in not_all_read(result, records)]


def _line(what: str, synced: AccountSync) -> str:
    from composer_app.ui.texts.unread_answers import log_entries_received, reports_received

    return texts.COLLECTED.format(
        what=what, logs=log_entries_received(synced.logs), reports=reports_received(synced.reports)
    )


def _as_json(pulled: SyncResult | None) -> dict[str, object] | None:
    """None: they were not read."""
    if pulled is None:
        return None
    return {
        "received": pulled.received,
        "new": pulled.new,
        "unread": pulled.unread or "",
        "left": None if pulled.left is None else pulled.left.value,
    }
