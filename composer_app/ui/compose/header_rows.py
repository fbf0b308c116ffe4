"""The rows above the body: From, To, Cc, Bcc, Reply-to, Subject."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.merge_list import MergeAttachment
from composer_app.domain.recipients import parse_address
from composer_app.ui.commands.shortcuts import with_keys
from composer_app.ui.compose.hint_line import HintLine
from composer_app.ui.compose.recipient_fields import RecipientFields
from composer_app.ui.compose.recipient_list.list_chip import ListChip
from composer_app.ui.compose.sender_field import SenderField
from composer_app.ui.compose.subject_field import SubjectField
from composer_app.ui.texts import compose
from composer_app.ui.texts.commands import WHAT_KEYS_DO
from composer_app.ui.texts.draft_problems import single_address_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.chips.chip_field import ChipField
from composer_app.ui.widgets.field_helpers import NO_LIMIT
from composer_app.ui.widgets.field_row import HEIGHT, FieldRow
from composer_app.ui.widgets.layouts import REST, in_column, in_row

_OPTIONAL = ("cc", "bcc", "reply_to")
"""The rows that are hidden while empty."""


class Header(QWidget):
    """Sender, recipients and subject. Quiet buttons show the optional rows.

    Signals:
        edited: the user changed something in it.
        recipients_changed: who gets the mail.
        import_wanted: the user wants the recipients of a file.
    """

    edited = Signal()
    recipients_changed = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: dict[str, HintLine] = {}
        self._rows: dict[str, FieldRow] = {}
        self._list_place = QWidget()
        self._openers: dict[str, QuietButton] = {}
        self.sender_field = SenderField()
        self.recipients = RecipientFields(self)
        self.list_chip = ListChip()
        self.list_hint = HintLine()
        self.list_hint.setObjectName("list_hint")
        self.reply_to = QLineEdit()
        self.subject = SubjectField()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        in_column(self)
        for key in _OPTIONAL:
            self._openers[key] = quiet_button(compose.FIELD_LABELS[key], compact=True, tooltip=compose.ADD_FIELD[key])
            self._openers[key].setObjectName(f"add_{key}")
            self._openers[key].setShortcut(QKeySequence())  # the key also works while the button is hidden
        self._import = quiet_button(
            compose.IMPORT_LIST_SHORT, compact=True, tooltip=with_keys(WHAT_KEYS_DO["import_list"], "import_list")
        )
        self._import.setObjectName("import_list")
        self.reply_to.setObjectName("reply_to_input")
        self.reply_to.setMaxLength(NO_LIMIT)
        self.reply_to.setProperty("bare", "true")
        self.reply_to.setTextMargins(-2, 0, 0, 0)
        self.reply_to.setPlaceholderText(compose.WHERE_ANSWERS_GO)
        fields, hints = self.recipients.fields, self.recipients.hints
        self._add_row("from", self.sender_field, HintLine())
        self._add_row("to", fields["to"], hints["to"], self.recipients.one_each, self._import, *self._openers.values())
        for kind in ("cc", "bcc"):
            self._add_row(kind, fields[kind], hints[kind])
        self._add_row("reply_to", self.reply_to, HintLine())
        self._add_row("subject", self.subject, HintLine())
        for key in _OPTIONAL:
            self._rows[key].hide()

    def _add_row(self, key: str, content: QWidget, hint: HintLine, *right: QWidget) -> None:
        hint.setObjectName(f"{key}_hint")
        box = QWidget()
        above: list[QWidget] = []
        if key == "to":
            in_row(self._list_place, self.list_chip, REST)
            self._list_place.setMinimumHeight(row_height(HEIGHT, typography.body()) - 1)
            self._list_place.hide()
            above = [self._list_place, self.list_hint]
        in_column(box, *above, content if isinstance(content, ChipField) else _centred(content), hint)
        content.setAccessibleName(compose.FIELD_NAMES[key])
        row = FieldRow(compose.FIELD_LABELS[key], box, *right)
        # here and not on the row, which may be hidden
        QShortcut(QKeySequence.mnemonic(compose.FIELD_LABELS[key]), self).activated.connect(partial(self.focus, key))
        box.setAccessibleName("")
        self._hints[key], self._rows[key] = hint, row
        layout = self.layout()
        assert layout is not None
        layout.addWidget(row)

    def _connect(self) -> None:
        self.sender_field.changed.connect(self.edited)
        self.sender_field.line().editingFinished.connect(self._validate_sender)
        self.sender_field.line().setAccessibleName(compose.FIELD_NAMES["from"])
        self.recipients.edited.connect(self.edited)
        self.recipients.field_wanted.connect(self._on_field_wanted)
        self.recipients.changed.connect(self._fit_to_list)
        self.recipients.changed.connect(self.recipients_changed)
        self.reply_to.textEdited.connect(self.edited)
        self.reply_to.editingFinished.connect(self._validate_reply_to)
        self.subject.edited.connect(self._on_subject_edited)
        self.subject.breaks_replaced.connect(self._on_breaks_replaced)
        self._import.clicked.connect(self.import_wanted)
        for key, opener in self._openers.items():
            opener.clicked.connect(partial(self._on_opener, key))

    # -- the draft

    def show_draft(self, draft: Draft) -> None:
        """Show the fields of a draft, invalid addresses included."""
        self.sender_field.set_text(draft.sender)
        self.reply_to.setText(draft.reply_to)
        self.subject.set_text(draft.subject)
        for key, content in (("cc", draft.cc), ("bcc", draft.bcc), ("reply_to", draft.reply_to)):
            self._show_row(key, bool(content))
        for key in ("from", "reply_to", "subject"):
            self._hints[key].say("")
        self.recipients.show_draft(draft)
        if not draft.is_empty:  # validation imports 50 ms of code, which an empty page does not need
            self._validate_sender()
            self._validate_reply_to()

    def show_list(self, merge: MergeAttachment | None) -> None:
        """Show the list of the draft. The field for addresses is there only as long as it holds any beside the list."""
        self.list_chip.show_list(merge)
        self._list_place.setVisible(merge is not None)
        if merge is None:
            self.list_hint.say("")
        self._fit_to_list()

    @Slot()
    def _fit_to_list(self) -> None:
        has_list = not self._list_place.isHidden()
        self.recipients.fields["to"].setVisible(not has_list or bool(self.recipients.texts("to")))

    # -- focus

    def focus(self, key: str) -> None:
        """Put the cursor into "from", "to", "cc", "bcc", "reply_to" or "subject"."""
        if key in self._openers:
            self._show_row(key, True)
        if key == "to" and self.recipients.fields["to"].isHidden():
            self.list_chip.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if key in self.recipients.fields:
            self.recipients.fields[key].focus_input()
            return
        widget: QWidget = {"from": self.sender_field, "reply_to": self.reply_to, "subject": self.subject}[key]
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> list[QWidget]:
        """The fields in the order of the page.

        Without the hints: after Tab a typed blank would press the button that removes invalid addresses.
        """
        return [self.sender_field.line(), self.list_chip, *self.recipients.fields.values(), self.reply_to, self.subject]

    def hint(self, key: str) -> HintLine:
        """The line of words under a row."""
        return self._hints[key]

    def row(self, key: str) -> FieldRow:
        """The row of a field, with its label."""
        return self._rows[key]

    # -- what happens

    def _on_opener(self, key: str, _checked: bool = False) -> None:
        self.focus(key)

    @Slot()
    def _on_subject_edited(self) -> None:
        self._hints["subject"].say("")
        self.edited.emit()

    @Slot()
    def _on_breaks_replaced(self) -> None:
        self._hints["subject"].say(compose.SUBJECT_IS_ONE_LINE)

    @Slot()
    def _validate_sender(self) -> None:
        self._hints["from"].say(self.sender_field.wrong_words(), is_error=True)

    @Slot()
    def _validate_reply_to(self) -> None:
        self._hints["reply_to"].say(single_address_words(parse_address(self.reply_to.text())), is_error=True)

    @Slot(str)
    def _on_field_wanted(self, key: str) -> None:
        if key in self._openers:
            self._show_row(key, True)

    def _show_row(self, key: str, shown: bool) -> None:
        self._rows[key].setVisible(shown)
        self._openers[key].setVisible(not shown)


def _centred(content: QWidget) -> QWidget:
    """A line as high as a row without a hint; the style sheet overrides minimum heights of the field itself."""
    holder = QWidget()
    in_row(holder, content)
    holder.setMinimumHeight(row_height(HEIGHT, typography.body()) - 1)
    return holder
