"""What stands in place of an empty list: why it is empty, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot

from composer_app.domain.filter_fields import FilterContext
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.records import MailRecords, RecordKind
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.ui.messages.empty_reasons import EmptyWords, Part, WayOut, best_way_out, parts_of_filter
from composer_app.ui.texts import messages
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.filter_bar.filter_bar import Meanings


class EmptyList(EmptyState):
    """Finds the part of the filter without which the most is found, and offers to remove it. Words that stand for a
    status or an error are offered as that.

    Args:
        words: for an archive without any such record.
        filter_of: the archive's filter of tokens and words.
        meanings: gives the tokens that words may stand for.

    Signals:
        filter_wanted(tokens, text): the filter without that part.
        failed: the archive could not count (`Failed`).
    """

    filter_wanted = Signal(list, str)
    failed = Signal(object)

    def __init__(
        self,
        records: MailRecords,
        kind: RecordKind,
        words: EmptyWords,
        filter_of: Callable[[Sequence[FilterToken], str], ArchiveFilter],
        meanings: Meanings,
    ) -> None:
        self.way_out_button = secondary_button("")
        self.way_out_button.setObjectName("remove_from_filter")
        super().__init__(words.sentence, words.how, self.way_out_button)
        self._records, self._kind, self._words, self._filter_of = records, kind, words, filter_of
        self._meanings = meanings
        self._filter: tuple[Sequence[FilterToken], str] = ((), "")
        self._parts: list[Part] = []
        self._way_out: WayOut | None = None
        self._counting: Task[tuple[int, ...]] | None = None
        self.way_out_button.hide()
        self.way_out_button.clicked.connect(self._take_way_out)

    def explain(self, tokens: Sequence[FilterToken], text: str, context: FilterContext, *, has_any: bool) -> None:
        """The filter finds nothing; `has_any`: without it there would be something."""
        self.stop()
        self._filter = tokens, text
        self._set_way_out(None)
        if not has_any:
            self.set_words(self._words.sentence, self._words.how)
            return
        self.set_words(messages.NOTHING_MATCHES)
        parts = parts_of_filter(tokens, text, context, self._filter_of, self._meanings(text))
        self._parts = [part for part, _rest in parts]
        self._counting = self._records.count_each(self._kind, [rest for _part, rest in parts])
        self._counting.on_success(self._on_counted).on_failure(self._on_failed)

    def stop(self) -> None:
        """Another filter is in force."""
        if self._counting is not None:
            self._counting.cancel()

    def _on_counted(self, matches: tuple[int, ...]) -> None:
        if self._counting is not None and self._counting.is_done:  # else a later one is running
            self._set_way_out(best_way_out(self._parts, matches))

    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)

    def _set_way_out(self, way_out: WayOut | None) -> None:
        self._way_out = way_out
        self.way_out_button.setVisible(way_out is not None)
        if way_out is not None:
            self.way_out_button.setText(way_out.button())
            self.set_words(messages.NOTHING_MATCHES, way_out.sentence(self._kind))

    @Slot()
    def _take_way_out(self) -> None:
        if self._way_out is not None:
            self.filter_wanted.emit(*self._way_out.apply(*self._filter))
