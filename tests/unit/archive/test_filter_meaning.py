"""A filter finds in SQL what its tokens say of each message in plain Python."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.message_events import add as add_event
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.filter_fields import STEPS, FilterContext, filter_of
from composer_app.domain.filter_parser import FilterToken, parse
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.mail import Attachment
from composer_app.domain.message_history import EventKind, EventSource, MessageRow
from composer_app.domain.outcome import PROBLEMS, Outcome
from composer_app.domain.price import Price
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.recipients import address_key, domain_of_key
from composer_app.domain.search_folding import fold
from composer_app.domain.status import VendorError
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.domain.text_matchers import spellings_of
from composer_app.domain.time_filter import moment_named
from composer_app.domain.vendor_records import LogEntry
from tests.examples import examples
from tests.unit.archive.samples import after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, REJECTED, WAITING
from tests.unit.archive.steps import ingest, sent, sync

NOW = after(3600)
OTHER = AccountId("other")
CONTEXT = FilterContext(NOW, accounts={"Sandbox": SANDBOX_ACCOUNT, "Größe & Co": OTHER})
LETTERS = {
    "mine": "Liebe Grüße, your invoice is 12:30 late",
    "files": "see the file",
    "bulk": "Your CÔDE is 7731",
    "alone": "Goodbye",
}
"""Texts of mails by their bulk; "alone" has none."""
LONE = {"c-1": "alone"}
SPAM = VendorError(5, "X", 6020, "EC_Späm", "No_")
STEPS_OF_ROWS = {
    1: (EventKind.OPENED, EventKind.CLICKED),
    2: (EventKind.OPENED,),
    5: (EventKind.COMPLAINED, EventKind.LATE_BOUNCE),
}
FILE = Attachment("1" * 64, "a.pdf", "application/pdf", 10)


class Known(msgspec.Struct):
    """A message, and what its row alone does not say."""

    row: MessageRow
    letter: str = ""
    has_attachment: bool = False
    is_doubtful: bool = False
    steps: frozenset[str] = frozenset()


def logged(one: LogEntry, text: str = "", price: str = "", currency: str = "EUR") -> LogEntry:
    raw = msgspec.json.encode({"id": one.message_id, "text": text} if text else {"id": one.message_id})
    cost = Price(Decimal(price), currency) if price else None
    return msgspec.structs.replace(one, raw=raw, price=cost)


def fill(archive: Archive) -> list[Known]:
    archive.accounts.save(Account(id=OTHER, name="Größe & Co", base_url="https://x.example", use=AccountUse.TEST))
    mine = submission(
        "ana@corp.example", "Jürgen@müller.example", bulk_id="mine", subject="Größe 50% *", ids=("i-1", "i-2")
    )
    content = msgspec.structs.replace(mine.content, sender="Café Ü <cafe@x.example>", html=f"<p>{LETTERS['mine']}</p>")
    sent(archive, msgspec.structs.replace(mine, content=content))
    files = submission("tom@corp.example", bulk_id="files", subject="STRASSE und Straße", created_at=after(5))
    content = msgspec.structs.replace(files.content, html="", text=LETTERS["files"], attachments=(FILE,))
    archive.outbox.queue(msgspec.structs.replace(files, content=content), None)
    inline = msgspec.structs.replace(FILE, is_inline=True)
    picture = submission("tom@mail.corp.example", bulk_id="picture", subject="Cafe\u0301", created_at=after(6))
    content = msgspec.structs.replace(picture.content, html="", attachments=(inline,))
    archive.outbox.queue(msgspec.structs.replace(picture, content=content), None)
    sync(
        archive,
        logged(entry("b-1", "zoë@corp.example", bulk_id="bulk", sent_at=after(10)), LETTERS["bulk"], "0.0004"),
        logged(entry("b-2", "İnci@example.com", BOUNCED, bulk_id="bulk", error=INBOX_FULL), LETTERS["bulk"], "0.001"),
        logged(entry("c-1", "x@y.example", REJECTED, bulk_id=None, error=SPAM), LETTERS["alone"], "1", "USD"),
        logged(entry("c-2", "ab@cd.example", WAITING, bulk_id="c", sent_at=after(-86400))),
    )  # fmt: skip
    ingest(
        archive,
        report("c-2", "ab@cd.example", DELIVERED, bulk_id="c"),
        report("c-2", "ab@cd.example", BOUNCED, bulk_id="c"),
    )
    archive.messages.mark_seen([4, 5])
    for row, kinds in STEPS_OF_ROWS.items():
        for kind in kinds:
            add_event(archive.database, row, kind, NOW, NOW, Outcome.DELIVERED, source=EventSource.WEBHOOKS)
    add_event(archive.database, 6, EventKind.CLICKED, NOW, NOW, Outcome.DELIVERED, source=EventSource.PROGRAM)
    sync_other(archive)
    rows = archive.messages.rows(archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False))
    doubtful = set(archive.messages.ids(ArchiveFilter(inconsistent_at=NOW), SortKey.RECEIVED, False))
    return [
        Known(
            row,
            "" if row.account_id == OTHER else fold(LETTERS.get(row.bulk_id or LONE.get(row.message_id or "", ""), "")),
            row.bulk_id == "files",
            row.row in doubtful,
            frozenset(kind.value for kind in STEPS_OF_ROWS.get(row.row, ())),
        )
        for row in rows
    ]


def sync_other(archive: Archive) -> None:
    archive.logs.ingest(OTHER, [logged(entry("o-1", "ana@other.example", BOUNCED, bulk_id="mine"))], after(60), None)


# what a token says of a message


def holds(token: FilterToken, known: Known) -> bool:
    said = [(term.is_excluded, says(term, known)) for term in token.terms]
    wanted = [says_so != is_excluded for is_excluded, says_so in said if says_so is not None]
    return any(wanted) or not wanted


def says(term: FilterToken, known: Known) -> bool | None:
    """None if the term has no meaning."""
    row, value = known.row, term.value.strip()
    field = term.field
    if not value or (field and value.startswith("=") and not value[1:].strip()):
        return None
    if value.startswith("=") and field in ("to", "from", "subject", "to-domain", "bulk", "id", "error"):
        return is_exactly(field, value[1:], row)
    if field == "":
        words = [row.to, row.sender, row.subject, row.message_id or "", row.bulk_id or "", *verdict(row)]
        return any(has_part(value, word) for word in words) or has_part(value, known.letter)
    if field in ("to", "from", "subject"):
        return fits(value, {"to": row.to, "from": row.sender, "subject": row.subject}[field])
    if field == "text":
        return has_part(value, known.letter)
    if field == "to-domain":
        parts = [part.removeprefix("@") for part in re.split(r"[,\s]+", value) if part.removeprefix("@")]
        domain = row.to.rpartition("@")[2].lower()
        return any(is_domain(domain, part.lower()) for part in parts) if parts else None
    if field == "status":
        words = [word.strip().lower() for word in value.split(",") if word.strip()]
        if not words or any(word not in STATUS_WORDS for word in words):
            return None
        return row.outcome in {STATUS_WORDS[word] for word in words}
    if field == "is":
        is_problem = row.outcome in PROBLEMS or known.is_doubtful
        states = {"problem": is_problem, "doubtful": known.is_doubtful, "new": row.is_new}
        return (states | {step: step in known.steps for step in STEPS}).get(value.lower())
    if field == "has":
        return parts_of(known).get(value.lower())
    if field in ("since", "until"):
        moment = moment_named(value, NOW, is_end=field == "until")
        if moment is None:
            return None
        return row.sent_at is not None and (row.sent_at >= moment) == (field == "since")
    if field in ("id", "bulk"):
        own = (row.message_id if field == "id" else row.bulk_id) or ""
        wanted = [part for part in re.split(r"[,\s]+", value) if part] if field == "id" else [value]
        return (any(fits_id(part, own) for part in wanted) if own else False) if wanted else None
    return says_more(field, value, row)


def is_exactly(field: str, value: str, row: MessageRow) -> bool:
    if field == "error":
        return row.error is not None and row.error.is_error and row.error.key == value.strip()
    own = {
        "to": row.to,
        "from": row.sender,
        "subject": row.subject,
        "to-domain": domain_of_key(address_key(row.to)),
        "bulk": row.bulk_id,
        "id": row.message_id,
    }[field]
    is_in_any_case = field in ("to", "from", "subject")
    wanted = {value, *(spellings_of(value.strip()) if field == "to" else ())}
    return (in_small_ascii(own or "") in map(in_small_ascii, wanted)) if is_in_any_case else own == value


def in_small_ascii(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def parts_of(known: Known) -> dict[str, bool]:
    row = known.row
    of_price = {"price": row.price is not None, "currency": row.price is not None and bool(row.price.currency)}
    of_mail = {"bulk": bool(row.bulk_id), "domain": "@" in row.to, "sender": bool(row.sender)}
    return {**of_price, **of_mail, "attachment": known.has_attachment, "attachments": known.has_attachment}


def says_more(field: str, value: str, row: MessageRow) -> bool | None:
    if field == "error":
        if row.error is None or not row.error.id:
            return False
        words = fold(f"{row.error.name} {row.error.name.replace('_', ' ')} {row.error.description}")
        text = fold(value)
        return text in (str(row.error.id), "*") or (not text.isdecimal() and has_part(text, words))
    if field == "account":
        named = {fold(name): account_id for name, account_id in CONTEXT.accounts.items()}.get(fold(value))
        return None if named is None else row.account_id == named
    if field == "price":
        found = re.fullmatch(r"(>|<|=)?([0-9.]+)(USD|EUR)?", value)
        if found is None:
            return None
        if row.price is None or (found[3] and row.price.currency != found[3]):
            return False
        amount, paid = Decimal(found[2]), row.price.per_message
        return {">": paid > amount, "<": paid < amount}.get(found[1] or "=", paid == amount)
    return None


def verdict(row: MessageRow) -> list[str]:
    if row.status is None or row.error is None:
        return []
    return [row.status.name, row.status.description, row.error.name, row.error.description]


def has_part(value: str, text: str) -> bool:
    part, own = fold(value), fold(text)
    if "*" in part and part.strip("*"):
        return fnmatch.fnmatchcase(own, escape(f"*{part}*"))
    return part in own


def fits(pattern: str, text: str) -> bool:
    if "*" not in pattern:
        return fold(pattern) in fold(text)
    wanted, own = escape(fold(pattern)), fold(text)
    return fnmatch.fnmatchcase(own, wanted) or fnmatch.fnmatchcase(own, f"*<{wanted}>")


def is_domain(domain: str, wanted: str) -> bool:
    if "*" in wanted:
        return fnmatch.fnmatchcase(domain, escape(wanted))
    return domain.encode("idna") == wanted.encode("idna")


def fits_id(value: str, own: str) -> bool:
    return fnmatch.fnmatchcase(own.lower(), escape(value.lower())) if "*" in value else value == own


def escape(pattern: str) -> str:
    """`*` is the only sign with a meaning."""
    return pattern.replace("[", "[[]").replace("?", "[?]")


def expected(tokens: list[FilterToken], everything: list[Known], account_id: AccountId) -> list[int]:
    """Terms of one field are alternatives, but for properties, times, prices, and what is excluded."""
    terms = [term for token in tokens for term in token.terms]
    names_account = any(term.field == "account" and says(term, everything[0]) is not None for term in terms)
    found = []
    for one in everything:
        by_field: dict[str, list[bool]] = {}
        for token in tokens:
            if token.alternatives or token.is_excluded or token.field in ("", "is", "has", "price"):
                by_field[f"{len(by_field)} alone"] = [holds(token, one)]
            elif (said := says(token, one)) is not None:
                if token.field in ("since", "until"):
                    by_field[token.field] = [said]
                else:
                    by_field.setdefault(token.field, []).append(said)
        is_here = names_account or one.row.account_id == account_id
        if is_here and all(any(said) for said in by_field.values()):
            found.append(one.row.row)
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive.open(tmp_path_factory.mktemp("meaning") / "archive.sqlite")


@pytest.fixture(scope="module")
def everything(filled: Archive) -> list[Known]:
    return fill(filled)


TEXTS = st.sampled_from(
    "ana ANA an a é e caf CAFÉ cafe\u0301 größe GROSSE strasse ß ss i İ inci zoe corp.example *@corp.example j*n*"
    " *Café* 50% % _ * ** cafe@* inv*ce code CÔDE 7731 goodbye liebe gru 12:30 inbox full delivered 6010 EC_ Spam no_"
    " i-1 b-* mine bulk files nothing (x) OR -a = =ana@corp.example =ANA@corp.example =na@corp.example"
    " =jürgen@müller.example =Jürgen@xn--mller-kva.example =tom@* =cafe\u0301 =Café".split()
) | st.text("aeioßé*%_-", min_size=1, max_size=4)
DOMAINS = "corp.example CORP.example,y.example *.example müller.example xn--mller-kva.example @ corp".split()
EXACT_DOMAINS = ["=", "=corp.example", "=CORP.example"]
VALUES = {
    "error": ["6010", "601", "inbox", "recipient inbox", "EC_*FULL", "spam", "*", "no", "=6010", "=inbox", "="],
    "to-domain": [*DOMAINS, *EXACT_DOMAINS],
    "status": [*STATUS_WORDS, "bounced,rejected", "bo", "lost"],
    "is": ["problem", "doubtful", "new", "NEW", "odd", "opened", "CLICKED", "complained"],
    "has": ["attachment", "attachments", "price", "currency", "bulk", "domain", "sender", "wings"],
    "since": ["1h", "30m", "2d", "2", "soon"],
    "until": ["1h", "30m", "2d", "2"],
    "id": ["i-1", "i-1,b-1", "b-*", "c", "=i-1", "=b-*"],
    "bulk": ["mine", "b*", "none", "=mine", "=b*"],
    "price": ["0.0004", ">0.0004", "<1", "1USD", ">0EUR", "much", "=0.00100"],
    "account": ["sandbox", "GROSSE & co", "nobody"],
    "colour": ["red"],
}
KINDS = dict.fromkeys(("", "to", "from", "subject", "text"), TEXTS) | {
    key: st.sampled_from(values) for key, values in VALUES.items()
}
TERMS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda key: st.builds(FilterToken, st.sampled_from([key, f"-{key}"]), KINDS[key])
)
TOKENS = st.lists(TERMS, min_size=1, max_size=3).map(
    lambda terms: FilterToken(terms[0].key, terms[0].value, tuple(terms[1:]))
)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TERMS | TOKENS, max_size=4))
@example([FilterToken("is", "problem")])
@example([FilterToken("is", "problem"), FilterToken("since", "2d"), FilterToken("status", "delivered,bounced")])
@example([FilterToken("", "ana", tuple(FilterToken("", f"w{number}") for number in range(199)))])
@example([FilterToken("to", f"w{number}") for number in range(199)])
@example([FilterToken("", "grosse"), FilterToken("-text", "cote")])
def test_sql_finds_what_the_tokens_say(filled: Archive, everything: list[Known], tokens: list[FilterToken]) -> None:
    wanted = filter_of(tokens, "", SANDBOX_ACCOUNT, CONTEXT)
    found = list(filled.messages.ids(wanted, SortKey.RECEIVED, False))
    assert found == expected(tokens, everything, SANDBOX_ACCOUNT)
    outcomes = Counter(one.row.outcome for one in everything if one.row.row in found)
    assert filled.messages.count_by_outcome(wanted) == outcomes
    text = " ".join(token.written() for token in tokens)
    again = filter_of(*parse(text), SANDBOX_ACCOUNT, CONTEXT)
    assert set(again.groups) == set(wanted.groups)
    assert set(again.words) == set(wanted.words)
    assert msgspec.structs.replace(again, groups=wanted.groups, words=wanted.words) == wanted
