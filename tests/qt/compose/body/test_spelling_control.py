"""The languages of the spelling: which are offered, chosen and remembered."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.body.spelling_control import SpellingControl


class Nothing:
    """A dictionary without words."""

    def check(self, _word: str) -> bool:
        return False

    def suggest(self, _word: str) -> list[str]:
        return []


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The dictionaries of this computer."""
    languages = ["de_DE", "en_GB", "fr_FR"]
    found = SimpleNamespace(list_languages=lambda: languages, Dict=lambda _language: Nothing())
    monkeypatch.setitem(sys.modules, "enchant", found)
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_DE"))
    return languages


@pytest.fixture
def control(qtbot: QtBot, services: Services, installed: list[str], home: QWidget) -> SpellingControl:
    return SpellingControl(services.context, services.settings, home)


def entries(control: SpellingControl) -> list[tuple[str, bool]]:
    control.menu.aboutToShow.emit()
    return [(action.text(), action.isChecked()) for action in control.menu.actions() if action.text()]


def choose(qtbot: QtBot, control: SpellingControl, text: str) -> None:
    control.menu.aboutToShow.emit()
    with qtbot.waitSignal(control.changed):
        next(action for action in control.menu.actions() if action.text() == text).trigger()


def test_the_language_of_the_system_is_used_at_first(qtbot: QtBot, control: SpellingControl) -> None:
    with qtbot.waitSignal(control.changed):
        control.begin()
    control.begin()

    assert control.languages == ("de_DE",)
    assert control.button.text() == "Deutsch (DE)"
    assert not control.checker.is_known("Wort")


def test_several_languages_are_chosen_remembered_and_switched_off(
    qtbot: QtBot, control: SpellingControl, services: Services
) -> None:
    with qtbot.waitSignal(control.changed):
        control.begin()
    choose(qtbot, control, "British English (GB)")
    assert services.settings.spelling_languages == ("de_DE", "en_GB")
    assert control.button.text() == "Deutsch (DE) and more"
    choose(qtbot, control, "Deutsch (DE)")
    assert entries(control) == [
        *(("Deutsch (DE)", False), ("British English (GB)", True), ("Français (FR)", False), ("No spelling", False))
    ]
    choose(qtbot, control, "No spelling")

    assert not control.languages
    assert control.button.text() == "No spelling"
    assert control.checker.is_known("wrng")


def test_a_computer_without_dictionaries_says_so(qtbot: QtBot, control: SpellingControl, installed: list[str]) -> None:
    installed.clear()
    with qtbot.waitSignal(control.changed):
        control.begin()

    assert entries(control) == [("There is no dictionary on this computer. Help says how to get one.", False)]
    assert not control.menu.actions()[0].isEnabled()
    assert control.checker.is_known("wrng")
