"""Rows of the tables: mail by domain, sender or send; cost by currency; largest sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Costs, GroupColumn, Grouping, GroupOrder, GroupTable, MailGroup, Overview
from composer_app.domain.overview_period import PeriodKind
from composer_app.ui.overview.figure_table import Cell, FigureColumn, ShareBar
from composer_app.ui.overview.list_filters import (
    Tokens,
    of_group,
    of_other_groups,
    sent_in,
    with_currency,
    with_outcomes,
    with_reasons,
    without_price,
)
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import overview as texts

ROWS_AT_FIRST, MORE_ROWS = 6, 50
"""How many rows the large table has at first, and by how many each press of "more" extends it."""
LARGEST_SENDS = 4
"""How many of the largest sends are listed."""
_LIMITS_OF_A_BAR = 5
"""The bar of bounced mail runs from 0 to so many times the limit."""

Rows = list[list[Cell]]


SORTED_BY = tuple(GroupColumn)
"""What the columns of the large table sort by, from the left."""


def group_columns(grouping: Grouping, order: GroupOrder) -> list[FigureColumn]:
    """Of the large table."""
    sortable = [
        FigureColumn(texts.FIRST_COLUMN[grouping], stretch=3, keeps_ends=grouping is not Grouping.SEND),
        FigureColumn(texts.SENT, is_number=True),
        FigureColumn(texts.DELIVERED, is_number=True, has_bars=True),
        FigureColumn(texts.BOUNCED, is_number=True, has_bars=True, has_warnings=True),
        FigureColumn(texts.REASON, stretch=4),
    ]
    return [
        replace(one, is_sortable=True, is_sorted=by is order.column, is_descending=order.descending)
        for one, by in zip(sortable, SORTED_BY, strict=True)
    ]


def group_rows(shown: Overview) -> Rows:
    """Of the large table: one row for each group, the others in the last one."""
    query, table = shown.query, shown.table
    base = sent_in(query.period.now, query.sender)

    def row(group: MailGroup, name: Cell, tokens: Tokens) -> list[Cell]:
        counts = group.counts
        reason, meant = texts.most_common_reason(group.reasons, query.account_id)
        return [
            name,
            Cell(fmt.number(counts.sent), tokens),
            _share(counts, Outcome.DELIVERED, tokens, None),
            _share(counts, Outcome.BOUNCED, tokens, query.limit),
            Cell(reason, with_reasons(tokens, meant, group.reasons), is_grey=True),
        ]

    return _rows_of(table, query.grouping, base, row)


def _rows_of(
    table: GroupTable, grouping: Grouping, base: Tokens, row: Callable[[MailGroup, Cell, Tokens], list[Cell]]
) -> Rows:
    """`row`: the cells of a group, with that of its name first."""
    rows = []
    for group in table.groups:
        tokens = (*of_group(grouping, group.name), *base)
        rows.append(row(group, Cell(texts.group_name(group, grouping), tokens), tokens))
    if table.others:
        tokens = of_other_groups(grouping, [group.name for group in table.groups], base)
        rows.append(row(table.rest, Cell(texts.others(table.others, grouping), expands=True), tokens))
    return rows


def _share(counts: MailCounts, outcome: Outcome, tokens: Tokens, limit: Fraction | None) -> Cell:
    share = counts.share(outcome)
    if share is None:
        return Cell()
    listed = with_outcomes(tokens, counts, [outcome]) if tokens and counts.by_outcome.get(outcome) else ()
    text = fmt.percent(share)
    if not counts.has_enough_results:
        return Cell(text, listed, is_grey=True)
    if limit is None:
        return Cell(text, listed, ShareBar(float(share), outcome))
    is_past = counts.is_past(limit)
    bar = ShareBar(float(share / (limit * _LIMITS_OF_A_BAR)), outcome, 1 / _LIMITS_OF_A_BAR, is_past)
    return Cell(text, listed, bar, is_strong=is_past, name=texts.past_limit(text) if is_past else "")


def cost_columns(kind: PeriodKind) -> list[FigureColumn]:
    return [
        FigureColumn(texts.CURRENCY, stretch=1),
        FigureColumn(texts.MAILS, is_number=True),
        FigureColumn(texts.COST, is_number=True),
        FigureColumn(texts.COST_BEFORE[kind], is_number=True),
    ]


def cost_rows(costs: Costs, now: Tokens, before: Tokens) -> Rows:
    """One row for each currency, and one for mail without a price.

    Args:
        now, before: the lists of all mail of the period, and of the one before it.
    """
    rows = []
    for cost in costs.known:
        listed = with_currency(now, cost.currency) if cost.mails else ()
        listed_before = with_currency(before, cost.currency) if cost.amount_before else ()
        rows.append(
            [
                Cell(fmt.raw(cost.currency) or texts.NO_CURRENCY, listed),
                Cell(fmt.number(cost.mails), listed),
                Cell(fmt.price(cost.amount, ""), listed, is_strong=True),
                Cell(fmt.price(cost.amount_before, ""), listed_before, is_grey=True),
            ]
        )
    if costs.unknown:
        listed = without_price(now)
        rows.append(
            [Cell(texts.NOT_KNOWN_YET, listed, is_grey=True), Cell(fmt.number(costs.unknown), listed), Cell(), Cell()]
        )
    return rows


def send_columns() -> list[FigureColumn]:
    return [
        FigureColumn(texts.SUBJECT, stretch=1),
        FigureColumn(texts.SENT, is_number=True),
        FigureColumn(texts.BOUNCED, is_number=True),
    ]


def send_rows(sends: GroupTable, base: Tokens) -> Rows:
    """The largest sends; the others in the last row."""
    return _rows_of(sends, Grouping.SEND, base, _send_row)


def _send_row(group: MailGroup, name: Cell, tokens: Tokens) -> list[Cell]:
    counts = group.counts
    listed = with_outcomes(tokens, counts, [Outcome.BOUNCED]) if tokens and counts.bounced else ()
    share = texts.share(counts, Outcome.BOUNCED)
    return [name, Cell(fmt.number(counts.sent), tokens), Cell(share, listed)]
