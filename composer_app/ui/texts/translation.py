"""Looks up a sentence in the language of the user, in the right plural form.

Every sentence that the user reads is the literal first argument of `tr`, so that Qt's `lupdate` finds it. Values go in
by name: `tr("{host} is not known.").format(host=host)`. A sentence is whole: it is never joined from parts and never
changed afterwards, because other languages order their words differently.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QTranslator

from composer_app import resources

LANGUAGE = "en"
"""The one language there is. Its catalogue holds the plural forms; every other sentence is its own translation."""


def tr(source: str, comment: str = "", n: int = -1) -> str:
    """The sentence in the language of the user. Any thread.

    Args:
        source: the English sentence. One that depends on a number is written as `{n} report(s)`.
        comment: tells equal sources with different meanings apart; translators read it.
        n: the number that picks the plural form; the caller also formats it into the sentence.
    """
    return _catalogue().translate("", source, comment, n) or source


@cache
def _catalogue() -> QTranslator:
    """Needs no application, because the commands without a window speak the same sentences.

    Raises:
        FileNotFoundError: the program was installed without it.
    """
    path = resources.path("translations", f"{LANGUAGE}.qm")
    catalogue = QTranslator()
    if not catalogue.load(str(path)):
        raise FileNotFoundError(f"the sentences of the program are missing: {path}")
    return catalogue
