"""Rows of the tables: mail by domain, sender or send; cost by currency; largest sends."""

from __future__ import annotations

from fractions import Fraction

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Costs, Grouping, GroupTable, MailGroup, Overview
from composer_app.domain.overview_period import PeriodKind
from composer_app.ui.overview.figure_table import Cell, FigureColumn, ShareBar
from composer_app.ui.overview.list_filters import Tokens, of_group, sent_in, with_currency, with_outcomes, with_reasons
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import overview as texts

_LIMITS_OF_A_BAR = 5
"""The bar of bounced mail runs from 0 to so many times the limit."""

Rows = list[list[Cell]]


def group_columns(grouping: Grouping) -> list[FigureColumn]:
    """Of the large table."""
    return [
        FigureColumn(texts.FIRST_COLUMN[grouping], stretch=3),
        FigureColumn(texts.SENT, is_number=True, is_sorted=True),
        FigureColumn(texts.DELIVERED, is_number=True, has_bars=True),
        FigureColumn(texts.BOUNCED, is_number=True, has_bars=True),
        FigureColumn(texts.REASON, stretch=4),
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
            Cell(reason, with_reasons(tokens, meant), is_grey=True),
        ]

    rows = []
    for group in table.groups:
        own = of_group(query.grouping, group.name)
        tokens = (*own, *_without_sender(base, query.grouping, shown)) if own else ()
        rows.append(row(group, Cell(texts.group_name(group, query.grouping), tokens), tokens))
    if table.others:
        rows.append(row(table.rest, Cell(texts.others(table.others, query.grouping), expands=True), ()))
    return rows


def _without_sender(base: Tokens, grouping: Grouping, shown: Overview) -> Tokens:
    """A row of a sender names that one already."""
    return sent_in(shown.query.period.now) if grouping is Grouping.SENDER else base


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


def cost_rows(costs: Costs, tokens: Tokens) -> Rows:
    """One row for each currency, and one for mail without a price."""
    rows = []
    for cost in costs.known:
        listed = with_currency(tokens, cost.currency) if cost.mails else ()
        rows.append(
            [
                Cell(fmt.raw(cost.currency) or texts.NO_CURRENCY, listed),
                Cell(fmt.number(cost.mails), listed),
                Cell(fmt.price(cost.amount, ""), listed, is_strong=True),
                Cell(fmt.price(cost.amount_before, ""), is_grey=True),
            ]
        )
    if costs.unknown:
        rows.append([Cell(texts.NOT_KNOWN_YET, is_grey=True), Cell(fmt.number(costs.unknown)), Cell(), Cell()])
    return rows


def send_columns() -> list[FigureColumn]:
    return [
        FigureColumn(texts.SUBJECT, stretch=1),
        FigureColumn(texts.SENT, is_number=True),
        FigureColumn(texts.BOUNCED, is_number=True),
    ]


def send_rows(sends: GroupTable, base: Tokens) -> Rows:
    """The largest sends; the others in the last row."""
    rows = []
    for group in sends.groups:
        own = of_group(Grouping.SEND, group.name)
        tokens = (*own, *base) if own else ()
        rows.append(_send_row(group, texts.group_name(group, Grouping.SEND), tokens))
    if sends.others:
        rows.append(_send_row(sends.rest, texts.others(sends.others, Grouping.SEND), ()))
    return rows


def _send_row(group: MailGroup, name: str, tokens: Tokens) -> list[Cell]:
    counts = group.counts
    listed = with_outcomes(tokens, counts, [Outcome.BOUNCED]) if tokens and counts.bounced else ()
    share = texts.share(counts, Outcome.BOUNCED)
    return [Cell(name, tokens), Cell(fmt.number(counts.sent), tokens), Cell(share, listed)]
