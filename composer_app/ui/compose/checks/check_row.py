"""The row of checks: what is right in few quiet words, and a button for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from composer_app.domain.checks.finding import CheckFinding, Severity
from composer_app.domain.checks.rules import RULES, CheckResult
from composer_app.ui.texts import checks as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    Painted,
    PaintedButton,
    SelfPlaced,
    draw_text,
    focus_ring,
    rounded,
    row_height,
    text_width,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.field_row import FieldRow
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.plain_text import caption, set_tooltip

_ICON, _GAP, _PADDING, _BETWEEN, _HEIGHT, _LINE = 16, 6, 8, 14, 28, 39
_LEAST_WIDTH = 120


@spoken_as(QAccessible.Role.StaticText)
class PassedCheck(Painted, QWidget):
    """A check mark and what is right."""

    def __init__(self, words: str, parent: QWidget, *, icon: str = "check") -> None:
        super().__init__(parent)
        self._words, self._icon = words, icon
        self.setAccessibleName(words)

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        mark = _ICON + _GAP if self._icon else 0
        return QSize(mark + text_width(self._words, typography.body()), row_height(_HEIGHT, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        if self._icon:
            mark = self.visual(QRectF(0, (self.height() - _ICON) / 2, _ICON, _ICON))
            icons.paint(painter, mark, self._icon, "success.text", _ICON)
            left = _ICON + _GAP
        box = self.visual(QRectF(left, 0, self.width() - left, self.height()))
        draw_text(painter, box, self._words, typography.body(), current().text if self._icon else current().text2)


class FindingButton(PaintedButton, QAbstractButton):
    """What one check found. A click or Enter goes to the next place; the menu has them all.

    Signals:
        menu_requested(QPoint): a right click or the Menu key, at a global position.
    """

    menu_requested = Signal(QPoint)

    def __init__(self, findings: Sequence[CheckFinding], parent: QWidget) -> None:
        super().__init__(parent)
        self.findings = tuple(findings)
        self.check = findings[0].check
        self._next = 0
        words = texts.finding_button(findings)
        self.setText(words)
        self.setAccessibleName(words)
        set_tooltip(self, texts.finding_tip(findings))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def is_warning(self) -> bool:
        return RULES[self.check].severity is Severity.WARNING

    def take_next(self) -> CheckFinding:
        """The finding to go to: the first, and the next one at each press."""
        found = self.findings[self._next % len(self.findings)]
        self._next += 1
        return found

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + _ICON + _GAP + text_width(self.text(), typography.body())
        return QSize(width, row_height(_HEIGHT, typography.body()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, box = current(), QPainter(self), QRectF(self.rect())
        warns, is_hovered = self.is_warning(), self.underMouse() or self.isDown()
        if warns:
            edge = theme.colour("warning.bar") if is_hovered else None
            rounded(painter, box, 6, theme.colour("warning.soft"), edge)
        elif is_hovered:
            rounded(painter, box, 6, theme.hover)
        mark = self.visual(QRectF(_PADDING, (self.height() - _ICON) / 2, _ICON, _ICON))
        icons.paint(painter, mark, "warning" if warns else "info", "warning.text" if warns else "text2", _ICON)
        left = _PADDING + _ICON + _GAP
        words = self.visual(QRectF(left, 0, self.width() - left - _PADDING, self.height()))
        draw_text(painter, words, self.text(), typography.body(), theme.text if warns else theme.text2)
        if self.hasFocus():
            focus_ring(painter, box, 6, theme.focus)


class CheckStrip(SelfPlaced, QWidget):
    """One line: passed checks, findings, and "3 more" for those without room. Passed ones give way first.

    Signals:
        followed(CheckFinding): go to its place.
        menu_requested(CheckId, QPoint): the menu of a check, at a global position.
    """

    followed = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._passed: list[PassedCheck] = []
        self._findings: list[FindingButton] = []
        self._more_menu = QMenu(self)
        self._more_menu.setObjectName("more_findings_menu")
        self._more_menu.aboutToShow.connect(self._fill_more)
        self._more: QuietButton = quiet_button(texts.more_words(1), self, menu=self._more_menu, compact=True)
        self._more.setObjectName("more_findings")
        self._more.hide()
        self._say(texts.CHECKING)

    def passed(self) -> list[str]:
        """The quiet words that are shown."""
        return [one.words() for one in self._passed if not one.isHidden()]

    def buttons(self) -> list[FindingButton]:
        """A button for each check that found something, also those without room."""
        return list(self._findings)

    def _say(self, words: str) -> None:
        self._replace([PassedCheck(words, self, icon="")], [])

    def show_nothing(self) -> None:
        """There is no mail yet."""
        self._replace([], [])

    def show_failure(self) -> None:
        """Say that nothing was checked."""
        self._say(texts.NOT_CHECKED)

    def show_result(self, result: CheckResult) -> None:
        """Show this. Buttons of the same findings stay, with the focus."""
        kept = {button.findings: button for button in self._findings}
        focused = next((button.check for button in self._findings if button.hasFocus()), None)
        buttons = []
        for findings in result.findings.values():
            button = kept.pop(findings, None)
            buttons.append(button if button is not None else self._made(findings))
        passed = [PassedCheck(words, self) for words in texts.passed_words(result)]
        if not passed and not buttons:
            passed = [PassedCheck(texts.NOTHING_FOUND, self)]
        self._replace(passed, buttons)
        if focused is not None:
            again = next((button for button in buttons if button.check is focused and not button.isHidden()), None)
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, findings: tuple[CheckFinding, ...]) -> FindingButton:
        button = FindingButton(findings, self)
        button.clicked.connect(lambda: self.followed.emit(button.take_next()))
        button.menu_requested.connect(lambda where: self.menu_requested.emit(button.check, where))
        return button

    def _replace(self, passed: list[PassedCheck], buttons: list[FindingButton]) -> None:
        for old in (*self._passed, *(one for one in self._findings if one not in buttons)):
            old.hide()
            old.deleteLater()
        self._passed, self._findings = passed, buttons
        for before, button in pairwise(buttons):
            QWidget.setTabOrder(before, button)
        if buttons:
            QWidget.setTabOrder(buttons[-1], self._more)
        self.place()

    @Slot()
    def _fill_more(self) -> None:
        self._more_menu.clear()
        for button in self._findings:
            if button.isHidden():
                entry = self._more_menu.addAction(caption(button.text()))
                entry.triggered.connect(button.click)

    def sizeHint(self) -> QSize:
        return QSize(240, max(_LINE, row_height(_HEIGHT, typography.body())))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.sizeHint().height())

    def place(self) -> None:
        room = max(self.width(), _LEAST_WIDTH)
        widths = [button.sizeHint().width() for button in self._findings]
        count = _fitting(widths, room)
        if count < len(widths):
            self._more.setText(texts.more_words(len(widths)))
            count = max(_fitting(widths, room - self._more.sizeHint().width() - _GAP), 1 if widths else 0)
            self._more.setText(texts.more_words(len(widths) - count))
        shown: list[QWidget] = list(self._findings[:count])
        rest = room - sum(widths[:count]) - _GAP * count
        before: list[QWidget] = []
        for passed in self._passed:
            if count == len(widths) and (width := passed.sizeHint().width() + _BETWEEN) <= rest:
                before.append(passed)
                rest -= width
        self._set(before, shown, has_more=count < len(widths), room=room)
        self.setFixedHeight(self.sizeHint().height())

    def _set(self, passed: list[QWidget], shown: list[QWidget], *, has_more: bool, room: int) -> None:
        left = 0
        for widget in (*passed, *shown, *((self._more,) if has_more else ())):
            hint = widget.sizeHint()
            width = min(hint.width(), room - left)
            top = (self.sizeHint().height() - hint.height()) // 2
            widget.setGeometry(self.visual(QRect(left, top, width, hint.height())).toRect())
            left += width + (_BETWEEN if widget in passed else _GAP)
        for one in self._passed:
            one.setVisible(one in passed)
        for button in self._findings:
            button.setVisible(button in shown)
        self._more.setVisible(has_more)


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many of them have room beside each other."""
    used = 0
    for count, width in enumerate(widths):
        used += width + (_GAP if count else 0)
        if used > room:
            return count
    return len(widths)


class CheckRow(QWidget):
    """Label, `CheckStrip`, and the button to check again.

    Signals:
        again_wanted: the button was pressed.
    """

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strip = CheckStrip()
        self.strip.setObjectName("check_strip")
        self.again = quiet_button(texts.CHECK_AGAIN, icon="refresh", tooltip=texts.CHECK_AGAIN_TIP, compact=True)
        self.again.setObjectName("check_again")
        self.again.clicked.connect(self.again_wanted)
        in_column(self, FieldRow(texts.CHECKS, self.strip, self.again))
