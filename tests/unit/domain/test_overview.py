"""Questions and answers are values."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import GroupColumn, Grouping, GroupOrder, MailGroup, OverviewQuery, order_written
from composer_app.domain.overview_period import PeriodKind, period_of


def test_a_question_of_the_same_day_is_the_same_question() -> None:
    def asked(hour: int, kind: PeriodKind = PeriodKind.WEEK) -> OverviewQuery:
        period = period_of(kind, datetime(2026, 11, 23, hour, tzinfo=UTC), UTC)
        return OverviewQuery(
            account_id=SANDBOX_ACCOUNT, period=period, grouping=Grouping.DOMAIN, limit=Fraction(2, 100)
        )

    assert asked(1) == asked(23)
    assert asked(1) != asked(1, PeriodKind.YEAR)


def test_a_group_that_was_not_there_before_has_no_share_of_then() -> None:
    group = MailGroup("example.com", MailCounts())
    assert group.counts_before.sent == 0
    with pytest.raises(AttributeError):
        group.name = "example.org"


def test_a_click_turns_the_order_and_another_column_begins_where_one_looks_first() -> None:
    assert GroupOrder().clicked(GroupColumn.SENT) == GroupOrder(GroupColumn.SENT, descending=False)
    assert GroupOrder().clicked(GroupColumn.BOUNCED) == GroupOrder(GroupColumn.BOUNCED)
    by_name = GroupOrder(GroupColumn.BOUNCED).clicked(GroupColumn.NAME)
    assert by_name == GroupOrder(GroupColumn.NAME, descending=False)
    assert by_name.clicked(GroupColumn.NAME) == GroupOrder(GroupColumn.NAME)


def test_an_order_comes_back_from_its_text_and_anything_else_is_the_usual_one() -> None:
    for column in GroupColumn:
        for descending in (True, False):
            assert order_written(GroupOrder(column, descending).written()) == GroupOrder(column, descending)
    for text in ("", "-", "--sent", "size", "-Sent"):
        assert order_written(text) == GroupOrder()
