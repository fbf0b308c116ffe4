"""What the overview says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from composer_app.domain.daily_summary import DailySummary
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Grouping, MailGroup, Reason
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.status import VendorError
from composer_app.ui.texts import overview as texts
from composer_app.ui.texts.overview import Link

NOW = datetime(2026, 11, 23, 12, 56, tzinfo=UTC)


def said(worst: str = "", there: int = 0, **counts: int) -> str:
    by_outcome = {Outcome(name): number for name, number in counts.items()}
    return texts.plain(texts.today_in_a_sentence(DailySummary(MailCounts(by_outcome), worst, there)))


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("No mail was sent today.", {}),
        ("The 1 mail sent today has arrived.", {"delivered": 1}),
        ("All 1,200 mails sent today have arrived.", {"delivered": 1200}),
        ("1 mail was sent today: 1 is on its way.", {"accepted": 1}),
        ("Of 12 mails sent today, 10 have arrived and 2 are on their way.", {"delivered": 10, "pending": 2}),
        (
            "Of 3 mails sent today, 1 has arrived, 1 expired, and 1 bounced.",
            {"delivered": 1, "expired": 1, "bounced": 1},
        ),
        ("Of 5 mails sent today, 2 were rejected and 3 may have been sent.", {"rejected": 2, "unknown": 3}),
        (
            "Of 3,412 mails sent today, 3,037 have arrived, 330 are on their way, and 38 of the 45 that bounced went "
            "to corp.example.",
            {"delivered": 3037, "accepted": 310, "scheduled": 20, "bounced": 45, "worst": "corp.example", "there": 38},
        ),
        (
            "Of 5 mails sent today, 3 have arrived and 2 to corp.example bounced.",
            {"delivered": 3, "bounced": 2, "worst": "corp.example", "there": 2},
        ),
    ],
)
def test_today_in_a_sentence(sentence: str, counts: dict[str, int]) -> None:
    assert said(**counts) == sentence  # type: ignore[arg-type]


def test_each_number_has_its_link() -> None:
    counts = MailCounts({Outcome.DELIVERED: 3, Outcome.BOUNCED: 9})
    parts = texts.today_in_a_sentence(DailySummary(counts, "corp.example", 8))
    assert [(part.text, part.link) for part in parts if part.link] == [
        ("12", Link.SENT),
        ("3", Link.DELIVERED),
        ("8 of the 9", Link.BOUNCED_THERE),
    ]


def test_a_cancelled_mail_is_no_clause_of_its_own() -> None:
    assert said(cancelled=1, delivered=1) == "Of 2 mails sent today, 1 has arrived."


@pytest.mark.parametrize(
    ("sent", "before", "kind", "note"),
    [
        (106, 100, PeriodKind.WEEK, "+6.0 %, week before 100"),
        (94, 100, PeriodKind.FOUR_WEEKS, "−6.0 %, 4 weeks before 100"),
        (5, 100, PeriodKind.MONTH, "last month 100"),
        (100, 100, PeriodKind.YEAR, "±0.0 %, 12 months before 100"),
        (5, 100, PeriodKind.TODAY, "yesterday 100"),
        (5, 0, PeriodKind.WEEK, "week before 0"),
    ],
)
def test_the_change_stands_beside_the_number_before(sent: int, before: int, kind: PeriodKind, note: str) -> None:
    now, earlier = MailCounts({Outcome.DELIVERED: sent}), MailCounts({Outcome.DELIVERED: before} if before else {})
    assert texts.sent_note(now, earlier, kind, is_recorded=True) == note


def test_a_share_without_results_is_none() -> None:
    none, some = MailCounts({Outcome.ACCEPTED: 3}), MailCounts({Outcome.DELIVERED: 1})
    assert texts.share_note(none, some, Outcome.DELIVERED, PeriodKind.WEEK) == "No results yet, week before 100 %"
    assert texts.share_note(some, none, Outcome.BOUNCED, PeriodKind.WEEK) == "0 %"
    assert texts.share(none, Outcome.DELIVERED) == ""


def test_the_oldest_that_is_on_its_way_has_its_day() -> None:
    counts = MailCounts({Outcome.ACCEPTED: 2, Outcome.PENDING: 1})
    assert texts.on_the_way_note(counts, NOW, NOW) == "2 of them accepted, all from today"
    older = texts.on_the_way_note(counts, NOW - timedelta(days=3), NOW)
    assert older == "2 of them accepted, the oldest from 20 Nov"
    assert texts.on_the_way_note(MailCounts(), None, NOW) == "All mail has a result"


def test_the_warning_names_how_many_more_there_are() -> None:
    worst = MailGroup("corp.example", MailCounts({Outcome.DELIVERED: 90, Outcome.BOUNCED: 10}))
    limit = Fraction(25, 1000)
    assert texts.past_limit_lead(worst) == "10.0 % of the mail to corp.example bounced."
    assert texts.past_limit_text(worst, 0, limit, PeriodKind.WEEK) == "The limit is 2.5 %."
    assert texts.past_limit_text(worst, 2, limit, PeriodKind.WEEK).endswith(" 2 more domains are past the limit.")


def test_a_long_domain_is_cut_in_the_warning_and_keeps_its_end() -> None:
    counts = MailCounts({Outcome.DELIVERED: 90, Outcome.BOUNCED: 10})
    name = "a-very-long-name-of-a-department.subsidiary.corp.example"
    lead = texts.past_limit_lead(MailGroup(name, counts))
    assert lead == "10.0 % of the mail to a-very-l…artment.subsidiary.corp.example bounced."
    assert len(lead.split()[6]) == 40


def test_labels_of_bars_name_today_and_leave_room() -> None:
    week, year, today = (period_of(kind, NOW) for kind in (PeriodKind.WEEK, PeriodKind.YEAR, PeriodKind.TODAY))
    assert [texts.slot_label(week, place) for place in (0, 12, 13)] == ["Tue 10", "Sun 22", "Today"]
    assert [texts.slot_label(year, place) for place in (0, 1)] == ["Dec", "2025"]
    assert [texts.slot_label(today, place) for place in (0, 1, 6)] == ["00:00", "", "06:00"]
    weeks = period_of(PeriodKind.FOUR_WEEKS, NOW)
    assert [texts.slot_label(weeks, place) for place in (0, 6, 55)] == ["", "5 Oct", "Today"]
    month = period_of(PeriodKind.MONTH, NOW)
    assert [texts.slot_label(month, place) for place in (0, 4, len(month.slots) - 1)] == ["", "5 Oct", "Today"]


def test_rows_without_a_name_say_so() -> None:
    nameless = MailGroup("", MailCounts())
    assert texts.group_name(nameless, Grouping.DOMAIN) == "No domain"
    assert texts.group_name(nameless, Grouping.SENDER) == "No sender recorded"
    assert texts.group_name(nameless, Grouping.SEND) == "Mail without a bulk ID"
    assert texts.group_name(MailGroup("b-1", MailCounts(), title="Hello"), Grouping.SEND) == "Hello"
    assert texts.others(16, Grouping.DOMAIN) == "16 more domains"
    assert (texts.others(1, Grouping.SENDER), texts.others(18, Grouping.SEND)) == ("1 more sender", "18 more sends")


def test_wordings_that_say_the_same_are_one_reason() -> None:
    def reason(error: int, mails: int) -> Reason:
        return Reason(Outcome.BOUNCED, None, VendorError(1, "", error, "X", "x"), mails)

    words, meant = texts.most_common_reason([reason(6009, 3), reason(6010, 4), reason(6012, 2)], SANDBOX_ACCOUNT)
    assert words == "No such mailbox · 5"
    assert {one.mails for one in meant} == {3, 2}
    assert texts.most_common_reason([], SANDBOX_ACCOUNT) == ("", [])
    expired = texts.most_common_reason([Reason(Outcome.EXPIRED, None, None, 1)], SANDBOX_ACCOUNT)
    assert expired[0] == "Expired · 1"
