"""The one table of sentences about what went wrong: an entry for each code, and who reads which part of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode, is_of_a_proxy
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.keyring import KEYRING
from composer_app.ui.texts.message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names

_ERROR, _WARNING = MessageKind.ERROR, MessageKind.WARNING

NOT_KNOWN = tr("It is not known yet whether this mail went out.")
WAITED = tr("It waited in an archive that was restored or repaired, and may have left before that.")
_NOTHING_SENT = tr("Nothing was sent.")
_LOOKED_UP = tr("It is not sent again by itself. It is being looked up in the logs.")


@dataclass(frozen=True)
class AddressText:
    """What the connection test says of an address: a summary, the line "Address", the next step."""

    summary: str
    line: str
    next_step: str


@dataclass(frozen=True)
class ProblemText:
    """All sentences about one problem.

    Attributes:
        title, body: said where a mail was being sent, or where nothing else is given.
        fate: what became of the mail; left out where none was being sent.
        of_a_read: said in place of all these of a pull of reports or a fetch of logs.
        of_the_address: said by the connection test where the problem is that of the address.
        in_row: the short form in the row of a mail that may have been sent.
    """

    title: str
    body: str = ""
    kind: MessageKind = _ERROR
    fate: str = ""
    is_fate_last: bool = False
    of_a_read: ProblemText | None = None
    of_the_address: AddressText | None = None
    in_row: str = ""

    def sentences(self, *, of_a_read: bool) -> list[str]:
        """The body and the fate, in their order."""
        said = [self.body] if of_a_read else [self.body, self.fate] if self.is_fate_last else [self.fate, self.body]
        return [one for one in said if one]


def _not_sent(
    title: str,
    body: str = "",
    kind: MessageKind = _WARNING,
    *,
    of_a_read: ProblemText | None = None,
    of_the_address: AddressText | None = None,
) -> ProblemText:
    return ProblemText(title, body, kind, _NOTHING_SENT, of_a_read=of_a_read, of_the_address=of_the_address)


def _maybe_sent(
    body: str,
    title: str = NOT_KNOWN,
    *,
    in_row: str = "",
    of_a_read: ProblemText | None = None,
    of_the_address: AddressText | None = None,
) -> ProblemText:
    return ProblemText(
        title,
        body,
        _WARNING,
        _LOOKED_UP,
        is_fate_last=True,
        of_a_read=of_a_read,
        of_the_address=of_the_address,
        in_row=in_row,
    )


_COPY_ADDRESS = tr("Copy the base URL from your Infobip home page. It looks like x1y2z3.api.infobip.com.")
NOT_THE_KEY = tr(
    "The key is not the cause. Check the network, VPN or proxy of this computer, or ask the people who run it."
)
_NO_WAY_THROUGH_PROXY = AddressText(
    tr("The proxy does not let this through."),
    tr("No way to {host} through the proxy"),
    tr("Check the proxy of this computer, or ask the people who run it."),
)

PROBLEMS: dict[ProblemCode, ProblemText] = {
    ProblemCode.HOST_UNKNOWN: _not_sent(
        tr("{host} is not known."),
        tr("Check the base URL in the account, and that this computer is online."),
        of_the_address=AddressText(
            tr("There is no computer of this name."),
            tr("{host} is not known"),
            f"{_COPY_ADDRESS} {tr('If it is right, this computer is not online.')}",
        ),
    ),
    ProblemCode.REFUSED: _not_sent(
        tr("{host} does not take the connection."),
        tr("The service is off, or the address or port in the account is wrong."),
        of_the_address=AddressText(
            tr("The address takes no connection."),
            tr("{host} refuses the connection"),
            tr("The service is off, or the port is wrong. Check the base URL."),
        ),
    ),
    ProblemCode.TLS: _not_sent(
        tr("The connection to {host} is not safe."),
        tr(
            "Its certificate is not trusted here: a wrong address, a clock that is wrong, or a company proxy, whose certificate is added under Account, Company certificate."
        ),
        of_the_address=AddressText(
            tr("The connection is not safe."),
            tr("The certificate of {host} is not trusted"),
            tr(
                "Check the base URL and the clock of this computer. "
                "Behind a company proxy, add its certificate: Account, Company certificate."
            ),
        ),
    ),
    ProblemCode.NO_TLS: _not_sent(
        tr("{host} does not speak https."),
        tr("Check the base URL and its port in the account. For a service on this computer, write http:// before it."),
        of_the_address=AddressText(
            tr("The address does not speak https."),
            tr("{host} does not speak https"),
            tr("Check the base URL and its port. For a service on this computer, write http:// before it."),
        ),
    ),
    ProblemCode.NO_CONNECTION: _not_sent(
        tr("No connection to {host}."),
        tr("Check that this computer is online."),
        of_the_address=AddressText(
            tr("No connection."),
            tr("No connection to {host}"),
            tr("Check the base URL, and that you are online."),
        ),
    ),
    ProblemCode.CONNECT_TIMEOUT: _not_sent(
        tr("No connection to {host}."),
        tr("Check that this computer is online."),
        of_the_address=AddressText(
            tr("The address does not answer."),
            tr("No answer from {host}"),
            tr("Check the base URL. A firewall may be in the way."),
        ),
    ),
    ProblemCode.PROXY_REFUSED: _not_sent(
        tr("No connection to {host}."), tr("Check that this computer is online."), of_the_address=_NO_WAY_THROUGH_PROXY
    ),
    ProblemCode.PROXY_SIGN_IN: _not_sent(
        tr("A proxy wants a sign-in."),
        tr("Give this computer's proxy setting a user and a password, or ask the people who run the network."),
        of_the_address=_NO_WAY_THROUGH_PROXY,
    ),
    ProblemCode.NO_KEY: _not_sent(tr("There is no key for this account."), tr("Enter the key in the account.")),
    ProblemCode.KEYRING_MISSING: _not_sent(
        tr("There is no key for this account."),
        tr("No keyring is running here. So a key is kept until the program is closed. Enter it again in the account."),
    ),
    ProblemCode.KEYRING_PLAIN_TEXT: _not_sent(
        tr("There is no key for this account."),
        tr(
            "The keyring here stores keys readably, so it is not used. So a key is kept until the program is closed. Enter it again in the account."
        ),
    ),
    ProblemCode.KEYRING_LOCKED: _not_sent(
        KEYRING[ProblemCode.KEYRING_LOCKED].state,
        tr("Unlock the keyring of this computer, or enter the key again in the account."),
    ),
    ProblemCode.KEYRING_REFUSED: _not_sent(
        KEYRING[ProblemCode.KEYRING_REFUSED].state,
        tr("Allow this program to use it, or enter the key again in the account."),
    ),
    ProblemCode.KEYRING_NO_ANSWER: _not_sent(
        KEYRING[ProblemCode.KEYRING_NO_ANSWER].state,
        tr("It may wait for its password in another window. If not, enter the key again in the account."),
    ),
    ProblemCode.SANDBOX_FAILED: _not_sent(
        tr("The Sandbox does not start."),
        tr("Restart the program; if that does not help, the log file tells why."),
        _ERROR,
    ),
    ProblemCode.COMMAND_ENDED: ProblemText(
        tr("The command that sent this mail has ended."),
        tr("Nothing was sent, and it does not leave by itself. Send it now, or discard it."),
        _WARNING,
    ),
    ProblemCode.RATE_LIMITED: ProblemText(
        tr("{Service} asks to slow down."),
        tr("It did not take the mail."),
        _WARNING,
        of_a_read=ProblemText(
            tr("{Service} asks to slow down."), tr("Nothing is lost. It is tried again by itself."), _WARNING
        ),
    ),
    ProblemCode.FILE_GONE: _not_sent(
        tr("A file of this mail is missing."),
        tr("The copy in the attachment store is gone or was changed. Edit the mail and attach it again."),
        _ERROR,
    ),
    ProblemCode.WRONG_KEY: _not_sent(
        tr("The key is not accepted."),
        tr("Copy the key again. If it is right, it was withdrawn or belongs to another base URL."),
        _ERROR,
    ),
    ProblemCode.FORBIDDEN: _not_sent(
        tr("The key may not do this."),
        tr("Give the key the right to send e-mail and to read logs, in Infobip's portal."),
        _ERROR,
    ),
    ProblemCode.NOT_THIS_API: ProblemText(
        tr("{host} is not Infobip's e-mail API."),
        tr("Something answered that is not the API. Check the base URL and the API generation in the account."),
        of_the_address=AddressText(
            tr("Something answers there, but it is not Infobip's API."),
            tr("{host} is something else"),
            f"{_COPY_ADDRESS} {tr('Under More, check the API generation.')}",
        ),
    ),
    ProblemCode.REQUEST_REFUSED: _not_sent(
        tr("{Service} refused the mail."),
        tr("Mend what it names, then send again."),
        _ERROR,
        of_a_read=ProblemText(tr("{Service} refused the question."), tr("Mend what it names, then ask again.")),
    ),
    ProblemCode.ALL_REJECTED: _not_sent(tr("{Service} rejected every recipient."), "", _ERROR),
    ProblemCode.NO_ANSWER: _maybe_sent(
        tr("The connection was lost before the answer came."),
        of_the_address=AddressText(
            tr("The connection was lost."),
            tr("{host} broke off before it answered"),
            tr("Test again. If it stays so, check the base URL."),
        ),
        of_a_read=ProblemText(tr("The connection was lost."), tr("What had come is stored. Try again."), _WARNING),
        in_row=tr("Connection lost, no answer"),
    ),
    ProblemCode.ANSWER_PENDING: ProblemText(
        tr("{Service} has not answered yet."),
        tr("The answer is waited for in the background. When it comes, it is stored, and read with the next fetch."),
        _WARNING,
    ),
    ProblemCode.SERVER_FAULT: _maybe_sent(
        tr("{Service} had a fault of its own."),
        of_a_read=ProblemText(
            tr("{Service} had a fault of its own."), tr("Nothing came. Try again in a while."), _WARNING
        ),
        in_row=tr("{Service} had a fault"),
    ),
    ProblemCode.UNAVAILABLE: _maybe_sent(
        tr("{Service} is not available at the moment, and does not say whether it took the mail."),
        of_a_read=ProblemText(
            tr("{Service} is not available at the moment."),
            tr("Nothing is lost. It is tried again by itself."),
            _WARNING,
        ),
        in_row=tr("{Service} was not available"),
    ),
    ProblemCode.UNREADABLE_ANSWER: _maybe_sent(
        tr("The answer cannot be read."),
        of_a_read=ProblemText(
            tr("The answer cannot be read."),
            tr("It is stored as it came, and is read again by a later version."),
            _WARNING,
        ),
        in_row=tr("The answer cannot be read"),
    ),
    ProblemCode.FOREIGN_ANSWER: _maybe_sent(
        tr(
            "Something other than the API answered, such as a proxy or a firewall. If this happens to every mail, check the base URL and the API generation in the account."
        ),
        in_row=tr("Answered by something else"),
    ),
    ProblemCode.NOT_NAMED: _maybe_sent(
        tr("The answer names none of its recipients."),
        in_row=tr("The answer names no recipient"),
    ),
    ProblemCode.SENT_BEFORE: _maybe_sent(
        tr("{Service} has had a mail with this ID and did not take it a second time: an earlier try reached it."),
        in_row=tr("{Service} has had it before"),
    ),
    ProblemCode.PARTLY_NAMED: ProblemText(
        tr("The answer of {service} leaves out some recipients."),
        tr(
            "Whether they get the mail is not known yet. It is not sent again by itself. They are looked up in the logs."
        ),
        _WARNING,
        in_row=tr("The answer leaves out recipients"),
    ),
    ProblemCode.INTERRUPTED: _maybe_sent(
        tr("The program ended while it was being sent."),
        in_row=tr("The program ended meanwhile"),
    ),
    ProblemCode.STOPPED: _maybe_sent(
        tr("It was stopped while it was being sent."),
        in_row=tr("Stopped on its way out"),
    ),
    ProblemCode.RESTORED: _maybe_sent(
        WAITED,
        in_row=tr("It waited in a restored archive"),
    ),
    ProblemCode.FILE_TOO_BIG: ProblemText(
        tr("{subject} is too big."), tr("It was not attached. {limit} is the most for a whole mail.")
    ),
    ProblemCode.FILE_UNREADABLE: ProblemText(
        tr("{subject} cannot be read."), tr("It was not attached. Check that it is there and may be read.")
    ),
    ProblemCode.FILE_IS_FOLDER: ProblemText(
        tr("{subject} is a folder."),
        tr("A mail carries files. Attach the files in it, or pack it into a zip file first."),
    ),
    ProblemCode.MAIL_BEING_SENT: ProblemText(
        tr("A mail to this person is on its way."),
        tr("Nothing was erased. Try again when it has left the outbox."),
        _WARNING,
    ),
    ProblemCode.FILE_NOT_WRITTEN: ProblemText(
        tr("{subject} cannot be written."),
        tr("Nothing was saved, and what was there before is as it was. Pick another folder."),
    ),
    ProblemCode.NO_BACKUP: ProblemText(
        tr("{subject} is no backup."),
        tr("It is damaged, or something else than a backup of this program. Nothing was changed. Pick another file."),
    ),
    ProblemCode.NEWER_BACKUP: ProblemText(
        tr("{subject} was made by a newer version."),
        tr("Nothing was changed. Install the newer version to restore it."),
    ),
    ProblemCode.NOT_REPLACED: ProblemText(
        tr("{subject} is something else than a backup."),
        tr("It was not replaced, and nothing was saved. Pick another name."),
    ),
    ProblemCode.ACCOUNT_IN_USE: ProblemText(
        tr("Mail of this account is not settled."),
        tr(
            "It waits, is being sent, or is being looked up. Let it leave, take it back or discard it in the outbox. Then remove the account."
        ),
    ),
    ProblemCode.MAIL_LEAVING: ProblemText(
        tr("Mail is being sent."), tr("Nothing was changed. Try again when it has left the outbox."), _WARNING
    ),
    ProblemCode.COLLECTING: ProblemText(
        tr("Another program is collecting reports and logs."),
        tr("Nothing was changed. Try again when it is done, in a minute or so."),
        _WARNING,
    ),
    ProblemCode.ARCHIVE_FULL: ProblemText(
        tr("The disk is full."), tr("Nothing was changed. Make room, then try again.")
    ),
    ProblemCode.ARCHIVE_READ_ONLY: ProblemText(
        tr("The archive cannot be written."), tr("Nothing was changed. Check the rights of the profile folder.")
    ),
    ProblemCode.ARCHIVE_LOCKED: ProblemText(
        tr("Another program is using the archive."), tr("Nothing was changed. Close the other one, then try again.")
    ),
    ProblemCode.ARCHIVE_DISK_ERROR: ProblemText(
        tr("The disk reports an error."), tr("Nothing was changed. Check that it is there and works, then try again.")
    ),
    ProblemCode.ARCHIVE_DAMAGED: ProblemText(
        tr("The archive is damaged."),
        tr("Nothing was changed. Repair it, or restore a backup: both are in the File menu."),
    ),
    ProblemCode.ARCHIVE_NEWER: ProblemText(
        tr("This archive was written by a newer version."),
        tr("Nothing was changed. Install the newer version to use it."),
    ),
    ProblemCode.OURS: ProblemText(
        tr("Something went wrong in this program."), tr("Nothing is lost. The log file tells more.")
    ),
}

PAGE_OF_A_PROXY = ProblemText(
    tr("A proxy or firewall answered in place of {service}."),
    tr(
        "It showed a web page, so whether the mail went out is not known. The key is not the cause: check the network, VPN or proxy of this computer."
    ),
    _WARNING,
    _LOOKED_UP,
    is_fate_last=True,
    of_a_read=ProblemText(
        tr("A proxy or firewall answered in place of {service}."),
        tr(
            "It showed a web page. The key is not the cause: check the network, VPN or proxy of this computer, then try again."
        ),
        _WARNING,
    ),
    of_the_address=AddressText(
        tr("A proxy or firewall answered in place of Infobip."),
        tr("A web page in place of {host}"),
        NOT_THE_KEY,
    ),
)
"""A web page in place of the API's answer, see `is_of_a_proxy`: whatever the code, this is what happened."""
_MAX_VIOLATIONS = 5
_MAX_SAID = 500


def problem_words(problem: Problem, account: Account | None = None, *, of_a_read: bool = False) -> MessageText:
    """What the user reads about a problem.

    Args:
        problem: what happened.
        account: whose base URL and service are named; None leaves it at "the service".
        of_a_read: it happened to a pull of reports or a fetch of logs, not to a send.
    """
    text = _text_of(problem, of_a_read=of_a_read)
    values = {
        "host": (urlsplit(account.base_url).hostname if account else "") or tr("The service"),
        "subject": problem.subject or tr("The file"),
        "limit": fmt.size(MAX_MESSAGE_BYTES),
        **service_names(account.id if account else None),
    }
    sentences = text.sentences(of_a_read=of_a_read) + _given_up(problem)
    body = " ".join(sentences).format(**values)
    return MessageText(text.title.format(**values), body, vendor_words(problem, account), text.kind)


def failure_words(error: Exception, account: Account | None = None, *, of_a_read: bool = False) -> MessageText:
    """The same for the exception that a failed `Task` carries."""
    problem = error.problem if isinstance(error, Failed) else Problem(ProblemCode.OURS)
    return problem_words(problem, account, of_a_read=of_a_read)


def _text_of(problem: Problem, *, of_a_read: bool) -> ProblemText:
    is_page = problem.subject == WEB_PAGE and is_of_a_proxy(problem.http_status)
    text = PAGE_OF_A_PROXY if is_page else PROBLEMS[problem.code]
    return (of_a_read and text.of_a_read) or text


def _given_up(problem: Problem) -> list[str]:
    """A sentence about a mail that the program has stopped trying; none for any other."""
    if not problem.is_given_up:
        return []
    sentence = tr(
        "It was tried {n} time(s) and waits for you now: press Try now when the way is free.", "", problem.tries
    )
    return [sentence.format(n=fmt.number(problem.tries))]


def vendor_words(problem: Problem, account: Account | None) -> str:
    """What the service said, in its name; what the system said of a file or a connection, as it is."""
    said = [fmt.raw(problem.vendor_text, _MAX_SAID)] if problem.vendor_text else []
    said += [fmt.raw(f"{field}: {why}" if field else why) for field, why in problem.violations[:_MAX_VIOLATIONS]]
    if more := max(len(problem.violations) - _MAX_VIOLATIONS, 0):
        said.append(tr("and {n} more").format(n=fmt.number(more)))
    if not said and not problem.vendor_code:
        return ""
    if problem.http_status is None and not problem.vendor_code and not problem.violations:
        return said[0]
    code = " ".join(str(part) for part in (problem.http_status, problem.vendor_code) if part)
    if problem.subject == WEB_PAGE:
        sentence = tr("The page says: {words}")
    elif problem.code in (ProblemCode.NOT_THIS_API, ProblemCode.FOREIGN_ANSWER):
        sentence = tr("The answer says: {words}")
    else:
        sentence = tr("{Service} says: {words}")
    words = f"{code} {'; '.join(said)}".strip()
    return sentence.format(words=words, **service_names(account.id if account else None)).strip()
