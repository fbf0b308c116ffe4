"""What Qt would take for markup reaches the window through `ui/widgets/plain_text.py` alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit import checkout

DOOR = Path("composer_app/ui/widgets/plain_text.py")
RAW_CLASSES = {
    "QLabel": "Label, or MarkupLabel for our own markup",
    "QToolTip": "show_tooltip",
    "QMessageBox": "ui/widgets/confirm.py, or a message in the page",
    "QErrorMessage": "a message in the page",
    "QProgressDialog": "ui/widgets/progress_line.py",
    "QWhatsThis": "a help page",
    "QStaticText": "draw_text of ui/theme/painting.py",
}
RAW_SETTERS = {
    "setToolTip": "set_tooltip",
    "setWhatsThis": "a help page",
    "setStatusTip": "the status line",
    "setTextFormat": "Label or MarkupLabel",
    "mightBeRichText": "tooltip_text",
    "setHtml": "setPlainText, or a MarkupLabel",
    "insertHtml": "insertPlainText",
    "appendHtml": "appendPlainText",
    "setMarkdown": "setPlainText",
    "setInformativeText": "a message in the page",
    "setDetailedText": "a message in the page",
    "RichText": "MarkupLabel",
    "AutoText": "Label",
    "Markup": "markup(), which escapes",
}
ALLOWED = {
    ("composer_app/ui/help/about_dialog.py", "setMarkdown"): "a text of ours, from resources/",
    ("composer_app/ui/help/help_page_view.py", "setMarkdown"): "our own help pages, from resources/help/",
}
MENUS, TITLES = ("addAction", "addMenu", "QAction"), ("setWindowTitle",)


def breaches(source: str, path: str) -> list[str]:
    """What a file does that only the door may do, each with what to use in its place."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = _name(node)
        better = RAW_CLASSES.get(name) or RAW_SETTERS.get(name)
        if better and (path, name) not in ALLOWED:
            found.append(f"{path}:{getattr(node, 'lineno', 0)}: {name}; use {better}")
        if isinstance(node, ast.Call) and node.args:
            called = _name(node.func)
            if called in MENUS and not _is_safe(node.args[0], "caption"):
                found.append(f"{path}:{node.lineno}: {called} with text that may not be ours; use caption")
            if called in TITLES and not _is_safe(node.args[0], "window_title"):
                found.append(f"{path}:{node.lineno}: {called} with text that may not be ours; use window_title")
    return found


def _name(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name
    return ""


def _is_safe(text: ast.expr, wrapper: str) -> bool:
    """A literal, a constant such as a sentence of `ui/texts`, a wrapped value, a mix of them; or an object that is no
    text, by its name: `action`, `self._open`."""
    match text:
        case ast.Constant():
            return True
        case ast.Call(func=function):
            return _name(function) == wrapper
        case ast.JoinedStr(values=parts):
            inserted = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
            return all(isinstance(one, ast.Call) and _is_safe(one, wrapper) for one in inserted)
        case ast.IfExp(body=one, orelse=other):
            return _is_safe(one, wrapper) and _is_safe(other, wrapper)
        case ast.Attribute(attr=name):
            return name.startswith("_") or name.isupper()
        case ast.Name(id=name):
            return name.isupper() or wrapper == "caption"  # that a name holds text, only the window tests can see
    return isinstance(text, ast.Subscript)


def _sources() -> Iterator[Path]:
    return (path for path in checkout.python_files("composer_app/ui") if path != DOOR)


def test_the_window_shows_text_through_one_door() -> None:
    found = [breach for path in _sources() for breach in breaches(checkout.text(path), path.as_posix())]

    assert found == []


@pytest.mark.parametrize(
    "breach",
    [
        "from PySide6.QtWidgets import QLabel",
        "QtWidgets.QMessageBox.warning(self, title, text)",
        "self.setToolTip(account.name)",
        "action.setStatusTip(subject)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "editor.setHtml(text)",
        "label.set_markup(Markup(subject))",
        "menu.addAction(account.name)",
        'menu.addAction(f"{account.name} (live)")',
        'menu.addAction(f"{name} (live)")',
        "menu.addMenu(str(draft.subject))",
        "QAction(draft.title, self)",
        "self.setWindowTitle(title)",
    ],
)
def test_a_breach_is_noticed(breach: str) -> None:
    assert breaches(breach, "composer_app/ui/somewhere.py") != []


@pytest.mark.parametrize(
    "use",
    [
        'menu.addAction("Open a copy")',
        'menu.addAction(f"{caption(draft.title)}\\t{caption(when)}")',
        "group.addAction(action)",
        "menu.addAction(self._commands[key])",
        'self.setWindowTitle(window_title(f"Edit {account.name}"))',
        "self.setWindowTitle(TITLE)",
        'self.button.setText("Stop")',
    ],
)
def test_what_is_safe_is_no_breach(use: str) -> None:
    assert breaches(use, "composer_app/ui/somewhere.py") == []


def test_every_exception_is_needed() -> None:
    used = {
        (path, name)
        for path, name in ALLOWED
        if any(_name(node) == name for node in ast.walk(ast.parse(checkout.text(Path(path)))))
    }

    assert used == set(ALLOWED)
