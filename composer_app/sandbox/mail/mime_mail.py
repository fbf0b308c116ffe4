"""Parses a ready-made MIME mail: ``/email/4/mime`` (api/README.md 3.3)."""

import base64
import binascii
import contextlib
import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

from composer_app.sandbox.behaviour_options import BehaviourOptions
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.addresses import Mailbox, is_one_line, parse_mailbox
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields
from composer_app.sandbox.mail.mail_rules import check_recipient_count, check_tags, is_refused_file_name
from composer_app.sandbox.mail.send_request import Mail, Recipient, Submission, Tags
from composer_app.sandbox.store.blobs import Tray

_NOBODY = Mailbox("")
_HEADER_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
# What logs show of the text.
_TEXT_CHARS = 10_000


class MimeMail:
    """Parses and checks one body. The mail goes unchanged through the tray to disk.

    It may be used in any thread, one at a time.
    """

    def __init__(self, body: dict[str, object], tray: Tray, choices: BehaviourOptions) -> None:
        self.checks = Checks()
        self._body = JsonFields(body, self.checks)
        self._tray = tray
        self._choices = choices

    def read(self) -> Submission:
        """Returns what the body asks for; it counts only if ``checks`` found nothing."""
        checks, body = self.checks, self._body
        raw = self._raw()
        # The older policy accepts any header; the newer one fails on invalid ones.
        found: Message = BytesParser().parsebytes(raw)
        self._check_options()
        self._check_files(found)
        tags = Tags(
            application_id=body.text("applicationId"),
            entity_id=body.text("entityId"),
            callback_data=body.text("callbackData"),
        )
        check_tags(checks, tags, str, limits.CALLBACK_CHARS)
        file = self._tray.new_file()
        file.write(raw)
        mail = Mail(
            sender=self._sender(found) or _NOBODY,
            to=self._with_message_id(self._recipients(found)),
            subject=" ".join(_decoded(found.get("Subject")).split())[: limits.SUBJECT_CHARS],
            text=_text(found),
            tags=tags,
            mime=file.finish("mail.eml", "message/rfc822"),
        )
        check_recipient_count(checks, [mail], "destinations")
        return Submission((mail,), checks.length("bulkId", body.text("bulkId"), limits.BULK_ID_CHARS))

    def _raw(self) -> bytes:
        text = self._body.text("mimeMessage")
        if text is None:
            self.checks.note("mimeMessage", "must not be blank")
            return b""
        try:
            raw = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            self.checks.note("mimeMessage", "must be Base64")
            return b""
        if not _HEADER_LINE.match(raw):
            self.checks.note("mimeMessage", "must be a MIME message: header fields, an empty line, the body")
        if len(raw) > limits.MESSAGE_BYTES:
            self.checks.note("mimeMessage", "the whole message must not be larger than 25 MB")
        return raw

    def _sender(self, found: Message) -> Mailbox | None:
        """Returns ``from``, else the header's; both must be of one organisation."""
        named = [box for header in found.get_all("From", ()) for box in _mailboxes(header)]
        if not self._body.has("from"):
            if not named:
                self.checks.note("from", "must not be blank: the message has no From that can be read")
            return named[0] if named else None
        sender = self.checks.mailbox("from", self._body.text("from"))
        if sender and named and _organisation(sender) != _organisation(named[0]):
            self.checks.note("from", "must be of the same domain as the From of the message")
        return sender

    def _recipients(self, found: Message) -> tuple[Recipient, ...]:
        """Returns ``destinations``, else the recipients in the headers."""
        given = self._body.texts("destinations")
        if given:
            boxes = []
            for index, text in enumerate(given):
                try:
                    # The vendor's own example has a domain without a dot here.
                    boxes.append(parse_mailbox(text, labels_least=1))
                except ValueError:
                    self.checks.note(f"destinations[{index}]", "must be a well-formed email address")
        else:
            headers = [header for name in ("To", "Cc", "Bcc") for header in found.get_all(name, ())]
            boxes = [box for header in headers for box in _mailboxes(header)]
        if not boxes and not self.checks.violations:
            self.checks.note("destinations", "must not be empty: the message names no recipient that can be read")
        return tuple(Recipient(box) for box in boxes)

    def _with_message_id(self, to: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
        message_id = self.checks.length("messageId", self._body.text("messageId"), limits.MESSAGE_ID_CHARS)
        if message_id is None:
            return to
        if self._choices.message_id_for_many == "refuse" and len(to) > 1:
            self.checks.note("messageId", "cannot name the messages of several recipients")
        has_all = self._choices.message_id_for_many == "every"
        return tuple(
            Recipient(recipient.mailbox, {}, message_id) if has_all or index == 0 else recipient
            for index, recipient in enumerate(to)
        )

    def _check_options(self) -> None:
        body = self._body
        self.checks.choice("clientPriority", body.text("clientPriority"), ("HIGH", "STANDARD", "LOW"))
        kinds = ("application/json", "application/xml")
        self.checks.choice("notifyContentType", body.text("notifyContentType"), kinds)
        body.flag("intermediateReport")
        for name in ("notifyUrl", "trackingUrl"):
            body.text(name)

    def _check_files(self, found: Message) -> None:
        names = [name for part in found.walk() if (name := _file_name(part))]
        attached = sum(part.get_content_disposition() == "attachment" for part in found.walk())
        if attached > limits.ATTACHMENTS:
            self.checks.note("mimeMessage", f"must not have more than {limits.ATTACHMENTS} attachments")
        for name in filter(is_refused_file_name, names):
            self.checks.note("mimeMessage", f"file type is not allowed: {name[:200]}")


def _mailboxes(header: object) -> list[Mailbox]:
    """Returns the valid addresses of a header, as a mail server would do."""
    found = []
    for name, address in getaddresses([str(header)]):
        try:
            box = parse_mailbox(address, labels_least=1)
        except ValueError:
            continue
        shown = _decoded(name)
        found.append(Mailbox(box.address, shown if is_one_line(shown) else ""))
    return found


def _decoded(header: object) -> str:
    """Returns a header's text; one that cannot be decoded as it is written."""
    text = str(header or "")
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    # What was no ASCII and said no charset is a surrogate by now: no mail and no database can hold it.
    return text.encode(errors="replace").decode()


def _text(found: Message) -> str | None:
    for part in found.walk():
        if part.get_content_type() == "text/plain" and not _file_name(part):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _as_text(payload, part.get_content_charset() or "utf-8")[:_TEXT_CHARS]
    return None


def _as_text(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, errors="replace").encode(errors="replace").decode()
    except (LookupError, ValueError):
        return payload.decode("latin-1")


def _file_name(part: Message) -> str:
    try:
        return _decoded(part.get_filename())
    except (LookupError, ValueError, TypeError):
        return ""


def _organisation(box: Mailbox) -> list[str]:
    return box.domain.lower().split(".")[-2:]
