"""The head of a sent mail: subject with its status, and three lines that cannot be edited."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import sent_mail
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, bottom_line
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.field_row import LABEL_WIDTH
from composer_app.ui.widgets.layouts import in_column, in_row
from composer_app.ui.widgets.plain_text import Label, MarkupLabel, joined, markup, set_tooltip
from composer_app.ui.widgets.wrapped_text import WrappedText

_LINE, _LONGEST = 24, 300


class MailHead(Painted, QWidget):
    """Subject and badge; below them From, To and Sent, and what is known of opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: dict[str, tuple[str, str]] = {}
        self.subject = WrappedText(self, font=typography.heading())
        self.subject.setObjectName("sent_subject")
        self.badge = Badge(Outcome.PENDING, self)
        self._labels: dict[str, Label] = {}
        self._values: dict[str, MarkupLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        names = {"from": sent_mail.FROM, "to": sent_mail.TO, "sent": sent_mail.SENT, "opens": sent_mail.OPENS}
        for line, (key, name) in enumerate(names.items()):
            label, value = Label(name, self), MarkupLabel(self)
            value.setObjectName(f"sent_{key}")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(label, line, 0)
            grid.addWidget(value, line, 1)
            self._labels[key], self._values[key] = label, value
        self._grid = grid
        first = in_row(None, self.subject, self.badge, grows=self.subject, spacing=12)
        first.setAlignment(self.badge, Qt.AlignmentFlag.AlignTop)
        self.show_fact("opens", "")
        self._column = in_column(self, first, grid, spacing=8, margins=(16, 12, 16, 11))
        store().changed.connect(self.restyle)  # the style sheet takes the labels' colours back
        self.restyle()

    def show_subject(self, subject: str, outcome: Outcome) -> None:
        """The subject as the recipient got it, and what became of the mail."""
        self.subject.set_text(fmt.raw(subject, _LONGEST) or sent_mail.NO_SUBJECT)
        self.badge.set_outcome(outcome)

    def show_fact(self, key: str, value: str, note: str = "") -> None:
        """One of the lines "from", "to", "sent" and "opens": its value, and behind it in grey what belongs to it.

        The last one is there only if it says something.
        """
        self._facts[key] = (fmt.raw(value, _LONGEST), note)
        is_shown = key != "opens" or bool(value or note)
        for widget in (self._labels[key], self._values[key]):
            widget.setVisible(is_shown)
        self._write(key)

    def fact(self, key: str) -> str:
        """What a line says."""
        return " · ".join(part for part in self._facts.get(key, ()) if part)

    def _write(self, key: str) -> None:
        value, note = self._facts[key]
        shown = self._values[key]
        metrics = shown.fontMetrics()
        least = min(metrics.horizontalAdvance(value), shown.width() // 2)
        room = shown.width() - metrics.horizontalAdvance(" · ") - least - 2
        note = metrics.elidedText(note, Qt.TextElideMode.ElideRight, max(room, 40))
        room = shown.width() - metrics.horizontalAdvance(f" · {note}" if note else "") - 2
        value = metrics.elidedText(value, Qt.TextElideMode.ElideMiddle, max(room, 40))
        parts = [markup("{}", value)] if value else []
        if note:
            parts.append(markup('<span style="color:{}">{}</span>', current().text2.name(), note))
        grey_dot = markup('<span style="color:{}"> · </span>', current().text2.name())
        shown.set_markup(joined([parts[0], grey_dot, parts[1]], "") if len(parts) == 2 else joined(parts, ""))
        shown.setAccessibleName(f"{self._labels[key].text()}: {self.fact(key)}")
        set_tooltip(shown, self.fact(key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.activate()  # so that the lines have their widths
        for key in self._facts:
            self._write(key)

    def restyle(self) -> None:
        high = max(_LINE, self.fontMetrics().height() + 6)
        for key, label in self._labels.items():
            colours = QPalette(label.palette())
            colours.setColor(QPalette.ColorRole.WindowText, current().text2)
            label.setPalette(colours)
            label.setFixedHeight(high)
            self._values[key].setFixedHeight(high)
            if key in self._facts:
                self._write(key)
        self._grid.setColumnMinimumWidth(0, typography.units(LABEL_WIDTH))
        self.subject.setFont(typography.heading())
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        bottom_line(painter, self.rect(), current().line)
