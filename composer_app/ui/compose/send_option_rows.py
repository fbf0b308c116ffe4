"""The fields of the send options: one for each option, with a value that may be "as the account has it"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QTime, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QSpinBox, QTimeEdit, QWidget

from composer_app.domain.send_options import MAX_VALIDITY_MINUTES, DeliveryWindow, Pairs, WeekDay
from composer_app.ui.texts import send_options as texts
from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label

_LINES = 3


class OptionField(Protocol):
    """A field of the form. Its value is what `SendOptions` holds under the name of the option."""

    def value(self) -> object: ...

    def set_value(self, value: object) -> None: ...


class ChoiceField(QComboBox):
    """One of some values, or `nothing`: as the account has it."""

    def __init__(self, names: Mapping[Any, str], nothing: object = None) -> None:
        super().__init__()
        self._values: list[object] = [nothing, *names]
        self.addItems([texts.AS_THE_ACCOUNT, *names.values()])

    def value(self) -> object:
        return self._values[self.currentIndex()]

    def set_value(self, value: object) -> None:
        self.setCurrentIndex(self._values.index(value))


class TextField(QLineEdit):
    """A text without blanks at its edges."""

    def value(self) -> object:
        return self.text().strip()

    def set_value(self, value: object) -> None:
        self.setText(str(value))


class TickField(QCheckBox):
    """On or off."""

    def value(self) -> object:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(value is True)


class MinutesField(QSpinBox):
    """A number of minutes; 0 means none."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, MAX_VALIDITY_MINUTES)
        self.setSpecialValueText(texts.AS_THE_ACCOUNT)
        self.setSuffix(texts.MINUTES_SUFFIX)
        self.setMinimumWidth(typography.units(200))
        settle_spin_box(self)

    def value(self) -> object:  # type: ignore[override]
        return super().value() or None

    def set_value(self, value: object) -> None:
        self.setValue(value if isinstance(value, int) else 0)


class PairsField(QPlainTextEdit):
    """Names and values, one pair a line with a colon between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(typography.fixed())
        self.setProperty("field", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFixedHeight(_LINES * QFontMetrics(self.font()).height() + 24)

    def value(self) -> object:
        pairs: list[tuple[str, str]] = []
        for line in self._lines():
            name, _, value = line.partition(":")
            pairs.append((name.strip(), value.strip()))
        return tuple(pairs)

    def set_value(self, value: object) -> None:
        pairs: Pairs = value if isinstance(value, tuple) else ()
        self.setPlainText("\n".join(f"{name}: {text}" for name, text in pairs))

    def line_without_colon(self) -> str:
        """The first line that is no pair; "" if all are."""
        return next((line for line in self._lines() if ":" not in line), "")

    def _lines(self) -> list[str]:
        return [line for line in self.toPlainText().split("\n") if line.strip()]


class WindowField(QWidget):
    """Days, and the times between which the service delivers; no day: there is no window.

    Signals:
        changed: a day or a time.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days = {}
        for day, name in texts.DAYS.items():
            button = quiet_button(name, self, checkable=True, compact=True)
            button.setObjectName(f"window_{day.value.lower()}")
            button.toggled.connect(self._on_changed)
            self._days[day] = button
        self._from, self._to = QTimeEdit(QTime(0, 0)), QTimeEdit(QTime(0, 0))
        for edit, words in ((self._from, texts.WINDOW_FROM), (self._to, texts.WINDOW_TO)):
            edit.setDisplayFormat("HH:mm")
            edit.setAccessibleName(f"{texts.NAMES_OF_WINDOW} {words}")
            settle_spin_box(edit)
            edit.timeChanged.connect(self._on_changed)
        words_from, words_to = Label(texts.WINDOW_FROM), Label(texts.WINDOW_TO)
        days = in_row(None, *self._days.values(), REST, spacing=4)
        times = in_row(None, words_from, self._from, words_to, self._to, REST, spacing=8)
        in_column(self, days, times, spacing=6)
        self.setFocusProxy(next(iter(self._days.values())))

    def value(self) -> object:
        days = tuple(day for day in WeekDay if self._days[day].isChecked())
        start, end = (edit.time().hour() * 60 + edit.time().minute() for edit in (self._from, self._to))
        return DeliveryWindow(days, start, end) if days or start or end else None

    def set_value(self, value: object) -> None:
        window = value if isinstance(value, DeliveryWindow) else DeliveryWindow(())
        for day, button in self._days.items():
            button.setChecked(day in window.days)
        self._from.setTime(QTime(window.from_minute // 60, window.from_minute % 60))
        self._to.setTime(QTime(window.to_minute // 60, window.to_minute % 60))

    def _on_changed(self) -> None:
        self.changed.emit()
