"""Waiting for tasks."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task

T = TypeVar("T")


class Ends(QObject):
    """Notes how a task ends: "succeeded", "failed" or "cancelled", with the result or the failure."""

    ended = Signal()

    def __init__(self, task: Task[object]) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        task.on_success(self._on_success).on_failure(self._on_failure).on_cancel(self._on_cancel)

    def _on_success(self, value: object) -> None:
        self._note("succeeded", value)

    def _on_failure(self, failure: Failed) -> None:
        self._note("failed", failure)

    def _on_cancel(self) -> None:
        self._note("cancelled", None)

    def _note(self, how: str, value: object) -> None:
        self.heard.append((how, value))
        self.ended.emit()


class Shown(QObject):
    """Takes the failures that no handler takes, as the window does."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []

    def show(self, failed: Failed) -> None:
        self.problems.append(failed.problem)


def end_of(qtbot: QtBot, task: Task[object]) -> tuple[str, object]:
    """Wait for the end of a task, and give it."""
    ends = Ends(task)
    with qtbot.waitSignal(ends.ended):
        pass
    (heard,) = ends.heard
    return heard


def value(qtbot: QtBot, task: Task[T]) -> T:
    """Wait for a task that succeeds, and give its result; one that has succeeded before gives it at once."""
    if task.is_done:
        return task.result()
    how, found = end_of(qtbot, task)
    assert how == "succeeded", found
    return task.result()


def failure(qtbot: QtBot, task: Task[object]) -> Failed:
    """Wait for a task that fails, and give its failure."""
    how, found = end_of(qtbot, task)
    assert how == "failed", found
    assert isinstance(found, Failed)
    return found
