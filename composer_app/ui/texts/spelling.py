"""What the spelling says: its languages, and the menu of an unknown word."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from composer_app.ui.texts.translation import tr

SPELLING = tr("Spelling")
LANGUAGES_TIP = tr("Languages of the spelling")
OFF = tr("No spelling")
NO_DICTIONARY = tr("There is no dictionary on this computer. Help says how to get one.")
IGNORE = tr("Ignore in this mail")
ADD = tr("Add to dictionary")
SEVERAL = tr("{language} and more")


def language_name(language: str) -> str:
    """A language in its own words, with the code of its country: `British English (GB)`."""
    locale = QLocale(language)
    country = language.partition("_")[2]
    name = locale.nativeLanguageName()
    return (
        tr("{language} ({country})").format(language=name[:1].upper() + name[1:], country=country) if name else language
    )


def languages_name(languages: tuple[str, ...]) -> str:
    """What the button says."""
    if not languages:
        return OFF
    first = language_name(languages[0])
    return first if len(languages) == 1 else SEVERAL.format(language=first)
