"""Requests of commands that run beside an open window on the same profile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from composer_app.services.runtime.sandbox_process import RunningSandbox
from composer_app.services.runtime.single_instance import SandboxAddress, SingleInstance, WindowReply
from composer_app.services.services import Services


class CommandRequests(QObject):
    """Answers the requests of `SingleInstance` with the services of the window. GUI thread only.

    Args:
        services: as they are at this moment; a restore exchanges them.
    """

    def __init__(self, single: SingleInstance, services: Callable[[], Services], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        single.sandbox_wanted.connect(self._on_sandbox_wanted)
        single.accounts_changed.connect(self._on_accounts_changed)
        single.mail_changed.connect(self._on_mail_changed)

    @Slot(object)
    def _on_sandbox_wanted(self, reply: WindowReply) -> None:
        context = self._services().context
        answer = _SandboxAnswer(reply, self)
        task = context.run(context.connections.sandbox)
        task.on_success(answer.on_running)
        task.on_failure(answer.on_not_running)
        task.on_cancel(answer.on_not_running)

    @Slot()
    def _on_accounts_changed(self) -> None:
        self._services().accounts.load()

    @Slot()
    def _on_mail_changed(self) -> None:
        self._services().outbox.look_again()


class _SandboxAnswer(QObject):
    """The answer about the Sandbox, given when it is up."""

    def __init__(self, reply: WindowReply, parent: QObject) -> None:
        super().__init__(parent)
        self._reply = reply

    @Slot(object)
    def on_running(self, sandbox: RunningSandbox) -> None:
        self._reply.give(SandboxAddress(sandbox.base_url, sandbox.key.reveal()))

    @Slot()
    @Slot(object)
    def on_not_running(self, _error: object = None) -> None:
        self._reply.give(SandboxAddress())
