"""The bar of a mail's outcomes."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.outcome_bar import OutcomeBar, widths
from composer_app.ui.theme.theme_store import current
from tests.qt.windows import show


@pytest.mark.parametrize(
    ("counts", "room", "wanted"),
    [
        ([], 300, []),
        ([5], 300, [300]),
        ([239, 4, 3, 5, 1], 303, None),
        ([1_000_000, 1], 100, [96, 3]),
        ([1, 1], 3, [1, 1]),
    ],
)
def test_every_outcome_has_its_part_of_the_bar(counts: list[int], room: int, wanted: list[int] | None) -> None:
    found = widths(counts, room)
    assert wanted is None or found == wanted
    assert sum(found) <= room - max(len(counts) - 1, 0)
    if room > 10 and counts:
        assert min(found) >= 3
        assert sum(found) == room - (len(counts) - 1)


def test_its_colours_are_those_of_the_outcomes(qtbot: QtBot) -> None:
    bar = show(qtbot, OutcomeBar(), 201, 8)
    bar.set_counts({Outcome.DELIVERED: 1, Outcome.PENDING: 0, Outcome.BOUNCED: 1})
    picture = bar.grab().toImage()
    assert picture.pixelColor(5, 4) == current().outcomes[Outcome.DELIVERED].bar
    assert picture.pixelColor(195, 4) == current().outcomes[Outcome.BOUNCED].bar
