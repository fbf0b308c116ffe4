"""Each status and each error of the contract has words of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import composer_app.api
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import NO_NUMBER, Status, VendorError, group_implied_by, outcome_of
from composer_app.sandbox import vendor_statuses
from composer_app.ui.texts.outcome_reasons import explain
from composer_app.ui.texts.vendor_codes import ERROR_WORDS, STATUS_WORDS

_CONTRACT = (Path(composer_app.api.__file__).parent / "README.md").read_text("utf-8")
_SAID_BY_THE_OUTCOME = {3, 5, 7, 9, 26}
"""Statuses that say no more than delivered, pending or bounced."""


def section(number: int) -> str:
    found = re.search(rf"^## {number}\. .*?(?=^## )", _CONTRACT, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[0]


def statuses() -> set[int]:
    return {int(number) for number in re.findall(r"\b(\d{1,2}) (?:_|[A-Z]+_?)[A-Z_]*", table(section(12)))}


def table(text: str) -> str:
    """The cells with the numbers of a table."""
    return "\n".join(line.split("|")[3] for line in text.splitlines() if line.count("|") == 4)


ERRORS = sorted({int(number) for number in re.findall(r"\b(6\d{3}) EC_", section(13))})


def test_contract_and_sandbox_name_known_codes() -> None:
    errors = {one.id for one in vars(vendor_statuses).values() if isinstance(one, vendor_statuses.Error)}
    assert len(ERRORS) > 40
    assert errors - {0} <= set(ERRORS)
    assert {2, 52, 99} | _SAID_BY_THE_OUTCOME <= statuses()


@pytest.mark.parametrize("number", ERRORS)
def test_each_error_has_words_and_a_next_step(number: int) -> None:
    words = explain(Outcome.BOUNCED, None, VendorError(2, "", number, "EC_SOME_NAME"))
    assert number in ERROR_WORDS
    assert len(words.title) > 5
    assert words.body.count(".") >= 2, "what it means, and what to do"
    assert str(number) in words.vendor


@pytest.mark.parametrize("number", sorted(statuses()))
def test_each_status_has_words_and_a_next_step(number: int) -> None:
    status = Status(group_implied_by("", "", number), "", number, "SOME_NAME")
    words = explain(outcome_of(status), status, VendorError(id=0))
    assert number != NO_NUMBER
    assert words.title
    if number not in _SAID_BY_THE_OUTCOME:
        assert number in STATUS_WORDS
        assert words.body.count(".") >= 2, "what it means, and what to do"
