"""What is painted in a letter and is no part of it."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from composer_app.services.compose.letter_reader import read_letter
from composer_app.ui.compose.body.letter.letter_document import LetterDocument
from composer_app.ui.compose.body.letter.letter_highlighter import LetterHighlighter
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import ThemeMode, current, store


def test_headings_are_large_and_links_have_the_colour_of_the_theme() -> None:
    document = QTextDocument()
    letter = LetterDocument(document)
    highlighter = LetterHighlighter(document)
    html = '<h2>a <a href="https://example.com">b</a></h2>\n<p>c</p>'
    letter.fill(read_letter(html).letter)
    highlighter.rehighlight()

    heading, paragraph = document.firstBlock(), document.lastBlock()
    formats = heading.layout().formats()
    assert formats[0].format.font().pixelSize() or formats[0].format.font().pointSizeF() > 0
    assert formats[0].format.fontWeight() == typography.letter(2, strong=True).weight()
    assert formats[-1].format.foreground().color() == current().accent_text
    assert paragraph.layout().formats() == []

    store().set_mode(ThemeMode.DARK)
    highlighter.set_zoom(2)
    assert heading.layout().formats()[-1].format.foreground().color() == current().accent_text
    assert letter.html() == html, "colours and sizes do not get into the mail"
