"""A browser of messages, and the Logs page with two mails of which one contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.message_browser import MessageBrowser
from tests.qt.messages.browsing import WORDS, contradicting, shown


@pytest.fixture
def browser(qtbot: QtBot, services: Services) -> Iterator[MessageBrowser]:
    made = MessageBrowser(services, MESSAGES, FIRST_SORT, WORDS, "logs")
    made.show_account()
    shown(qtbot, made)
    yield made
    made.hide()


@pytest.fixture
def logs_page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    made = contradicting(qtbot, services, commands)
    yield made
    made.hide()
