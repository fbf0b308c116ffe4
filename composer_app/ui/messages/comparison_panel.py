"""The panel "What is different?": what is compared with what, and the findings."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from composer_app.domain.comparison import Against, Comparison, Finding, tokens_of
from composer_app.domain.ids import AccountId
from composer_app.ui.messages.comparison_row import TwoBarRow, TwoBars
from composer_app.ui.texts import comparison as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.elided_combo import ElidedComboBox
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.layouts import REST, in_column, in_row, scrolling
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.widget_picture import Picture
from composer_app.ui.widgets.wrapped_text import WrappedText

_MARGIN = 16


class ComparisonPanel(Painted, QWidget):
    """336 px wide where there is room.

    Signals:
        closed: the cross was pressed.
        against_changed: the user chose what to compare with.
        filter_wanted(tokens): add these `FilterToken`s to the filter.
        toast_requested: a sentence for a toast.
    """

    closed = Signal()
    against_changed = Signal()
    filter_wanted = Signal(object)
    toast_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison_panel")
        self.setAccessibleName(texts.TITLE)
        self.setMinimumWidth(280)
        self.title = Label(texts.TITLE, self)
        self.title.setFont(typography.heading())
        self.copy_button = quiet_button(parent=self, icon="copy", tooltip=texts.COPY, compact=True)
        self.copy_button.setObjectName("copy_comparison")
        self.export_button = quiet_button(parent=self, icon="export", tooltip=texts.EXPORT, compact=True)
        self.export_button.setObjectName("export_comparison")
        self.close_button = quiet_button(parent=self, icon="close", tooltip=texts.CLOSE, compact=True)
        self.close_button.setObjectName("close_comparison")
        self.these = Label(texts.these_against(None), self)
        self.against_box = ElidedComboBox(self)
        self.against_box.setObjectName("compare_against")
        self.against_box.setAccessibleName(texts.AGAINST)
        for against in Against:
            self.against_box.addItem("", against.value)
        self.say_against(has_times=False, is_today=False)
        self.message = WrappedText(self)
        self.message.setObjectName("comparison_message")
        self.alike = WrappedText(self)
        self.alike.setObjectName("comparison_alike")
        self.note = WrappedText(self, font=typography.small(), role="text2")
        self.note.setObjectName("comparison_note")
        self.rows: list[TwoBarRow] = []
        self._rows = in_column(None)
        self._findings: dict[TwoBarRow, Finding] = {}
        self._shown: tuple[tuple[Finding, ...], Against] | None = None
        self._text = ""
        self._build()

    def _build(self) -> None:
        tools = (self.copy_button, self.export_button, self.close_button)
        head = in_row(None, self.title, *tools, grows=self.title, spacing=4, margins=(_MARGIN, 12, 8, 4))
        sides = (self.these, self.against_box)
        choice = in_row(None, *sides, grows=self.against_box, spacing=8, margins=(_MARGIN, 0, _MARGIN, 12))
        self._body = QWidget(self)
        sentences = (self.message, self.alike, self.note)
        words = in_column(None, *sentences, spacing=8, margins=(_MARGIN, 14, _MARGIN, _MARGIN))
        in_column(self._body, self._rows, words, REST)
        scroll = scrolling(self._body, is_clear=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        in_column(self, head, choice, Hairline(self), scroll, grows=scroll, margins=(1, 0, 0, 0))
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.closed)
        self.against_box.activated.connect(self.against_changed)
        self.say(texts.CHOOSE_FIRST)

    @property
    def against(self) -> Against:
        """What the user chose to compare with."""
        return Against(self.against_box.currentData())

    def text(self) -> str:
        """All that the panel says, as lines."""
        return self._text

    def picture(self) -> Picture:
        """All findings below each other, as far as they are out of sight too."""
        return Picture(self._body, texts.TITLE, (texts.TITLE, f"{self.these.text()} {self.against_box.currentText()}"))

    def table(self) -> list[tuple[str | int, ...]]:
        """The findings as rows below a row of titles."""
        rows = [(bars.title, bars.others, *bars.parts[0], *bars.parts[1]) for bars in (row.bars for row in self.rows)]
        return [texts.CSV_TITLES, *rows]

    def set_export_menu(self, menu: QMenu) -> None:
        """What the button for saving opens."""
        self.export_button.setMenu(menu)
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def say_against(self, *, has_times: bool, is_today: bool) -> None:
        """The words of the combo box; see `texts.against_name`."""
        for place, against in enumerate(Against):
            name = texts.against_name(against, has_times=has_times, is_today=is_today)
            self.against_box.setItemText(place, name)

    def say(self, sentence: str) -> None:
        """A sentence in place of findings."""
        self._shown = None
        self._clear()
        self.these.setText(texts.these_against(None))
        self._put_words(sentence)

    def show_comparison(
        self, found: Comparison, against: Against, account_id: AccountId, fetched_at: datetime | None, now: datetime
    ) -> None:
        """Show what was found. What is there already stays, so that no row is exchanged under the pointer."""
        if self._shown != (found.findings, against):
            self._clear()
            for finding in found.findings:
                self._add(finding, _bars(finding, against, account_id, now))
        self._shown = (found.findings, against)
        self.these.setText(texts.these_against(found.these))
        bars = [row.bars for row in self.rows]
        lines = [f"{one.title} {one.others} ({'; '.join(one.counts())})" for one in bars]
        message = texts.TOO_FEW if found.is_too_few else "" if found.findings else texts.NOTHING
        note = texts.what_was_compared(found, fetched_at, now)
        self._put_words(message, texts.alike(found), note, lines)

    def _put_words(self, message: str, alike: str = "", note: str = "", lines: list[str] | None = None) -> None:
        for part, text in ((self.message, message), (self.alike, alike), (self.note, note)):
            part.set_text(text)
            part.setVisible(bool(text))
        self._text = "\n".join(filter(None, [texts.TITLE, *(lines or []), message, alike, note]))
        self.copy_button.setEnabled(bool(note))
        self.export_button.setEnabled(bool(note))

    def _add(self, finding: Finding, bars: TwoBars) -> None:
        row = TwoBarRow(bars, self)
        row.chosen.connect(self._on_chosen)
        self._findings[row] = finding
        self.rows.append(row)
        self._rows.addWidget(row)

    def _clear(self) -> None:
        if any(row.hasFocus() for row in self.rows):
            self.against_box.setFocus()  # the keyboard stays in the panel
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._findings = {}

    @Slot(bool)
    def _on_chosen(self, excluding: bool) -> None:
        row = self.sender()
        if isinstance(row, TwoBarRow) and row in self._findings:
            tokens = tokens_of(self._findings[row], excluding=excluding)
            if tokens:
                self.filter_wanted.emit(tokens)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.toast_requested.emit(texts.COPIED)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().base)
        painter.fillRect(0, 0, 1, self.height(), current().line)


def _bars(finding: Finding, against: Against, account_id: AccountId, now: datetime) -> TwoBars:
    return TwoBars(
        title=texts.finding(finding, account_id, now),
        others=texts.of_the_others(finding, against),
        names=(texts.THESE, texts.rest_name(against)),
        parts=((finding.these, finding.all_these), (finding.rest, finding.all_rest)),
        can_filter=bool(tokens_of(finding)),
    )
