"""Mnemonics of menus: each letter once per menu, first letters of words preferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QWidget

from composer_app.ui.widgets.plain_text import Label


def give_mnemonics(actions: Iterable[QAction]) -> None:
    """Underline one letter in each of these texts. Those that have one keep it, and lines between groups have none."""
    worded = [action for action in actions if not action.isSeparator()]
    for action, text in zip(worded, with_mnemonics([action.text() for action in worded]), strict=True):
        if text != action.text():
            action.setText(text)


def letter_labels(window: QWidget) -> None:
    """Underline a letter of each label that leads to a field of this window, and of each tick box."""
    labels: list[Label | QCheckBox] = [label for label in window.findChildren(Label) if label.buddy() is not None]
    labels += window.findChildren(QCheckBox)
    for label, text in zip(labels, with_mnemonics([label.text() for label in labels]), strict=True):
        if text != label.text():
            label.setText(text)


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """The texts with `&` before one letter of each, as far as the letters go. A text for which no letter is left takes
    that of an earlier one which has another to go to."""
    taken = {letter for text in texts if (letter := _letter(text))}
    owners: dict[str, int] = {}
    places: dict[int, int] = {}

    def give(number: int, tried: set[str]) -> bool:
        options = [(at, texts[number][at].casefold()) for at in _places(texts[number])]
        usable = [(at, letter) for at, letter in options if letter not in taken and letter not in tried]
        for at, letter in usable:
            if letter not in owners:
                owners[letter], places[number] = number, at
                return True
        for at, letter in usable:
            if letter not in tried:
                tried.add(letter)
                if give(owners[letter], tried):
                    owners[letter], places[number] = number, at
                    return True
        return False

    for number, text in enumerate(texts):
        if not _letter(text):
            give(number, set())
    return [
        f"{text[: places[number]]}&{text[places[number] :]}" if number in places else text
        for number, text in enumerate(texts)
    ]


def plain(text: str) -> str:
    """The words of an action without keys and mnemonic."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")


def _letter(text: str) -> str:
    """The letter that is underlined already."""
    words = text.partition("\t")[0].replace("&&", "")
    return words.partition("&")[2][:1].casefold()


def _places(text: str) -> Iterator[int]:
    """Where a letter can be underlined, the best first."""
    words = text.partition("\t")[0]
    usable = [at for at, char in enumerate(words) if char.isalnum() and char.isascii()]
    firsts = [at for at in usable if at == 0 or not words[at - 1].isalnum()]
    yield from firsts
    yield from (at for at in usable if at not in firsts)
