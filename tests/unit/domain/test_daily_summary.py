"""The facts of the sentence about today."""

from __future__ import annotations

import pytest

from composer_app.domain.daily_summary import DailySummary, daily_summary
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts


def bounced(**by_domain: int) -> DailySummary:
    named = {name.replace("_", "."): number for name, number in by_domain.items()}
    return daily_summary({name: MailCounts({Outcome.BOUNCED: number}) for name, number in named.items()})


@pytest.mark.parametrize(
    ("by_domain", "worst", "there"),
    [
        ({"corp_example": 38, "example_com": 7}, "corp.example", 38),
        ({"corp_example": 1}, "corp.example", 1),
        ({"corp_example": 5, "example_com": 5}, "", 0),
        ({"corp_example": 5, "example_com": 3, "example_org": 3}, "", 0),
        ({}, "", 0),
    ],
)
def test_a_domain_is_named_where_most_of_the_bounces_are(by_domain: dict[str, int], worst: str, there: int) -> None:
    summary = bounced(**by_domain)
    assert (summary.worst_domain, summary.bounced_there) == (worst, there)
    assert summary.counts.bounced == sum(by_domain.values())


def test_mail_without_a_domain_names_none() -> None:
    assert daily_summary({"": MailCounts({Outcome.BOUNCED: 4})}).worst_domain == ""


def test_delivered_mail_names_no_domain() -> None:
    summary = daily_summary({"example.com": MailCounts({Outcome.DELIVERED: 4})})
    assert summary == DailySummary(MailCounts({Outcome.DELIVERED: 4}))
