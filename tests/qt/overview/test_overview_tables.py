"""What the rows of the tables say."""

from __future__ import annotations

from pathlib import Path

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.overview import Grouping, GroupOrder
from composer_app.ui.overview.figure_table import Cell
from composer_app.ui.overview.list_filters import sent_in
from composer_app.ui.overview.overview_tables import (
    cost_columns,
    cost_rows,
    group_columns,
    group_rows,
    send_columns,
    send_rows,
)
from tests.qt.messages.samples import FULL, UNDELIVERABLE
from tests.qt.overview.samples import WEEK, mails, overview, two_weeks, week


def texts(rows: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_domains(tmp_path: Path) -> None:
    rows = group_rows(overview(tmp_path, two_weeks()))
    assert texts(rows) == [
        ["corp.example", "49", "91.8 %", "8.2 %", "Mailbox is full · 4"],
        ["example.com", "21", "100 %", "0 %", ""],
    ]
    bounced, fine = rows[0][3], rows[1][3]
    assert bounced.bar is not None
    assert bounced.bar.is_past
    assert (bounced.bar.mark, round(bounced.bar.filled, 3)) == (0.2, 0.816)
    assert bounced.name == "8.2 %, past the limit"
    assert fine.bar is not None
    assert not fine.bar.is_past
    assert not fine.tokens
    assert all(cell.tokens for cell in rows[0])


def test_few_results_have_neither_a_bar_nor_a_warning(tmp_path: Path) -> None:
    few = [*mails(10, "old-shop.example"), *mails(9, "old-shop.example", UNDELIVERABLE, FULL)]
    ((_, _, delivered, bounced, _),) = group_rows(overview(tmp_path, few))
    assert (delivered.bar, bounced.bar) == (None, None)
    assert (delivered.is_grey, bounced.is_grey) == (True, True)


def test_senders_and_sends(tmp_path: Path) -> None:
    senders = overview(tmp_path / "a", two_weeks(), week(grouping=Grouping.SENDER))
    assert [row[0].text for row in group_rows(senders)] == ["billing@example.com", "news@example.com"]
    sends = overview(tmp_path / "b", two_weeks(), week(grouping=Grouping.SEND))
    assert [row[:2] for row in texts(group_rows(sends))] == [
        ["No subject recorded", "40"],
        ["No subject recorded", "30"],
    ]


def test_the_others_are_one_row_that_shows_more(tmp_path: Path) -> None:
    many = [one for number in range(9) for one in mails(20 - number, f"d{number}.example")]
    rows = group_rows(overview(tmp_path, many, week(most=2)))
    assert [row[0].text for row in rows] == ["d0.example", "d1.example", "7 more domains"]
    assert rows[-1][0].expands
    assert rows[-1][1].text == str(sum(20 - number for number in range(2, 9)))
    assert rows[-1][1].tokens[:2] == (FilterToken("-to-domain", "d0.example"), FilterToken("-to-domain", "d1.example"))


def test_the_others_of_many_rows_have_no_list(tmp_path: Path) -> None:
    many = [one for number in range(25) for one in mails(25 - number, f"d{number}.example")]
    others = group_rows(overview(tmp_path, many, week(most=21)))[-1]
    assert [cell.tokens for cell in others] == [()] * 5
    assert others[1].text == "10"


def test_costs_are_exact_and_never_added(tmp_path: Path) -> None:
    shown = overview(tmp_path, two_weeks())
    assert texts(cost_rows(shown.costs, sent_in(WEEK.now), sent_in(WEEK.before))) == [
        ["EUR", "40", "0.0160", "0.0100"],
        ["USD", "29", "0.0116", "0.00"],
        ["Not known yet", "1", "", ""],
    ]


def test_the_largest_sends(tmp_path: Path) -> None:
    many = [one for days in range(7) for one in mails(20 - days, "example.com", days_ago=days)]
    shown = overview(tmp_path, many)
    rows = texts(send_rows(shown.sends, sent_in(WEEK.now)))
    assert [row[1] for row in rows] == ["20", "19", "18", "17", "45"]
    assert rows[-1][0] == "3 more sends"


def test_every_row_has_a_cell_for_each_column(tmp_path: Path) -> None:
    shown = overview(tmp_path, two_weeks(), week(most=0))
    for columns, rows in (
        (group_columns(Grouping.DOMAIN, GroupOrder()), group_rows(shown)),
        (cost_columns(WEEK.kind), cost_rows(shown.costs, (), ())),
        (send_columns(), send_rows(shown.sends, ())),
    ):
        assert {len(row) for row in rows} == {len(columns)}
