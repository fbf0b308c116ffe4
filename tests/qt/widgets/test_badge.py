"""The badge of a status."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.badge import Badge


def test_it_says_the_word_of_its_outcome_or_another(qtbot: QtBot) -> None:
    badge = Badge(Outcome.BOUNCED)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Bounced"

    badge.set_outcome(Outcome.DELIVERED, "Delivered to all 250 of them")
    assert badge.outcome() is Outcome.DELIVERED
    assert badge.accessibleName() == "Delivered to all 250 of them"


def test_it_is_painted_on_the_ground_of_the_outcome(qtbot: QtBot) -> None:
    badge = Badge(Outcome.BOUNCED)
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())

    image = badge.grab().toImage()

    assert image.pixelColor(badge.width() - 3, badge.height() // 2) == current().outcomes[Outcome.BOUNCED].soft
