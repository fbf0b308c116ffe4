"""A send request as values, the same for all versions of the API."""

from dataclasses import dataclass, field

from composer_app.sandbox.mail.addresses import Mailbox


@dataclass(frozen=True, slots=True)
class FilePart:
    """An attachment or inline image.

    Attributes:
        blob: name of the bytes in the store: their SHA-256 in hexadecimal.
    """

    file_name: str
    content_type: str
    size_bytes: int
    blob: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient of the mail, with the placeholder values and the message id chosen for them."""

    mailbox: Mailbox
    placeholders: dict[str, str] = field(default_factory=dict)
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """Client data that comes back in reports and logs, and that filters can use."""

    campaign_reference_id: str | None = None
    application_id: str | None = None
    entity_id: str | None = None
    callback_data: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """One content and its recipients.

    Attributes:
        tracks_clicks: its links are rewritten, so their number is limited.
        landing_page_chars: the longest value of its landing page placeholders.
        mime: the whole mail as the client made it; then the bodies and files beside it are empty.
        options: the options of the send that were given, under their names in the request, for the list of mail.
    """

    sender: Mailbox
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...] = ()
    bcc: tuple[Recipient, ...] = ()
    reply_to: Mailbox | None = None
    preserve_recipients: bool = False
    subject: str = ""
    text: str | None = None
    html: str | None = None
    amp_html: str | None = None
    template_id: str | None = None
    default_placeholders: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    attachments: tuple[FilePart, ...] = ()
    inline_images: tuple[FilePart, ...] = ()
    tags: Tags = Tags()
    tracks_clicks: bool = False
    landing_page_chars: int = 0
    mime: FilePart | None = None
    options: dict[str, object] = field(default_factory=dict)

    @property
    def recipient_count(self) -> int:
        return len(self.to) + len(self.cc) + len(self.bcc)


@dataclass(frozen=True, slots=True)
class Submission:
    """All mails of one send request.

    Attributes:
        send_at_ms: when to send; None is at once.
    """

    mails: tuple[Mail, ...]
    bulk_id: str | None = None
    send_at_ms: int | None = None
