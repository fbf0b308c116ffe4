"""A long text becomes values in slices; whoever needs them now gets them now."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.chips.chip_intake import SLICE_S, ChipIntake
from composer_app.ui.widgets.chips.chip_value import ChipValue


def endless_work() -> None:
    """Longer than a slice."""
    import time

    until = time.perf_counter() + 2 * SLICE_S
    while time.perf_counter() < until:
        pass


def slow(text: str) -> Iterator[ChipValue]:
    for word in text.split():
        endless_work()
        yield ChipValue(word)


def texts(values: list[ChipValue]) -> list[str]:
    return [value.text for value in values]


def test_a_short_text_is_done_at_once(qtbot: QtBot) -> None:
    owner = QObject()
    intake = ChipIntake(lambda text: [ChipValue(text)], owner)
    with qtbot.waitSignal(intake.taken) as emitted, qtbot.assertNotEmitted(intake.begun):
        intake.start("a")
        assert intake.text() == ""
    assert texts(emitted.args[0]) == ["a"]


def test_a_long_one_comes_in_when_the_window_has_time(qtbot: QtBot) -> None:
    owner = QObject()
    intake = ChipIntake(slow, owner)
    with qtbot.waitSignal(intake.taken) as emitted:
        with qtbot.waitSignal(intake.begun):
            intake.start("a b c")
        assert intake.text() == "a b c"
    assert texts(emitted.args[0]) == ["a", "b", "c"]
    assert intake.text() == ""


def test_it_can_be_finished_and_forgotten(qtbot: QtBot) -> None:
    owner = QObject()
    intake = ChipIntake(slow, owner)
    intake.start("a b c")
    with qtbot.waitSignal(intake.taken) as emitted:
        intake.finish()
    assert texts(emitted.args[0]) == ["a", "b", "c"]
    with qtbot.assertNotEmitted(intake.taken):
        intake.start("d e")
        intake.cancel()
        intake.finish()
    assert intake.text() == ""
