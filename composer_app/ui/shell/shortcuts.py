"""Every key of the window, once: commands, buttons, tooltips and the help page take them from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The keys of one command.

    Attributes:
        keys: in portable text; the first one is shown, the others work too.
        does: as the help page says it.
        is_own: the shown page or the focused widget has the keys itself. As a shortcut of the window they would be
            taken from whatever has the focus.
    """

    keys: tuple[str, ...]
    does: str
    is_own: bool = False


SHORTCUTS: dict[str, Shortcut] = {
    "new_mail": Shortcut(("Ctrl+N",), "New mail"),
    "send": Shortcut(("Ctrl+Enter", "Ctrl+Return"), "Send"),
    "save_draft": Shortcut(("Ctrl+S",), "Save the draft now; it is also saved as you type"),
    "attach_files": Shortcut(("Ctrl+Shift+A",), "Attach files"),
    "fetch_new": Shortcut(("F5",), "Fetch what is new: reports of your mail, and logs"),
    "palette": Shortcut(("Ctrl+K",), "Find or run any command"),
    "page_compose": Shortcut(("Ctrl+1",), "Compose"),
    "page_outbox": Shortcut(("Ctrl+2",), "Outbox"),
    "page_reports": Shortcut(("Ctrl+3",), "Reports"),
    "page_logs": Shortcut(("Ctrl+4",), "Logs"),
    "next_page": Shortcut(("Ctrl+Tab",), "The next page"),
    "previous_page": Shortcut(("Ctrl+Shift+Tab",), "The page before"),
    "next_part": Shortcut(
        ("F6",), "To the next part of the compose page: fields, mail, files, Send. Tab indents in the mail", is_own=True
    ),
    "previous_part": Shortcut(("Shift+F6",), "To the part before", is_own=True),
    "toggle_preview": Shortcut(("Ctrl+Shift+P",), "Show or hide the preview"),
    "undo": Shortcut(("Ctrl+Z",), "Undo, recipients and files too; right after Send, take the mail back", is_own=True),
    "redo": Shortcut(("Ctrl+Shift+Z", "Ctrl+Y"), "Redo", is_own=True),
    "cut": Shortcut(("Ctrl+X",), "Cut", is_own=True),
    "copy": Shortcut(("Ctrl+C",), "Copy; in a table the selected rows, in the recipients the addresses", is_own=True),
    "paste": Shortcut(("Ctrl+V",), "Paste", is_own=True),
    "select_all": Shortcut(("Ctrl+A",), "Select all", is_own=True),
    "find": Shortcut(("Ctrl+F",), "Find in the source; in the tables, go to the filter", is_own=True),
    "replace": Shortcut(("Ctrl+H",), "Find and replace in the source", is_own=True),
    "settings": Shortcut(("Ctrl+,",), "Settings"),
    "help": Shortcut(("F1",), "Help"),
    "menu_bar": Shortcut(
        ("F10",), "Open the first menu. Alt and the underlined letter opens a menu or goes to a field"
    ),
    "close_window": Shortcut(("Ctrl+W",), "Close the window, or the dialog in front of it"),
    "quit": Shortcut(("Ctrl+Q",), "Quit"),
}
"""By the key of the command, in the order of the help page."""

OF_WIDGETS: tuple[tuple[str, str], ...] = (
    ("Left, Right, Delete, Enter", "Move between recipients, remove one, edit one"),
    ("Enter, F2, Delete", "On an attached file: open a copy of it, rename it, remove it"),
    ("Enter, Space", "On a row: open it, open and close it"),
    ("Enter, Shift+Enter", "While finding: to the next one, to the one before"),
    ("Home, End", "To the first or last row"),
    ("Delete", "In the outbox: cancel or discard the mail"),
    ("Esc", "Leave the filter, fold a row, close what floats"),
)
"""Keys that only some widgets have, and what they do there."""


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
    return f"{text} ({keys})" if keys else text


def rows() -> Iterator[tuple[str, str]]:
    """Keys and what they do, as the help page lists them."""
    for shortcut in SHORTCUTS.values():
        shown = dict.fromkeys(QKeySequence(keys).toString().replace("Return", "Enter") for keys in shortcut.keys)
        yield ", ".join(shown), shortcut.does
    yield from OF_WIDGETS


def help_page() -> str:
    """The page "Shortcuts" of the help in Markdown."""
    lines = [f"| {keys} | {does} |" for keys, does in rows()]
    return "\n".join(("# Shortcuts", "", "| Keys | What they do |", "|---|---|", *lines, ""))
