"""The dialog with the send options of the open draft."""

from __future__ import annotations

from typing import cast

import msgspec
from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from composer_app.domain.account import Generation
from composer_app.domain.send_options import OPTIONS_OF, SendOption, SendOptions, option_problems
from composer_app.ui.compose.send_option_rows import (
    ChoiceField,
    MinutesField,
    OptionField,
    PairsField,
    TextField,
    TickField,
    WindowField,
)
from composer_app.ui.texts import send_options as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.form_rows import FormRows
from composer_app.ui.widgets.plain_text import Label

SIZE = (700, 600)
_YES_OR_NO = {True: texts.YES, False: texts.NO}
_ROWS: dict[str, tuple[SendOption, ...]] = {
    "tracking": (
        SendOption.TRACK,
        SendOption.TRACK_OPENS,
        SendOption.TRACK_CLICKS,
        SendOption.TRACKING_URL,
        SendOption.PIXEL_POSITION,
    ),
    "reports": (
        SendOption.NOTIFY_URL,
        SendOption.NOTIFY_CONTENT_TYPE,
        SendOption.INTERMEDIATE_REPORT,
        SendOption.CALLBACK_DATA,
    ),
    "labels": (SendOption.CAMPAIGN_REFERENCE_ID, SendOption.APPLICATION_ID, SendOption.ENTITY_ID),
    "delivery": (
        SendOption.IP_POOL_ID,
        SendOption.CLIENT_PRIORITY,
        SendOption.VALIDITY_MINUTES,
        SendOption.DELIVERY_WINDOW,
        SendOption.PRESERVE_RECIPIENTS,
    ),
    "content": (
        SendOption.HEADERS,
        SendOption.LANDING_PAGE_ID,
        SendOption.LANDING_PAGE_PLACEHOLDERS,
        SendOption.TEMPLATE_LANGUAGE_VERSION,
    ),
    "storage": (SendOption.SKIP_PASSIVE_STORAGE, SendOption.SKIP_ACTIVE_STORAGE),
}
"""The options of each section."""


class SendOptionsDialog(BaseDialog):
    """All options; those that the account's API lacks are disabled and say so. Opened with `open()`.

    Signals:
        chosen: the options to use (`SendOptions`).
    """

    chosen = Signal(object)

    def __init__(self, options: SendOptions, generation: Generation, parent: QWidget | None = None) -> None:
        super().__init__(
            "send_options_dialog", texts.TITLE, parent, text=texts.NOTE, spacing=8, ruled=True, scrolls=True
        )
        self.setModal(True)
        self._generation = generation
        self._rows: dict[SendOption, FormRows] = {}
        self._fields: dict[SendOption, QWidget] = {}
        font = QFontMetrics(typography.body())
        widest = max(font.horizontalAdvance(name) for name in texts.NAMES.values())
        for section, members in _ROWS.items():
            title = Label(texts.SECTIONS[section])
            title.setFont(typography.strong())
            title.setContentsMargins(0, 8, 0, 4)
            rows = FormRows(label_width=widest)
            for option in members:
                self._add(rows, option, options)
            self.add(title)
            self.add(rows)
        self.add_secondary(texts.RESET, "reset_options", self._on_reset, at_start=True)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        self.add_primary(texts.APPLY, "use_options", self._on_use)
        self.field(SendOption.TRACK if generation is not Generation.V1 else SendOption.NOTIFY_URL).setFocus()

    def sizeHint(self) -> QSize:
        window = self.parentWidget()
        room = window.window().height() - 40 if window is not None else SIZE[1]
        return QSize(typography.units(SIZE[0]), max(min(typography.units(SIZE[1]), room), 360))

    def field(self, option: SendOption) -> QWidget:
        """The widget of an option."""
        return self._fields[option]

    def _add(self, rows: FormRows, option: SendOption, options: SendOptions) -> None:
        field = _field_of(option)
        field.setObjectName(f"option_{option.value}")
        is_there = option in OPTIONS_OF[self._generation]
        hint = texts.HINTS.get(option, "") if is_there else texts.not_of_the_api(self._generation)
        if isinstance(field, QCheckBox):
            field.setText(texts.NAMES[option])
            field.setAccessibleName(texts.NAMES[option])
        rows.add("" if isinstance(field, QCheckBox) else texts.NAMES[option], field, hint, is_narrow=_is_narrow(field))
        field.setEnabled(is_there)
        self._rows[option], self._fields[option] = rows, field
        if is_there:
            cast(OptionField, field).set_value(getattr(options, option.value))
        self._watch(field, option)

    def _watch(self, field: QWidget, option: SendOption) -> None:
        def unmark() -> None:
            self._rows[option].set_wrong(field, "")

        if isinstance(field, (QPlainTextEdit, QLineEdit)):
            field.textChanged.connect(unmark)
        elif isinstance(field, WindowField):
            field.changed.connect(unmark)

    def options(self) -> SendOptions:
        """The options as entered. One that the API lacks is left out."""
        values = {
            option.value: cast(OptionField, field).value()
            for option, field in self._fields.items()
            if option in OPTIONS_OF[self._generation]
        }
        return msgspec.convert(values, SendOptions)

    @Slot()
    def _on_reset(self) -> None:
        for option, field in self._fields.items():
            cast(OptionField, field).set_value(getattr(SendOptions(), option.value))

    @Slot()
    def _on_use(self) -> None:
        options = self.options()
        wrong = {
            option: texts.NO_COLON.format(line=line)
            for option, field in self._fields.items()
            if isinstance(field, PairsField) and (line := field.line_without_colon())
        }
        for problem in option_problems(options, self._generation):
            wrong.setdefault(problem.option, texts.option_problem_words(problem, self._generation))
        for option, field in self._fields.items():
            self._rows[option].set_wrong(field, wrong.get(option, ""))
        if wrong:
            first = next(field for option, field in self._fields.items() if option in wrong)
            first.setFocus()
            QTimer.singleShot(0, first, lambda: self.scroll_to(first))  # after the layout
            return
        self.chosen.emit(options)
        self.accept()


def _field_of(option: SendOption) -> QWidget:
    match option:
        case SendOption.TRACK | SendOption.TRACK_CLICKS | SendOption.TRACK_OPENS:
            return ChoiceField(_YES_OR_NO)
        case SendOption.PIXEL_POSITION:
            return ChoiceField(texts.PIXEL_POSITIONS)
        case SendOption.NOTIFY_CONTENT_TYPE:
            return ChoiceField(texts.CONTENT_TYPES)
        case SendOption.CLIENT_PRIORITY:
            return ChoiceField(texts.PRIORITIES)
        case SendOption.TEMPLATE_LANGUAGE_VERSION:
            return ChoiceField(texts.TEMPLATE_VERSIONS, "")
        case SendOption.VALIDITY_MINUTES:
            return MinutesField()
        case SendOption.DELIVERY_WINDOW:
            return WindowField()
        case SendOption.HEADERS | SendOption.LANDING_PAGE_PLACEHOLDERS:
            return PairsField()
        case (
            SendOption.INTERMEDIATE_REPORT
            | SendOption.PRESERVE_RECIPIENTS
            | SendOption.SKIP_PASSIVE_STORAGE
            | SendOption.SKIP_ACTIVE_STORAGE
        ):
            return TickField()
        case _:
            return TextField()


def _is_narrow(field: QWidget) -> bool:
    return isinstance(field, (QComboBox, QSpinBox, WindowField))
