"""Problems: the one error vocabulary of the program, from the wire to the sentence.

Every error of the API, the archive and the keyring carries a `ProblemCode`; `ui/texts/problems.py` has one entry of
sentences for each.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class ProblemCode(StrEnum):
    """What went wrong. The archive stores the value and `--json` prints it, so a value is never renamed."""

    # The request surely was not sent, or the service itself refused it.
    HOST_UNKNOWN = "host unknown"
    REFUSED = "connection refused"
    TLS = "tls"
    """The certificate is not trusted, or both sides share no cipher."""
    NO_TLS = "no tls"
    """The server does not speak https."""
    NO_CONNECTION = "no connection"
    """For any other reason."""
    CONNECT_TIMEOUT = "connect timeout"
    PROXY_REFUSED = "proxy refused"
    """The proxy refuses that host, or this computer's proxy setting is invalid."""
    PROXY_SIGN_IN = "proxy sign-in"
    """The proxy requires user and password. A retry does not help."""
    NO_KEY = "no key"
    KEYRING_MISSING = "keyring missing"
    KEYRING_PLAIN_TEXT = "keyring plain text"
    """The only keyring stores keys as plain text, so it is not used."""
    KEYRING_LOCKED = "keyring locked"
    KEYRING_REFUSED = "keyring refused"
    KEYRING_NO_ANSWER = "keyring no answer"
    SANDBOX_FAILED = "sandbox failed"
    RATE_LIMITED = "rate limited"
    UNAVAILABLE = "unavailable"
    FILE_GONE = "file gone"
    # The vendor refused.
    WRONG_KEY = "wrong key"
    FORBIDDEN = "forbidden"
    NOT_THIS_API = "not this api"
    REQUEST_REFUSED = "request refused"
    ALL_REJECTED = "all rejected"
    NOT_ALLOWED = "recipient not allowed"
    """A test account may send to some recipients only; `subject` is another one."""
    # Of a scheduled mail.
    TIME_PASSED = "time passed"
    """Its time passed before it could be handed over."""
    BULK_GONE = "bulk gone"
    """The service does not know it as a scheduled send."""
    BULK_FAILED = "bulk failed"
    """The service could not send it at its time."""
    CHANGE_REFUSED = "change refused"
    """The service does not move, pause, resume or cancel it any more."""
    CHANGE_UNKNOWN = "change unknown"
    """It is not known whether the service did that."""
    # The outcome of the mail is unknown.
    NO_ANSWER = "no answer"
    ANSWER_PENDING = "answer pending"
    SERVER_FAULT = "server fault"
    UNREADABLE_ANSWER = "unreadable answer"
    FOREIGN_ANSWER = "foreign answer"
    """A refusal, redirect or page of another server: the mail may have been accepted."""
    NOT_NAMED = "not named"
    """The answer names none of the recipients."""
    SENT_BEFORE = "sent before"
    """The service already has this message ID: from an earlier try."""
    PARTLY_NAMED = "partly named"
    """The answer lacks some recipients. The mail counts as accepted if it accepts another one."""
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    RESTORED = "restored"
    """It waited, or was being sent, in an archive that was restored from a backup or repaired."""
    COMMAND_ENDED = "command ended"
    """`composer-app send` queued a mail and ended before it left: now only the user can send it."""
    MAIL_ERASED = "mail erased"
    """The mail was erased with an address while a command was about to send it or looked it up."""
    # Our own files.
    FILE_TOO_BIG = "file too big"
    FILE_UNREADABLE = "file unreadable"
    FILE_IS_FOLDER = "file is folder"
    MAIL_BEING_SENT = "mail being sent"
    """To the address to erase."""
    FILE_LOST = "file lost"
    """A file of a sent mail is not in the store any more."""
    FILE_NOT_WRITTEN = "file not written"
    IN_PROFILE = "in the profile"
    """A file to write is in the folder of the program's own data, which it must not replace."""
    TOO_MANY_ROWS = "too many rows"
    """A sheet of a spreadsheet cannot hold them."""
    LIST_LOCKED = "list locked"
    """The list of recipients is protected by a password."""
    LIST_DAMAGED = "list damaged"
    LIST_NOT_A_TABLE = "list not a table"
    """The file is neither text nor a spreadsheet."""
    LIST_EMPTY = "list empty"
    LIST_TOO_BIG = "list too big"
    SHEET_TOO_BIG = "sheet too big"
    """A spreadsheet is read as a whole; a text file of the same size would do."""
    LIST_OPEN_QUOTE = "list open quote"
    """A cell of a text file is longer than any text: a quotation mark is not closed."""
    SHEET_GONE = "sheet gone"
    MAIL_FILE_EMPTY = "mail file empty"
    """A file to be opened as the mail has no content."""
    MAIL_FILE_DAMAGED = "mail file damaged"
    MAIL_FILE_LOCKED = "mail file locked"
    """It is protected by a password."""
    NO_HTML_IN_FILE = "no html in file"
    """A packed file has no HTML, or several and none is the index."""
    NO_BACKUP = "no backup"
    """The file to restore is no backup, or is damaged."""
    NEWER_BACKUP = "newer backup"
    NOT_AN_EXPORT = "not an export"
    """The file to import is neither an export nor a file of webhook events."""
    NO_MESSAGE_IDS = "no message ids"
    """The table to import does not say which mail is which."""
    XML_EVENTS = "xml events"
    """The file to import is XML, whose form for events no source gives."""
    NOT_REPLACED = "not replaced"
    """The target of a backup exists and is no backup."""
    ACCOUNT_IN_USE = "account in use"
    MAIL_LEAVING = "mail leaving"
    """The operation needs the archive alone, and mail is being sent."""
    COLLECTING = "collecting"
    """The same, and another program collects."""
    ARCHIVE_FULL = "archive full"
    ARCHIVE_READ_ONLY = "archive read-only"
    ARCHIVE_LOCKED = "archive locked"
    ARCHIVE_DISK_ERROR = "archive disk error"
    ARCHIVE_DAMAGED = "archive damaged"
    ARCHIVE_NEWER = "archive newer"
    OURS = "ours"
    """A fault of this program."""


KEYRING_PROBLEMS = frozenset(
    {
        ProblemCode.KEYRING_MISSING,
        ProblemCode.KEYRING_PLAIN_TEXT,
        ProblemCode.KEYRING_LOCKED,
        ProblemCode.KEYRING_REFUSED,
        ProblemCode.KEYRING_NO_ANSWER,
    }
)
KEY_PROBLEMS = KEYRING_PROBLEMS | {ProblemCode.NO_KEY}
"""Problems of a missing or unreadable key."""

GIVEN_UP = "given up"
"""In the history of a mail, in place of a code: after too many tries it waits for the user."""


WEB_PAGE = "web page"
"""`subject` of a problem whose answer was a web page. This API writes none."""
_PROXY_STATUSES = (401, 403, 407, 408, 429, 451, 511)


def is_of_a_proxy(http_status: int | None) -> bool:
    """Whether a web page with this status is that of a proxy or a firewall, and not of another site.

    A page with another 5xx may come from the service's own load balancer, so it counts as a fault of the service.
    """
    return http_status in _PROXY_STATUSES


class Problem(msgspec.Struct, frozen=True):
    """Why something failed: a code for the words, and the message of the vendor or the system."""

    code: ProblemCode
    http_status: int | None = None
    vendor_code: str = ""
    vendor_text: str = ""
    violations: tuple[tuple[str, str], ...] = ()
    retry_at: datetime | None = None
    """Time of the next automatic try; None: there is none."""
    tries: int = 0
    """Number of failed tries in a row, if a retry may help; else 0."""
    subject: str = ""
    """The subject: a file name, a host."""

    @property
    def is_given_up(self) -> bool:
        """After too many tries the mail waits for the user."""
        return self.tries > 0 and self.retry_at is None
