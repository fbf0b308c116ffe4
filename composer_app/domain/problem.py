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

    # The request surely did not leave, or was turned away by the service itself.
    HOST_UNKNOWN = "host unknown"
    REFUSED = "connection refused"
    TLS = "tls"
    """The certificate is not trusted, or the two sides agree on no way to encrypt."""
    NO_TLS = "no tls"
    """What answers there does not speak https."""
    NO_CONNECTION = "no connection"
    """For any other reason."""
    CONNECT_TIMEOUT = "connect timeout"
    PROXY_REFUSED = "proxy refused"
    """The proxy lets nothing through to that host, or the proxy setting of this computer cannot be used."""
    PROXY_SIGN_IN = "proxy sign-in"
    """The proxy wants a user and a password. Another try does not help."""
    NO_KEY = "no key"
    KEYRING_MISSING = "keyring missing"
    KEYRING_PLAIN_TEXT = "keyring plain text"
    """The only keyring stores keys readably, so it is not used."""
    KEYRING_LOCKED = "keyring locked"
    KEYRING_REFUSED = "keyring refused"
    KEYRING_NO_ANSWER = "keyring no answer"
    SANDBOX_FAILED = "sandbox failed"
    RATE_LIMITED = "rate limited"
    UNAVAILABLE = "unavailable"
    FILE_GONE = "file gone"
    # The answer was no.
    WRONG_KEY = "wrong key"
    FORBIDDEN = "forbidden"
    NOT_THIS_API = "not this api"
    REQUEST_REFUSED = "request refused"
    ALL_REJECTED = "all rejected"
    # It is not known what became of the mail.
    NO_ANSWER = "no answer"
    ANSWER_PENDING = "answer pending"
    SERVER_FAULT = "server fault"
    UNREADABLE_ANSWER = "unreadable answer"
    FOREIGN_ANSWER = "foreign answer"
    """A refusal, a redirect or a page that is not the API's own word: it does not say what became of a mail."""
    NOT_NAMED = "not named"
    """The answer names none of the recipients."""
    SENT_BEFORE = "sent before"
    """The service has had a mail with this message ID: an earlier try of this one."""
    PARTLY_NAMED = "partly named"
    """The answer leaves out some recipients. The mail is accepted if it took another one."""
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    RESTORED = "restored"
    """It waited, or was being sent, in an archive that was restored from a backup or repaired."""
    COMMAND_ENDED = "command ended"
    """`composer-app send` queued a mail and ended before it left: only the user lets it leave now."""
    MAIL_ERASED = "mail erased"
    """An address was erased, and the mail with it, while a command was about to send it or looked it up."""
    # Our own files.
    FILE_TOO_BIG = "file too big"
    FILE_UNREADABLE = "file unreadable"
    FILE_IS_FOLDER = "file is folder"
    MAIL_BEING_SENT = "mail being sent"
    """To the address to erase."""
    FILE_NOT_WRITTEN = "file not written"
    NO_BACKUP = "no backup"
    """The file to restore is no backup, or is damaged."""
    NEWER_BACKUP = "newer backup"
    NOT_REPLACED = "not replaced"
    """The target of a backup exists and is no backup."""
    ACCOUNT_IN_USE = "account in use"
    MAIL_LEAVING = "mail leaving"
    """The archive is needed alone while mail is being sent."""
    COLLECTING = "collecting"
    """The same while another program collects."""
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
"""There is no key to send or to read with."""

GIVEN_UP = "given up"
"""In the history of a mail, in place of a code: it was tried so often that it waits for the user."""


WEB_PAGE = "web page"
"""`subject` of a problem whose answer was a web page. This API writes none."""
_PROXY_STATUSES = (401, 403, 407, 408, 429, 451, 511)


def is_of_a_proxy(http_status: int | None) -> bool:
    """Whether a web page with this status is that of a proxy or a firewall, and not of another site.

    A page with another 5xx is as likely the service's own load balancer, so it counts as a fault of the service.
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
    """When it is tried again by itself; None: it is not."""
    tries: int = 0
    """How often in a row a mail was tried in vain, where trying again may help; 0 where it does not."""
    subject: str = ""
    """What it is about: a file name, a host."""

    @property
    def is_given_up(self) -> bool:
        """It was tried so often that the mail waits for the user."""
        return self.tries > 0 and self.retry_at is None
