"""The parts of a filter that finds nothing, and the best way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.records import RecordKind
from composer_app.ui.messages.empty_reasons import Rest, WayOut, best_way_out, parts_of_filter
from composer_app.ui.widgets.filter_bar.filter_bar import Meaning

NOW = FilterContext(datetime(2026, 11, 23, 13, 56, tzinfo=UTC))


def made(tokens: Sequence[FilterToken], text: str) -> ArchiveFilter:
    return filter_of(tokens, text, SANDBOX_ACCOUNT, NOW)


def test_each_part_comes_with_the_filter_without_it() -> None:
    since, wrong = FilterToken("since", "7d"), FilterToken("until", "soon")

    parts = parts_of_filter([since, wrong], "invoice", NOW, made)

    assert parts == [
        (since, made([wrong], "invoice")),
        (Rest.WORDS, made([since, wrong], "")),
        (Rest.ALL, made([], "")),
    ]


def test_what_is_left_of_the_filter() -> None:
    since, to = FilterToken("since", "7d"), FilterToken("to", "ana")

    assert WayOut(since, 1).apply([since, to], "invoice") == ([to], "invoice")
    assert WayOut(Rest.WORDS, 1).apply([since], "invoice") == ([since], "")
    assert WayOut(Rest.ALL, 1).apply([since], "invoice") == ([], "")
    assert WayOut(since, 1).sentence(RecordKind.REPORT) == '1 report matches without "since:7d".'
    assert WayOut(Rest.WORDS, 2).button() == "Remove the words"


def test_what_the_words_mean_comes_before_going_without_them() -> None:
    since, full = FilterToken("since", "7d"), Meaning("Mailbox is full · error:6010", FilterToken("error", "6010"))

    parts = [part for part, _ in parts_of_filter([since], "mailbox full", NOW, made, [full])]
    way_out = best_way_out(parts, [0, 46, 18, 46])

    assert way_out == WayOut(full, 18)
    assert way_out.apply([since], "mailbox full") == ([since, full.token], "")
    assert way_out.button() == "Look for that"
    assert way_out.sentence(RecordKind.MESSAGE) == '18 messages match "Mailbox is full · error:6010".'
    assert best_way_out(parts, [0, 46, 0, 46]) == WayOut(Rest.WORDS, 46)
