"""Checks the open draft after a pause in writing, and leads from a finding to its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from composer_app.domain.account import Generation
from composer_app.domain.checks.finding import CheckFinding, CheckId
from composer_app.domain.checks.rules import CheckResult
from composer_app.domain.checks.unsubscribe_check import headers_with
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.compose.checks.check_row import CheckRow
from composer_app.ui.texts import checks as texts
from composer_app.ui.texts import verbs
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption

CHECK_AFTER_MS = 500
"""After the last edit."""
_CHARACTERS_A_MS = 1_000
"""A longer mail waits longer: checking takes CPU time from writing."""
_MOST_PLACES = 20


class CheckBinding(QObject):
    """Signals:
    checked: the row shows the result of a check.
    toast_wanted: for the window.

    Args:
        go_to: shows the place of a finding.
    """

    checked = Signal()
    toast_wanted = Signal(str, str, object)

    def __init__(
        self,
        services: Services,
        session: DraftSession,
        row: CheckRow,
        go_to: Callable[[CheckFinding], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._checks, self._settings = services.mail_checks, services.settings
        self._session, self._row, self._go_to, self._window = session, row, go_to, window
        self._running: Task[CheckResult | None] | None = None
        self._result: CheckResult | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._on_pause)
        for changed in (session.opened, session.rewritten):
            changed.connect(self._on_draft_changed)
        for changed in (session.edited, session.files_changed, session.list_changed, session.options_changed):
            changed.connect(self._check_later)
        session.account_changed.connect(self._check_later)
        services.eraser.forgotten.connect(self._on_forgotten)
        row.again_wanted.connect(self.check_again)
        row.strip.followed.connect(self.follow)
        row.strip.menu_requested.connect(self._open_menu)
        self._check_later()

    @Slot()
    def check_again(self) -> None:
        """Check at once, and ask the archive again."""
        self._begin(is_fresh=True)

    @Slot()
    def _on_draft_changed(self) -> None:
        self._check_later()

    @Slot()
    def _check_later(self) -> None:
        self._later.start(CHECK_AFTER_MS + len(self._session.draft.html) // _CHARACTERS_A_MS)

    @Slot()
    def _on_forgotten(self) -> None:
        self._checks.forget()
        self._check_later()

    @Slot()
    def _on_pause(self) -> None:
        self._begin(is_fresh=False)

    def _begin(self, *, is_fresh: bool) -> None:
        self._later.stop()
        if self._session.outgoing is not None:  # Send checks it by itself
            return
        if self._session.draft.is_empty:
            self._running = self._result = None
            self._row.strip.show_nothing()
            return
        task = self._running = self._checks.check(self._session.draft, self._session.account, is_fresh=is_fresh)
        task.on_success(self._on_checked).on_failure(self._on_failed)

    @Slot(object)
    def _on_checked(self, result: CheckResult | None) -> None:
        if self._running is None or not self._running.is_done or result is None:
            return
        self.show_result(result)

    def show_result(self, result: CheckResult) -> None:
        """Show what was found, here or at Send."""
        self._result = result
        self._row.strip.show_result(result)
        self.checked.emit()

    @Slot(object)
    def _on_failed(self, _error: Exception) -> None:
        """The row says so. The pages that need the archive say why."""
        self._row.strip.show_failure()
        self.checked.emit()

    @Slot(object)
    def follow(self, finding: CheckFinding) -> None:
        """Go to the place of a finding."""
        self._go_to(finding)

    def follow_first(self) -> None:
        """Go to the first warning."""
        if self._result is not None and (warnings := self._result.warnings()):
            self._go_to(self._result.findings[warnings[0]][0])

    @Slot(object, QPoint)
    def _open_menu(self, check: CheckId, where: QPoint) -> None:
        menu = self.menu_of(check)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def menu_of(self, check: CheckId) -> QMenu:
        """The menu of a check that found something: its places, what helps, and the switch."""
        menu = QMenu(self._window)
        menu.setObjectName("finding_menu")
        findings = self._result.findings.get(check, ()) if self._result is not None else ()
        for finding in findings[:_MOST_PLACES]:
            menu.addAction(caption(texts.place_words(finding))).triggered.connect(partial(self._go_to, finding))
        menu.addSeparator()
        account = self._session.account
        if check is CheckId.UNSUBSCRIBE and account is not None and account.generation is not Generation.V1:
            menu.addAction(texts.ADD_UNSUBSCRIBE).triggered.connect(self.ask_unsubscribe)
        menu.addAction(texts.DO_NOT_CHECK).triggered.connect(partial(self.switch_off, check))
        give_mnemonics([action for action in menu.actions() if not action.isSeparator()])
        return menu

    def switch_off(self, check: CheckId) -> None:
        """Do not make this check any more; the toast offers Undo."""
        self._settings.checks_off = self._settings.checks_off | {check}
        self.toast_wanted.emit(texts.NO_MORE_TOAST, verbs.UNDO, partial(self._switch_on, check))
        self._begin(is_fresh=False)

    def _switch_on(self, check: CheckId) -> None:
        self._settings.checks_off = self._settings.checks_off - {check}
        self._begin(is_fresh=False)

    @Slot()
    def ask_unsubscribe(self) -> None:
        """Ask for the address at which recipients unsubscribe, and add its header to the options."""
        dialog = QInputDialog(self._window)
        dialog.setObjectName("unsubscribe_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(texts.UNSUBSCRIBE_TITLE)
        dialog.setLabelText(texts.UNSUBSCRIBE_LABEL)
        dialog.setTextValue("https://")
        dialog.setOkButtonText(texts.UNSUBSCRIBE_ADD)
        dialog.textValueSelected.connect(self._add_unsubscribe)
        dialog.open()

    @Slot(str)
    def _add_unsubscribe(self, address: str) -> None:
        options = self._session.draft.options
        headers = headers_with(options.headers, address)
        if headers is None:
            self.toast_wanted.emit(texts.NO_UNSUBSCRIBE_ADDRESS.format(text=address), "", None)
        else:
            self._session.set_options(msgspec.structs.replace(options, headers=headers))
