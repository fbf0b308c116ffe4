"""The rows above the letter: From, To, Cc, Bcc, Reply-to, Subject."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.domain.mail import MAX_RECIPIENTS
from composer_app.domain.recipients import parse_address
from composer_app.ui.compose import recipient_chips
from composer_app.ui.compose.hint_line import HintLine
from composer_app.ui.compose.sender_field import SenderField
from composer_app.ui.compose.small_note import SmallNote
from composer_app.ui.compose.subject_field import SubjectField
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.drafts import draft_problem_words, single_address_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.chips.chip_value import ChipState
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.field_row import HEIGHT, FieldRow

_KINDS = ("to", "cc", "bcc")
_LABELS = {"to": "To", "cc": "Cc", "bcc": "Bcc", "reply_to": "Reply-to"}
_LETTERS = {"from": "Fr&om", "to": "&To", "cc": "&Cc", "bcc": "&Bcc", "reply_to": "&Reply-to", "subject": "&Subject"}
"""The labels with their underlined letters; the menus have F, E, V, M, A and H."""
_ONE_EACH = "Each gets a mail of their own"
_ONE_EACH_DETAILS = (
    "Nobody in To sees who else is there. Everyone sees who is in Cc, nobody who is in Bcc.\n"
    "Infobip does not say whether Cc and Bcc get the mail once, or once for each person in To."
)


class Header(QWidget):
    """Sender, recipients and subject. Rows nobody needs are away until a quiet button brings them.

    Signals:
        edited: something in it, by a person.
        recipients_changed: who gets the mail.
    """

    edited = Signal()
    recipients_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_loading = False
        self._hints: dict[str, HintLine] = {}
        self._rows: dict[str, FieldRow] = {}
        self._openers: dict[str, QuietButton] = {}
        self.sender_field = SenderField()
        self.fields = {kind: ChipField(recipient_chips.chips_of, name=_LABELS[kind]) for kind in _KINDS}
        self.reply_to = QLineEdit()
        self.subject = SubjectField()
        self._one_each = SmallNote()
        self._one_each.setObjectName("one_each")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in ("cc", "bcc", "reply_to"):
            self._openers[kind] = quiet_button(_LETTERS[kind], compact=True, tooltip=f"Add a line {_LABELS[kind]}")
            self._openers[kind].setObjectName(f"add_{kind}")
            self._openers[kind].setShortcut(QKeySequence())  # the letter works whether the button is there or not
        self.reply_to.setObjectName("reply_to_input")
        self.reply_to.setMaxLength(NO_LIMIT)
        self.reply_to.setProperty("bare", "true")
        self.reply_to.setTextMargins(-2, 0, 0, 0)
        self.reply_to.setPlaceholderText("Where answers go, if not to the sender")
        self._add_row("from", "From", self.sender_field)
        self._add_row("to", "To", self.fields["to"], self._one_each, *self._openers.values())
        for kind in ("cc", "bcc"):
            self._add_row(kind, _LABELS[kind], self.fields[kind])
        self._add_row("reply_to", _LABELS["reply_to"], self.reply_to)
        self._add_row("subject", "Subject", self.subject)
        for kind, field in self.fields.items():
            field.setObjectName(f"{kind}_field")
        for kind in self._openers:
            self._rows[kind].hide()

    def _add_row(self, key: str, label: str, content: QWidget, *right: QWidget) -> None:
        hint = HintLine()
        hint.setObjectName(f"{key}_hint")
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(content if isinstance(content, ChipField) else _centred(content))
        inside.addWidget(hint)
        content.setAccessibleName(label)
        row = FieldRow(_LETTERS[key], box, *right)
        # here and not on the row, which may be hidden
        QShortcut(QKeySequence.mnemonic(_LETTERS[key]), self).activated.connect(partial(self.focus, key))
        box.setAccessibleName("")
        self._hints[key], self._rows[key] = hint, row
        layout = self.layout()
        assert layout is not None
        layout.addWidget(row)

    def _connect(self) -> None:
        self.sender_field.changed.connect(self._on_edited)
        self.sender_field.line().editingFinished.connect(self._judge_sender)
        self.sender_field.line().setAccessibleName("From")
        for kind, field in self.fields.items():
            field.changed.connect(self._on_recipients_changed)
            field.pending_changed.connect(self._on_edited)
            field.input().textEdited.connect(self._on_edited)
            self._hints[kind].setAccessibleName(f"About {_LABELS[kind]}")
        self.reply_to.textEdited.connect(self._on_edited)
        self.reply_to.editingFinished.connect(self._judge_reply_to)
        self.subject.edited.connect(self._on_subject_edited)
        self.subject.breaks_replaced.connect(self._on_breaks_replaced)
        self._openers["cc"].clicked.connect(self._open_cc)
        self._openers["bcc"].clicked.connect(self._open_bcc)
        self._openers["reply_to"].clicked.connect(self._open_reply_to)

    # -- the draft

    def show_draft(self, draft: Draft) -> None:
        """Take over what a draft says, wrong addresses included."""
        self._is_loading = True
        try:
            self.sender_field.set_text(draft.sender)
            for kind, texts in zip(_KINDS, (draft.to, draft.cc, draft.bcc), strict=True):
                self.fields[kind].clear_input()
                self.fields[kind].set_values(recipient_chips.chips_again(texts))
                if kind != "to":
                    self._show_row(kind, bool(texts))
            self.reply_to.setText(draft.reply_to)
            self._show_row("reply_to", bool(draft.reply_to))
            self.subject.set_text(draft.subject)
        finally:
            self._is_loading = False
        for hint in self._hints.values():
            hint.say("")
        self._judge_recipients()
        if not draft.is_empty:  # the judge takes 50 ms to import; a first empty page does without
            self._judge_sender()
            self._judge_reply_to()
        self.recipients_changed.emit()

    def texts(self, kind: str) -> tuple[str, ...]:
        """One text for each chip of "to", "cc" or "bcc"; what is being typed is the last."""
        field = self.fields[kind]
        texts = [chip.text for chip in field.values()]
        if pending := field.pending_text().strip():
            texts.append(pending)
        return tuple(texts)

    def count(self) -> int:
        """How many people would get the mail."""
        known: set[str] = set()
        for field in self.fields.values():
            known.update(recipient_chips.key_of(c) for c in field.values() if c.state is not ChipState.WRONG)
        return len(known)

    def too_many_words(self) -> str:
        """Why so many people cannot get one mail, or ""."""
        count = self.count()
        if count <= MAX_RECIPIENTS:
            return ""
        return draft_problem_words(DraftProblem(DraftFault.TOO_MANY_RECIPIENTS, str(count)))

    def commit(self) -> None:
        """Make chips of what is typed but not finished."""
        for field in self.fields.values():
            field.commit()

    # -- focus

    def focus(self, key: str) -> None:
        """Put the cursor into "from", "to", "cc", "bcc", "reply_to" or "subject"."""
        if key in self._openers:
            self._show_row(key, True)
        if key in self.fields:
            self.fields[key].focus_input()
            return
        widget: QWidget = {"from": self.sender_field, "reply_to": self.reply_to, "subject": self.subject}[key]
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first_wrong(self) -> None:
        """Put the focus on the first chip that is no address."""
        for key, field in self.fields.items():
            for chip in field.chips():
                if chip.value().state is ChipState.WRONG:
                    chip.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
            if any(value.state is ChipState.WRONG for value in field.values()):
                self.focus(key)
                return

    def tab_stops(self) -> list[QWidget]:
        """The fields in the order of the page, each with what mends it."""
        stops: list[QWidget] = [self.sender_field.line()]
        for kind, field in self.fields.items():
            stops += [field, self._hints[kind]]
        return [*stops, self.reply_to, self.subject]

    def hint(self, key: str) -> HintLine:
        return self._hints[key]

    def row(self, key: str) -> FieldRow:
        return self._rows[key]

    # -- what happens

    @Slot()
    def _on_edited(self) -> None:
        if not self._is_loading:
            self.edited.emit()

    @Slot()
    def _on_subject_edited(self) -> None:
        self._hints["subject"].say("")
        self._on_edited()

    @Slot()
    def _on_breaks_replaced(self) -> None:
        self._hints["subject"].say("A subject is one line. Line breaks and tabs in what you pasted are spaces now.")

    @Slot()
    def _on_recipients_changed(self) -> None:
        if self._is_loading:
            return
        repeats = self._drop_repeats()
        self._judge_recipients(repeats)
        self.recipients_changed.emit()
        self.edited.emit()

    def _drop_repeats(self) -> dict[str, int]:
        known: set[str] = set()
        dropped = {}
        self._is_loading = True
        try:
            for kind, field in self.fields.items():
                kept, dropped[kind] = recipient_chips.without_known(field.values(), known)
                if dropped[kind]:
                    field.show_values(kept)
        finally:
            self._is_loading = False
        return dropped

    def _judge_recipients(self, repeats: dict[str, int] | None = None) -> None:
        in_to = sum(chip.state is not ChipState.WRONG for chip in self.fields["to"].values())
        self._one_each.say(*(_ONE_EACH, _ONE_EACH_DETAILS) if in_to > 1 else ("",))
        self._one_each.setVisible(in_to > 1)
        too_many = self.too_many_words()
        for kind, field in self.fields.items():
            chips = field.values()
            words = recipient_chips.wrong_words(chips)
            wrong = sum(chip.state is ChipState.WRONG for chip in chips)
            if kind == "to" and too_many:
                words = f"{too_many} {words}".rstrip()
            if words:
                action = f"Take out the {fmt.number(wrong)} wrong ones" if wrong > 1 else ""
                self._hints[kind].say(words, is_error=True, action=action, on_action=self._take_out_wrong)
            elif repeats and repeats.get(kind):
                count = repeats[kind]
                was = "1 address was there already. It is" if count == 1 else ""
                self._hints[kind].say(f"{was or f'{fmt.number(count)} were there already. Each is'} kept once.")
            else:
                self._hints[kind].say("")

    def _take_out_wrong(self) -> None:
        for field in self.fields.values():
            kept = [chip for chip in field.values() if chip.state is not ChipState.WRONG]
            if len(kept) != len(field.values()):
                field.change_values(kept)

    @Slot()
    def _judge_sender(self) -> None:
        self._hints["from"].say(self.sender_field.wrong_words(), is_error=True)

    @Slot()
    def _judge_reply_to(self) -> None:
        self._hints["reply_to"].say(single_address_words(parse_address(self.reply_to.text())), is_error=True)

    def _show_row(self, key: str, shown: bool) -> None:
        self._rows[key].setVisible(shown)
        self._openers[key].setVisible(not shown)

    @Slot()
    def _open_cc(self) -> None:
        self.focus("cc")

    @Slot()
    def _open_bcc(self) -> None:
        self.focus("bcc")

    @Slot()
    def _open_reply_to(self) -> None:
        self.focus("reply_to")


def _centred(content: QWidget) -> QWidget:
    """A line as high as a row without a hint; the style sheet overrides minimum heights of the field itself."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(content)
    holder.setMinimumHeight(row_height(HEIGHT, typography.body()) - 1)
    return holder
