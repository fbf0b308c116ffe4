"""The banner of an account without a key."""

from __future__ import annotations

import keyring
import pytest
from keyring.errors import KeyringLocked
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QTextBrowser

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.connections.credentials import Credentials
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.shell.missing_key_banner import is_of_the_key
from composer_app.ui.widgets.banner import BannerStack
from tests.faulty_server import answers, faulty_server, unused_port
from tests.qt.shell.whole import Opener, reported, text_of_banner, use_account
from tests.unit.services.house import MemoryKeyring

WORDS = "There is no key for this account."


def test_a_key_of_the_last_session_is_asked_for_at_start(opener: Opener) -> None:
    with faulty_server() as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers({"results": []}))
        with opener() as first:
            use_account(first, server.url)
            first.driver.until("the key is kept", lambda: WORDS not in reported(first.program.window))

        with opener() as second:
            window = second.program.window
            second.driver.until("it is said", lambda: WORDS in reported(window))
            assert "No keyring is running" in reported(window)
            button = next(one for one in window.findChildren(QAbstractButton) if one.text() == "Enter the key…")

            button.click()

            dialog = second.driver.find(QDialog, "account_dialog")
            field = dialog.focusWidget()
            assert isinstance(field, QLineEdit)
            assert field.objectName() == "account_secret"
            second.driver.type(field, "a-new-key-0123")
            save = dialog.findChild(QAbstractButton, "save_account")
            assert isinstance(save, QAbstractButton)
            save.click()
            second.driver.until("it is taken back", lambda: WORDS not in reported(window))
            dialog.reject()


def test_after_an_outage_it_says_that_the_key_is_missing_now(opener: Opener) -> None:
    with opener() as first:
        use_account(first, f"http://127.0.0.1:{unused_port()}")
        send_flows.write(first, ("ana@example.com",), "Waits", "<p>Hello</p>")
        send_flows.send(first)
        first.driver.until("it is down", lambda: "1 mail waits and is sent when it is back." in text_of_banner(first))

    with opener() as second:
        second.driver.until("it is said", lambda: WORDS in text_of_banner(second))
        outbox = second.go_to("outbox")
        second.driver.until("the mail is tried", lambda: WORDS.rstrip(".") in reported(outbox))
        assert WORDS in text_of_banner(second)
        stack = second.program.main_view.findChild(BannerStack)
        assert isinstance(stack, BannerStack)
        assert "service" not in stack.keys(), "not behind it either"  # noqa: SIM118 - it is no dict


def test_it_goes_with_the_account_and_comes_back_with_it(opener: Opener) -> None:
    with faulty_server() as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers({"results": []}))
        with opener() as first:
            account = use_account(first, server.url)
        with opener() as second:
            window = second.program.window
            second.driver.until("it is said", lambda: WORDS in reported(window))

            second.program.services.accounts.use(SANDBOX_ACCOUNT)
            assert WORDS not in reported(window)

            second.program.services.accounts.use(account.id)
            second.driver.until("it is said again", lambda: WORDS in reported(window))


def test_more_test_addresses_are_in_the_page_of_the_sandbox(check: Check) -> None:
    check.program.main_view.show_page("compose")
    more = next(
        one for one in check.program.window.findChildren(QAbstractButton) if one.text() == "More test addresses"
    )

    more.click()

    assert "bounce@" in check.driver.find(QDialog, "help_window").findChild(QTextBrowser, "help_text").toPlainText()


def test_it_goes_when_the_keyring_is_unlocked(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = LockableKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    async def is_locked(_credentials: Credentials) -> bool:
        return backend.is_locked

    monkeypatch.setattr(Credentials, "is_locked", is_locked)
    with faulty_server() as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers({"results": []}))
        with opener() as first:
            use_account(first, server.url)
        backend.is_locked = True
        with opener() as second:
            window, watch = second.program.window, second.program.services.keyring_watch
            second.driver.until("it is said", lambda: "The keyring is locked." in reported(window))
            asked = backend.asked
            watch.look()
            second.driver.until("it is looked", lambda: not watch.is_asking)
            assert watch.is_looking
            assert backend.asked == asked, "a person would be asked again"

            backend.is_locked = False
            watch.look()

            second.driver.until("it is taken back", lambda: "The keyring is locked." not in reported(window))
            second.driver.until("nothing waits", lambda: not watch.is_looking)


class LockableKeyring(MemoryKeyring):
    """Somebody else locks it and unlocks it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_locked = False
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        if self.is_locked:
            raise KeyringLocked
        return super().get_password(service, username)


@pytest.mark.parametrize(
    ("code", "is_of_it"), [(ProblemCode.NO_KEY, True), (ProblemCode.KEYRING_LOCKED, True), (ProblemCode.REFUSED, False)]
)
def test_which_failures_are_of_the_key(code: ProblemCode, is_of_it: bool) -> None:
    assert is_of_the_key(Failed(Problem(code))) is is_of_it
    assert not is_of_the_key(None)
