"""What the page says of recipients that came as a list, moved between the fields, or that others can read."""

from __future__ import annotations

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.translation import tr


def list_taken_words(count: int, added: int, elsewhere: int) -> str:
    """A pasted or dropped list has become chips.

    Args:
        elsewhere: how many recipients left the other fields, because the list has them too.
    """
    repeats = count - added
    if repeats and added:
        sentences = [tr("{added} of {n} recipients were added.", "", count), _repeats(repeats)]
    elif repeats:
        sentences = [tr("No recipient was added."), _repeats(repeats)]
    else:
        sentences = [tr("{n} recipients were added.", "", count)]
    words = " ".join(sentences).format(n=fmt.number(count), added=fmt.number(added))
    return f"{words} {_elsewhere(elsewhere)}" if elsewhere else words


def _repeats(count: int) -> str:
    return tr("{n} were there already.", "", count).format(n=fmt.number(count))


def _elsewhere(count: int) -> str:
    return tr("{n} left the other fields.", "", count).format(n=fmt.number(count))
