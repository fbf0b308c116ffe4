"""Parses mails from the JSON body of send v4 (api/README.md 3.2)."""

import base64
import binascii
from collections.abc import Callable

from composer_app.sandbox.behaviour_options import BehaviourOptions
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields
from composer_app.sandbox.mail.mail_rules import check_mail, check_recipient_count, check_tags
from composer_app.sandbox.mail.send_request import FilePart, Mail, Recipient, Submission, Tags
from composer_app.sandbox.store.blobs import Tray

_UNIT_MINUTES = {"MINUTES": 1, "HOURS": 60}
_VALIDITY_MINUTES = 48 * 60
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
# Options of a send, where they are in a message of the body and beside the messages.
_CONTENT_OPTIONS = ("headers", "landingPagePlaceholders", "optoutLandingPageId", "templateLanguageVersion")
_MESSAGE_OPTIONS = ("options", "webhooks", "ips", "placeholdersMasking", "storage")
_NOBODY = Mailbox("")
# Where the fields of a mail are in a message of the body; all others are in "content".
_PLACES = {"from": "sender", "attachment": "content.attachments", "inlineImage": "content.inlineImages"}


class JsonMail:
    """Parses and checks one body. Files go through the tray to disk.

    Args:
        find_content: returns what was uploaded under an id of the service.
        choices: how to read what can be read in two ways.
    """

    def __init__(
        self,
        body: dict[str, object],
        tray: Tray,
        now_ms: int,
        find_content: Callable[[str], FilePart | None],
        choices: BehaviourOptions,
    ) -> None:
        self.checks = Checks()
        self._body = JsonFields(body, self.checks)
        self._tray = tray
        self._now_ms = now_ms
        self._find_content = find_content
        self._choices = choices
        self._tracks_clicks = False

    def read(self) -> Submission:
        """Returns what the body asks for; it counts only if ``checks`` found nothing."""
        checks = self.checks
        options = self._body.inner("options")
        tracking = options.inner("tracking")
        tracks = {name: tracking.flag(name) for name in ("track", "trackOpens", "trackClicks")}
        self._tracks_clicks = all(tracks[name] or not tracking.has(name) for name in ("track", "trackClicks"))
        mails = [mail for message in self._body.items("messages") for mail in self._mails(message)]
        if not mails and not checks.violations:
            checks.note("messages", "must not be empty")
        check_recipient_count(checks, mails, "messages")
        schedule = options.inner("schedule")
        position = tracking.path("trackingPixelPosition")
        checks.choice(position, tracking.text("trackingPixelPosition"), ("TOP", "BOTTOM"))
        priority = options.text("clientPriority")
        checks.choice(options.path("clientPriority"), priority, ("HIGH", "STANDARD", "LOW"))
        checks.url(tracking.path("trackingUrl"), tracking.text("trackingUrl"))
        return Submission(
            mails=tuple(mails),
            bulk_id=checks.length(schedule.path("bulkId"), schedule.text("bulkId"), limits.BULK_ID_CHARS),
            send_at_ms=checks.send_at(
                schedule.path("sendAt"),
                schedule.text("sendAt"),
                self._now_ms,
                limits.SEND_AT_DAYS_JSON,
                takes_past=self._choices.past_send_at == "now",
            ),
        )

    def _mails(self, message: JsonFields) -> list[Mail]:
        """One mail for each destination group of a message; they share its content."""
        checks = self.checks
        content = message.inner("content")
        sender = checks.mailbox(message.path("sender"), message.text("sender"))
        tags = self._tags(message)
        attachments = self._files(content, "attachments")
        inline_images = self._files(content, "inlineImages")
        defaults = self._json_text(content, "defaultPlaceholders")
        headers = checks.headers(content.path("headers"), content.text("headers"))
        landing_page = self._json_text(content, "landingPagePlaceholders")
        version = content.path("templateLanguageVersion")
        checks.choice(version, content.text("templateLanguageVersion"), ("1", "2"))
        self._check_webhooks(message)
        self._check_delivery(message.inner("options"))
        storage = message.inner("storage")
        for name in ("skipPassive", "skipActive"):
            storage.flag(name)
        mails = [
            Mail(
                sender=sender or _NOBODY,
                to=self._recipients(group, "to"),
                cc=self._recipients(group, "cc"),
                bcc=self._recipients(group, "bcc"),
                reply_to=checks.mailbox(group.path("replyTo"), group.text("replyTo")),
                preserve_recipients=group.flag("preserveRecipients"),
                subject=content.text("subject") or "",
                text=content.text("text"),
                html=content.text("html"),
                amp_html=content.text("ampHtml"),
                template_id=content.text("templateId"),
                default_placeholders=defaults,
                headers=headers,
                attachments=attachments,
                inline_images=inline_images,
                tags=tags,
                tracks_clicks=self._tracks_clicks,
                landing_page_chars=max(map(len, landing_page.values()), default=0),
                options=self._options(message, content, group),
            )
            for group in message.items("destinations")
        ]
        if not message.has("content"):
            checks.note(message.path("content"), "must not be null")
        elif mails:
            check_mail(
                checks,
                mails[0],
                has_sender=message.has("sender"),
                name=lambda name: message.path(_PLACES.get(name, f"content.{name}")),
            )
        if not mails:
            checks.note(message.path("destinations"), "must not be empty")
        return mails

    def _recipients(self, group: JsonFields, name: str) -> tuple[Recipient, ...]:
        found = []
        for item in group.items(name):
            if not item.has("destination"):
                self.checks.note(item.path("destination"), "must not be blank")
            mailbox = self.checks.mailbox(item.path("destination"), item.text("destination"))
            message_id = self.checks.length(item.path("messageId"), item.text("messageId"), limits.MESSAGE_ID_CHARS)
            placeholders = self._json_text(item, "placeholders")
            found.append(Recipient(mailbox or _NOBODY, placeholders, message_id))
        if name == "to" and not found:
            self.checks.note(group.path("to"), "must not be empty")
        return tuple(found)

    def _files(self, content: JsonFields, name: str) -> tuple[FilePart, ...]:
        return tuple(part for item in content.items(name) if (part := self._file(item)) is not None)

    def _file(self, item: JsonFields) -> FilePart | None:
        checks = self.checks
        kind_of_item = item.text("type")
        if kind_of_item == "uploadedReference":
            return self._uploaded(item)
        if kind_of_item != "binary":
            checks.note(item.path("type"), "must be binary or uploadedReference")
            return None
        file_name, kind = item.text("fileName"), item.text("contentType")
        for field, value in (("fileName", file_name), ("contentType", kind)):
            if value is None:
                checks.note(item.path(field), "must not be blank")
        try:
            data = base64.b64decode(item.text("content") or "", validate=True)
        except (binascii.Error, ValueError):
            checks.note(item.path("content"), "must be Base64")
            return None
        if not item.has("content"):
            checks.note(item.path("content"), "must not be blank")
        file = self._tray.new_file()
        file.write(data)
        return file.finish(file_name or "", kind or "")

    def _uploaded(self, item: JsonFields) -> FilePart | None:
        content_id = item.text("contentId")
        found = self._find_content(content_id) if content_id else None
        if found is None:
            self.checks.note(item.path("contentId"), "names no uploaded content, or its time is over")
        return found

    def _tags(self, message: JsonFields) -> Tags:
        options, webhooks = message.inner("options"), message.inner("webhooks")
        platform = options.inner("platform")
        tags = Tags(
            campaign_reference_id=options.text("campaignReferenceId"),
            application_id=platform.text("applicationId"),
            entity_id=platform.text("entityId"),
            callback_data=webhooks.text("callbackData"),
        )
        owners = {"campaignReferenceId": options, "callbackData": webhooks}
        check_tags(self.checks, tags, lambda name: owners.get(name, platform).path(name), limits.CALLBACK_CHARS)
        return tags

    def _check_webhooks(self, message: JsonFields) -> None:
        webhooks = message.inner("webhooks")
        kind = webhooks.text("contentType")
        self.checks.choice(webhooks.path("contentType"), kind, ("application/json", "application/xml"))
        delivery = webhooks.inner("delivery")
        self.checks.url(delivery.path("url"), delivery.text("url"))
        for name in ("intermediateReport", "notify"):
            delivery.flag(name)

    def _check_delivery(self, options: JsonFields) -> None:
        validity = options.inner("validityPeriod")
        if validity.has("amount"):
            amount = validity.number("amount")
            unit = self.checks.choice(validity.path("timeUnit"), validity.text("timeUnit"), _UNIT_MINUTES)
            if amount is not None and amount * _UNIT_MINUTES.get(unit or "MINUTES", 1) > _VALIDITY_MINUTES:
                self.checks.note(validity.path("amount"), "must not be more than 48 hours")
        window = options.inner("deliveryTimeWindow")
        if not options.has("deliveryTimeWindow"):
            return
        days = window.texts("days")
        if not days or any(day not in _DAYS for day in days):
            self.checks.note(window.path("days"), f"must be one or more of {', '.join(_DAYS)}")
        minutes = {}
        for name in ("from", "to"):
            at = window.inner(name)
            hour, minute = at.number("hour") or 0, at.number("minute") or 0
            if not (0 <= hour <= 23 and 0 <= minute <= 59):
                self.checks.note(at.path("hour"), "must be a time of the day")
            minutes[name] = 60 * hour + minute
        if window.has("from") and window.has("to") and minutes["from"] >= minutes["to"]:
            self.checks.note(window.path("to"), "must be after from")

    def _options(self, message: JsonFields, content: JsonFields, group: JsonFields) -> dict[str, object]:
        """The options of one mail as they were given."""
        found = {name: content.get(name) for name in _CONTENT_OPTIONS if content.has(name)}
        found |= {name: message.get(name) for name in _MESSAGE_OPTIONS if message.has(name)}
        if group.has("preserveRecipients"):
            found["preserveRecipients"] = group.get("preserveRecipients")
        beside = self._body.inner("options")
        return found | {name: beside.get(name) for name in beside.names() if name != "schedule"}

    def _json_text(self, owner: JsonFields, name: str) -> dict[str, str]:
        """Reads a JSON object that is written inside a string."""
        return self.checks.json_object(owner.path(name), owner.text(name))
