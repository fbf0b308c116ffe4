"""Accepts checked send requests: assigns ids, decides outcomes, stores."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from composer_app.sandbox import magic_addresses
from composer_app.sandbox.clock import Clock
from composer_app.sandbox.magic_addresses import BY_LOCAL_PART, DELIVERED, Outcome, magic_part
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.send_request import FilePart, Mail, Recipient, Submission
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.blobs import Tray
from composer_app.sandbox.store.messages import NewMessage, Store

_LINK = re.compile(r"""\bhref\s*=\s*["']?\s*https?://""", re.IGNORECASE)
_ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The content of the answer to a send.

    Attributes:
        messages: one for each entry of the answer, in the order of the request.
        loses_answer: the mail is stored, but its answer is dropped.
    """

    bulk_id: str
    messages: tuple[NewMessage, ...]
    loses_answer: bool


class SubmitDesk:
    """Accepts the send requests of all versions of the API."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings

    def accept(self, submission: Submission, tray: Tray) -> Receipt:
        """Stores the request's files and messages. When it returns they outlive a killed server."""
        bulk_id = submission.bulk_id or new_id()
        sent_at_ms = submission.send_at_ms or self._clock.now_ms()
        used: set[str] = set()
        batch = [(mail, self._messages(mail, sent_at_ms, used)) for mail in submission.mails]
        tray.keep(file for mail in submission.mails for file in _files_of(mail))
        self._store.add(bulk_id, batch, submission.send_at_ms)
        messages = tuple(message for _, messages in batch for message in messages)
        return Receipt(
            bulk_id,
            messages,
            any(message.outcome.loses_answer for message in messages)
            or any(_magic(to).loses_answer for mail in submission.mails for to in (*mail.to, *mail.cc, *mail.bcc)),
        )

    def _messages(self, mail: Mail, sent_at_ms: int, used: set[str]) -> list[NewMessage]:
        entries = [(to, self._outcome(to)) for to in mail.to]
        if mail.preserve_recipients:
            # One message for all of them: the first trouble among its recipients is its outcome.
            outcome = next((outcome for _, outcome in entries if outcome is not DELIVERED), DELIVERED)
            values = {name: value for to in reversed(mail.to) for name, value in to.placeholders.items()}
            entries = [(replace(mail.to[0], placeholders=values), outcome)]
        if self._settings.choices.copies == "entries":
            entries += [(to, self._outcome(to)) for to in (*mail.cc, *mail.bcc)]
        return [self._message(mail, to, outcome, sent_at_ms, used) for to, outcome in entries]

    def _message(self, mail: Mail, to: Recipient, outcome: Outcome, sent_at_ms: int, used: set[str]) -> NewMessage:
        if not outcome.at_once:
            outcome = _flaw(mail) or outcome
        if to.message_id is not None and self._settings.choices.repeated_message_id == "reject":
            if to.message_id in used or self._store.has_message(to.message_id):
                outcome = magic_addresses.DUPLICATE_ID
            used.add(to.message_id)
        if outcome.at_once:
            sent_at_ms = min(sent_at_ms, self._clock.now_ms())
        due_at_ms = sent_at_ms + outcome.delay_ms(self._settings.delivery_delay_ms)
        return NewMessage(to, to.message_id or new_id(), outcome, sent_at_ms, due_at_ms)

    def _outcome(self, to: Recipient) -> Outcome:
        if self._settings.mix is None or magic_part(to.mailbox.address) in BY_LOCAL_PART:
            return _magic(to)
        return self._settings.mix.draw()


def _magic(to: Recipient) -> Outcome:
    return magic_addresses.outcome_of(to.mailbox.address)


def _flaw(mail: Mail) -> Outcome | None:
    """Returns what is wrong with a mail that the service takes and then drops."""
    if mail.template_id is not None:
        return magic_addresses.NO_TEMPLATE
    if mail.tracks_clicks and mail.html and len(_LINK.findall(mail.html)) > limits.TRACKED_URLS:
        return magic_addresses.TOO_MANY_URLS
    if mail.landing_page_chars > limits.LANDING_PAGE_CHARS:
        return magic_addresses.LANDING_PAGE
    return None


def _files_of(mail: Mail) -> Iterable[FilePart]:
    yield from mail.attachments
    yield from mail.inline_images
    if mail.mime is not None:
        yield mail.mime


def new_id() -> str:
    """Makes an id of the shape the service makes: 20 small letters and digits."""
    return "".join(_ID_ALPHABET[byte % 36] for byte in os.urandom(20))
