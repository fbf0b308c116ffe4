"""Problems in words: the one place where an error becomes text."""

from __future__ import annotations

from urllib.parse import urlsplit

from composer_app.domain.account import Account
from composer_app.domain.mail import MAX_MESSAGE_BYTES
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode, is_of_a_proxy
from composer_app.services.accounts.credentials import KeyringTrouble
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.keyring import KEYRING_IS, keyring_trouble
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.texts.vendor_name import capitalised, service_of, words_for

_WARNING, _INFO = MessageKind.WARNING, MessageKind.INFO

_NOBODY_KNOWS = "Nobody knows yet whether this mail went out."
_NO_KEY = "There is no key for this account."
WAITED = "It waited in an archive that was restored or repaired, and may have left before that."
_LOOKED_UP = "It is not sent again by itself. It is being looked up in the logs."

_WORDS: dict[ProblemCode, MessageText] = {
    ProblemCode.HOST_UNKNOWN: MessageText(
        "{host} is not known.",
        "Nothing was sent. Check the base URL in the account, and that this computer is online.",
        kind=_WARNING,
    ),
    ProblemCode.REFUSED: MessageText(
        "{host} does not take the connection.",
        "Nothing was sent. The service is off, or the address or port in the account is wrong.",
        kind=_WARNING,
    ),
    ProblemCode.TLS: MessageText(
        "The connection to {host} is not safe.",
        "Nothing was sent. Its certificate is not trusted here: a wrong address, a clock that is wrong, or a company proxy, whose certificate is added under Account, Company certificate.",
        kind=_WARNING,
    ),
    ProblemCode.NO_TLS: MessageText(
        "{host} does not speak https.",
        "Nothing was sent. Check the base URL and its port in the account. For a service on this computer, write http:// "
        "before it.",
        kind=_WARNING,
    ),
    ProblemCode.NO_CONNECTION: MessageText(
        "No connection to {host}.", "Nothing was sent. Check that this computer is online.", kind=_WARNING
    ),
    ProblemCode.PROXY_SIGN_IN: MessageText(
        "A proxy wants a sign-in.",
        "Nothing was sent. Give this computer's proxy setting a user and a password, or ask the people who run the "
        "network.",
        kind=_WARNING,
    ),
    ProblemCode.NO_KEY: MessageText(_NO_KEY, "Nothing was sent. Enter the key in the account.", kind=_WARNING),
    ProblemCode.KEYRING_LOCKED: MessageText(
        KEYRING_IS[KeyringTrouble.LOCKED],
        "Nothing was sent. Unlock the keyring of this computer, or enter the key again in the account.",
        kind=_WARNING,
    ),
    ProblemCode.SANDBOX_FAILED: MessageText(
        "The Sandbox does not start.",
        "Nothing was sent. Restart the program; if that does not help, the log file tells why.",
    ),
    ProblemCode.COMMAND_ENDED: MessageText(
        "The command that sent this mail has ended.",
        "Nothing was sent, and it does not leave by itself. Send it now, or discard it.",
        kind=_WARNING,
    ),
    ProblemCode.RATE_LIMITED: MessageText("Infobip asks to slow down.", "It did not take the mail.", kind=_WARNING),
    ProblemCode.FILE_GONE: MessageText(
        "A file of this mail is missing.",
        "Nothing was sent. The copy in the attachment store is gone or was changed. Edit the mail and attach it again.",
    ),
    ProblemCode.WRONG_KEY: MessageText(
        "The key is not accepted.",
        "Nothing was sent. Copy the key again. If it is right, it was withdrawn or belongs to another base URL.",
    ),
    ProblemCode.FORBIDDEN: MessageText(
        "The key may not do this.",
        "Nothing was sent. Give the key the right to send e-mail and to read logs, in Infobip's portal.",
    ),
    ProblemCode.NOT_THIS_API: MessageText(
        "{host} is not Infobip's e-mail API.",
        "Something answered that is not the API. Check the base URL and the API generation in the account.",
    ),
    ProblemCode.REQUEST_REFUSED: MessageText(
        "Infobip refused the mail.", "Nothing was sent. Mend what it names, then send again."
    ),
    ProblemCode.ALL_REJECTED: MessageText("Infobip rejected every recipient.", "Nothing was sent."),
    ProblemCode.NO_ANSWER: MessageText(
        _NOBODY_KNOWS, "The connection was lost before the answer came. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.ANSWER_PENDING: MessageText(
        "Infobip has not answered yet.",
        "The answer is waited for in the background. When it comes, it is stored, and read with the next fetch.",
        kind=_WARNING,
    ),
    ProblemCode.SERVER_FAULT: MessageText(
        _NOBODY_KNOWS, "Infobip had a fault of its own. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.UNAVAILABLE: MessageText(
        _NOBODY_KNOWS,
        "Infobip is not available at the moment, and does not say whether it took the mail. " + _LOOKED_UP,
        kind=_WARNING,
    ),
    ProblemCode.UNREADABLE_ANSWER: MessageText(
        _NOBODY_KNOWS, "The answer cannot be read. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.FOREIGN_ANSWER: MessageText(
        _NOBODY_KNOWS,
        f"Something other than Infobip's API answered, such as a proxy or a firewall. {_LOOKED_UP} If this happens to "
        "every mail, check the base URL and the API generation in the account.",
        kind=_WARNING,
    ),
    ProblemCode.NOT_NAMED: MessageText(
        _NOBODY_KNOWS, "The answer names none of its recipients. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.SENT_BEFORE: MessageText(
        _NOBODY_KNOWS,
        "Infobip has had a mail with this ID and did not take it a second time: an earlier try reached it. "
        + _LOOKED_UP,
        kind=_WARNING,
    ),
    ProblemCode.PARTLY_NAMED: MessageText(
        "Infobip's answer leaves out some recipients.",
        "Whether they get the mail is not known yet. It is not sent again by itself. They are looked up in the logs.",
        kind=_WARNING,
    ),
    ProblemCode.INTERRUPTED: MessageText(
        _NOBODY_KNOWS, "The program ended while it was being sent. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.STOPPED: MessageText(
        _NOBODY_KNOWS, "It was stopped while it was being sent. " + _LOOKED_UP, kind=_WARNING
    ),
    ProblemCode.RESTORED: MessageText(
        _NOBODY_KNOWS,
        f"{WAITED} {_LOOKED_UP}",
        kind=_WARNING,
    ),
    ProblemCode.FILE_TOO_BIG: MessageText(
        "{subject} is too big.", "It was not attached. {limit} is the most for a whole mail."
    ),
    ProblemCode.FILE_UNREADABLE: MessageText(
        "{subject} cannot be read.", "It was not attached. Check that it is there and may be read."
    ),
    ProblemCode.FILE_IS_FOLDER: MessageText(
        "{subject} is a folder.", "A mail carries files. Attach the files in it, or pack it into a zip file first."
    ),
    ProblemCode.MAIL_BEING_SENT: MessageText(
        "A mail to this person is on its way.",
        "Nothing was erased. Try again when it has left the outbox.",
        kind=_WARNING,
    ),
    ProblemCode.FILE_NOT_WRITTEN: MessageText(
        "{subject} cannot be written.",
        "Nothing was saved, and what was there before is as it was. Pick another folder.",
    ),
    ProblemCode.NO_BACKUP: MessageText(
        "{subject} is no backup.",
        "It is damaged, or something else than a backup of this program. Nothing was changed. Pick another file.",
    ),
    ProblemCode.NEWER_BACKUP: MessageText(
        "{subject} was made by a newer version.", "Nothing was changed. Install the newer version to restore it."
    ),
    ProblemCode.NOT_REPLACED: MessageText(
        "{subject} is something else than a backup.", "It was not replaced, and nothing was saved. Pick another name."
    ),
    ProblemCode.ACCOUNT_IN_USE: MessageText(
        "Mail of this account is not settled.",
        "It waits, is being sent, or is being looked up. Let it leave, take it back or discard it in the outbox. Then "
        "remove the account.",
    ),
    ProblemCode.MAIL_LEAVING: MessageText(
        "Mail is being sent.", "Nothing was changed. Try again when it has left the outbox.", kind=_WARNING
    ),
    ProblemCode.COLLECTING: MessageText(
        "Another program is collecting reports and logs.",
        "Nothing was changed. Try again when it is done, in a minute or so.",
        kind=_WARNING,
    ),
    ProblemCode.ARCHIVE_FULL: MessageText("The disk is full.", "Nothing was changed. Make room, then try again."),
    ProblemCode.ARCHIVE_READ_ONLY: MessageText(
        "The archive cannot be written.", "Nothing was changed. Check the rights of the profile folder."
    ),
    ProblemCode.ARCHIVE_LOCKED: MessageText(
        "Another program is using the archive.", "Nothing was changed. Close the other one, then try again."
    ),
    ProblemCode.ARCHIVE_DISK_ERROR: MessageText(
        "The disk reports an error.", "Nothing was changed. Check that it is there and works, then try again."
    ),
    ProblemCode.ARCHIVE_DAMAGED: MessageText(
        "The archive is damaged.", "Nothing was changed. Repair it, or restore a backup: both stand in the File menu."
    ),
    ProblemCode.ARCHIVE_NEWER: MessageText(
        "This archive was written by a newer version.", "Nothing was changed. Install the newer version to use it."
    ),
    ProblemCode.OURS: MessageText("Something went wrong in this program.", "Nothing is lost. The log file tells more."),
}

_OF_THE_KEYRING = {
    # KEYRING_LOCKED stands for every trouble with the keyring; its subject says which one
    KeyringTrouble.NONE_THERE: MessageText(
        _NO_KEY,
        f"Nothing was sent. {KEYRING_IS[KeyringTrouble.NONE_THERE]} So a key is kept until the program is closed. "
        "Enter it again in the account.",
        kind=_WARNING,
    ),
    KeyringTrouble.PLAIN_TEXT: MessageText(
        _NO_KEY,
        f"Nothing was sent. {KEYRING_IS[KeyringTrouble.PLAIN_TEXT]} So a key is kept until the program is closed. "
        "Enter it again in the account.",
        kind=_WARNING,
    ),
    KeyringTrouble.LOCKED: _WORDS[ProblemCode.KEYRING_LOCKED],
    KeyringTrouble.REFUSED: MessageText(
        KEYRING_IS[KeyringTrouble.REFUSED],
        "Nothing was sent. Allow this program to use it, or enter the key again in the account.",
        kind=_WARNING,
    ),
    KeyringTrouble.NO_ANSWER: MessageText(
        KEYRING_IS[KeyringTrouble.NO_ANSWER],
        "Nothing was sent. It may wait for its password in another window. If not, enter the key again in the account.",
        kind=_WARNING,
    ),
}

_OF_A_READ = {
    # the same problem, when nothing was being sent: a pull of reports or logs
    ProblemCode.RATE_LIMITED: MessageText(
        "Infobip asks to slow down.", "Nothing is lost. It is tried again by itself.", kind=_WARNING
    ),
    ProblemCode.UNAVAILABLE: MessageText(
        "Infobip is not available at the moment.", "Nothing is lost. It is tried again by itself.", kind=_WARNING
    ),
    ProblemCode.NO_ANSWER: MessageText(
        "The connection was lost.", "What had come is stored. Try again.", kind=_WARNING
    ),
    ProblemCode.SERVER_FAULT: MessageText(
        "Infobip had a fault of its own.", "Nothing came. Try again in a while.", kind=_WARNING
    ),
    ProblemCode.UNREADABLE_ANSWER: MessageText(
        "The answer cannot be read.", "It is stored as it came, and is read again by a later version.", kind=_WARNING
    ),
    ProblemCode.REQUEST_REFUSED: MessageText("Infobip refused the question.", "Mend what it names, then ask again."),
    ProblemCode.NOT_THIS_API: _WORDS[ProblemCode.NOT_THIS_API],
}

_PROXY = "A proxy or firewall answered in place of Infobip."
_OF_A_PROXY = MessageText(
    _PROXY,
    f"It showed a web page, so whether the mail went out is not known. {_LOOKED_UP} The key is not the cause: check the "
    "network, VPN or proxy of this computer.",
    kind=_WARNING,
)
_OF_A_PROXY_AT_A_READ = MessageText(
    _PROXY,
    "It showed a web page. The key is not the cause: check the network, VPN or proxy of this computer, then try again.",
    kind=_WARNING,
)
_MAX_VIOLATIONS = 5
_MAX_SAID = 500


def problem_words(problem: Problem, account: Account | None = None, *, of_a_read: bool = False) -> MessageText:
    """What a person is told.

    Args:
        problem: what happened.
        account: whose base URL is named; None leaves it at "the service".
        of_a_read: it happened to a pull of reports or logs, not to a send.
    """
    words = (of_a_read and _OF_A_READ.get(problem.code)) or _WORDS[problem.code]
    if problem.subject == WEB_PAGE and is_of_a_proxy(problem.http_status):
        words = _OF_A_PROXY_AT_A_READ if of_a_read else _OF_A_PROXY
    elif problem.code is ProblemCode.KEYRING_LOCKED:
        words = _OF_THE_KEYRING[keyring_trouble(problem)]
    host = (urlsplit(account.base_url).hostname if account else "") or "The service"
    fields = {"host": host, "subject": problem.subject or "The file", "limit": fmt.size(MAX_MESSAGE_BYTES)}
    body = words.body.replace("Nothing was sent. ", "") if of_a_read else words.body
    body = f"{body.format(**fields)} {_given_up(problem)}".rstrip()
    told = MessageText(words.title.format(**fields), body, vendor_words(problem, account), words.kind)
    return words_for(told, account.id) if account is not None else told


def failure_words(error: Exception, account: Account | None = None, *, of_a_read: bool = False) -> MessageText:
    """The same for the exception that a failed `Task` carries."""
    problem = error.problem if isinstance(error, Failed) else Problem(ProblemCode.OURS)
    return problem_words(problem, account, of_a_read=of_a_read)


def _given_up(problem: Problem) -> str:
    """Of a mail that the program does not try again by itself any more."""
    if not problem.is_given_up:
        return ""
    times = "once" if problem.tries == 1 else f"{fmt.number(problem.tries)} times"
    return f"It was tried {times} and waits for you now: press Try now when the way is free."


def vendor_words(problem: Problem, account: Account | None) -> str:
    """What the service said, in its name; what the system said of a file or a connection, as it is."""
    said = [fmt.raw(problem.vendor_text, _MAX_SAID)] if problem.vendor_text else []
    said += [fmt.raw(f"{field}: {why}" if field else why) for field, why in problem.violations[:_MAX_VIOLATIONS]]
    if len(problem.violations) > _MAX_VIOLATIONS:
        said.append(f"and {fmt.number(len(problem.violations) - _MAX_VIOLATIONS)} more")
    if not said and not problem.vendor_code:
        return ""
    if problem.http_status is None and not problem.vendor_code and not problem.violations:
        return said[0]
    code = " ".join(str(part) for part in (problem.http_status, problem.vendor_code) if part)
    if problem.subject == WEB_PAGE:
        service = "The page"
    elif problem.code in (ProblemCode.NOT_THIS_API, ProblemCode.FOREIGN_ANSWER):
        service = "The answer"
    else:
        service = "Infobip" if account is None else capitalised(service_of(account.id))
    return f"{service} says: {code} {'; '.join(said)}".replace("  ", " ").strip()
