"""The languages of the spelling: the button with their menu, and the checker for the editors."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QLocale, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.services.app_context import AppContext
from composer_app.services.settings import Settings
from composer_app.services.spelling import SpellChecker, installed_languages, load_checker
from composer_app.ui.texts import spelling as texts
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import caption

_FALLBACKS = ("en_GB", "en_US")


class SpellingControl(QObject):
    """Loads the dictionaries when an editor with words is shown first.

    Signals:
        changed: `checker` knows other words.
    """

    changed = Signal()

    def __init__(self, context: AppContext, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._settings = context, settings
        self.checker = SpellChecker(())
        self.installed: tuple[str, ...] = ()
        self.languages: tuple[str, ...] = ()
        self._is_begun = False
        self.menu = QMenu(parent)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._on_chosen)
        self.button = quiet_button(
            texts.SPELLING, parent, icon="spellcheck", tooltip=texts.LANGUAGES_TIP, menu=self.menu, compact=True
        )
        self.button.setObjectName("spelling_button")
        self.button.hide()

    def begin(self) -> None:
        """Look for dictionaries, once."""
        if not self._is_begun:
            self._is_begun = True
            self._context.run(_languages).on_success(self._on_found)

    def ignore(self, word: str) -> None:
        """Count a word as known in this mail."""
        self.checker.ignore(word)
        self.changed.emit()

    def add(self, word: str) -> None:
        """Count a word as known from now on."""
        self.checker.add(word)
        self._settings.spelling_words = (*self._settings.spelling_words, word)
        self.changed.emit()

    def forget_ignored(self) -> None:
        """Another mail is open."""
        self.checker.forget_ignored()

    @Slot(object)
    def _on_found(self, installed: tuple[str, ...]) -> None:
        self.installed = installed
        chosen = self._settings.spelling_languages
        if chosen is None:
            wanted = (QLocale.system().name(), *_FALLBACKS)
            chosen = tuple(language for language in wanted if language in installed)[:1]
        self._load(chosen)

    def _load(self, languages: tuple[str, ...]) -> None:
        self.languages = tuple(language for language in languages if language in self.installed)
        self.button.setText(texts.languages_name(self.languages))
        self.button.setAccessibleName(self.button.text())
        added = self._settings.spelling_words
        wanted = self.languages

        async def loaded() -> SpellChecker:
            return await asyncio.to_thread(load_checker, wanted, added)

        self._context.run(loaded).on_success(self._on_loaded)

    @Slot(object)
    def _on_loaded(self, checker: SpellChecker) -> None:
        self.checker = checker
        self.changed.emit()

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        if not self.installed:
            self.menu.addAction(caption(texts.NO_DICTIONARY)).setEnabled(False)
            return
        for language in self.installed:
            self._entry(texts.language_name(language), language, is_on=language in self.languages)
        self.menu.addSeparator()
        self._entry(texts.OFF, "", is_on=not self.languages)

    def _entry(self, text: str, language: str, *, is_on: bool) -> None:
        action = self.menu.addAction(caption(text))
        action.setData(language)
        action.setCheckable(True)
        action.setChecked(is_on)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        language = action.data()
        if not language:
            chosen: tuple[str, ...] = ()
        elif language in self.languages:
            chosen = tuple(one for one in self.languages if one != language)
        else:
            chosen = (*self.languages, language)
        self._settings.spelling_languages = chosen
        self._load(chosen)


async def _languages() -> tuple[str, ...]:
    return await asyncio.to_thread(installed_languages)
