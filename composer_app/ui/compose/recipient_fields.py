"""To, Cc and Bcc together: no duplicates, errors explained, number limited."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from composer_app.domain.address_table import has_values
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.domain.mail_limits import MAX_COPIES_IN_SPLIT, MAX_RECIPIENTS
from composer_app.ui.compose import recipient_chips
from composer_app.ui.compose.hint_line import HintLine
from composer_app.ui.compose.recipient_change import Chips, RecipientChange
from composer_app.ui.texts import compose, verbs
from composer_app.ui.texts.draft_problems import draft_problem_words, repeats_words, take_out_words
from composer_app.ui.texts.recipients import MOVE_TO, list_taken_words, moved_words
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from composer_app.ui.widgets.small_note import SmallNote

KINDS = ("to", "cc", "bcc")
"""The key of each field, in the order of the page."""

_LIST_FROM = 2
"""A text with fewer recipients is no list that wants a toast."""


class RecipientFields(QObject):
    """Three fields of chips, the hint under each, and the note beside To. The header lays them out.

    Signals:
        edited: the user changed a field, also by typing what is no chip yet.
        changed: who gets the mail.
        toast_wanted: text, name of the action, and the action, for the window.
        field_wanted: a field ("cc") has got recipients and must be visible.
        table_pasted: a table with more than addresses and names, which is no chips yet (its text).
    """

    edited = Signal()
    changed = Signal()
    toast_wanted = Signal(str, str, object)
    field_wanted = Signal(str)
    table_pasted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._count = 0
        self._filled = 0  # counts the drafts shown: a change is taken back in its own draft only
        self._before: Chips = dict.fromkeys(KINDS, ())
        self._settled: Chips = self._before
        self.fields = {
            kind: ChipField(recipient_chips.chips_of, name=compose.FIELD_NAMES[kind], is_table=has_values)
            for kind in KINDS
        }
        self.hints = {kind: HintLine() for kind in KINDS}
        self.one_each = SmallNote()
        self.one_each.setObjectName("one_each")
        for kind, field in self.fields.items():
            field.setObjectName(f"{kind}_field")
            field.changed.connect(self._on_changed)
            field.list_taken.connect(partial(self._on_list_taken, kind))
            field.destinations = [
                (MOVE_TO[other], partial(self._on_move, kind, other)) for other in KINDS if other != kind
            ]
            field.table_pasted.connect(self.table_pasted)
            field.pending_changed.connect(self._on_typed)
            field.input().textEdited.connect(self._on_typed)
            self.hints[kind].setAccessibleName(compose.ABOUT_FIELD[kind])

    def show_draft(self, draft: Draft) -> None:
        """Show the recipients of a draft, invalid ones included."""
        self._is_filling = True
        self._filled += 1
        try:
            for field, texts in zip(self.fields.values(), (draft.to, draft.cc, draft.bcc), strict=True):
                field.clear_input()
                field.set_values(recipient_chips.chips_again(texts))
        finally:
            self._is_filling = False
        self._settle()
        self._validate()
        self.changed.emit()

    def texts(self, kind: str) -> tuple[str, ...]:
        """One text for each chip of "to", "cc" or "bcc"; unfinished input is the last."""
        field = self.fields[kind]
        texts = [chip.text for chip in field.values()]
        if pending := field.pending_text().strip():
            texts.append(pending)
        return tuple(texts)

    def count(self) -> int:
        """The number of recipients: each valid address once."""
        return self._count

    def too_many_words(self) -> str:
        """Why a mail that needs several requests cannot have so many recipients in Cc and Bcc, or ""."""
        copies = sum(self.count_in(kind) for kind in ("cc", "bcc"))
        if not self._is_split() or copies <= MAX_COPIES_IN_SPLIT:
            return ""
        return draft_problem_words(DraftProblem(DraftFault.TOO_MANY_COPIES, str(copies)))

    def _is_split(self) -> bool:
        """It needs several requests."""
        return self.count() > MAX_RECIPIENTS

    def count_in(self, kind: str) -> int:
        """The number of valid addresses in a field."""
        return sum(chip.state is not ChipState.WRONG for chip in self.fields[kind].values())

    def commit(self) -> None:
        """Turn unfinished input into chips."""
        for field in self.fields.values():
            field.commit()

    def focus_first_wrong(self) -> None:
        """Put the focus on the first chip that is no address."""
        for field in self.fields.values():
            for chip in field.chips():
                if chip.value().state is ChipState.WRONG:
                    chip.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
            if any(value.state is ChipState.WRONG for value in field.values()):
                field.focus_input()  # its chip is not made yet
                return

    @Slot()
    def _on_typed(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    @Slot()
    def _on_changed(self) -> None:
        if self._is_filling:
            return
        repeats = self._drop_repeats()
        self._settle()
        self._validate(repeats)
        self.changed.emit()
        self.edited.emit()

    def _settle(self) -> None:
        """Keep the fields as they are now, and as they were before."""
        self._before, self._settled = self._settled, {kind: field.values() for kind, field in self.fields.items()}
        self._count = len(
            {
                recipient_chips.key_of(chip)
                for chips in self._settled.values()
                for chip in chips
                if chip.state is not ChipState.WRONG
            }
        )

    def _on_list_taken(self, kind: str, count: int) -> None:
        if count < _LIST_FROM:
            return
        change = RecipientChange(self._before, self._settled)
        words = list_taken_words(count, change.came(kind), change.went_elsewhere(kind))
        self.toast_wanted.emit(words, verbs.UNDO, self._undo_of(change))

    def move(self, source: str, target: str, indices: set[int] | None = None) -> Callable[[], None]:
        """Move chips, or all of them, to another field. Calling the result takes it back."""
        chips = {kind: field.values() for kind, field in self.fields.items()}
        moving = [chip for at, chip in enumerate(chips[source]) if indices is None or at in indices]
        chips[source] = [chip for at, chip in enumerate(chips[source]) if indices is not None and at not in indices]
        chips[target] += moving
        before = self._settled
        self._show_chips(chips)
        if moving:
            self.field_wanted.emit(target)
        return self._undo_of(RecipientChange(before, self._settled))

    def _on_move(self, source: str, target: str, indices: set[int]) -> None:
        take_back = self.move(source, target, indices)
        self.toast_wanted.emit(moved_words(target, len(indices)), verbs.UNDO, take_back)

    def _undo_of(self, change: RecipientChange) -> Callable[[], None]:
        """Takes a change back; nothing once another draft is shown."""
        filled = self._filled

        def undo() -> None:
            if self._filled == filled:
                self._show_chips({kind: change.undone(kind, field.values()) for kind, field in self.fields.items()})

        return undo

    def _show_chips(self, chips: dict[str, list[ChipValue]]) -> None:
        """Other chips in all fields at once."""
        self._is_filling = True
        try:
            for kind, field in self.fields.items():
                if field.values() != chips[kind]:
                    field.change_values(chips[kind])
        finally:
            self._is_filling = False
        self._on_changed()

    def _drop_repeats(self) -> dict[str, int]:
        known: set[str] = set()
        dropped = {}
        self._is_filling = True
        try:
            for kind, field in self.fields.items():
                dropped[kind] = 0
                if field.is_dragging():  # what it gives away is in two fields for a moment
                    continue
                kept, dropped[kind] = recipient_chips.without_known(field.values(), known)
                if dropped[kind]:
                    field.show_values(kept)
        finally:
            self._is_filling = False
        return dropped

    def _validate(self, repeats: dict[str, int] | None = None) -> None:
        """Show errors and automatic changes under each field."""
        in_to = self.count_in("to")
        self.one_each.say(*(compose.ONE_EACH, compose.ONE_EACH_DETAILS) if in_to > 1 else ("",))
        self.one_each.setVisible(in_to > 1)
        too_many, at_fault = self.too_many_words(), max(("cc", "bcc"), key=self.count_in)
        for kind, field in self.fields.items():
            chips = field.values()
            words = recipient_chips.wrong_words(chips)
            wrong = sum(chip.state is ChipState.WRONG for chip in chips)
            if kind == at_fault and too_many:
                words = f"{too_many} {words}".rstrip()
            if words:
                action = take_out_words(wrong) if wrong > 1 else ""
                self.hints[kind].say(words, is_error=True, action=action, on_action=self._take_out_wrong)
            else:
                split = compose.SPLIT if kind == "to" and self._is_split() else ""
                self.hints[kind].say((repeats_words(repeats[kind]) if repeats else "") or split)

    def _take_out_wrong(self) -> None:
        for field in self.fields.values():
            kept = [chip for chip in field.values() if chip.state is not ChipState.WRONG]
            if len(kept) != len(field.values()):
                field.change_values(kept)
