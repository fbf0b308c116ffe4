"""The pages of the window, imported on first use."""

from __future__ import annotations

from typing import Any

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry

PAGES = ("compose", "outbox", "reports", "logs", "overview")
"""In the order of the page bar. Each has an icon of its name."""
SENT_MAIL = "sent_mail"
"""One mail, shown in place of the page with the list it was opened from, which stays the current one of the bar."""
WELCOME = "welcome"
"""Shown instead of the first page until the user has left it once."""


ANNOUNCED = (
    # key, page, menu, icon: as the page itself adds them
    ("new_mail", "compose", "File", "compose"),
    ("pull_reports", "reports", "Message", "pull"),
    ("fetch_logs", "logs", "Message", "pull"),
)
"""Commands that must be there before their page is. A page is made when it is first needed."""


def make_page(key: str, services: Services, commands: CommandRegistry) -> Any:
    """A new page: a widget with the signal `status_changed` and the methods that the window calls. Each import costs
    what only that page needs.

    ```
    enter()           it is shown now
    focus_first()     put the focus where the keyboard is of use
    refresh_status()  emit status_changed with what the status line is to say
    save_layout()     keep splitters and columns in the settings
    ```
    """
    match key:
        case "compose":
            from composer_app.ui.compose.compose_page import ComposePage

            return ComposePage(services, commands)
        case "outbox":
            from composer_app.ui.outbox.outbox_page import OutboxPage

            return OutboxPage(services, commands)
        case "reports":
            from composer_app.ui.reports.reports_page import ReportsPage

            return ReportsPage(services, commands)
        case "logs":
            from composer_app.ui.logs.logs_page import LogsPage

            return LogsPage(services, commands)
        case "sent_mail":
            from composer_app.ui.sent_mail.sent_mail_page import SentMailPage

            return SentMailPage(services)
        case "overview":
            from composer_app.ui.overview.overview_page import OverviewPage

            return OverviewPage(services, commands)
        case "welcome":
            from composer_app.ui.welcome.welcome_page import WelcomePage

            return WelcomePage(services, commands)
    raise KeyError(key)
