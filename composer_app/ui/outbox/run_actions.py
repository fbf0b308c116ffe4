"""Actions of the buttons of a send run in the outbox."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.problem import KEY_PROBLEMS, ProblemCode
from composer_app.domain.send_run import SendRunEntry
from composer_app.services.sending.send_run import SendRuns
from composer_app.ui.outbox.row_model import Action, Row, RowId
from composer_app.ui.texts import outbox, send_runs
from composer_app.ui.widgets.confirm import Confirm

_OF_THE_KEY = {ProblemCode.WRONG_KEY, *KEY_PROBLEMS}


class RunActions(QObject):
    """Carries out actions on send runs, and asks first if one cannot be undone.

    Signals:
        list_wanted(tokens): show the mail of all requests on the Logs page (a list of `FilterToken`).
        edit_wanted, account_wanted, toast_requested: as those of `RowActions`.
    """

    edit_wanted = Signal(object)
    list_wanted = Signal(object)
    account_wanted = Signal(bool)
    toast_requested = Signal(str)

    def __init__(self, runs: SendRuns, find: Callable[[RowId], Row | None], confirm: Confirm, parent: QWidget) -> None:
        super().__init__(parent)
        self._runs, self._find = runs, find
        self._confirm, self._window = confirm, parent

    def do(self, entry: SendRunEntry, action: Action) -> None:
        """Carry out the action, unless the run has changed meanwhile."""
        run = entry.run
        match action:
            case Action.PAUSE:
                self._runs.pause(run.id)
            case Action.RESUME:
                self._runs.resume(run.id)
            case Action.STOP_RUN:
                self._stop(entry)
            case Action.SEND_NOW | Action.TRY_NOW:
                self._runs.hurry(run.id)
            case Action.UNDO:
                self.take_back(entry)
            case Action.LOOK_UP:
                self._runs.look_up_now(entry)
                self.toast_requested.emit(outbox.LOOKED_UP)
            case Action.SEND_MISSING:
                self._send_missing(entry)
            case Action.LEAVE_MISSING:
                self._leave_missing(entry)
            case Action.COPY_REST:
                self._runs.copy_rest(run.id).on_success(self._on_taken_back)
            case Action.EDIT_ACCOUNT:
                self.account_wanted.emit(run.problem is not None and run.problem.code in _OF_THE_KEY)
            case Action.COPY_BULK_ID:
                QGuiApplication.clipboard().setText(run.bulk_stem)
                self.toast_requested.emit(outbox.BULK_ID_COPIED)
            case _:
                self.list_wanted.emit([FilterToken(FilterKey.BULK, f"{run.bulk_stem}-*")])

    def take_back(self, entry: SendRunEntry) -> None:
        """Turn a run that has not begun to leave back into a draft."""
        self._runs.take_back(entry.run.id).on_success(self._on_taken_back)

    @Slot(object)
    def _on_taken_back(self, draft: Draft | None) -> None:
        if draft is None:
            self.toast_requested.emit(outbox.LEFT_ALREADY)
        else:
            self.edit_wanted.emit(draft)

    def _stop(self, entry: SendRunEntry) -> None:
        if self._confirm(
            send_runs.STOP_QUESTION,
            send_runs.stop_text(entry),
            send_runs.STOP_VERB,
            danger=True,
            cancel=send_runs.KEEP_SENDING,
            parent=self._window,
        ):
            self._runs.stop_run(entry.run.id)

    def _send_missing(self, entry: SendRunEntry) -> None:
        is_wanted = self._confirm(
            send_runs.AGAIN_QUESTION,
            send_runs.twice(entry),
            outbox.SEND_AGAIN,
            danger=True,
            cancel=outbox.KEEP_LOOKING,
            parent=self._window,
        )
        if is_wanted and self._has_the_same_missing(entry):
            self._runs.settle_missing(entry.run.id, send_again=True)

    def _leave_missing(self, entry: SendRunEntry) -> None:
        is_wanted = self._confirm(
            send_runs.LEAVE_TITLE, send_runs.LEAVE_TEXT, send_runs.LEAVE_VERB, danger=True, parent=self._window
        )
        if is_wanted and self._has_the_same_missing(entry):
            self._runs.settle_missing(entry.run.id, send_again=False)

    def _has_the_same_missing(self, entry: SendRunEntry) -> bool:
        """False, with a toast, if more or fewer requests are missing than the question was about."""
        now = self._find(entry.run.id)
        if now is not None and now.run is not None and now.run.missing == entry.missing:
            return True
        self.toast_requested.emit(send_runs.GONE_ON)
        return False
