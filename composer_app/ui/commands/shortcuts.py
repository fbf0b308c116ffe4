"""Shortcuts: the keys of all commands, for menus, buttons, tooltips and the help page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from composer_app.ui.texts.commands import KEYS_OF_WIDGETS, WHAT_KEYS_DO, WITH_KEYS


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The keys of one command.

    Attributes:
        keys: in portable text; the first one is shown, the others work too.
        is_own: the shown page or the focused widget handles the keys. As a shortcut of the window they would not
            reach the focused widget.
    """

    keys: tuple[str, ...]
    is_own: bool = False


SHORTCUTS: dict[str, Shortcut] = {
    "new_mail": Shortcut(("Ctrl+N",)),
    "send": Shortcut(("Ctrl+Enter", "Ctrl+Return")),
    "save_draft": Shortcut(("Ctrl+S",)),
    "open_mail_file": Shortcut(("Ctrl+O",)),
    "save_mail_file": Shortcut(("Ctrl+Shift+S",)),
    "attach_files": Shortcut(("Ctrl+Shift+A",)),
    "import_list": Shortcut(("Ctrl+Shift+I",)),
    "fetch_new": Shortcut(("F5",)),
    "show_new": Shortcut(("Shift+F5",)),
    "follow": Shortcut(("Ctrl+Shift+L",)),
    "palette": Shortcut(("Ctrl+K",)),
    "page_compose": Shortcut(("Ctrl+1",)),
    "page_outbox": Shortcut(("Ctrl+2",)),
    "page_reports": Shortcut(("Ctrl+3",)),
    "page_logs": Shortcut(("Ctrl+4",)),
    "page_overview": Shortcut(("Ctrl+5",)),
    "next_page": Shortcut(("Ctrl+Tab",)),
    "previous_page": Shortcut(("Ctrl+Shift+Tab",)),
    "next_part": Shortcut(("F6",), is_own=True),
    "previous_part": Shortcut(("Shift+F6",), is_own=True),
    "toggle_preview": Shortcut(("Ctrl+Shift+P",)),
    "compare": Shortcut(("Ctrl+D",)),
    "undo": Shortcut(("Ctrl+Z",), is_own=True),
    "redo": Shortcut(("Ctrl+Shift+Z", "Ctrl+Y"), is_own=True),
    "cut": Shortcut(("Ctrl+X",), is_own=True),
    "copy": Shortcut(("Ctrl+C",), is_own=True),
    "paste": Shortcut(("Ctrl+V",), is_own=True),
    "select_all": Shortcut(("Ctrl+A",), is_own=True),
    "find": Shortcut(("Ctrl+F",), is_own=True),
    "replace": Shortcut(("Ctrl+H",), is_own=True),
    "go_to_line": Shortcut(("Ctrl+G",)),
    "go_to_tag": Shortcut(("Ctrl+M",)),
    "settings": Shortcut(("Ctrl+,",)),
    "help": Shortcut(("F1",)),
    "menu_bar": Shortcut(("F10",)),
    "close_window": Shortcut(("Ctrl+W",)),
    "quit": Shortcut(("Ctrl+Q",)),
}
"""By the key of the command, in the order of the help page."""

LETTER_KEYS = {
    "heading": "Ctrl+Shift+H",
    "bold": "Ctrl+B",
    "italic": "Ctrl+I",
    "bullets": "Ctrl+Shift+8",
    "numbers": "Ctrl+Shift+7",
    "quote": "Ctrl+Shift+9",
    "link": "Ctrl+L",
    "clear_format": "Ctrl+\\",
}
"""The keys of the formatting bar, while the letter has the focus."""


def spelled(keys: QKeySequence | str) -> str:
    """Keys as this platform writes them, on menus, buttons, tooltips and the help page alike."""
    sequence = QKeySequence(keys) if isinstance(keys, str) else keys
    return sequence.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter").replace("Num+", "")


def keys_of(command: str) -> str:
    """What a button or a tooltip shows for a command; "" where it has no keys."""
    found = SHORTCUTS.get(command)
    return spelled(found.keys[0]) if found is not None else ""


def with_keys(text: str, *commands: str) -> str:
    """A tooltip with the keys of its command behind it."""
    keys = ", ".join(filter(None, map(keys_of, commands)))
    return WITH_KEYS.format(text=text, keys=keys) if keys else text


def rows() -> Iterator[tuple[str, str]]:
    """Keys and what they do, as the help page lists them."""
    for key, shortcut in SHORTCUTS.items():
        shown = dict.fromkeys(QKeySequence(keys).toString().replace("Return", "Enter") for keys in shortcut.keys)
        yield ", ".join(shown), WHAT_KEYS_DO[key]
    yield from KEYS_OF_WIDGETS


def help_page() -> str:
    """The page "Shortcuts" of the help in Markdown."""
    lines = [f"| {keys} | {does} |" for keys, does in rows()]
    return "\n".join(("# Shortcuts", "", "| Keys | What they do |", "|---|---|", *lines, ""))
