"""Contents of an evidence pack: all data about one mail to one recipient, and none about the others.

Its texts are for the vendor's support, and English in every language of the window.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.ids import MessageId
from composer_app.domain.mail import Mailbox
from composer_app.domain.message_history import EventSource, MessageDetails, MessageEvent
from composer_app.domain.recipients import address_key, parse_address
from composer_app.domain.secret import without_secrets
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.compose.request_text import KEY_VARIABLE, request_text
from composer_app.services.runtime.address_mask import AddressMask

_WHO = {
    EventSource.ANSWER: "the answer to the send",
    EventSource.LOGS: "Infobip's logs",
    EventSource.REPORTS: "a delivery report",
    EventSource.WEBHOOKS: "a webhook event",
}
_README = """Evidence of one e-mail, for a support ticket
============================================

Saved {saved} (UTC) by {program}.

To          {to}
From        {sender}
Subject     {subject}
Message ID  {message_id}
Bulk ID     {bulk_id}
Status      {outcome}

What is in here
---------------
{files}

What is not in here
-------------------
The key: wherever it stood there is {variable} or "…".
Other recipients of the same bulk: their addresses, names, message IDs and placeholders are masked, also inside the
texts of the mail and however they are encoded there. What else these texts say is in the request as it was
written; read them before you pass this on.
The attachments: their names, sizes and SHA-256 are listed instead.
"""
_FILES = {
    "timeline.txt": "every step, for reading; times in UTC",
    "timeline.json": "the same for programs",
    "report.json": "the delivery report, byte for byte as Infobip sent it",
    "log.json": "the latest log entry, byte for byte as Infobip sent it",
    "answer.json": "Infobip's answer to the send",
    "request.http": "the request, built again from the frozen mail by the code that sent it",
    "mail.sha256": "hashes of the mail as it was frozen when it was sent",
    "versions.json": "which versions of what made this",
}
_NOT_OURS = "This mail was not sent with this program: its request is not known here."
_NO_ACCOUNT = "The account was removed from this program: the request cannot be built again."


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The input of a pack. `submission` is None for mail of other programs."""

    details: MessageDetails
    submission: Submission | None
    account: Account | None
    versions: dict[str, str]
    saved_at: datetime


def pack_entries(evidence: Evidence, blob_path: Callable[[str], Path]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the pack, README.txt first. Names are unique."""
    hidden = _mask_of(evidence)
    entries = dict(_entries(evidence, hidden, blob_path))
    yield "README.txt", _clean(_readme(evidence, list(entries)).encode(), hidden.known)
    yield from entries.items()


def _entries(evidence: Evidence, hidden: AddressMask, blob_path: Callable[[str], Path]) -> Iterator[tuple[str, bytes]]:
    details, submission = evidence.details, evidence.submission
    steps = [_step(event) for event in details.events]
    yield "timeline.txt", _clean(_timeline(steps).encode(), hidden.all)
    yield "timeline.json", _clean(json.dumps(steps, ensure_ascii=False, indent=2).encode(), hidden.all)
    for name, raw in (("report.json", details.raw_report), ("log.json", details.raw_log)):
        if raw:
            yield name, _clean(raw, hidden.known)
    if details.raw_answer:
        yield "answer.json", _clean(_only_own(details, submission), hidden.all)
    if submission is not None:
        if evidence.account is not None:
            yield "request.http", _clean(_request(evidence.account, submission, details, blob_path), hidden.known)
        yield "mail.sha256", _clean(_hashes(submission).encode(), hidden.known)
    yield "versions.json", json.dumps(evidence.versions, indent=2).encode()


def _clean(raw: bytes, hide: Callable[[bytes], bytes]) -> bytes:
    """The same bytes, without secrets and other recipients."""
    return without_secrets(hide(raw))


def _mask_of(evidence: Evidence) -> AddressMask:
    message, submission = evidence.details.message, evidence.submission
    keep = [message.to, _bare(message.sender)]
    others: list[Mailbox] = []
    own_names: set[str] = set()
    if submission is not None:
        keep += [_bare(submission.content.sender), _bare(submission.content.reply_to)]
        own = address_key(message.to)
        others = [one.mailbox for one in submission.recipients if address_key(one.mailbox.address) != own]
        own_names = {one.mailbox.name for one in submission.recipients if address_key(one.mailbox.address) == own}
        own_names |= {_name_in(submission.content.sender), _name_in(submission.content.reply_to)}
    return AddressMask(
        filter(None, keep),
        (one.address for one in others),
        (one.name for one in others if one.name and one.name not in own_names),
    )


def _bare(text: str) -> str:
    mailbox = parse_address(text).mailbox if text else None
    return mailbox.address if mailbox is not None else text


def _name_in(text: str) -> str:
    mailbox = parse_address(text).mailbox if text else None
    return mailbox.name if mailbox is not None else ""


def _step(event: MessageEvent) -> dict[str, str]:
    step = {
        "at": event.at.isoformat(),
        "learnt_at": event.recorded_at.isoformat(),
        "step": event.kind.value,
        "status": event.outcome.value,
        "source": _WHO.get(event.source, "this program"),
    }
    return step | ({"detail": event.detail} if event.detail else {})


def _timeline(steps: list[dict[str, str]]) -> str:
    lines = [
        f"{step['at']}  {step['step']}: {step['status']}\n"
        f"    said by {step['source']}, learnt {step['learnt_at']}"
        + (f"\n    {step['detail']}" if "detail" in step else "")
        for step in steps
    ]
    return "\n".join(lines) + "\n"


def _only_own(details: MessageDetails, submission: Submission | None) -> bytes:
    """The answer to the send without its parts about other recipients; unchanged if there are none."""
    try:
        answer = json.loads(details.raw_answer)
    except (ValueError, RecursionError):
        return details.raw_answer
    listed = answer.get("messages") if isinstance(answer, dict) else None
    if submission is None or not isinstance(listed, list) or len(listed) < 2:
        return details.raw_answer
    message = details.message
    own = [
        entry
        for entry in listed
        if isinstance(entry, dict)
        and (entry.get("messageId") == message.message_id or message.to.casefold() in json.dumps(entry).casefold())
    ]
    answer["messages"] = [*own, f"… {len(listed) - len(own)} more, about other recipients"]
    return json.dumps(answer, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")


def _masked(recipient: Recipient, number: int, own: str) -> Recipient:
    if address_key(recipient.mailbox.address) == own:
        return recipient
    return Recipient(
        Mailbox(f"recipient-{number}@masked.invalid"),
        recipient.kind,
        None if recipient.message_id is None else MessageId(f"masked-{number}"),
        dict.fromkeys(recipient.placeholders, "…"),
    )


def _request(
    account: Account, submission: Submission, details: MessageDetails, blob_path: Callable[[str], Path]
) -> bytes:
    """The request with the other recipients masked."""
    own = address_key(details.message.to)
    others = tuple(_masked(one, number, own) for number, one in enumerate(submission.recipients, start=1))
    return request_text(account, submission, blob_path, recipients=others)


def _hashes(submission: Submission) -> str:
    """As `sha256sum` writes them."""
    content = submission.content
    parts = [("mail (JSON of its frozen content)", msgspec.json.encode(content))]
    parts += [
        (name, text.encode("utf-8", "replace")) for name, text in (("html", content.html), ("text", content.text))
    ]
    lines = [f"{hashlib.sha256(raw).hexdigest()}  {name}" for name, raw in parts if raw]
    return "\n".join([*lines, *(f"{file.sha256}  {file.file_name}" for file in content.attachments)]) + "\n"


def _readme(evidence: Evidence, names: list[str]) -> str:
    message = evidence.details.message
    files = [f"{name:<14}  {_FILES[name]}" for name in names]
    if evidence.submission is None:
        files.append(f"\n{_NOT_OURS}")
    elif evidence.account is None:
        files.append(f"\n{_NO_ACCOUNT}")
    return _README.format(
        saved=f"{evidence.saved_at:%Y-%m-%d %H:%M:%S}",
        program=f"Mail Composer {evidence.versions.get('Mail Composer', '')}".strip(),
        to=message.to,
        sender=message.sender,
        subject=" ".join(message.subject.split()),
        message_id=message.message_id or "none",
        bulk_id=message.bulk_id or "none",
        outcome=message.outcome.value,
        files="\n".join(files),
        variable=KEY_VARIABLE,
    )
