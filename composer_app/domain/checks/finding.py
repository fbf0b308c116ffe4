"""A finding: one thing in a mail that a check warns of, and where it is."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class CheckId(StrEnum):
    """The checks, by the names that the settings keep. The sentences are in ui/texts."""

    PLACEHOLDER_VALUE = "placeholder value"
    """`detail` is the name of a placeholder without a value."""
    PLACEHOLDER_OPEN = "placeholder open"
    """Two braces that are not closed."""
    SUBJECT_CAPITALS = "subject capitals"
    SUBJECT_MARKS = "subject marks"
    """Several exclamation marks."""
    SUBJECT_LONG = "subject long"
    """`detail` is the number of characters."""
    LINK_EMPTY = "link empty"
    LINK_WRONG = "link wrong"
    """`detail` is the address, which leads nowhere."""
    LINK_SCRIPT = "link script"
    """`detail` is the scheme, which no mail client follows."""
    LINK_LOCAL = "link local"
    """`detail` is the host, which only computers near the user reach."""
    LINK_INSECURE = "link insecure"
    LINK_SHORTENED = "link shortened"
    """`detail` is the host of the shortening service."""
    LINK_DISGUISED = "link disguised"
    """The words of the link name another domain than its address: `detail` is the first, `other` the second."""
    LINK_WORDLESS = "link wordless"
    IMAGE_WORDLESS = "image wordless"
    IMAGE_MISSING = "image missing"
    """`detail` is the name of a file that is not attached."""
    IMAGE_LOCAL = "image local"
    """`detail` is the address of a file on the user's computer."""
    IMAGE_EMBEDDED = "image embedded"
    """Its data is in the HTML."""
    ONLY_IMAGES = "only images"
    TEXT_PART_OLD = "text part old"
    """The user's own text part lacks a link of the HTML: `detail`."""
    HTML_CLIPPED = "html clipped"
    """`detail` is the size in bytes."""
    MAIL_BIG = "mail big"
    """`detail` is the size in bytes."""
    UNSUBSCRIBE = "unsubscribe"
    """`detail` is the number of recipients."""
    SENDER_NEW = "sender new"
    """`detail` is a domain that no accepted mail of the account came from."""
    RECIPIENT_BOUNCED = "recipient bounced"
    """`detail` is the address."""
    LANGUAGE = "language"
    CONTRAST = "contrast"
    """`detail` is the ratio, as 2.1."""
    LAYOUT_TABLE = "layout table"
    HEADING_ORDER = "heading order"
    """`detail` is the level of the heading, `other` the one of the heading before."""
    CLIENT_SUPPORT = "client support"
    """`detail` is the feature, `other` the families of clients that ignore it, parted by a comma and a blank."""


class Severity(StrEnum):
    """How a finding is shown."""

    WARNING = "warning"
    """Shown beside the mail, and asked about at Send."""
    NOTE = "note"
    """Shown beside the mail."""


class Field(StrEnum):
    """Where a finding leads, by the names of the page's fields."""

    SENDER = "from"
    TO = "to"
    SUBJECT = "subject"
    BODY = "body"
    TEXT = "text"
    FILES = "files"
    OPTIONS = "options"


class CheckFinding(msgspec.Struct, frozen=True):
    """One thing to look at.

    Attributes:
        detail, other: values for the sentence, see `CheckId`.
        start, end: characters of the HTML source; both 0 for a finding that is not in it.
        line: of the HTML source, from 1; 0 for a finding that is not in it.
    """

    check: CheckId
    field: Field = Field.BODY
    detail: str = ""
    other: str = ""
    start: int = 0
    end: int = 0
    line: int = 0
