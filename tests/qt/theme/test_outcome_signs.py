"""The icon of each outcome."""

from __future__ import annotations

from composer_app import resources
from composer_app.domain.outcome import Outcome
from composer_app.ui.theme import outcome_signs


def test_statuses_have_outlines_of_their_own() -> None:
    icons = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert len({outcome_signs.icon_name(o) for o in Outcome}) == len(Outcome)
    assert all(outcome_signs.icon_name(o) in icons for o in Outcome)
