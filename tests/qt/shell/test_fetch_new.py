"""F5 fetches what is new."""

from __future__ import annotations

from composer_app.cli.self_check.check import Check
from composer_app.ui.shell.fetch_new import FetchNew
from tests.qt.shell.whole import text_of_toast


def test_it_says_what_came(check: Check) -> None:
    assert check.program.window.findChild(FetchNew) is not None
    assert "Fetch what is new" in check.program.main_view.commands["fetch_new"].text()

    check.program.main_view.commands["fetch_new"].trigger()

    check.driver.until("it is told", lambda: text_of_toast(check) == "Nothing new.")
