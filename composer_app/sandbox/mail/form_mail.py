"""Parses a mail from the form fields of send v1, v2 and v3 (api/README.md 3.1 and 3.4)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from composer_app.sandbox.behaviour_options import BehaviourOptions
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.addresses import Mailbox, parse_mailbox
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.mail_rules import check_mail, check_recipient_count, check_tags
from composer_app.sandbox.mail.send_request import FilePart, Mail, Recipient, Submission, Tags

_BOOLEANS = (
    "intermediateReport",
    "track",
    "trackClicks",
    "trackOpens",
    "skipPassiveStorage",
    "skipActiveStorage",
)
_CHOICES = {
    "notifyContentType": ("application/json", "application/xml"),
    "trackingPixelPosition": ("TOP", "BOTTOM"),
    "templateLanguageVersion": ("1", "2"),
    "clientPriority": ("HIGH", "STANDARD", "LOW"),
}
_URLS = ("notifyUrl", "trackingUrl")
_TEXTS = (
    "callbackData",
    "campaignReferenceId",
    "applicationId",
    "entityId",
    "ipPoolId",
    "headers",
    "landingPageId",
    "landingPagePlaceholders",
)
_OPTIONS = (*_BOOLEANS, "preserveRecipients", *_CHOICES, *_URLS, *_TEXTS, "sendAt")
_NOBODY = Mailbox("")


class FormMail:
    """Reads and checks one form.

    Args:
        fields: values by field name in small letters; of a field sent twice the first counts, except recipients.
        files: the file parts, likewise.
        callback_chars: the longest callbackData of this version.
        choices: how to read what can be read in two ways.
    """

    def __init__(
        self,
        fields: Mapping[str, Sequence[str]],
        files: Mapping[str, Sequence[FilePart]],
        now_ms: int,
        callback_chars: int,
        choices: BehaviourOptions,
    ) -> None:
        self._fields = fields
        self._files = files
        self._now_ms = now_ms
        self._callback_chars = callback_chars
        self._choices = choices
        self.checks = Checks()

    def read(self) -> Submission:
        """Returns what the form asks for; it counts only if ``checks`` found nothing."""
        checks = self.checks
        sender = checks.mailbox("from", self._one("from"))
        to = self._recipients("to")
        if not to and "to" not in checks.violations:
            checks.note("to", "must not be empty")
        message_id = checks.length("messageId", self._one("messageId"), limits.MESSAGE_ID_CHARS)
        preserve_recipients = checks.boolean("preserveRecipients", self._one("preserveRecipients"))
        if to and message_id:
            to = self._with_message_id(to, message_id, is_one=len(to) == 1 or preserve_recipients)
        landing_page = checks.json_object("landingPagePlaceholders", self._one("landingPagePlaceholders"))
        mail = Mail(
            sender=sender or _NOBODY,
            to=to,
            cc=self._recipients("cc"),
            bcc=self._recipients("bcc"),
            reply_to=checks.mailbox("replyTo", self._one("replyTo")),
            preserve_recipients=preserve_recipients,
            subject=self._one("subject") or "",
            text=self._one("text"),
            html=self._one("html"),
            amp_html=self._one("ampHtml"),
            template_id=self._template_id(),
            default_placeholders=checks.json_object("defaultPlaceholders", self._one("defaultPlaceholders")),
            headers=checks.headers("headers", self._one("headers")),
            attachments=self._file_parts("attachment"),
            inline_images=self._file_parts("inlineImage"),
            tags=self._tags(),
            tracks_clicks=self._tracks_clicks(),
            landing_page_chars=max(map(len, landing_page.values()), default=0),
            options={name: value for name in _OPTIONS if (value := self._one(name)) is not None},
        )
        check_mail(checks, mail, has_sender=self._one("from") is not None, name=str)
        check_recipient_count(checks, [mail], "to")
        self._check_options()
        return Submission(
            mails=(mail,),
            bulk_id=checks.length("bulkId", self._one("bulkId"), limits.BULK_ID_CHARS),
            send_at_ms=checks.send_at(
                "sendAt",
                self._one("sendAt"),
                self._now_ms,
                limits.SEND_AT_DAYS_FORM,
                takes_past=self._choices.past_send_at == "now",
            ),
        )

    def _one(self, name: str) -> str | None:
        values = self._fields.get(name.lower())
        return values[0] if values and values[0] else None

    def _recipients(self, name: str) -> tuple[Recipient, ...]:
        found = []
        for value in self._fields.get(name, ()):
            if value.strip():
                try:
                    found.append(_recipient(value))
                except (ValueError, RecursionError):
                    self.checks.note(name, f"is not a well-formed email address or JSON: {value[:200]}")
        return tuple(found)

    def _file_parts(self, name: str) -> tuple[FilePart, ...]:
        if name.lower() in self._fields:
            self.checks.note(name, "must be a file part: its Content-Disposition has no filename")
        return tuple(self._files.get(name.lower(), ()))

    def _template_id(self) -> str | None:
        value = self._one("templateId")
        if value is not None and not (value.isascii() and value.isdigit() and len(value) <= 18):
            self.checks.note("templateId", "must be a whole number")
        return value

    def _tags(self) -> Tags:
        tags = Tags(
            campaign_reference_id=self._one("campaignReferenceId"),
            application_id=self._one("applicationId"),
            entity_id=self._one("entityId"),
            callback_data=self._one("callbackData"),
        )
        check_tags(self.checks, tags, str, self._callback_chars)
        return tags

    def _check_options(self) -> None:
        for name in _BOOLEANS:
            self.checks.boolean(name, self._one(name))
        for name, allowed in _CHOICES.items():
            self.checks.choice(name, self._one(name), allowed)
        for name in _URLS:
            self.checks.url(name, self._one(name))

    def _tracks_clicks(self) -> bool:
        return all((self._one(name) or "true").lower() != "false" for name in ("track", "trackClicks"))

    def _with_message_id(self, to: tuple[Recipient, ...], message_id: str, is_one: bool) -> tuple[Recipient, ...]:
        """Gives the form's one id to its recipients."""
        if self._choices.message_id_for_many == "every":
            return tuple(replace(recipient, message_id=message_id) for recipient in to)
        if self._choices.message_id_for_many == "refuse" and not is_one:
            self.checks.note("messageId", "cannot name the messages of several recipients")
        return (replace(to[0], message_id=message_id), *to[1:])


def _recipient(value: str) -> Recipient:
    """Reads both forms: an address, or ``{"to":"a@example.com","placeholders":{"name":"Ana"}}``.

    Raises:
        ValueError: it is neither.
    """
    if not value.lstrip().startswith("{"):
        return Recipient(parse_mailbox(value))
    found = json.loads(value)
    address, placeholders = found.get("to"), found.get("placeholders") or {}
    if not isinstance(address, str) or not isinstance(placeholders, dict):
        raise ValueError(value)
    inner = Checks()
    values = inner.json_object("placeholders", json.dumps(placeholders))
    if inner.violations:
        raise ValueError(value)
    return Recipient(parse_mailbox(address), values)
