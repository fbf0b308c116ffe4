"""Queries: nothing said, nothing asked for."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.domain.queries import ArchiveFilter, LogQuery, ReportQuery


@pytest.mark.parametrize("query", [ArchiveFilter(), LogQuery(), ReportQuery()], ids=repr)
def test_an_empty_query_has_no_condition(query: msgspec.Struct) -> None:
    assert not any(msgspec.structs.asdict(query).values())


@pytest.mark.parametrize("query", [LogQuery(limit=3, to="a@example.com"), ReportQuery(limit=2)], ids=repr)
def test_a_query_can_be_kept_and_read_again(query: msgspec.Struct) -> None:
    assert msgspec.json.decode(msgspec.json.encode(query), type=type(query)) == query
