"""The order of the outcomes beside a sent mail."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.outcome_order import OUTCOME_ORDER


def test_every_outcome_has_its_place_once() -> None:
    assert sorted(OUTCOME_ORDER) == sorted(Outcome)
