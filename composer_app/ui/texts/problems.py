"""The one table of sentences about what went wrong: an entry for each code, and who reads which part of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from composer_app.domain.account import Account
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import WEB_PAGE, Problem, ProblemCode, is_of_a_proxy
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.keyring import KEYRING
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names

_ERROR, _WARNING = MessageKind.ERROR, MessageKind.WARNING

NOT_KNOWN = tr("It is not known yet whether this mail was sent.")
WAITED = tr("It was waiting in an archive that was restored or repaired, and may have been sent before that.")
_NOTHING_SENT = tr("Nothing was sent.")
_LOOKED_UP = tr("It is not sent again automatically. The program looks for it in the logs.")


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
    body: str, *, in_row: str = "", of_a_read: ProblemText | None = None, of_the_address: AddressText | None = None
) -> ProblemText:
    return ProblemText(
        NOT_KNOWN,
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
    "The key is not the cause. Check the network, VPN or proxy of this computer, or ask your network administrator."
)
PROXY_SIGN_IN_STEP = tr(
    "Enter a user and a password in the proxy settings of this computer, or ask your network administrator."
)

PROBLEMS: dict[ProblemCode, ProblemText] = {
    ProblemCode.HOST_UNKNOWN: _not_sent(
        tr("There is no computer named {host}."),
        tr("Check the base URL in the account, and that this computer is online."),
        of_the_address=AddressText(
            tr("There is no computer with this name."),
            tr("{host} does not exist"),
            f"{_COPY_ADDRESS} {tr('If it is right, this computer is not online.')}",
        ),
    ),
    ProblemCode.REFUSED: _not_sent(
        tr("{host} refuses the connection."),
        tr("The service is not running, or the base URL in the account is wrong. Check the base URL and its port."),
        of_the_address=AddressText(
            tr("The address refuses the connection."),
            tr("{host} refuses the connection"),
            tr("The service is not running, or the port is wrong. Check the base URL."),
        ),
    ),
    ProblemCode.TLS: _not_sent(
        tr("The connection to {host} is not safe."),
        tr(
            "Its certificate is not trusted by this computer. Check the base URL and the clock of this computer. Behind "
            "a company proxy, add its certificate: Account, Company certificate."
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
        tr("There is no connection to {host}."),
        tr("Check that this computer is online."),
        of_the_address=AddressText(
            tr("There is no connection."),
            tr("No connection to {host}"),
            tr("Check the base URL, and that this computer is online."),
        ),
    ),
    ProblemCode.CONNECT_TIMEOUT: _not_sent(
        tr("There is no connection to {host}."),
        tr("Check that this computer is online."),
        of_the_address=AddressText(
            tr("The address does not answer."),
            tr("No answer from {host}"),
            tr("Check the base URL. A firewall may block the connection."),
        ),
    ),
    ProblemCode.PROXY_REFUSED: _not_sent(
        tr("The proxy does not connect to {host}."),
        tr("Check the proxy settings of this computer, or ask your network administrator."),
        of_the_address=AddressText(
            tr("The proxy does not connect to this address."),
            tr("The proxy does not connect to {host}"),
            tr("Check the proxy settings of this computer, or ask your network administrator."),
        ),
    ),
    ProblemCode.PROXY_SIGN_IN: _not_sent(
        tr("A proxy wants a sign-in."),
        PROXY_SIGN_IN_STEP,
        of_the_address=AddressText(
            tr("A proxy wants a sign-in."),
            tr("A proxy asks for a user before it connects to {host}"),
            PROXY_SIGN_IN_STEP,
        ),
    ),
    ProblemCode.NO_KEY: _not_sent(tr("There is no key for this account."), tr("Enter the key in the account.")),
    ProblemCode.KEYRING_MISSING: _not_sent(
        tr("There is no key for this account."),
        tr(
            "No keyring is running, so the key was kept only until the program was closed. Enter it again in the account."
        ),
    ),
    ProblemCode.KEYRING_PLAIN_TEXT: _not_sent(
        tr("There is no key for this account."),
        tr(
            "The keyring of this computer does not encrypt keys, so the key was kept only until the program was closed. "
            "Enter it again in the account."
        ),
    ),
    ProblemCode.KEYRING_LOCKED: _not_sent(
        KEYRING[ProblemCode.KEYRING_LOCKED].state,
        tr("Unlock the keyring of this computer, or enter the key again in the account."),
    ),
    ProblemCode.KEYRING_REFUSED: _not_sent(
        KEYRING[ProblemCode.KEYRING_REFUSED].state,
        tr("Allow this program to use the keyring, or enter the key again in the account."),
    ),
    ProblemCode.KEYRING_NO_ANSWER: _not_sent(
        KEYRING[ProblemCode.KEYRING_NO_ANSWER].state,
        tr("It may be waiting for its password in another window. If not, enter the key again in the account."),
    ),
    ProblemCode.SANDBOX_FAILED: _not_sent(
        tr("The Sandbox does not start."),
        tr("Restart the program. If that does not help, the log file says why."),
        _ERROR,
    ),
    ProblemCode.COMMAND_ENDED: ProblemText(
        tr("The command that sent this mail has ended."),
        tr("Nothing was sent, and the mail is not sent automatically. Send it now, or discard it."),
        _WARNING,
    ),
    ProblemCode.NOT_ALLOWED: ProblemText(
        tr("This test account does not send to {subject}."),
        tr("Nothing was sent. Its list of allowed recipients is in the settings of the account."),
        _WARNING,
    ),
    ProblemCode.TIME_PASSED: ProblemText(
        tr("Its time has passed."),
        tr("Nothing was sent. Choose another time, or send it now."),
        _WARNING,
    ),
    ProblemCode.BULK_GONE: ProblemText(
        tr("{Service} does not know this scheduled mail any more."),
        tr("It may have been sent, or cancelled elsewhere. The program looks for it in the logs."),
        _WARNING,
        in_row=tr("{Service} does not know it any more"),
    ),
    ProblemCode.BULK_FAILED: ProblemText(
        tr("{Service} could not send this mail at its time."),
        tr("It says no more about it. Look in the portal, then send it again or discard it."),
    ),
    ProblemCode.CHANGE_REFUSED: ProblemText(
        tr("{Service} did not change the scheduled mail."),
        tr("It may have been sent already, or was cancelled elsewhere. The row shows what {service} has now."),
        _WARNING,
    ),
    ProblemCode.CHANGE_UNKNOWN: ProblemText(
        tr("It is not known whether {service} changed the scheduled mail."),
        tr("Nothing is sent twice. The program asks again every minute; the row shows what it last knew."),
        _WARNING,
    ),
    ProblemCode.MAIL_ERASED: ProblemText(
        tr("The mail was erased meanwhile."),
        tr("The address of its recipient was erased, and the mail with it."),
        _WARNING,
    ),
    ProblemCode.RATE_LIMITED: ProblemText(
        tr("{Service} asks to slow down."),
        tr("It did not accept the mail."),
        _WARNING,
        of_a_read=ProblemText(
            tr("{Service} asks to slow down."), tr("Nothing is lost. The program tries again automatically."), _WARNING
        ),
    ),
    ProblemCode.FILE_GONE: _not_sent(
        tr("A file of this mail is missing."),
        tr("The copy that the program made of it is gone or was changed. Edit the mail and attach the file again."),
        _ERROR,
    ),
    ProblemCode.WRONG_KEY: _not_sent(
        tr("The key is not accepted."),
        tr("Copy the key again. If it is the right one, it has been withdrawn or belongs to another base URL."),
        _ERROR,
    ),
    ProblemCode.FORBIDDEN: _not_sent(
        tr("The key does not have the right to do this."),
        tr("Give the key the right to send e-mail and to read logs, in Infobip's portal."),
        _ERROR,
    ),
    ProblemCode.NOT_THIS_API: ProblemText(
        tr("{host} is not Infobip's e-mail API."),
        tr("Something else answered. Check the base URL and the API generation in the account."),
        of_the_address=AddressText(
            tr("Something answers there, but it is not Infobip's API."),
            tr("{host} is not Infobip's API"),
            f"{_COPY_ADDRESS} {tr('Under More, check the API generation.')}",
        ),
    ),
    ProblemCode.REQUEST_REFUSED: _not_sent(
        tr("{Service} refused the mail."),
        tr("Correct what it names, then send the mail again."),
        _ERROR,
        of_a_read=ProblemText(tr("{Service} refused the request."), tr("Correct what it names, then try again.")),
    ),
    ProblemCode.ALL_REJECTED: _not_sent(tr("{Service} rejected every recipient."), "", _ERROR),
    ProblemCode.NO_ANSWER: _maybe_sent(
        tr("The connection was lost before the answer came."),
        of_the_address=AddressText(
            tr("The connection was lost."),
            tr("{host} closed the connection before it answered"),
            tr("Test again. If this happens every time, check the base URL."),
        ),
        of_a_read=ProblemText(
            tr("The connection was lost."), tr("What arrived before is stored. Try again."), _WARNING
        ),
        in_row=tr("Connection lost, no answer"),
    ),
    ProblemCode.ANSWER_PENDING: ProblemText(
        tr("{Service} has not answered yet."),
        tr("The program waits for the answer in the background, stores it, and reads it with the next fetch."),
        _WARNING,
    ),
    ProblemCode.SERVER_FAULT: _maybe_sent(
        tr("{Service} had a fault of its own."),
        of_a_read=ProblemText(
            tr("{Service} had a fault of its own."), tr("Nothing was fetched. Try again in a few minutes."), _WARNING
        ),
        in_row=tr("{Service} had a fault"),
    ),
    ProblemCode.UNAVAILABLE: _maybe_sent(
        tr("{Service} is not available at the moment, and does not say whether it accepted the mail."),
        of_a_read=ProblemText(
            tr("{Service} is not available at the moment."),
            tr("Nothing is lost. The program tries again automatically."),
            _WARNING,
        ),
        in_row=tr("{Service} was not available"),
    ),
    ProblemCode.UNREADABLE_ANSWER: _maybe_sent(
        tr("The answer cannot be read."),
        of_a_read=ProblemText(
            tr("The answer cannot be read."),
            tr("It is stored unchanged, and a later version of this program reads it again."),
            _WARNING,
        ),
        in_row=tr("The answer cannot be read"),
    ),
    ProblemCode.FOREIGN_ANSWER: _maybe_sent(
        tr(
            "Something other than the API answered, such as a proxy or a firewall. If this happens to every mail, check "
            "the base URL and the API generation in the account."
        ),
        in_row=tr("A proxy or firewall answered"),
    ),
    ProblemCode.NOT_NAMED: _maybe_sent(
        tr("The answer names none of its recipients."),
        in_row=tr("The answer names no recipient"),
    ),
    ProblemCode.SENT_BEFORE: _maybe_sent(
        tr("{Service} already has a mail with this ID and did not accept it again: an earlier try arrived."),
        in_row=tr("{Service} already has it"),
    ),
    ProblemCode.PARTLY_NAMED: ProblemText(
        tr("The answer of {service} does not name all recipients."),
        tr(
            "It is not known yet whether the others get the mail. It is not sent again automatically. The program looks "
            "for it in the logs."
        ),
        _WARNING,
        in_row=tr("The answer does not name all recipients"),
    ),
    ProblemCode.INTERRUPTED: _maybe_sent(
        tr("The program ended while the mail was being sent."),
        in_row=tr("The program ended while it was being sent"),
    ),
    ProblemCode.STOPPED: _maybe_sent(
        tr("The mail was stopped while it was being sent."),
        in_row=tr("Stopped while it was being sent"),
    ),
    ProblemCode.RESTORED: _maybe_sent(
        WAITED,
        in_row=tr("It was waiting in a restored archive"),
    ),
    ProblemCode.FILE_TOO_BIG: ProblemText(
        tr("{subject} is too big."), tr("It was not attached. A whole mail can have at most {limit}.")
    ),
    ProblemCode.FILE_UNREADABLE: ProblemText(
        tr("{subject} cannot be read."), tr("It was not attached. Check that it exists and that you may read it.")
    ),
    ProblemCode.FILE_IS_FOLDER: ProblemText(
        tr("{subject} is a folder."),
        tr("A folder cannot be attached. Attach the files in it, or pack it into a zip file first."),
    ),
    ProblemCode.MAIL_BEING_SENT: ProblemText(
        tr("A mail to this address is being sent."),
        tr("Nothing was erased. Try again when the mail is sent."),
        _WARNING,
    ),
    ProblemCode.FILE_LOST: ProblemText(
        tr("{subject} is not on this computer any more."),
        tr("The copy that the program made of it is gone. The recipients got it with the mail."),
    ),
    ProblemCode.FILE_NOT_WRITTEN: ProblemText(
        tr("{subject} cannot be written."),
        tr("Nothing was saved, and a file that was there before is unchanged. Choose another folder."),
    ),
    ProblemCode.IN_PROFILE: ProblemText(
        tr("{subject} was not written."),
        tr(
            "Mail Composer keeps your mail in that folder, and another file there could replace it. Choose another folder."
        ),
    ),
    ProblemCode.TOO_MANY_ROWS: ProblemText(
        tr("{subject} cannot hold so many rows."),
        tr("An XLSX sheet ends after 1,048,575 rows. Nothing was written. Choose CSV, or filter for fewer rows."),
    ),
    ProblemCode.NOT_AN_EXPORT: ProblemText(
        tr("{subject} cannot be imported."),
        tr(
            "It is neither an NDJSON or CSV export of this program nor a JSON file of the events that Infobip sends to a webhook. The records that were read until then are in the archive."
        ),
    ),
    ProblemCode.NO_MESSAGE_IDS: ProblemText(
        tr("{subject} cannot be imported."),
        tr(
            "A table needs the columns Status, To and Message ID: without them two mails look alike. Show these columns in the list, and export it again. Nothing was changed."
        ),
    ),
    ProblemCode.XML_EVENTS: ProblemText(
        tr("{subject} is XML and cannot be imported."),
        tr(
            "Infobip does not publish how its events look in XML, so only JSON is read. Choose application/json as the content type of the webhook. Nothing was changed."
        ),
    ),
    ProblemCode.MAIL_FILE_EMPTY: ProblemText(tr("{subject} is empty."), tr("The mail is unchanged.")),
    ProblemCode.MAIL_FILE_DAMAGED: ProblemText(
        tr("{subject} cannot be read as a mail."),
        tr("It is damaged, or of another kind than HTML, EML or ZIP. The mail is unchanged."),
    ),
    ProblemCode.MAIL_FILE_LOCKED: ProblemText(
        tr("{subject} is protected by a password."), tr("Unpack it, and open the HTML file in it.")
    ),
    ProblemCode.NO_HTML_IN_FILE: ProblemText(
        tr("{subject} has no HTML to open."),
        tr(
            "A ZIP holds index.html, or one other HTML file, and its images. Unpack it, and open the file that you want."
        ),
    ),
    ProblemCode.LIST_LOCKED: ProblemText(
        tr("{subject} is protected by a password."),
        tr("Open it in your spreadsheet program, save it without the password or as CSV, and import that file."),
    ),
    ProblemCode.LIST_DAMAGED: ProblemText(
        tr("{subject} cannot be read as a spreadsheet."),
        tr("It is damaged, or of another kind than XLSX, XLS or ODS. Save it as XLSX or CSV, and import that file."),
    ),
    ProblemCode.LIST_NOT_A_TABLE: ProblemText(
        tr("{subject} is not a list of recipients."),
        tr("A list is a text file, such as CSV, or a spreadsheet: XLSX, XLS or ODS."),
    ),
    ProblemCode.LIST_EMPTY: ProblemText(tr("{subject} is empty."), tr("There is no row in it.")),
    ProblemCode.LIST_TOO_BIG: ProblemText(
        tr("{subject} is too big."), tr("A list can have at most 250 MB. Split it into several files.")
    ),
    ProblemCode.SHEET_TOO_BIG: ProblemText(
        tr("{subject} is too big to be read as a spreadsheet."),
        tr("Save it as CSV, and import that file: a CSV file may have millions of rows."),
    ),
    ProblemCode.LIST_OPEN_QUOTE: ProblemText(
        tr("{subject} cannot be split into cells."),
        tr("A quotation mark in it is not closed, or the delimiter is another one."),
    ),
    ProblemCode.SHEET_GONE: ProblemText(
        tr("There is no sheet “{subject}” in the list."), tr("Choose another sheet of the file.")
    ),
    ProblemCode.NO_BACKUP: ProblemText(
        tr("{subject} is not a backup."),
        tr("It is damaged, or it is not a backup of this program. Nothing was changed. Choose another file."),
    ),
    ProblemCode.NEWER_BACKUP: ProblemText(
        tr("A newer version of this program made {subject}."),
        tr("Nothing was changed. Install the newer version to restore it."),
    ),
    ProblemCode.NOT_REPLACED: ProblemText(
        tr("{subject} exists and is not a backup."),
        tr("It was not replaced, and nothing was saved. Choose another name."),
    ),
    ProblemCode.ACCOUNT_IN_USE: ProblemText(
        tr("This account has mail that is not finished."),
        tr(
            "It is waiting, being sent or maybe sent. Send it, take it back or discard it in the outbox. Then remove the "
            "account."
        ),
    ),
    ProblemCode.MAIL_LEAVING: ProblemText(
        tr("Mail is being sent."), tr("Nothing was changed. Try again when it is sent."), _WARNING
    ),
    ProblemCode.COLLECTING: ProblemText(
        tr("Another program is collecting reports and logs."),
        tr("Nothing was changed. Try again in a minute."),
        _WARNING,
    ),
    ProblemCode.ARCHIVE_FULL: ProblemText(
        tr("The disk is full."), tr("Nothing was changed. Free some space, then try again.")
    ),
    ProblemCode.ARCHIVE_READ_ONLY: ProblemText(
        tr("The archive cannot be written."), tr("Nothing was changed. Check that you may write in the profile folder.")
    ),
    ProblemCode.ARCHIVE_LOCKED: ProblemText(
        tr("Another program is using the archive."), tr("Nothing was changed. Close the other program, then try again.")
    ),
    ProblemCode.ARCHIVE_DISK_ERROR: ProblemText(
        tr("The disk reports an error."),
        tr("Nothing was changed. Check that the disk is connected and works, then try again."),
    ),
    ProblemCode.ARCHIVE_DAMAGED: ProblemText(
        tr("The archive is damaged."),
        tr("Nothing was changed. Repair the archive or restore a backup: both are in the File menu."),
    ),
    ProblemCode.ARCHIVE_NEWER: ProblemText(
        tr("A newer version of this program wrote this archive."),
        tr("Nothing was changed. Install the newer version to use it."),
    ),
    ProblemCode.OURS: ProblemText(
        tr("Something went wrong in this program."),
        tr("Nothing that was saved is lost. Try again. If it happens again, report it with the log file."),
    ),
}

PAGE_OF_A_PROXY = ProblemText(
    tr("A proxy or firewall answered in place of {service}."),
    tr(
        "It showed a web page, so it is not known whether the mail was sent. The key is not the cause. Check the "
        "network, VPN or proxy of this computer."
    ),
    _WARNING,
    _LOOKED_UP,
    is_fate_last=True,
    of_a_read=ProblemText(
        tr("A proxy or firewall answered in place of {service}."),
        tr(
            "It showed a web page. The key is not the cause. Check the network, VPN or proxy of this computer, then try "
            "again."
        ),
        _WARNING,
    ),
    of_the_address=AddressText(
        tr("A proxy or firewall answered in place of Infobip."),
        tr("A web page in place of {host}"),
        NOT_THE_KEY,
    ),
)
"""A web page in place of the API's answer, see `is_of_a_proxy`: these words apply to every code."""
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
        "The program tried {n} time(s) and now waits for you. When the cause is gone, press Try now.", "", problem.tries
    )
    return [sentence.format(n=fmt.number(problem.tries))]


def vendor_words(problem: Problem, account: Account | None) -> str:
    """What the service said, in its name; what the system said of a file or a connection, as it is."""
    said = [fmt.raw(problem.vendor_text, _MAX_SAID)] if problem.vendor_text else []
    said += [fmt.raw(f"{field}: {why}" if field else why) for field, why in problem.violations[:_MAX_VIOLATIONS]]
    if more := max(len(problem.violations) - _MAX_VIOLATIONS, 0):
        said.append(tr("and {n} more", "", more).format(n=fmt.number(more)))
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
