"""The pages of the window, imported on first use."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from composer_app.services.services import Services
from composer_app.ui.widgets.command_registry import CommandRegistry

PAGES = ("compose", "outbox", "reports", "logs")
"""In the order of the page bar. Each has an icon of its name."""
WELCOME = "welcome"
"""Shown instead of the first page until the user has left it once."""


ANNOUNCED = (
    # key, page, menu, icon: as the page itself adds them
    ("new_mail", "compose", "File", "compose"),
    ("pull_reports", "reports", "Message", "pull"),
    ("fetch_logs", "logs", "Message", "pull"),
)
"""Commands that must be there before their page is. A page is made when it is first needed."""


class Page(Protocol):
    """What the window asks of a page."""

    status_changed: SignalInstance

    def enter(self) -> None:
        """It is shown now."""

    def focus_first(self) -> None:
        """Put the focus where the keyboard is of use."""

    def refresh_status(self) -> None:
        """Emit `status_changed` with what the status line is to say."""

    def save_layout(self) -> None:
        """Keep splitters and columns in the settings."""


def make_page(key: str, services: Services, commands: CommandRegistry) -> Any:
    """A new page. Each import costs what only that page needs."""
    page: QWidget
    match key:
        case "compose":
            from composer_app.ui.compose.compose_page import ComposePage

            page = ComposePage(services, commands)
        case "outbox":
            from composer_app.ui.outbox.outbox_page import OutboxPage

            page = OutboxPage(services, commands)
        case "reports":
            from composer_app.ui.reports.reports_page import ReportsPage

            page = ReportsPage(services, commands)
        case "logs":
            from composer_app.ui.logs.logs_page import LogsPage

            page = LogsPage(services, commands)
        case "welcome":
            from composer_app.ui.welcome.welcome_page import WelcomePage

            page = WelcomePage(services, commands)
        case _:
            raise KeyError(key)
    return page
