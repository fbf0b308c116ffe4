"""Each number leads to a list that holds exactly its mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import FAILURES, ON_THE_WAY
from composer_app.domain.overview import Grouping, Overview
from composer_app.domain.status import Status, VendorError
from composer_app.ui.overview.list_filters import Tokens, of_group, sent_in, with_currency, with_outcomes, with_reasons
from tests.qt.messages.samples import UNDELIVERABLE
from tests.qt.overview.samples import NOW, mails, two_weeks, week

EXPIRED = Status(4, "EXPIRED", 15, "EXPIRED_EXPIRED", "Message expired")
GONE = VendorError(1, "USER_ERRORS", 6012, "EC_NO_SUCH_MAILBOX", "No such mailbox", True)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = Archive.open(tmp_path / "archive.sqlite3")
    more = [*mails(2, "other.example", UNDELIVERABLE, GONE), *mails(1, "other.example", EXPIRED, days_ago=2)]
    opened.logs.ingest(SANDBOX_ACCOUNT, [*two_weeks(), *more], NOW, None)
    return opened


def size(archive: Archive, tokens: Tokens) -> int:
    wanted = filter_of(tokens, "", SANDBOX_ACCOUNT, FilterContext(NOW))
    return sum(archive.messages.count_by_outcome(wanted).values())


def read(archive: Archive, grouping: Grouping = Grouping.DOMAIN, sender: str = "") -> Overview:
    return archive.as_reader.overview.read(week(grouping=grouping, sender=sender))


@pytest.fixture
def alike(archive: Archive) -> Archive:
    """Mail of senders that begin or end alike, or differ in their letter case."""
    senders = ("News@Example.com", "Ann <news@example.com>", "news@example.com.au", "oldnews@example.com")
    told = [one for sender in senders for one in mails(1, "x.example", sender=sender)]
    archive.logs.ingest(SANDBOX_ACCOUNT, told, NOW, None)
    return archive


@pytest.mark.parametrize("sender", ["", "news@example.com", "news@example.com.au", "oldnews@example.com"])
def test_the_figures(alike: Archive, sender: str) -> None:
    shown = read(alike, sender=sender)
    base = sent_in(shown.query.period.now, sender)
    assert size(alike, base) == shown.counts.sent
    for outcomes in ([Outcome.DELIVERED], [Outcome.BOUNCED], list(ON_THE_WAY)):
        assert size(alike, with_outcomes(base, shown.counts, outcomes)) == shown.counts.of(outcomes)


@pytest.mark.parametrize("grouping", Grouping)
def test_the_rows_of_the_tables_and_their_reasons(alike: Archive, grouping: Grouping) -> None:
    shown = read(alike, grouping)
    base = sent_in(shown.query.period.now)
    assert len(shown.table.groups) > 1
    for group in shown.table.groups:
        tokens = (*of_group(grouping, group.name), *base)
        assert size(alike, tokens) == group.counts.sent
        failed = [reason for reason in group.reasons if reason.error is not None and reason.error.is_error]
        if failed:
            assert size(alike, with_reasons(tokens, failed)) == sum(reason.mails for reason in failed)


def test_the_bars(archive: Archive) -> None:
    shown = read(archive)
    for slot, counts in zip(shown.query.period.slots, shown.slots, strict=True):
        assert size(archive, sent_in(slot)) == counts.sent


def test_the_currencies(archive: Archive) -> None:
    shown = read(archive)
    base = sent_in(shown.query.period.now)
    assert {cost.currency for cost in shown.costs.known} == {"EUR", "USD"}
    for cost in shown.costs.known:
        assert size(archive, with_currency(base, cost.currency)) == cost.mails
    assert with_currency(base, "") == with_currency(base, "points") == ()


def test_what_a_filter_cannot_say_has_no_list(archive: Archive) -> None:
    shown = read(archive)
    assert of_group(Grouping.SEND, "") == ()
    without_error = [reason for group in shown.table.groups for reason in group.reasons if reason.status == EXPIRED]
    assert without_error
    assert with_reasons(sent_in(shown.query.period.now), without_error) == ()
    assert with_outcomes((), shown.counts, FAILURES)[0].value == "bounced,expired"
