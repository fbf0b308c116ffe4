"""What the window says around its pages: banners, toasts, questions at its end."""

from __future__ import annotations

from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import SubmissionState
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

ARCHIVE_TROUBLES = {
    ProblemCode.ARCHIVE_DAMAGED: tr(
        "The file is not changed. Nothing is sent, fetched or saved. Repair the archive or restore a backup: both are in the File menu."
    ),
    ProblemCode.ARCHIVE_NEWER: tr(
        "The file is not changed. Nothing is sent, fetched or saved. Install the newer version."
    ),
    ProblemCode.ARCHIVE_READ_ONLY: tr(
        "You can look at everything. Nothing is sent, fetched or saved. Check that you may write in the profile folder."
    ),
    ProblemCode.ARCHIVE_FULL: tr(
        "You can look at everything. Nothing is sent, fetched or saved until you free some space."
    ),
    ProblemCode.ARCHIVE_DISK_ERROR: tr(
        "Nothing is sent, fetched or saved. Check that the disk is connected and works."
    ),
    ProblemCode.ARCHIVE_LOCKED: tr(
        "You can look at everything. Nothing is sent, fetched or saved. Close the other program; the window tries again every minute."
    ),
}
"""What the banner about an archive that does not work says below the title, which is that of the problem."""

STATUS_LINE = tr("Status bar")
SANDBOX_TITLE = tr("Sandbox.")
SANDBOX_TEXT = tr(
    "Nothing leaves this computer. Send to bounce@example.com to see a bounce, to slow@example.com to see a delay."
)
MORE_TEST_ADDRESSES = tr("More test addresses")
SHOW = tr("Show")
WHAT_TO_DO = tr("What to do")
WAIT = tr("Wait")
QUIT_NOW = tr("Quit now")
STAY_OPEN = tr("Stay open")
FIND_OR_RUN = tr("Find or run")
FIND_HINT = tr("Type a command, or words to look for in the logs")
COMMANDS = tr("Commands")
LIVE_ACCOUNT = tr("Live account")
FETCHING = tr("Fetching what is new…")
NOT_FETCHED = tr("Nothing could be fetched. The message at the top says why.")
EVIDENCE_HINT = tr("Select a mail under Logs or Reports, then save its evidence.")
LEFT_ALREADY = tr("The mail is already being sent and cannot be taken back any more.")
NO_PROFILE = tr("The profile folder cannot be used.")
NO_PROFILE_TEXT = tr(
    "Mail, reports and settings are kept in {folder}. Nothing was changed. "
    "Check that you may write in the folder, or start the program with --profile and another folder."
)
IN_OUTBOX = tr("In the outbox: {subject}")
NO_SUBJECT = tr("(no subject)")
LOOK_IN_LOGS = tr("Look for “{words}” in the logs")
SINCE = tr("Since {time}.")

SENT_TROUBLES = {
    SubmissionState.REJECTED: (
        tr("Rejected."),
        tr("“{subject}” was rejected. The outbox says why, and what to do."),
    ),
    SubmissionState.UNKNOWN: (
        tr("Maybe sent."),
        tr("“{subject}” may have been sent. It is not sent again automatically. The program looks for it in the logs."),
    ),
}
"""Title and text of the banner about a mail that was not accepted."""


INTERRUPTED_TEXT = tr(
    "Mail, reports and settings are kept in {folder}. Check that its disk is there and that you may write in the "
    "folder, then try again."
)
INTERRUPTED_UNSAVED = tr("Leave the window open until then: only it has what you wrote last.")
UNSAVED = tr("What you wrote is not saved.")
UNSAVED_TEXT = tr("The archive cannot save it, so only this window has it. If you close the window, it is lost.")
RUN_GOES_ON = tr("A send in several requests goes on with the next recipient at the next start.")
CLOSE_AND_LOSE = tr("Close and lose it")


def closing_question(count: int, *, has_run: bool = False) -> tuple[str, str]:
    """Title and text of the question before the window closes over mail that is leaving.

    Args:
        has_run: a mail goes out in several requests, and not all of them are made.
    """
    title = tr("{n} mail(s) are being sent.", "", count).format(n=fmt.number(count))
    text = tr(
        "Wait: the window closes when the {n} mail(s) are sent. Quit now: mail that is still waiting is sent when you "
        "start the program again. The program then looks in the logs for mail that was being sent. Nothing is sent twice.",
        "",
        count,
    )
    text = text.format(n=fmt.number(count))
    return title, f"{text} {RUN_GOES_ON}" if has_run else text


def closes_later(count: int) -> str:
    """What the window does after "Wait"."""
    return tr("The window closes when {n} mail(s) are sent.", "", count).format(n=fmt.number(count))


def waiting_mail(count: int) -> str:
    """What it means for the outbox that a service is down; "" if nothing waits."""
    if not count:
        return ""
    return tr("{n} mail(s) wait and are sent when it is back.", "", count).format(n=fmt.number(count))


def fetched(reports: int, logs: int, *, is_all: bool) -> str:
    """What a fetch brought."""
    new_reports = tr("{n} new report(s)", "", reports).format(n=fmt.number(reports))
    new_logs = tr("{n} new log entry(ies)", "", logs).format(n=fmt.number(logs))
    if reports and logs:
        sentence = tr("{reports} and {logs}.").format(reports=new_reports, logs=new_logs)
    elif reports:
        sentence = tr("{n} new report(s).", "", reports).format(n=fmt.number(reports))
    elif logs:
        sentence = tr("{n} new log entry(ies).", "", logs).format(n=fmt.number(logs))
    else:
        sentence = tr("Nothing new.")
    if is_all:
        return sentence
    return f"{sentence} {tr('Not everything could be read. The next fetch tries again.')}"


SCHEDULED = tr("Scheduled for {time}. {subject}")


def accepted(recipients: int, left_out: int) -> str:
    """``Accepted.``, or ``Accepted for 1 of 2.`` where the answer rejects recipients or leaves some out."""
    if not left_out:
        return tr("Accepted.")
    sentence = tr("Accepted for {n} of {all} recipients.", "", recipients - left_out)
    return sentence.format(n=fmt.number(recipients - left_out), all=fmt.number(recipients))


def not_delivered(address: str, others: int, why: str) -> str:
    """Which recipients did not get their mail; for one recipient also why."""
    if others:
        sentence = tr("Not delivered to {address} and {n} other(s).", "", others)
        return sentence.format(address=address, n=fmt.number(others))
    if why:
        return tr("Not delivered to {address}. {why}.").format(address=address, why=why.rstrip("."))
    return tr("Not delivered to {address}.").format(address=address)
