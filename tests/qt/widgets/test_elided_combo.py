"""A combo box with a long text."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.elided_combo import ElidedComboBox


def test_a_long_text_ends_in_dots_and_a_short_one_does_not(qtbot: QtBot) -> None:
    box = ElidedComboBox()
    qtbot.addWidget(box)
    box.addItems(["Your November statement and all that belongs to it", "Short"])
    box.resize(160, 32)

    assert box.shown_text().startswith("Your Nov")
    assert box.shown_text().endswith("…")
    box.setCurrentIndex(1)
    assert box.shown_text() == "Short"


def test_without_a_choice_the_placeholder_is_shown(qtbot: QtBot) -> None:
    box = ElidedComboBox()
    qtbot.addWidget(box)
    box.setPlaceholderText("None yet")
    box.resize(200, 32)

    assert box.shown_text() == "None yet"
    assert not box.grab().isNull()
