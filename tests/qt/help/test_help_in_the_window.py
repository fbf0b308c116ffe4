"""Help inside the program, and About."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QListWidget, QTextBrowser

from composer_app import resources
from composer_app.cli.self_check.check import Check
from tests.unit import checkout

LINK = re.compile(r"\]\(([^)]+)\)")
PAGES = sorted(path.stem for path in (checkout.ROOT / "resources" / "help").glob("*.md"))


def opened(check: Check, page: str = "logs") -> tuple[QListWidget, QTextBrowser]:
    check.program.main_view.show_page(page)
    check.program.main_view.commands["help"].trigger()
    return check.driver.find(QListWidget, "help_subjects"), check.driver.find(QTextBrowser, "help_text")


def shown(text: QTextBrowser) -> str:
    return text.toPlainText().splitlines()[0]


def title(page: str) -> str:
    return resources.text("help", f"{page}.md").splitlines()[0].removeprefix("# ")


def test_every_page_of_help_is_offered(check: Check) -> None:
    subjects, _ = opened(check)

    names = [subjects.item(row).data(Qt.ItemDataRole.UserRole) for row in range(subjects.count())]
    assert sorted(names) == PAGES


@pytest.mark.parametrize(("page", "subject"), [("logs", "logs"), ("compose", "first-mail"), ("outbox", "outbox")])
def test_it_opens_at_the_page_one_is_on(page: str, subject: str, check: Check) -> None:
    _, text = opened(check, page)

    assert shown(text) == title(subject)


def test_in_the_filter_it_opens_at_the_filter(check: Check) -> None:
    check.program.main_view.show_page("logs")
    check.program.main_view.page("logs").browser.filter.focus_input()
    check.program.main_view.commands["help"].trigger()

    assert shown(check.driver.find(QTextBrowser, "help_text")) == title("filter")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_page_that_is_there(page: str) -> None:
    links = [link for link in LINK.findall(resources.text("help", f"{page}.md")) if "://" not in link]

    assert [link for link in links if link.partition("#")[0].removesuffix(".md") not in PAGES] == []


def test_a_link_is_followed_inside_the_window(check: Check) -> None:
    _, text = opened(check)

    text.anchorClicked.emit(QUrl("accounts.md"))

    assert shown(text) == title("accounts")


def test_asked_again_it_is_one_window(check: Check) -> None:
    opened(check)
    _, text = opened(check, "outbox")

    windows = [one for one in check.program.window.findChildren(QDialog) if one.objectName() == "help_window"]
    assert len(windows) == 1
    assert shown(text) == title("outbox")
