"""F5 fetches what is new."""

from __future__ import annotations

from composer_app.cli.self_check.check import Check
from composer_app.ui.shell.fetch_new import FetchNew
from composer_app.ui.texts import shell as texts
from tests.faulty_server import unused_port
from tests.qt.shell.whole import text_of_toast, use_account


def test_it_says_what_came(check: Check) -> None:
    assert check.program.window.findChild(FetchNew) is not None
    assert "Fetch what is new" in check.program.main_view.commands["fetch_new"].text()

    check.program.main_view.commands["fetch_new"].trigger()

    check.driver.until("it is shown", lambda: text_of_toast(check) == "Nothing new.")


def test_a_service_that_is_down_is_no_lack_of_news(check: Check) -> None:
    """The Sandbox is done at once: it is not the account in use."""
    use_account(check, f"http://127.0.0.1:{unused_port()}")

    check.program.main_view.commands["fetch_new"].trigger()

    check.driver.until("it is said", lambda: text_of_toast(check) not in ("", texts.FETCHING))
    assert text_of_toast(check) == texts.NOT_FETCHED
