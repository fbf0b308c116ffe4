"""Draft validation: everything that must be right before a draft becomes a submission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain import file_types
from composer_app.domain.account import Account, Generation
from composer_app.domain.address_syntax import AddressProblem
from composer_app.domain.allowed_recipients import first_not_allowed
from composer_app.domain.draft import Draft
from composer_app.domain.ids import BulkId, message_id_in, new_bulk_id, new_submission_id
from composer_app.domain.mail import MailContent, RecipientKind, size_as_sent
from composer_app.domain.mail_limits import (
    MAX_ATTACHMENTS,
    MAX_COPIES_IN_SPLIT,
    MAX_HTML_BYTES,
    MAX_MESSAGE_BYTES,
    MAX_RECIPIENTS,
    MAX_SUBJECT,
)
from composer_app.domain.merge_list import MergeRow
from composer_app.domain.recipients import (
    ParsedAddress,
    parse_address,
    parse_addresses,
    recipient_key,
    without_repeats,
)
from composer_app.domain.send_options import option_problems
from composer_app.domain.send_time import FARTHEST, is_past, is_too_far
from composer_app.domain.subject_line import one_line
from composer_app.domain.submission import Recipient, Submission

LINE_BREAKS = "\r\n\v\f\x85\u2028\u2029"
"""Characters that would end the Subject header."""


class DraftFault(StrEnum):
    """Why a draft cannot be sent. The sentences are in ui/texts."""

    NO_SENDER = "no sender"
    BAD_SENDER = "bad sender"
    SEVERAL_SENDERS = "several senders"
    NO_RECIPIENT = "no recipient"
    BAD_RECIPIENT = "bad recipient"
    TOO_MANY_RECIPIENTS = "too many recipients"
    SCHEDULED_SPLIT = "scheduled in several requests"
    """It needs several requests, which leave one after the other, so it has no time of its own."""
    BESIDE_LIST = "recipients beside the list"
    TOO_MANY_COPIES = "too many copies"
    """In a mail that needs several requests: Cc and Bcc go with the first one, beside someone in To."""
    LIST_SEEN_BY_ALL = "list seen by all"
    """Its recipients would see each other, and with a list each gets a mail of their own."""
    SPLIT_SEEN_BY_ALL = "several requests seen by all"
    """The same for a mail that needs several requests: each request would show its own part of the recipients."""
    BAD_REPLY_TO = "bad reply-to"
    SEVERAL_REPLY_TO = "several reply-to"
    NO_SUBJECT = "no subject"
    SUBJECT_TOO_LONG = "subject too long"
    SUBJECT_LINE_BREAK = "line break in subject"
    NO_BODY = "no body"
    HTML_TOO_BIG = "html too big"
    TOO_BIG = "mail too big"
    TOO_MANY_FILES = "too many files"
    REFUSED_FILE = "refused file"
    NOT_ALLOWED = "recipient not allowed"
    """The account is a test account with a list of its recipients; `detail` is the first other address."""
    BAD_OPTION = "bad option"
    """`detail` is the name of a field of `SendOptions`."""
    SEND_AT_PAST = "send time past"
    SEND_AT_TOO_FAR = "send time too far"
    """`detail` is the limit in days."""


class DraftProblem(msgspec.Struct, frozen=True):
    """One problem of a draft. `detail` is the address, file name or size concerned."""

    fault: DraftFault
    detail: str = ""


def problems_of(
    draft: Draft, text: str, account: Account, now: datetime, *, may_split: bool = False
) -> tuple[DraftProblem, ...]:
    """All problems to correct before `draft` can be sent, in the order of the page.

    Args:
        draft: the content of the compose page.
        text: the text part of the mail.
        account: the account that sends it.
        now: for the time of a scheduled mail.
        may_split: it may become several requests, see `send_run`, unless it is scheduled.
    """
    return (
        *_sender_problems(draft),
        *_allowance_problems(draft, account),
        *_recipient_problems(draft, may_split=may_split),
        *_reply_to_problems(draft),
        *_subject_problems(draft.subject),
        *_body_problems(draft, text),
        *_option_problems(draft, account),
        *_time_problems(draft, account, now),
    )


def submission_of(
    draft: Draft, text: str, account: Account, now: datetime, rows: Sequence[MergeRow] = ()
) -> Submission:
    """Freeze a draft that has no problems: its exact content, and ids that only this mail has.

    Args:
        rows: the recipients of its list.
    """
    bulk_id = new_bulk_id(now)
    people = recipients_of_rows(rows) if rows else recipients_of(draft)
    return Submission(
        id=new_submission_id(),
        account_id=account.id,
        bulk_id=bulk_id,
        content=content_of(draft, text),
        recipients=with_message_ids(people, bulk_id, account.generation),
        created_at=now,
        send_at=draft.send_at,
    )


def content_of(draft: Draft, text: str) -> MailContent:
    """What all recipients of a draft that has no problems get."""
    return MailContent(
        sender=parse_address(draft.sender).text,
        subject=one_line(draft.subject).strip(),
        html=draft.html,
        text=text,
        reply_to=parse_address(draft.reply_to).text if draft.reply_to.strip() else "",
        attachments=draft.attachments,
        options=draft.options,
    )


def recipients_of_rows(rows: Iterable[MergeRow]) -> tuple[Recipient, ...]:
    """The recipients of a list, each with their values."""
    return tuple(Recipient(mailbox=row.mailbox, placeholders=row.values) for row in rows)


def recipients_of(draft: Draft) -> tuple[Recipient, ...]:
    """The recipients of a draft that has no problems: To, Cc, Bcc, each once."""
    return tuple(
        Recipient(mailbox=entry.mailbox, kind=kind) for entry, kind in _recipients(draft) if entry.mailbox is not None
    )


def with_message_ids(recipients: Sequence[Recipient], bulk_id: BulkId, generation: Generation) -> tuple[Recipient, ...]:
    """The recipients of one request, each in To with an id of ours where the request can carry it."""
    to_count = sum(one.kind is RecipientKind.TO for one in recipients)
    # v1 to v3 take one messageId for the whole request; its effect for several recipients is unknown (api/README.md
    # 3.1). Then only the bulkId identifies the mail, and the answer has the message ids.
    if generation is not Generation.V4 and to_count != 1:
        return tuple(recipients)
    return tuple(
        msgspec.structs.replace(one, message_id=message_id_in(bulk_id, number)) if one.kind is RecipientKind.TO else one
        for number, one in enumerate(recipients, start=1)
    )


def recipient_count(draft: Draft) -> int:
    """The number of recipients: those of its list, or each valid address once."""
    if draft.merge is not None:
        return draft.merge.recipient_count
    return sum(entry.mailbox is not None for entry, _ in _recipients(draft))


def copy_count(draft: Draft) -> int:
    """The number of addresses in Cc and Bcc. To is not read: it may be long."""
    return len({recipient_key(entry) for text in (*draft.cc, *draft.bcc) for entry in parse_addresses(text)})


def _recipients(draft: Draft) -> list[tuple[ParsedAddress, RecipientKind]]:
    seen: set[str] = set()
    people = []
    for kind, texts in ((RecipientKind.TO, draft.to), (RecipientKind.CC, draft.cc), (RecipientKind.BCC, draft.bcc)):
        for entry in without_repeats(entry for text in texts for entry in parse_addresses(text)):
            key = recipient_key(entry)
            if key not in seen:
                seen.add(key)
                people.append((entry, kind))
    return people


def _sender_problems(draft: Draft) -> Iterable[DraftProblem]:
    if not draft.sender.strip():
        yield DraftProblem(DraftFault.NO_SENDER)
    elif (sender := parse_address(draft.sender)).mailbox is None:
        is_list = sender.problem is AddressProblem.SEVERAL
        yield DraftProblem(DraftFault.SEVERAL_SENDERS if is_list else DraftFault.BAD_SENDER, sender.text)


def _recipient_problems(draft: Draft, *, may_split: bool) -> Iterable[DraftProblem]:
    people = _recipients(draft)
    for entry, _ in people:
        if entry.mailbox is None:
            yield DraftProblem(DraftFault.BAD_RECIPIENT, entry.text)
    if draft.merge is not None:
        # Each recipient of a list gets a mail of their own, with their values; a recipient beside it has none.
        if people:
            yield DraftProblem(DraftFault.BESIDE_LIST, str(len(people)))
        if not draft.merge.recipient_count:
            yield DraftProblem(DraftFault.NO_RECIPIENT)
    elif not any(kind is RecipientKind.TO for _, kind in people):
        yield DraftProblem(DraftFault.NO_RECIPIENT)
    count = recipient_count(draft)
    copies = sum(kind is not RecipientKind.TO for _, kind in people)
    if draft.options.preserve_recipients:
        if draft.merge is not None:
            yield DraftProblem(DraftFault.LIST_SEEN_BY_ALL)
        elif count > MAX_RECIPIENTS and may_split:
            yield DraftProblem(DraftFault.SPLIT_SEEN_BY_ALL, str(count))
    if count > MAX_RECIPIENTS and not may_split:
        yield DraftProblem(DraftFault.TOO_MANY_RECIPIENTS, str(count))
    elif count > MAX_RECIPIENTS and draft.send_at is not None:
        yield DraftProblem(DraftFault.SCHEDULED_SPLIT, str(count))
    elif count > MAX_RECIPIENTS and copies > MAX_COPIES_IN_SPLIT:
        yield DraftProblem(DraftFault.TOO_MANY_COPIES, str(copies))


def _allowance_problems(draft: Draft, account: Account) -> Iterable[DraftProblem]:
    """The recipients of a list are looked at when it is read."""
    addresses = (entry.mailbox.address for entry, _ in _recipients(draft) if entry.mailbox is not None)
    if address := first_not_allowed(account, addresses):
        yield DraftProblem(DraftFault.NOT_ALLOWED, address)


def _reply_to_problems(draft: Draft) -> Iterable[DraftProblem]:
    if draft.reply_to.strip() and (reply_to := parse_address(draft.reply_to)).mailbox is None:
        is_list = reply_to.problem is AddressProblem.SEVERAL
        yield DraftProblem(DraftFault.SEVERAL_REPLY_TO if is_list else DraftFault.BAD_REPLY_TO, reply_to.text)


def _subject_problems(subject: str) -> Iterable[DraftProblem]:
    if not subject.strip():
        yield DraftProblem(DraftFault.NO_SUBJECT)
    elif any(char in LINE_BREAKS for char in subject.strip()):
        yield DraftProblem(DraftFault.SUBJECT_LINE_BREAK)
    elif len(subject.strip()) > MAX_SUBJECT:
        yield DraftProblem(DraftFault.SUBJECT_TOO_LONG, str(len(subject.strip())))


def _option_problems(draft: Draft, account: Account) -> Iterable[DraftProblem]:
    for option in dict.fromkeys(one.option for one in option_problems(draft.options, account.generation)):
        yield DraftProblem(DraftFault.BAD_OPTION, option.value)


def _time_problems(draft: Draft, account: Account, now: datetime) -> Iterable[DraftProblem]:
    if draft.send_at is None:
        return
    farthest = FARTHEST[account.generation]
    if is_past(draft.send_at, now):
        yield DraftProblem(DraftFault.SEND_AT_PAST)
    elif is_too_far(draft.send_at, now, farthest):
        yield DraftProblem(DraftFault.SEND_AT_TOO_FAR, str(farthest.days))


def _body_problems(draft: Draft, text: str) -> Iterable[DraftProblem]:
    if not draft.html.strip() and not text.strip():
        yield DraftProblem(DraftFault.NO_BODY)
    if len(draft.html.encode()) > MAX_HTML_BYTES:
        yield DraftProblem(DraftFault.HTML_TOO_BIG, str(len(draft.html.encode())))
    attached = sum(not file.is_inline for file in draft.attachments)
    if attached > MAX_ATTACHMENTS:
        yield DraftProblem(DraftFault.TOO_MANY_FILES, str(attached))
    for file in draft.attachments:
        if file_types.is_refused(file.file_name):
            yield DraftProblem(DraftFault.REFUSED_FILE, file.file_name)
    size = size_as_sent(draft.attachments, draft.html, text)
    if size > MAX_MESSAGE_BYTES:
        yield DraftProblem(DraftFault.TOO_BIG, str(size))
