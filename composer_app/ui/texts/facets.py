"""What the facets beside the list say."""

from __future__ import annotations

from composer_app.domain.facets import Facet
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr

FACETS = tr("Facets")
SHOW_FACETS = tr("Show views and facets")
TITLES: dict[Facet, str] = {
    Facet.STATUS: tr("Status"),
    Facet.DOMAIN: tr("Recipient domain"),
    Facet.ERROR: tr("Error"),
    Facet.SENDER: tr("Sender"),
    Facet.BULK: tr("Bulk"),
}
SHOW_FEWER = tr("Show fewer")
NOT_COUNTED = tr("The messages could not be counted.")
_ADDS = tr("Click: add to the filter. Alt+click: exclude.")
_REMOVES = tr("Click: remove from the filter.")


def more(n: int) -> str:
    """How many values are not shown."""
    return tr("{n} more…", "", n).format(n=fmt.number(n))


def tooltip(value: str, words: str, *, is_on: bool) -> str:
    """What a row stands for, and what a click does."""
    lines = [value, words if words != value else "", _REMOVES if is_on else _ADDS]
    return "\n".join(line for line in lines if line)


def spoken(word: str, n: int, *, is_on: bool) -> str:
    """A row for a screen reader."""
    sentence = tr("{word}, {n} message(s)", "", n).format(word=word, n=fmt.number(n))
    return tr("{row}, in the filter").format(row=sentence) if is_on else sentence
