"""A page with a mail that has placeholders, and lists for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.recipient_list.list_sheet import ListSheet
from tests.qt.compose.conftest import MakePage

CUSTOMERS = """email;full name;first_name;amount;region
ana@example.com;Ana Kovac;Ana;84.20;North
tom@gmial.com;Tom Ito;Tom;61.75;North
;Jo Park;Jo;48.35;South
ana@example.com;Ana Kovac;Ana;1.00;North
lea@example.net;Lea Brandt;Lea;;East
"""


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, "utf-8")
    return path


@pytest.fixture
def page(make_page: MakePage, registry: CommandRegistry) -> ComposePage:
    """The mail has the placeholders first_name and amount."""
    page = make_page(registry)
    page.activateWindow()
    page.view.header.subject.insert("Hello {{first_name}}")
    page.view.body.html_editor.insertPlainText("<p>{{amount}} EUR</p>")
    return page


def wait_until_read(qtbot: QtBot, page: ComposePage) -> ListSheet:
    """The open sheet, when its list is read."""
    sheet = page.recipient_list.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: not sheet.is_reading)
    return sheet


def open_list(qtbot: QtBot, page: ComposePage, path: Path) -> ListSheet:
    """The sheet with this file."""
    page.recipient_list.open_file(path)
    return wait_until_read(qtbot, page)


def use_list(qtbot: QtBot, page: ComposePage, path: Path) -> None:
    """Make the rows of this file the recipients."""
    sheet = open_list(qtbot, page, path)
    sheet.use_button.click()
    qtbot.waitUntil(lambda: page.recipient_list.sheet is None and bool(page.recipient_list.values()))
