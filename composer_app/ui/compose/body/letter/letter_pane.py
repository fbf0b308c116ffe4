"""The letter with its formatting bar; in its place a message where the HTML is no letter."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPalette, QTextCursor
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from composer_app.domain.letter import LetterPicture, PlaceholderMark
from composer_app.services.compose.letter_reader import Loss, ReadLetter, read_letter
from composer_app.services.compose.letter_writer import html_of
from composer_app.ui.commands.shortcuts import LETTER_KEYS
from composer_app.ui.compose.body.letter.format_bar import FormatBar
from composer_app.ui.compose.body.letter.image_words_dialog import ImageWordsDialog
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.letter.letter_pictures import LetterPictures
from composer_app.ui.compose.body.letter.link_dialog import LinkDialog
from composer_app.ui.compose.body.letter.placeholder_name_dialog import PlaceholderNameDialog
from composer_app.ui.texts import letter as texts
from composer_app.ui.widgets.help_subject import set_help_subject
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column
from composer_app.ui.widgets.plain_text import caption

_PASTE_PLAIN = "Ctrl+Shift+V"


class LetterPane(QWidget):
    """Shows the HTML of a mail as a letter and writes it back. HTML that is not edited keeps its bytes.

    Args:
        pictures: the inline images of the open draft.
        names: the names of the placeholders elsewhere in the mail.

    Signals:
        edited: the user changed the letter.
        image_wanted: the button for an image was pressed.
        html_wanted: the user stays in HTML.
        letter_wanted: the user wants to make a letter of HTML that is none.
    """

    edited = Signal()
    image_wanted = Signal()
    html_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, pictures: LetterPictures, names: Callable[[], list[str]]) -> None:
        super().__init__()
        self._names = names
        self._html = ""
        self._is_shown = self._is_edited = False
        self._read = ReadLetter(read_letter("").letter, {})
        self.editor = LetterEditor(pictures)
        self._placeholder_menu = QMenu(texts.PLACEHOLDER, self)
        self._placeholder_menu.aboutToShow.connect(self._fill_placeholders)
        self._placeholder_menu.triggered.connect(self._on_placeholder)
        self.object_menu = QMenu(self)
        self._menu_place = QTextCursor(self.editor.document())
        self._text_action: QAction | None = None
        self.object_menu.triggered.connect(self._on_object_action)
        self.bar = FormatBar(self._placeholder_menu)
        self.editor.setObjectName("letter_editor")
        self.editor.setAccessibleName(texts.EDITOR)
        self.editor.setPlaceholderText(texts.HINT)
        self.message = InlineMessage(texts.TOO_LONG.kind, "")
        self.message.setObjectName("letter_message")
        self._stay = self.message.add_action(texts.STAY_IN_HTML, self.html_wanted.emit, secondary=True)
        self._make = self.message.add_action(texts.MAKE_LETTER, self.letter_wanted.emit)
        refusal = QWidget()
        refusal.setBackgroundRole(QPalette.ColorRole.Base)
        refusal.setAutoFillBackground(True)
        in_column(refusal, self.message, REST, margins=(16, 16, 16, 16))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        self._stack.addWidget(refusal)
        in_column(self, self.bar, self._stack, grows=self._stack)
        set_help_subject(self, "letter")
        self._commands = {
            "bold": self.editor.toggle_bold,
            "italic": self.editor.toggle_italic,
            "heading": self.editor.toggle_heading,
            "bullets": self.editor.toggle_bullets,
            "numbers": self.editor.toggle_numbers,
            "quote": self.editor.toggle_quote,
            "clear_format": self.editor.clear_format,
            "link": self.open_link,
            "picture": self.image_wanted.emit,
            "paste_plain": self.paste_plain,
        }
        for key, keys in (*LETTER_KEYS.items(), ("paste_plain", _PASTE_PLAIN)):
            self._add_shortcut(key, keys)
        self.bar.wanted.connect(self._on_wanted)
        self.editor.edited.connect(self._on_edited)
        self.editor.state_changed.connect(self._on_state)
        self.editor.object_opened.connect(self._on_object_opened)

    def _add_shortcut(self, key: str, keys: str) -> None:
        action = QAction(parent=self.editor)
        action.setData(key)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._on_shortcut)
        self.editor.addAction(action)

    # -- the HTML

    def show_html(self, html: str, *, is_new: bool = False) -> None:
        """Show HTML as a letter, or say what a letter would lose. The same HTML keeps its undo history, unless it is
        of a new draft."""
        if html == self.html() and self._is_shown and not is_new:
            return
        self._html, self._is_edited = html, False
        self._read = read_letter(html)
        if self._read.losses:
            words = texts.cannot_hold_words(self._read.losses)
            self.message.set_content(words.kind, words.title, words.body)
            self._make.setVisible(Loss.LENGTH not in self._read.losses)
        else:
            self.editor.show_letter(self._read.letter)
        self._is_shown = True
        self._stack.setCurrentIndex(int(bool(self._read.losses)))
        self.bar.setEnabled(self.is_letter())

    def show_columns(self, columns: Collection[str] | None) -> None:
        """Warn of placeholders that the list of recipients has no column for; None: there is no list."""
        self.editor.show_columns(None if columns is None else frozenset(columns))

    def html(self) -> str:
        """The HTML as it was shown, or as the edited letter makes it."""
        return self.editor.html() if self._is_edited else self._html

    def is_letter(self) -> bool:
        """False while a message says that the HTML is no letter."""
        return not self._read.losses

    def lossy_html(self) -> str:
        """The HTML of the letter that is left of HTML which is none."""
        return html_of(self._read.letter)

    def losses_in_words(self) -> str:
        """What `lossy_html` lacks, as a sentence."""
        return texts.lost_words(self._read.losses)

    def focus(self) -> None:
        """Put the focus on the letter, or on the message's first button."""
        (self.editor if self.is_letter() else self._stay).setFocus(Qt.FocusReason.OtherFocusReason)

    def select_words(self, words: str) -> None:
        """Select the first place with these words; without one the caret stays."""
        before, found, _after = self.editor.text().partition(words) if words else ("", "", "")
        if found:
            start, end = (len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in (before, before + found))
            self.editor.select(start, end)
            self.editor.ensureCursorVisible()

    @Slot()
    def _on_edited(self) -> None:
        if not self.is_letter():
            return  # the editor is hidden, and what it holds is no part of the mail
        self._is_edited = self.editor.document().isModified()  # not once the user has undone all
        self.edited.emit()

    # -- commands

    @Slot()
    def _on_state(self) -> None:
        self.bar.show_state(self.editor.state())

    @Slot()
    def _on_shortcut(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self._commands[action.data()]()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if key not in ("link", "picture"):
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._commands[key]()
        self.bar.show_state(self.editor.state())  # the pressed button has changed by itself

    @Slot()
    def paste_plain(self) -> None:
        """Paste the text of the clipboard without its format."""
        self.editor.paste_plain(QGuiApplication.clipboard().text())

    @Slot()
    def open_link(self) -> None:
        """Ask for words and address of the link at the caret, or of a new one."""
        start, end = self.editor.link_range()
        words = self.editor.words_between(start, end)
        dialog = LinkDialog(words if self.editor.is_text(start, end) else None, self.editor.state().link, self)
        dialog.accepted.connect(partial(self._on_link, dialog, self._place_of(start, end)))
        dialog.open()

    def _on_link(self, dialog: LinkDialog, place: QTextCursor) -> None:
        self.editor.put_link(place.selectionStart(), place.selectionEnd(), dialog.words, dialog.address)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_of(self, start: int, end: int) -> QTextCursor:
        """What is between two positions now; it moves with its words while a dialog is open."""
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- placeholders

    @Slot()
    def _fill_placeholders(self) -> None:
        self._placeholder_menu.clear()
        names = dict.fromkeys((*self.editor.placeholder_names(), *self._names()))
        for name in names:
            self._placeholder_menu.addAction(caption(f"{{{{{name}}}}}")).setData(name)
        self._placeholder_menu.addSeparator()
        self._placeholder_menu.addAction(texts.NEW_PLACEHOLDER)

    @Slot(QAction)
    def _on_placeholder(self, action: QAction) -> None:
        if action.data():
            self.editor.insert_placeholder(action.data())
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        dialog = PlaceholderNameDialog("", texts.INSERT_PLACEHOLDER, self)
        dialog.accepted.connect(self._on_new_name)
        dialog.open()

    @Slot()
    def _on_new_name(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, PlaceholderNameDialog)
        self.editor.insert_placeholder(dialog.name)

    # -- objects

    def place_image(self, name: str, after: int | None) -> None:
        """Put an inline image at the caret, or below paragraph `after` (from 1), and ask what it shows."""
        place = self.editor.insert_picture(name, after)
        self._ask_words(place)

    @Slot(int)
    def _on_object_opened(self, place: int) -> None:
        one = self.editor.object_at(place)
        if isinstance(one, LetterPicture):
            self._ask_words(place)
        elif one is not None:
            self._menu_place = self._place_of(place, place + 1)
            self._fill_object_menu(one)
            where = self.editor.cursorRect(self.editor.textCursor()).bottomLeft()
            self.object_menu.popup(self.editor.viewport().mapToGlobal(where))

    def _fill_object_menu(self, one: PlaceholderMark) -> None:
        menu = self.object_menu
        menu.clear()
        for name in dict.fromkeys((*self.editor.placeholder_names(), *self._names())):
            action = menu.addAction(caption(f"{{{{{name}}}}}"))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == " ".join(one.name.split()))
        menu.addSeparator()
        menu.addAction(texts.OTHER_NAME)
        self._text_action = menu.addAction(texts.MAKE_TEXT)

    @Slot(QAction)
    def _on_object_action(self, action: QAction) -> None:
        place = self._menu_place.selectionStart()
        one = self.editor.object_at(place)
        if not isinstance(one, PlaceholderMark):
            return
        if name := action.data():
            self.editor.replace_object(place, PlaceholderMark(name, one.marks))
        elif action is self._text_action:
            self.editor.make_text(place)
        else:
            dialog = PlaceholderNameDialog(one.name, texts.RENAME_PLACEHOLDER, self)
            dialog.accepted.connect(partial(self._on_other_name, dialog, self._menu_place))
            dialog.open()

    def _on_other_name(self, dialog: PlaceholderNameDialog, place: QTextCursor) -> None:
        one = self.editor.object_at(place.selectionStart())
        if isinstance(one, PlaceholderMark):
            self.editor.replace_object(place.selectionStart(), PlaceholderMark(dialog.name, one.marks))

    def _ask_words(self, place: int) -> None:
        one = self.editor.object_at(place)
        assert isinstance(one, LetterPicture)
        dialog = ImageWordsDialog(one.alt, self)
        dialog.accepted.connect(partial(self._on_words, dialog, self._place_of(place, place + 1)))
        dialog.open()

    def _on_words(self, dialog: ImageWordsDialog, place: QTextCursor) -> None:
        one = self.editor.object_at(place.selectionStart())
        if isinstance(one, LetterPicture) and one.alt != dialog.words:
            self.editor.replace_object(place.selectionStart(), msgspec.structs.replace(one, alt=dialog.words))
