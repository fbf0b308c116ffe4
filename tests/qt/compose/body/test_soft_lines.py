"""A folded line: random edits of the real editor leave the same text as edits of a plain string."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body import soft_lines
from composer_app.ui.compose.body.find_bar import FindBar
from composer_app.ui.compose.body.source_editor import SourceEditor
from tests.examples import examples
from tests.qt.windows import show

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soft_lines, "LONGEST", 24)
    monkeypatch.setattr(soft_lines, "PIECE", 8)


@pytest.fixture
def editor(qtbot: QtBot, _small_pieces: None) -> SourceEditor:
    return show(qtbot, SourceEditor(is_html=True), 600, 300)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


TEXT = st.text(alphabet="ab<> \t\n𝄞\u00a0\u2028\u0301\0", max_size=90)
LOADED = st.one_of(TEXT, st.lists(TEXT, min_size=2, max_size=5).map("".join), st.just("<b>word</b> " * 12))
PLACE = st.floats(0, 1)
KINDS = (
    "type",
    "enter",
    "backspace",
    "delete",
    "word back",
    "word on",
    "cut",
    "paste",
    "drop",
    "move",
    "compose",
    "tab",
    "undo",
    "redo",
    "replace all",
    "replace one",
    "left",
    "right",
)
STEP = st.tuples(st.sampled_from(KINDS), PLACE, PLACE, st.booleans(), TEXT)


class Twin:
    """The editor and the plain string that it must equal after each step."""

    def __init__(self, editor: SourceEditor, bar: FindBar, loaded: str) -> None:
        self.editor, self.bar, self.text = editor, bar, loaded
        editor.set_text(loaded)

    def step(self, kind: str, start: float, end: float, other_side: bool, words: str) -> None:
        first, last = sorted((round(start * len(self.text)), round(end * len(self.text))))
        if kind in ("enter", "backspace", "delete", "word back", "word on", "left", "right") and other_side:
            last = first
        self.editor.select(units(self.text[:first]), units(self.text[:last]))
        if other_side:
            self._to_other_side()
        assert self.editor.selected_text() == self.text[first:last]
        if kind in ("undo", "redo"):
            self._step_of_history(kind)
        elif kind in ("left", "right"):
            self._move(kind, first, last)
        elif kind in ("backspace", "delete", "word back", "word on") and first == last:
            self._delete_at(kind, first)
        else:
            self.text = self._edited(kind, first, last, words)
        assert self.editor.text() == self.text, kind
        self.check_lines()

    def _to_other_side(self) -> None:
        cursor = self.editor.textCursor()
        at, anchor = cursor.position(), cursor.anchor()
        if self.editor.source.step_over(cursor, forward=False):
            to = cursor.position()
            cursor.setPosition(to if anchor == at else anchor)
            cursor.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
            self.editor.setTextCursor(cursor)

    def _edited(self, kind: str, first: int, last: int, words: str) -> str:
        editor, text = self.editor, self.text
        before, inside, after = text[:first], text[first:last], text[last:]
        if kind == "type":
            QTest.keyClick(editor, Qt.Key.Key_X)
            return f"{before}x{after}"
        if kind == "enter":
            QTest.keyClick(editor, Qt.Key.Key_Return)
            line = text[:last].split("\n")[-1]
            return before + "\n" + line[: len(line) - len(line.lstrip(" \t"))] + after
        if kind in ("backspace", "delete", "word back", "word on"):
            self._press(kind)
            return before + after
        if kind == "cut":
            QTest.keyClick(editor, Qt.Key.Key_X, CONTROL)
            if inside:
                copied = inside.replace("\u2028", "\n").replace("\u00a0", " ")
                assert QGuiApplication.clipboard().text() == copied
            return before + after
        if kind == "paste":
            QGuiApplication.clipboard().setText(words)
            QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
            return before + (words or inside) + after
        if kind == "drop":
            return self._dropped(words)
        if kind == "move":
            return self._moved(first, last)
        if kind == "compose":
            QApplication.sendEvent(editor, QInputMethodEvent("pre", []))
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(editor, event)
            return before + words + after
        if kind == "tab":
            return self._tabbed(first, last)
        if not inside or "\n" in inside:
            return text
        self.bar.open_for(editor, replacing=True)
        self.bar.find_line.setText(inside)
        if self.bar.find_line.text() != inside:  # a field of one line has no such character
            self.bar.close_bar()
            return text
        self.bar.replace_line.setText("yz" if first % 2 else "")
        new = self.bar.replace_line.text()
        editor.select(units(before), units(before + inside))
        folded = [one.lower() for one in (text, inside)]
        if kind == "replace all":
            self.bar.replace_all()
            text = folded[0].replace(folded[1], new)
        else:
            self.bar.replace_one()
            text = before + new + after
        self.bar.close_bar()
        return text

    def _press(self, kind: str) -> None:
        key = Qt.Key.Key_Backspace if kind in ("backspace", "word back") else Qt.Key.Key_Delete
        QTest.keyClick(self.editor, key, CONTROL if kind.startswith("word") else NO_KEY)

    def _delete_at(self, kind: str, at: int) -> None:
        before, after = self.text[:at], self.text[at:]
        self._press(kind)
        now = self.editor.text()
        backward = kind in ("backspace", "word back")
        side = before if backward else after
        gone = len(self.text) - len(now)
        assert now == (before[: len(before) - gone] + after if backward else before + after[gone:])
        assert bool(gone) == bool(side), "a real character goes, never only the edge between two rows"
        if kind in ("backspace", "delete") and side and "\u0301" not in side:
            assert gone == 1
        self.text = now

    def _move(self, kind: str, first: int, last: int) -> None:
        QTest.keyClick(self.editor, Qt.Key.Key_Left if kind == "left" else Qt.Key.Key_Right)
        cursor = self.editor.textCursor()
        at = self.editor.source.to_source(cursor.position())
        if first == last and "\u0301" not in self.text:
            to = max(first - 1, 0) if kind == "left" else min(first + 1, len(self.text))
            assert at == units(self.text[:to])

    def _dropped(self, words: str) -> str:
        editor = self.editor
        where = QPointF(editor.cursorRect().center())
        at = editor.source.to_source(editor.cursorForPosition(where.toPoint()).position())
        mime = QMimeData()
        mime.setText(words)
        if not words:
            return self.text
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(editor.viewport(), QDragEnterEvent(where.toPoint(), copy, mime, left, NO_KEY))
        QApplication.sendEvent(editor.viewport(), QDropEvent(where, copy, mime, left, NO_KEY))
        raw = self.text.encode("utf-16-le")
        return (raw[: 2 * at] + words.encode("utf-16-le") + raw[2 * at :]).decode("utf-16-le")

    def _moved(self, first: int, last: int) -> str:
        """What Qt does when a selection is dragged to the start of its own editor: one step of the history."""
        inside = self.text[first:last]
        edit = self.editor.textCursor()
        self.editor.moveCursor(QTextCursor.MoveOperation.Start)
        edit.beginEditBlock()
        edit.removeSelectedText()
        mime = QMimeData()
        mime.setText(inside)
        self.editor.insertFromMimeData(mime)
        edit.endEditBlock()
        return inside + self.text[:first] + self.text[last:]

    def _tabbed(self, first: int, last: int) -> str:
        before, inside, after = self.text[:first], self.text[first:last], self.text[last:]
        QTest.keyClick(self.editor, Qt.Key.Key_Tab)
        if "\n" not in inside:
            column = units(before.split("\n")[-1]) if not inside else 0
            return before + "  "[column % 2 :] + after
        start = before.rfind("\n") + 1
        return self.text[:start] + "  " + self.text[start:last].replace("\n", "\n  ") + after

    def _step_of_history(self, kind: str) -> None:
        if kind == "undo":
            QTest.keyClick(self.editor, Qt.Key.Key_Z, CONTROL)
        else:
            QTest.keyClick(self.editor, Qt.Key.Key_Z, CONTROL | SHIFT)
        self.text = self.editor.text()

    def check_lines(self) -> None:
        source, lines = self.editor.source, self.text.split("\n")
        assert source.line_count() == len(lines)
        start = 0
        for number, line in enumerate(lines):
            assert source.line_text(number) == line
            assert source.to_source(source.line_start(number)) == start
            start += units(line) + 1
        document, longest = self.editor.document(), 3 * soft_lines.PIECE
        for place in range(start):
            position = source.to_document(place)
            assert source.to_source(position) == place
            before = self.text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore")
            assert source.line_of(position) == before.count("\n")
        for number in range(document.blockCount()):
            assert len(document.findBlockByNumber(number).text()) <= 2 * longest

    def undo_all_and_redo_all(self, loaded: str) -> None:
        document, last = self.editor.document(), self.text
        for _ in range(10_000):
            if not document.isRedoAvailable():
                break
            self.editor.redo()
            last = self.editor.text()
        for _ in range(10_000):
            if not document.isUndoAvailable():
                break
            self.editor.undo()
        assert self.editor.text() == loaded
        for _ in range(10_000):
            if not document.isRedoAvailable():
                break
            self.editor.redo()
        assert self.editor.text() == last


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(loaded=LOADED, steps=st.lists(STEP, max_size=25))
def test_random_edits_leave_what_edits_of_a_string_leave(
    qtbot: QtBot, editor: SourceEditor, loaded: str, steps: list[tuple[str, float, float, bool, str]]
) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    editor.setFocus()
    twin = Twin(editor, bar, loaded)
    twin.check_lines()
    for step in steps:
        twin.step(*step)
    twin.undo_all_and_redo_all(loaded)


def test_a_real_long_line_is_one_line_in_several_rows(editor: SourceEditor) -> None:
    editor.set_text("one\n" + "<td>word</td>" * 10 + "\nthree")
    lines = [number for number, _ in editor.lines_in_sight()]

    assert lines == [0, 1, 2]
    assert editor.document().blockCount() > 10
    editor.select(4 + 100, 4 + 100)
    assert editor.current_line() == 2
    assert editor.source.column_of(editor.textCursor().position()) == 100


def test_a_find_over_the_edge_of_a_row_is_selected_and_copied_whole(qtbot: QtBot, editor: SourceEditor) -> None:
    text = "abcdefghijklmnopqrstuvwxyz" * 4
    editor.set_text(text)
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.open_for(editor, replacing=True)
    bar.find_line.setText("efghijklmnopqrstuvwx")

    assert bar.count_text() == "1 of 4"
    editor.copy()
    assert QGuiApplication.clipboard().text() == "efghijklmnopqrstuvwx"
    bar.replace_line.setText("-")
    bar.replace_all()
    assert editor.text() == "abcd-yz" * 4
    editor.undo()
    assert editor.text() == text


def test_emptied_rows_vanish_and_a_line_break_behind_them_stays(qtbot: QtBot, editor: SourceEditor) -> None:
    """An empty row would hand its soft edge on to the next line break."""
    editor.set_text("x" * 60)
    for place in range(0, 60, 3):
        editor.select(place, 60)
        qtbot.keyClick(editor, Qt.Key.Key_Delete)
        editor.textCursor().insertText("\nend")
        assert editor.text() == "x" * place + "\nend"
        editor.undo()
        editor.undo()
        assert editor.text() == "x" * 60


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2029", "\n", "\ufdd0"])
def test_ends_of_lines_mean_the_same_beside_a_long_line(editor: SourceEditor, end: str) -> None:
    editor.set_text(f"a{end}b{end}")
    short = editor.text()
    editor.set_text(f"a{end}b{end}" + "x" * 100)

    assert editor.text() == short + "x" * 100


def test_keys_walk_over_the_edges_of_rows_as_if_there_were_none(qtbot: QtBot, editor: SourceEditor) -> None:
    editor.set_text("x" * 60)
    for key, wanted in ((Qt.Key.Key_Right, range(1, 61)), (Qt.Key.Key_Left, range(59, -1, -1))):
        for place in wanted:
            qtbot.keyClick(editor, key)
            assert editor.source.to_source(editor.textCursor().position()) == place


@pytest.mark.parametrize("other_side", [False, True])
@pytest.mark.parametrize("kind", ["backspace", "delete"])
def test_at_each_place_of_a_line_a_key_deletes_its_neighbour(
    qtbot: QtBot, editor: SourceEditor, kind: str, other_side: bool
) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    letters = "abcdefghijklmnopqrstuvwxyz" * 2
    for place in range(len(letters) + 1):
        twin = Twin(editor, bar, letters)
        at = place / len(letters)
        twin.step(kind, at, at, other_side, "")
        gone = place - 1 if kind == "backspace" else place
        assert twin.text == letters[: max(gone, 0)] + (letters[gone + 1 :] if gone >= 0 else letters)
