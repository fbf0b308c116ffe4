"""The help page of the filter: every field stands in it, and every filter in it is a right one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from composer_app.domain.filter_fields import STATES, FilterContext, problem_of_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import parse
from composer_app.domain.ids import AccountId
from composer_app.domain.status_words import STATUS_WORDS
from tests.unit import checkout

PAGE = checkout.text(Path("resources/help/filter.md"))
CONTEXT = FilterContext(datetime(2026, 11, 23, tzinfo=UTC), accounts={"Linden Energy": AccountId("live")})


def test_every_field_stands_in_it() -> None:
    assert [key for key in FilterKey if f"`{key}:" not in PAGE] == []
    assert [state for state in STATES if f"`is:{state}`" not in PAGE] == []
    assert [word for word in STATUS_WORDS if word not in PAGE] == []


def test_every_filter_in_it_is_right() -> None:
    examples = PAGE.partition("## Ten examples")[2].partition("##")[0]
    filters = re.findall(r"`([^`]+)` \|$", examples, re.MULTILINE)
    assert len(filters) == 10
    for written in re.findall(r"`([^`]+)`", PAGE):
        tokens, _ = parse(written)
        assert [token for token in tokens if problem_of_token(token, CONTEXT) is not None] == [], written
