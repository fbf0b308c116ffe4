"""What is wrong with the rows of a list: one row for each problem, with a tick, a repair and a way to look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from composer_app.domain.merge_list import ALWAYS_LEFT_OUT, ColumnRole, MergeSettings, RowProblem
from composer_app.services.merge.list_analysis import ListAnalysis, ProblemRows
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line, row_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import QuietButton, quiet_button, secondary_button
from composer_app.ui.widgets.layouts import REST, in_column, in_row, scrolling
from composer_app.ui.widgets.plain_text import Label, set_tooltip
from composer_app.ui.widgets.small_icon import SmallIcon
from composer_app.ui.widgets.small_note import SmallNote

_MARGIN = 20
_MOST_IN_SIGHT = 3
_ICONS = {
    RowProblem.NO_ADDRESS: ("status-bounced", "danger.text"),
    RowProblem.BAD_ADDRESS: ("status-bounced", "danger.text"),
    RowProblem.REPEATED: ("copy", "text2"),
    RowProblem.MISSPELT: ("warning", "warning.text"),
    RowProblem.EMPTY_VALUE: ("warning", "warning.text"),
    RowProblem.UNREADABLE: ("warning", "warning.text"),
}
_CORRECTABLE = (RowProblem.MISSPELT, RowProblem.BAD_ADDRESS)


class RowProblems(QWidget):
    """The section below the rows. Without problems it is one line.

    Signals:
        left_out_chosen: a problem, and whether its rows are left out.
        correction_wanted: a problem of addresses, and whether they are corrected.
        values_wanted: the user wants values for empty cells.
        show_wanted: the rows with this problem (`RowProblem`), with any problem (""), or all rows (None).
    """

    left_out_chosen = Signal(object, bool)
    correction_wanted = Signal(object, bool)
    values_wanted = Signal()
    show_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._note = Label(texts.PROBLEMS), SmallNote()
        self._title.setFont(typography.strong())
        self._note.setObjectName("problem_note")
        self._only = quiet_button(texts.SHOW_PROBLEMS_ONLY, compact=True, checkable=True)
        self._only.setObjectName("show_problems_only")
        self._only.clicked.connect(self._on_only)
        self._head = _Band()
        in_row(self._head, self._title, 8, self._note, REST, self._only, margins=(_MARGIN, 0, _MARGIN - 8, 1))
        self._inside = QWidget()
        self._list = in_column(self._inside)
        self._area = scrolling(self._inside, name=texts.PROBLEMS)
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: dict[RowProblem, _ProblemRow] = {}
        in_column(self, self._head, self._area)

    def rows(self) -> dict[RowProblem, _ProblemRow]:
        """The row of each problem."""
        return self._rows

    def show_analysis(self, analysis: ListAnalysis) -> None:
        """Show the problems that were found, and the corrections that are made."""
        settings = analysis.settings
        problems = {one: analysis.problems.get(one) for one in RowProblem if self._is_shown(one, analysis)}
        if list(problems) != list(self._rows):
            self._make_rows(problems)
        for problem, found in problems.items():
            locked = _why_locked(problem, analysis)
            self._rows[problem].show_problem(found, settings, locked)
        rows = {number for found in analysis.problems.values() for number in found.numbers}
        words = texts.rows_with_problems(len(rows)) if rows else texts.NO_PROBLEMS
        self._note.say(f"{words} {texts.left_out_singly(len(settings.excluded_rows))}".rstrip())
        self._title.setVisible(bool(problems))
        self._only.setVisible(bool(rows))
        high = row_height(40, typography.body()) * min(len(problems), _MOST_IN_SIGHT)
        self._area.setFixedHeight(high)
        self._area.setVisible(bool(problems))

    def show_shown(self, shows_problems: bool) -> None:
        """Whether the table has rows with problems only."""
        self._only.setChecked(shows_problems)
        self._only.setText(texts.SHOW_ALL if shows_problems else texts.SHOW_PROBLEMS_ONLY)

    @staticmethod
    def _is_shown(problem: RowProblem, analysis: ListAnalysis) -> bool:
        return problem in analysis.problems or problem in analysis.settings.corrected

    def _make_rows(self, problems: Mapping[RowProblem, ProblemRows | None]) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for problem in problems:
            row = _ProblemRow(problem, self._inside)
            row.tick.clicked.connect(partial(self._on_tick, problem))
            row.repair.clicked.connect(partial(self._on_repair, problem))
            row.look.clicked.connect(partial(self._on_look, problem))
            self._rows[problem] = row
            self._list.addWidget(row)
            row.show()

    def _on_tick(self, problem: RowProblem, _checked: bool = False) -> None:
        self.left_out_chosen.emit(problem, self._rows[problem].tick.isChecked())

    def _on_repair(self, problem: RowProblem, _checked: bool = False) -> None:
        if problem is RowProblem.EMPTY_VALUE:
            self.values_wanted.emit()
        else:
            self.correction_wanted.emit(problem, not self._rows[problem].is_corrected)

    def _on_look(self, problem: RowProblem, _checked: bool = False) -> None:
        self.show_wanted.emit(problem)

    @Slot(bool)
    def _on_only(self, checked: bool) -> None:
        self.show_wanted.emit("" if checked else None)


def _why_locked(problem: RowProblem, analysis: ListAnalysis) -> str:
    if problem in ALWAYS_LEFT_OUT:
        return texts.ALWAYS_LEFT_OUT
    return texts.repeats_locked_words() if problem is RowProblem.REPEATED and analysis.leaves_out_repeats else ""


class _ProblemRow(Painted, QWidget):
    """Tick, icon, what, which rows, repair, Show."""

    def __init__(self, problem: RowProblem, parent: QWidget) -> None:
        super().__init__(parent)
        self.problem = problem
        self.is_corrected = False
        self.setObjectName(f"problem_{problem.value.replace(' ', '_')}")
        self.tick = QCheckBox()
        self.tick.setObjectName("leave_out")
        self.title, self.details = Label(), SmallNote()
        self.title.setFont(typography.strong())
        self.repair = secondary_button(" ", compact=True)
        self.repair.setObjectName("repair")
        self.look: QuietButton = quiet_button(texts.SHOW, compact=True)
        self.look.setObjectName("show_rows")
        self._icon = SmallIcon(*_ICONS[problem])
        self.title.setFixedWidth(typography.units(270))
        in_row(
            self,
            self.tick,
            12,
            self._icon,
            8,
            self.title,
            self.details,
            8,
            self.repair,
            8,
            self.look,
            grows=self.details,
            margins=(_MARGIN, 0, _MARGIN - 8, 1),
        )
        self.restyle()

    def show_problem(self, found: ProblemRows | None, settings: MergeSettings, locked: str) -> None:
        """Show the rows with the problem; None: all of them are corrected.

        Args:
            locked: why the user cannot keep them; "": the user decides.
        """
        count = len(found.numbers) if found else 0
        self.is_corrected = self.problem in settings.corrected
        title = texts.problem_title(self.problem, count)
        self.title.setText(title)
        address = settings.column_of(ColumnRole.ADDRESS)
        self.details.say(texts.problem_details(self.problem, found.numbers, found.shown, address) if found else "")
        self.tick.setChecked(bool(locked) or self.problem in settings.left_out)
        self.tick.setEnabled(not locked and count > 0)
        self.tick.setAccessibleName(texts.LEAVE_OUT.format(problem=title))
        set_tooltip(self.tick, locked)
        self.look.setEnabled(count > 0)
        self.look.setAccessibleName(f"{texts.SHOW}: {title}")
        self._show_repair(found)

    def _show_repair(self, found: ProblemRows | None) -> None:
        words = ""
        if self.problem is RowProblem.EMPTY_VALUE:
            words = texts.VALUES_IF_EMPTY
        elif self.problem in _CORRECTABLE and self.is_corrected:
            words = texts.KEEP_ADDRESSES
        elif self.problem in _CORRECTABLE and found is not None:
            suggestions = [row.suggestion for row in found.shown if row.suggestion]
            words = texts.correction_words(suggestions) if suggestions else ""
        self.repair.setText(words)
        self.repair.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), row_height(40, typography.body()))

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(row_height(40, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        bottom_line(painter, self.rect(), current().line)


class _Band(Painted, QWidget):
    """The head of the section, between hairlines."""

    def __init__(self) -> None:
        super().__init__()
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(row_height(34, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().window)
        bottom_line(painter, self.rect(), current().line)
