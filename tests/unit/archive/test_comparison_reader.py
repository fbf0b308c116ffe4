"""The counts of "What is different?" are those that one gets by counting the rows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.column_values import micros, time_of
from composer_app.archive.comparison_reader import MOST_LOOKED_BACK
from composer_app.archive.comparison_values import MOST_COUNTED_BY_VALUE
from composer_app.domain.comparison import FEWEST, Against, Aspect, Counts, Question
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.mail import Attachment
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, MailPart, SortKey
from composer_app.domain.status import VendorError
from tests.unit.archive.samples import T0, Answered, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED
from tests.unit.archive.steps import pull, sent, sync

NOW = T0 + timedelta(days=20)
DAY = timedelta(days=1)
FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full", True)
FULL_FOR_NOW = msgspec.structs.replace(FULL, permanent=False)
GONE = VendorError(2, "USER_ERRORS", 6009, "EC_MAILBOX_DOES_NOT_EXIST", "")
LETTER = Attachment("a" * 64, "statement.pdf", "application/pdf", 9)
LOGO = Attachment("b" * 64, "logo.png", "image/png", 9, is_inline=True)


class Mail(NamedTuple):
    """A row of `message` as a test counts it."""

    row: int
    account: int
    outcome: str
    domain: str
    error: int
    sender: str
    subject: str
    bulk: str
    files: frozenset[str]
    address: str
    sent_at: int | None


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Bulks of ours over three weeks, with files and repeated addresses, and mail of other programs. Only read."""
    archive = Archive.open(tmp_path_factory.mktemp("filled") / "archive.sqlite")
    rng = random.Random(7)
    for number in range(8):
        at = T0 + timedelta(days=2.4 * number)
        people = [f"P{rng.randrange(40)}@{rng.choice(('corp', 'home', 'shop'))}.example" for _ in range(15)]
        people = list({one.lower(): one for one in people}.values())
        ids = tuple(f"m-{number}-{place}" for place in range(len(people)))
        mail = submission(*people, bulk_id=f"bulk-{number}", ids=ids, subject=f"Subject {number % 3}", created_at=at)
        files = (LETTER,) if number % 3 == 1 else (LETTER, LOGO) if number % 3 == 2 else ()
        mail = msgspec.structs.replace(mail, content=msgspec.structs.replace(mail.content, attachments=files))
        sent(archive, mail, *(Answered(one, MessageId(own)) for one, own in zip(people, ids, strict=True)), at=at)
    others = []
    for number in range(900):
        at = T0 + timedelta(days=20 * rng.random())
        is_bounced = rng.random() < 0.3
        to = f"p{rng.randrange(60)}@{rng.choice(('corp', 'home', 'home', 'club'))}.example"
        error = rng.choice((FULL, FULL, FULL_FOR_NOW, GONE)) if is_bounced else VendorError()
        made = entry(
            f"o-{number}",
            to,
            BOUNCED if is_bounced else DELIVERED,
            bulk_id=f"theirs-{number % 4}",
            error=error,
            sender=rng.choice(("News <news@x.example>", "a@x.example")),
            sent_at=at,
        )
        others.append(made)
    sync(archive, *others)
    pull(
        archive, *(report(one.message_id, one.to, one.status, error=one.error) for one in others[::2]), at=NOW - 5 * DAY
    )
    waiting = submission("late@corp.example", bulk_id="waiting", created_at=NOW)
    archive.outbox.queue(waiting, None)
    yield archive
    archive.close()


def mails(archive: Archive) -> list[Mail]:
    files: dict[int, set[str]] = {}
    for sha256, number in archive.database.rows("SELECT sha256, submission FROM attachment_use"):
        files.setdefault(number, set()).add(sha256)
    sql = """SELECT row, account, outcome, domain, error_id, sender, subject, bulk_id, submission, address, sent_at
             FROM message JOIN verdict ON number = verdict"""
    return [
        Mail._make((*row[:8], frozenset(files.get(row[8], ())), row[9].lower(), row[10]))
        for row in archive.database.rows(sql)
    ]


VALUES: dict[Aspect, Callable[[Mail], Sequence[object]]] = {
    Aspect.STATUS: lambda mail: [mail.outcome],
    Aspect.DOMAIN: lambda mail: [mail.domain],
    Aspect.ERROR: lambda mail: [mail.error] if mail.error else [],
    Aspect.SENDER: lambda mail: [mail.sender],
    Aspect.SUBJECT: lambda mail: [mail.subject],
    Aspect.BULK: lambda mail: [mail.bulk],
    Aspect.ATTACHMENT: lambda mail: sorted(mail.files - {LOGO.sha256}),
}


def check(archive: Archive, counts: Counts, these: Sequence[Mail], rest: Sequence[Mail]) -> None:
    """The counts are those of these rows."""
    assert (counts.these, counts.rest) == (len(these), len(rest))
    assert min(counts.these, counts.rest) >= FEWEST
    groups = (these, rest)
    found = {(one.aspect, one.value): (one.these, one.rest) for one in counts.values}
    for aspect, values in VALUES.items():
        mine, theirs = (Counter(str(value) for mail in group for value in values(mail) if value) for group in groups)
        for value in mine.keys() | theirs.keys():
            is_frequent = 10 * mine[value] >= len(these) or 10 * theirs[value] >= len(rest)
            is_wanted = aspect in counts.compared and is_frequent
            if is_wanted or (aspect, value) in found:  # of a big group some rarer ones are counted, too
                assert found.pop((aspect, value)) == (mine[value], theirs[value])
    everyone = mails(archive)

    def first(group: Sequence[Mail]) -> int:
        oldest: dict[tuple[int, str], tuple[int, int]] = {}
        for mail in everyone:
            if mail.sent_at is not None:
                key = (mail.account, mail.address)
                oldest[key] = min(oldest.get(key, (mail.sent_at, mail.row)), (mail.sent_at, mail.row))
        return sum(oldest.get((one.account, one.address)) == (one.sent_at, one.row) for one in group)

    if Aspect.FIRST_MAIL in counts.compared:
        assert found.pop((Aspect.FIRST_MAIL, "")) == (first(these), first(rest))
    assert not found
    if counts.compared & {Aspect.TIME, Aspect.HOURS}:
        assert sum(one.these for one in counts.buckets) == sum(mail.sent_at is not None for mail in these)
        for bucket in counts.buckets:
            inside = [
                [
                    mail
                    for mail in group
                    if mail.sent_at is not None and bucket.since <= time_of(mail.sent_at) < bucket.until
                ]
                for group in (these, rest)
            ]
            assert (bucket.these, bucket.rest) == (len(inside[0]), len(inside[1]))
        assert [one.since for one in counts.buckets] == sorted(one.since for one in counts.buckets)


def found_by(archive: Archive, wanted: ArchiveFilter) -> list[Mail]:
    rows = set(archive.messages.ids(wanted, SortKey.SENT, True))
    return [mail for mail in mails(archive) if mail.row in rows]


def within(group: Sequence[Mail], since: datetime | None, until: datetime | None) -> list[Mail]:
    def lies(mail: Mail) -> bool:
        if since is None and until is None:
            return True
        if mail.sent_at is None:
            return False
        return (since is None or micros(since) <= mail.sent_at) and (until is None or mail.sent_at < micros(until))

    return [mail for mail in group if lies(mail)]


def others_than(these: Sequence[Mail], group: Sequence[Mail]) -> list[Mail]:
    rows = {mail.row for mail in these}
    return [mail for mail in group if mail.row not in rows]


BOUNCES = frozenset({Outcome.BOUNCED})
OURS = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
FILTERS: list[dict[str, Any]] = [
    {"outcomes": BOUNCES},
    {"outcomes": frozenset(Outcome) - BOUNCES},
    {"outcomes": BOUNCES, "since": NOW - 7 * DAY},
    {"outcomes": BOUNCES, "since": T0 + 3 * DAY, "until": T0 + 15 * DAY},
    {"domains": frozenset({"corp.example"}), "until": T0 + 15 * DAY},
    {"words": ("news",)},
    {"sender": "a@x.example", "since": NOW - 2.5 * DAY},
    {"parts": frozenset({MailPart.ATTACHMENT})},
    {"groups": ((FilterAlternative(ArchiveFilter(error="6010")), FilterAlternative(ArchiveFilter(error="6009"))),)},
]


@pytest.mark.parametrize("conditions", FILTERS)
@pytest.mark.parametrize("against", [Against.OTHERS, Against.EVERYTHING])
def test_filter_against_the_others(filled: Archive, conditions: dict[str, Any], against: Against) -> None:
    wanted = msgspec.structs.replace(OURS, **conditions)
    counts = filled.as_reader.comparison.counts(Question(wanted, against), zone=UTC)
    these = found_by(filled, wanted)
    ends = (wanted.since, wanted.until) if against is Against.OTHERS else (None, None)
    check(filled, counts, these, others_than(these, within(mails(filled), *ends)))
    assert (counts.since, counts.until) == ends


def test_time_alone_against_everything(filled: Archive) -> None:
    wanted = msgspec.structs.replace(OURS, until=T0 + 15 * DAY)
    counts = filled.as_reader.comparison.counts(Question(wanted, Against.EVERYTHING), zone=UTC)
    these = found_by(filled, wanted)
    check(filled, counts, these, others_than(these, mails(filled)))


def test_filter_against_what_it_found_in_the_seven_days_before(filled: Archive) -> None:
    wanted = msgspec.structs.replace(OURS, outcomes=BOUNCES, since=NOW - 7 * DAY)
    counts = filled.as_reader.comparison.counts(Question(wanted, Against.DAYS_BEFORE), zone=UTC)
    before = (NOW - 14 * DAY, NOW - 7 * DAY)
    check(
        filled,
        counts,
        found_by(filled, wanted),
        within(found_by(filled, msgspec.structs.replace(OURS, outcomes=BOUNCES)), *before),
    )
    assert (counts.since, counts.until) == before


def test_rows_are_compared_with_the_others_of_their_days(filled: Archive) -> None:
    day = T0.replace(hour=0)
    these = within(mails(filled), day + 4 * DAY, day + 9 * DAY)[::3]
    assert len(these) >= FEWEST
    rows = [mail.row for mail in these]
    waiting = next(mail for mail in mails(filled) if mail.sent_at is None)
    question = Question(OURS, rows=[*rows, waiting.row])
    counts = filled.as_reader.comparison.counts(question, zone=UTC)
    times = [time_of(mail.sent_at) for mail in these if mail.sent_at is not None]
    assert (counts.since, counts.until) == (
        min(times).replace(hour=0, minute=0, second=0, microsecond=0),
        _after(times),
    )
    check(filled, counts, these, others_than(these, within(mails(filled), counts.since, counts.until)))
    before = filled.as_reader.comparison.counts(
        msgspec.structs.replace(question, against=Against.DAYS_BEFORE), zone=UTC
    )
    assert before.until == counts.since
    assert before.rest == len(within(mails(filled), before.since, before.until))


def _after(times: Sequence[datetime]) -> datetime:
    return max(times).replace(hour=0, minute=0, second=0, microsecond=0) + DAY


@pytest.mark.parametrize("against", [Against.OTHERS, Against.EVERYTHING])
def test_reports_count_the_mails_they_are_about(filled: Archive, against: Against) -> None:
    wanted = msgspec.structs.replace(OURS, outcomes=BOUNCES, since=NOW - 6 * DAY)
    counts = filled.as_reader.comparison.counts(Question(wanted, against), of_reports=True, zone=UTC)
    reported = {row[0] for row in filled.database.rows("SELECT message FROM report")}
    bounced = {row[0] for row in filled.database.rows("SELECT message FROM report WHERE outcome = 'bounced'")}
    everyone = [mail for mail in mails(filled) if mail.row in reported]
    these = [mail for mail in everyone if mail.row in bounced]
    check(filled, counts, these, others_than(these, everyone))
    rows = [row for row, message in filled.database.rows("SELECT row, message FROM report") if message in bounced]
    chosen = filled.as_reader.comparison.counts(Question(OURS, rows=rows), of_reports=True, zone=UTC)
    check(filled, chosen, these, others_than(these, everyone))


def test_names_are_those_the_user_knows(filled: Archive) -> None:
    with_file = filled.as_reader.comparison.counts(
        Question(msgspec.structs.replace(OURS, parts=frozenset({MailPart.ATTACHMENT})))
    )
    assert {one.name for one in with_file.values if one.aspect is Aspect.ATTACHMENT} == {"statement.pdf"}
    bounced = filled.as_reader.comparison.counts(Question(msgspec.structs.replace(OURS, outcomes=BOUNCES)))
    names = {one.value: one.name for one in bounced.values if one.aspect is Aspect.ERROR}
    assert names == {"6010": "Recipient inbox full", "6009": "Mailbox does not exist"}


def test_filter_that_names_several_accounts_looks_in_all(filled: Archive) -> None:
    wanted = ArchiveFilter(outcomes=BOUNCES)
    counts = filled.as_reader.comparison.counts(Question(wanted), zone=UTC)
    these = found_by(filled, wanted)
    check(filled, counts, these, others_than(these, mails(filled)))


def test_small_groups_are_not_counted_by_value(filled: Archive) -> None:
    few = found_by(filled, OURS)[: FEWEST - 1]
    counts = filled.as_reader.comparison.counts(Question(OURS, rows=[mail.row for mail in few]))
    assert counts.these == FEWEST - 1
    assert not counts.values
    everything = filled.as_reader.comparison.counts(Question(OURS))
    assert (everything.these, everything.rest) == (len(mails(filled)), 0)


def test_what_was_never_sent_has_no_days_before(archive: Archive) -> None:
    archive.outbox.queue(submission("ana@example.com"), None)
    for question in (Question(OURS, Against.DAYS_BEFORE), Question(OURS, Against.DAYS_BEFORE, rows=[1])):
        assert archive.as_reader.comparison.counts(question) == Counts(1, 0)


def test_big_groups_are_counted_exactly(archive: Archive) -> None:
    count = 2 * MOST_COUNTED_BY_VALUE + MOST_LOOKED_BACK
    sync(archive, entry("m-0"))
    columns = "account, address, address_key, domain, sender, subject, outcome, basis, verdict, sent_at"
    archive.database.run(
        f"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
        INSERT INTO message ({columns})
        SELECT 1, 'p' || i || '@x.example', 'p' || i || '@x.example', iif(i % 8 = 0, 'corp.example', 'd' || i % 97),
               's' || i % 3, 'h' || i % 50, iif(i % 10 < 6, 'bounced', 'delivered'), 5, 0, :at + i * 1000000
        FROM n
        """,
        {"count": count, "at": micros(T0)},
    )
    wanted = msgspec.structs.replace(OURS, outcomes=BOUNCES)
    counts = archive.as_reader.comparison.counts(Question(wanted), zone=UTC)
    assert counts.these > MOST_COUNTED_BY_VALUE
    assert Aspect.FIRST_MAIL not in counts.compared
    check(
        archive,
        counts,
        found_by(archive, wanted),
        found_by(archive, msgspec.structs.replace(OURS, outcomes=frozenset({Outcome.DELIVERED}))),
    )
