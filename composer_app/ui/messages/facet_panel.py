"""Facets of the filter in force: its values with exact counts; a click makes one a part of the filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.facets import Facet, FacetCounts, FacetValue, token_of
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import AccountId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.services.records import MailRecords
from composer_app.services.runtime.tasks import Task
from composer_app.ui.texts import facets as texts
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.outcome_reasons import error_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.outcome_signs import icon_name
from composer_app.ui.widgets.counted_rows import CountedItem, CountedRows
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import Label

FEW, MANY = 5, 45
"""Values of a facet at first, and how many more each "18 more…" shows."""
_MORE = "more"
_VALUE = "value:"
_STATUS_ORDER = list(STATUS_WORDS.values())


class FacetSection(QWidget):
    """One facet: its title and its rows. Hidden while it has none.

    Signals:
        token_wanted(token): add it to the filter, or remove it if it is there.
        most_changed: more or fewer values are wanted.
    """

    token_wanted = Signal(object)
    most_changed = Signal()

    def __init__(
        self, facet: Facet, tokens: Callable[[], Sequence[FilterToken]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.facet = facet
        self._tokens = tokens
        self._counts = FacetCounts()
        self._account_id: AccountId | None = None
        self.most = len(Outcome) if facet is Facet.STATUS else FEW
        self.title = Label(texts.TITLES[facet], self)
        self.title.setFont(typography.small(typography.small().Weight.DemiBold))
        self.title.setProperty("role", "text2")
        self.rows = CountedRows(texts.TITLES[facet], self)
        self.rows.setObjectName(f"facet_{facet}")
        self.rows.chosen.connect(self._on_chosen)
        title = in_column(None, self.title, margins=(8, 0, 8, 4))
        in_column(self, title, self.rows, margins=(0, 12, 0, 0))
        self.hide()

    def set_counts(self, counts: FacetCounts, account_id: AccountId | None = None) -> None:
        """Show these values, of mail of one account or of several (None)."""
        self._counts = counts
        self._account_id = account_id
        highest = max((one.messages for one in counts.values), default=1)
        items = [self._item(one, highest) for one in self._ordered(counts.values)]
        if counts.left_out:
            items.append(CountedItem(_MORE, texts.more(counts.left_out)))
        elif self.most > FEW and len(counts.values) > FEW and self.facet is not Facet.STATUS:
            items.append(CountedItem(_MORE, texts.SHOW_FEWER))
        self.rows.set_items(items)
        self.setVisible(bool(items))

    def _ordered(self, values: Sequence[FacetValue]) -> list[FacetValue]:
        if self.facet is not Facet.STATUS:
            return list(values)
        return sorted(values, key=lambda one: _STATUS_ORDER.index(Outcome(one.value)))

    def _item(self, one: FacetValue, highest: int) -> CountedItem:
        token = token_of(self.facet, one.value)
        is_on = token in self._tokens()
        icon, role, value, word, words = "", "text2", one.value, one.value, one.words
        if self.facet is Facet.STATUS:
            outcome = Outcome(one.value)
            icon, role, value = icon_name(outcome), f"{outcome}.text", token.value
            word, words = outcome_words.word(outcome), ""
        elif self.facet is Facet.ERROR:
            known = error_words(int(one.value), self._account_id) if one.value.isdecimal() else ""
            word = known or one.words or one.value
        elif self.facet is Facet.BULK:
            word = one.words or one.value
        word = fmt.raw(word)
        return CountedItem(
            _VALUE + one.value,
            word,
            fmt.number(one.messages),
            one.messages / highest,
            icon,
            role,
            texts.tooltip(fmt.raw(value), fmt.raw(words), is_on=is_on),
            texts.spoken(word, one.messages, is_on=is_on),
            is_on,
        )

    @Slot(str, bool)
    def _on_chosen(self, key: str, is_excluding: bool) -> None:
        if key == _MORE:
            self.most = self.most + MANY if self._counts.left_out else FEW
            self.most_changed.emit()
            return
        token = token_of(self.facet, key.removeprefix(_VALUE))
        self.token_wanted.emit(token.opposite() if is_excluding else token)


class FacetPanel(QWidget):
    """All facets below each other. Counts off the GUI thread; a count of another filter is cancelled.

    Args:
        tokens: gives the tokens of the filter in force.

    Signals:
        token_wanted(token): add it to the filter, or remove it if it is there.
    """

    token_wanted = Signal(object)

    def __init__(
        self, records: MailRecords, tokens: Callable[[], Sequence[FilterToken]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._wanted: ArchiveFilter | None = None
        self._counting: Task[dict[Facet, FacetCounts]] | None = None
        self._is_stale = False
        self.failure = Label(texts.NOT_COUNTED, self)
        self.failure.setWordWrap(True)
        self.failure.hide()
        self.sections = {facet: FacetSection(facet, tokens, self) for facet in Facet}
        for section in self.sections.values():
            section.token_wanted.connect(self.token_wanted)
            section.most_changed.connect(self._recount)
        in_column(self, self.failure, *self.sections.values())

    @Slot()
    def leave_filter(self) -> None:
        """Another filter is in force; it is counted once its rows are shown."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self._is_stale = False

    @Slot(object)
    def show_filter(self, wanted: ArchiveFilter) -> None:
        """Count the values of this filter. A hidden panel counts when it is shown."""
        self._wanted = wanted
        self._recount()

    @Slot()
    def _recount(self) -> None:
        self.leave_filter()
        self._is_stale = True
        if self.isVisible():
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._count()

    def _count(self) -> None:
        if self._wanted is None:
            return
        self._is_stale = False
        most = {facet: section.most for facet, section in self.sections.items()}
        self._counting = self._records.facets(self._wanted, most)
        self._counting.on_success(self._on_counted).on_failure(self._on_failed)

    def _on_counted(self, found: dict[Facet, FacetCounts]) -> None:
        if self._counting is None or not self._counting.is_done:
            return  # a later one is being counted
        self.failure.hide()
        account_id = None if self._wanted is None else self._wanted.account_id
        for facet, counts in found.items():
            self.sections[facet].set_counts(counts, account_id)

    def _on_failed(self, _error: Exception) -> None:
        for section in self.sections.values():
            section.set_counts(FacetCounts())
        self.failure.show()
