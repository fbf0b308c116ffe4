"""Takes a checked send request: gives ids, decides outcomes, stores."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace

from composer_app.sandbox import outcomes
from composer_app.sandbox.clock import Clock
from composer_app.sandbox.mail.mails import Mail, Recipient, Submission
from composer_app.sandbox.outcomes import Outcome, outcome_of
from composer_app.sandbox.store.blobs import Tray
from composer_app.sandbox.store.messages import NewMessage, Store

_ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told.

    Attributes:
        messages: one for each entry of the answer, in the order of the request.
        loses_answer: the mail is stored, but the sender is to hear nothing of it.
    """

    bulk_id: str
    messages: tuple[NewMessage, ...]
    loses_answer: bool


class Desk:
    """The counter every send request comes to, whatever version it speaks."""

    def __init__(self, store: Store, clock: Clock, delivery_delay_ms: int) -> None:
        self._store = store
        self._clock = clock
        self._delivery_delay_ms = delivery_delay_ms

    def accept(self, submission: Submission, tray: Tray) -> Receipt:
        """Stores the request's files and messages. When it returns they outlive a killed server."""
        bulk_id = submission.bulk_id or new_id()
        sent_at_ms = submission.send_at_ms or self._clock.now_ms()
        batch = [(mail, self._messages(mail, sent_at_ms)) for mail in submission.mails]
        tray.keep(file for mail in submission.mails for file in (*mail.attachments, *mail.inline_images))
        self._store.add(bulk_id, batch)
        return Receipt(
            bulk_id,
            tuple(message for _, messages in batch for message in messages),
            any(outcome.loses_answer for mail in submission.mails for outcome in _outcomes_of_all(mail)),
        )

    def _messages(self, mail: Mail, sent_at_ms: int) -> list[NewMessage]:
        if mail.preserve_recipients:
            # One message for all of them: the first trouble among its recipients is its outcome.
            troubles = (outcome_of(to.mailbox.address) for to in mail.to)
            outcome = next((found for found in troubles if found is not outcomes.DELIVERED), outcomes.DELIVERED)
            values = {name: value for to in reversed(mail.to) for name, value in to.placeholders.items()}
            return [self._message(mail, replace(mail.to[0], placeholders=values), outcome, sent_at_ms)]
        return [self._message(mail, to, outcome_of(to.mailbox.address), sent_at_ms) for to in mail.to]

    def _message(self, mail: Mail, to: Recipient, outcome: Outcome, sent_at_ms: int) -> NewMessage:
        if mail.template_id is not None and not outcome.at_once:
            outcome = outcomes.NO_TEMPLATE
        if outcome.at_once:
            sent_at_ms = min(sent_at_ms, self._clock.now_ms())
        due_at_ms = sent_at_ms + outcome.delay_ms(self._delivery_delay_ms)
        return NewMessage(to, to.message_id or new_id(), outcome, sent_at_ms, due_at_ms)


def new_id() -> str:
    """Makes an id of the shape the service makes: 20 small letters and digits."""
    return "".join(_ID_ALPHABET[byte % 36] for byte in os.urandom(20))


def _outcomes_of_all(mail: Mail) -> Iterable[Outcome]:
    return (outcome_of(recipient.mailbox.address) for recipient in (*mail.to, *mail.cc, *mail.bcc))
