"""What must be right before a mail may leave, and what then leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from composer_app.domain.account import SANDBOX, AccountUse, Generation
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import DraftFault, DraftProblem, problems_of, recipient_count, submission_of
from composer_app.domain.ids import DraftId
from composer_app.domain.mail import Attachment, Mailbox, RecipientKind
from composer_app.domain.merge_list import MergeAttachment, MergeRow, MergeSettings
from composer_app.domain.send_options import SendOptions

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
GOOD = Draft(
    id=DraftId("d"),
    account_id=SANDBOX.id,
    sender="Linden Energy <billing@example.com>",
    to=("Ana <ana@example.com>",),
    subject="Hello",
    html="<p>Hello</p>",
    updated_at=NOW,
)

SEEN_BY_ALL = SendOptions(preserve_recipients=True)


def file(name: str = "a.pdf", size: int = 1) -> Attachment:
    return Attachment("0" * 64, name, "application/pdf", size)


def people(count: int) -> MergeAttachment:
    return MergeAttachment(
        sha256="1" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=count, row_count=9
    )


def with_(**changes: Any) -> Draft:
    return msgspec.structs.replace(GOOD, **changes)


def test_inline_images_are_not_counted_among_the_files() -> None:
    images = tuple(msgspec.structs.replace(file(f"{number}.png"), is_inline=True) for number in range(21))
    assert problems_of(with_(attachments=(*images, *(file() for _ in range(20)))), "Hello", SANDBOX, NOW) == ()


@pytest.mark.parametrize("field", ["sender", "reply_to"])
def test_two_addresses_where_one_is_allowed_are_reported_as_such(field: str) -> None:
    two = "Ana <ana@example.com> Tom <tom@example.com>"
    wanted = DraftFault.SEVERAL_SENDERS if field == "sender" else DraftFault.SEVERAL_REPLY_TO
    assert [problem.fault for problem in problems_of(with_(**{field: two}), "Hello", SANDBOX, NOW)] == [wanted]


def test_a_good_draft_has_no_problem() -> None:
    assert problems_of(GOOD, "Hello", SANDBOX, NOW) == ()


@pytest.mark.parametrize(
    ("changes", "fault", "detail"),
    [
        ({"sender": " "}, DraftFault.NO_SENDER, ""),
        ({"sender": "nobody"}, DraftFault.BAD_SENDER, "nobody"),
        ({"to": ()}, DraftFault.NO_RECIPIENT, ""),
        ({"to": (), "cc": ("ana@example.com",)}, DraftFault.NO_RECIPIENT, ""),
        ({"cc": ("oops",)}, DraftFault.BAD_RECIPIENT, "oops"),
        ({"bcc": tuple(f"{n}@example.com" for n in range(1000))}, DraftFault.TOO_MANY_RECIPIENTS, "1001"),
        ({"to": (), "merge": people(0)}, DraftFault.NO_RECIPIENT, ""),
        ({"to": (), "merge": people(1001)}, DraftFault.TOO_MANY_RECIPIENTS, "1001"),
        ({"merge": people(2)}, DraftFault.BESIDE_LIST, "1"),
        ({"to": (), "merge": people(2), "options": SEEN_BY_ALL}, DraftFault.LIST_SEEN_BY_ALL, ""),
        ({"reply_to": "me"}, DraftFault.BAD_REPLY_TO, "me"),
        ({"subject": "  "}, DraftFault.NO_SUBJECT, ""),
        ({"subject": "two\nlines"}, DraftFault.SUBJECT_LINE_BREAK, ""),
        ({"subject": "two\r\nBcc: x@example.com"}, DraftFault.SUBJECT_LINE_BREAK, ""),
        ({"subject": "two\u2028lines"}, DraftFault.SUBJECT_LINE_BREAK, ""),
        ({"subject": "x" * 1001}, DraftFault.SUBJECT_TOO_LONG, "1001"),
        ({"html": "x" * 10_000_001}, DraftFault.HTML_TOO_BIG, "10000001"),
        ({"attachments": tuple(file() for _ in range(21))}, DraftFault.TOO_MANY_FILES, "21"),
        ({"attachments": (file("run.exe"),)}, DraftFault.REFUSED_FILE, "run.exe"),
        ({"attachments": (file(size=25_000_000),)}, DraftFault.TOO_BIG, "25000012"),
    ],
)
def test_each_problem_is_named(changes: dict[str, Any], fault: DraftFault, detail: str) -> None:
    (problem,) = problems_of(with_(**changes), "", SANDBOX, NOW)
    assert (problem.fault, problem.detail) == (fault, detail)


def test_a_mail_in_several_requests_has_no_time_of_its_own() -> None:
    many = with_(to=(), merge=people(1001))
    scheduled = msgspec.structs.replace(many, send_at=NOW + timedelta(hours=1))

    assert problems_of(many, "", SANDBOX, NOW, may_split=True) == ()
    assert problems_of(scheduled, "", SANDBOX, NOW, may_split=True) == (
        DraftProblem(DraftFault.SCHEDULED_SPLIT, "1001"),
    )


def test_too_many_copies_are_not_split() -> None:
    """Those in Cc and Bcc are in the first request alone."""
    copies = tuple(f"{n}@example.com" for n in range(1000))

    assert problems_of(with_(bcc=copies), "", SANDBOX, NOW, may_split=True) == (
        DraftProblem(DraftFault.TOO_MANY_COPIES, "1000"),
    )


def test_recipients_in_several_requests_do_not_see_each_other() -> None:
    many = with_(to=tuple(f"{n}@example.com" for n in range(1001)), options=SEEN_BY_ALL)

    assert problems_of(many, "", SANDBOX, NOW, may_split=True) == (DraftProblem(DraftFault.SPLIT_SEEN_BY_ALL, "1001"),)
    assert problems_of(with_(to=many.to[:1000], options=SEEN_BY_ALL), "", SANDBOX, NOW, may_split=True) == ()


def test_a_mail_without_html_and_text_is_none() -> None:
    assert problems_of(with_(html=" "), "\n", SANDBOX, NOW)[0].fault is DraftFault.NO_BODY
    assert problems_of(with_(html=""), "Hello", SANDBOX, NOW) == ()


def test_all_problems_are_reported_at_once() -> None:
    faults = [problem.fault for problem in problems_of(with_(sender="", to=("x",), subject=""), "", SANDBOX, NOW)]
    assert faults == [
        DraftFault.NO_SENDER,
        DraftFault.BAD_RECIPIENT,
        DraftFault.NO_SUBJECT,
    ]


def test_what_leaves_is_what_was_written() -> None:
    draft = with_(cc=("tom@example.com",), bcc=("eva@example.com",), subject=" Hello ", reply_to=" help@example.com ")
    mail = submission_of(draft, "text", SANDBOX, NOW)
    assert (mail.content.subject, mail.content.reply_to, mail.content.text) == ("Hello", "help@example.com", "text")
    assert mail.content.html == GOOD.html
    assert [(one.mailbox, one.kind) for one in mail.recipients] == [
        (Mailbox("ana@example.com", "Ana"), RecipientKind.TO),
        (Mailbox("tom@example.com"), RecipientKind.CC),
        (Mailbox("eva@example.com"), RecipientKind.BCC),
    ]
    assert [one.message_id for one in mail.recipients] == [f"{mail.bulk_id}-1", None, None]


@pytest.mark.parametrize(
    ("generation", "have_ids"), [(Generation.V3, False), (Generation.V1, False), (Generation.V4, True)]
)
def test_several_people_have_ids_of_their_own_where_the_version_can(generation: Generation, have_ids: bool) -> None:
    account = msgspec.structs.replace(SANDBOX, generation=generation)
    mail = submission_of(with_(to=("a@example.com", "b@example.com")), "", account, NOW)
    assert all((one.message_id is not None) is have_ids for one in mail.recipients)
    assert len({one.message_id for one in mail.recipients}) == (2 if have_ids else 1)


def test_an_address_in_several_fields_gets_one_mail() -> None:
    draft = with_(to=("ana@example.com",), cc=("Ana <ana@EXAMPLE.com>", "tom@example.com"), bcc=("tom@example.com",))
    assert recipient_count(draft) == 2
    assert [one.kind for one in submission_of(draft, "", SANDBOX, NOW).recipients] == [
        RecipientKind.TO,
        RecipientKind.CC,
    ]


@pytest.mark.parametrize("generation", [Generation.V3, Generation.V4])
def test_each_row_of_a_list_is_a_recipient_with_values(generation: Generation) -> None:
    account = msgspec.structs.replace(SANDBOX, generation=generation)
    draft = with_(to=(), merge=people(2))
    rows = [MergeRow(number, Mailbox(f"p{number}@example.com"), {"n": str(number)}) for number in (2, 4)]

    sent = submission_of(draft, "Hello", account, NOW, rows)

    assert problems_of(draft, "Hello", account, NOW) == ()
    assert recipient_count(draft) == 2
    assert [(one.mailbox.address, one.kind, one.placeholders) for one in sent.recipients] == [
        ("p2@example.com", RecipientKind.TO, {"n": "2"}),
        ("p4@example.com", RecipientKind.TO, {"n": "4"}),
    ]
    assert len({one.message_id for one in sent.recipients}) == (2 if generation is Generation.V4 else 1)


@pytest.mark.parametrize(
    ("generation", "send_at", "fault", "detail"),
    [
        (Generation.V3, NOW, DraftFault.SEND_AT_PAST, ""),
        (Generation.V3, NOW + timedelta(days=31), DraftFault.SEND_AT_TOO_FAR, "30"),
        (Generation.V4, NOW + timedelta(days=6), DraftFault.SEND_AT_TOO_FAR, "5"),
    ],
)
def test_a_time_that_the_api_does_not_take(
    generation: Generation, send_at: datetime, fault: DraftFault, detail: str
) -> None:
    account = msgspec.structs.replace(SANDBOX, generation=generation)
    (problem,) = problems_of(with_(send_at=send_at), "", account, NOW)
    assert (problem.fault, problem.detail) == (fault, detail)
    later = with_(send_at=NOW + timedelta(days=4))
    assert problems_of(later, "", account, NOW) == ()
    assert submission_of(later, "", account, NOW).send_at == later.send_at


def test_options_and_recipients_that_the_account_does_not_take() -> None:
    account = msgspec.structs.replace(SANDBOX, use=AccountUse.TEST, allowed_recipients=("@corp.example",))
    draft = with_(options=SendOptions(validity_minutes=5, tracking_url="x"))
    found = [(one.fault, one.detail) for one in problems_of(draft, "", account, NOW)]
    assert found == [
        (DraftFault.NOT_ALLOWED, "ana@example.com"),
        (DraftFault.BAD_OPTION, "validity_minutes"),
        (DraftFault.BAD_OPTION, "tracking_url"),
    ]
