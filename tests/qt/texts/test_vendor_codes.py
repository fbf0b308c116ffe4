"""Each status and each error of the contract has words of ours."""

from __future__ import annotations

import pytest

from composer_app.domain.outcome import Outcome
from composer_app.domain.status import NO_NUMBER, Status, VendorError, group_implied_by, outcome_of
from composer_app.sandbox import vendor_statuses
from composer_app.ui.texts.outcome_reasons import explain
from composer_app.ui.texts.vendor_codes import ERROR_WORDS, STATUS_WORDS
from tests.qt.texts.contract_codes import ERRORS, STATUSES

_SAID_BY_THE_OUTCOME = {3, 5, 7, 9, 26}
"""Statuses that say no more than delivered, pending or bounced."""


def test_contract_and_sandbox_name_known_codes() -> None:
    errors = {one.id for one in vars(vendor_statuses).values() if isinstance(one, vendor_statuses.Error)}
    assert len(ERRORS) > 40
    assert errors - {0} <= set(ERRORS)
    assert {2, 52, 99} | _SAID_BY_THE_OUTCOME <= set(STATUSES)


@pytest.mark.parametrize("number", ERRORS)
def test_each_error_has_words_and_a_next_step(number: int) -> None:
    words = explain(Outcome.BOUNCED, None, VendorError(2, "", number, "EC_SOME_NAME"))
    assert number in ERROR_WORDS
    assert len(words.title) > 5
    assert words.body.count(".") >= 2, "what it means, and what to do"
    assert str(number) in words.vendor


@pytest.mark.parametrize("number", STATUSES)
def test_each_status_has_words_and_a_next_step(number: int) -> None:
    status = Status(group_implied_by("", "", number), "", number, "SOME_NAME")
    words = explain(outcome_of(status), status, VendorError(id=0))
    assert number != NO_NUMBER
    assert words.title
    if number not in _SAID_BY_THE_OUTCOME:
        assert number in STATUS_WORDS
        assert words.body.count(".") >= 2, "what it means, and what to do"
