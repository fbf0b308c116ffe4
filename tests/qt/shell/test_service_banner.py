"""A service that is down."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.ui.shell.service_banner import ServiceBanner
from composer_app.ui.texts.shell import waiting_mail
from tests.faulty_server import answers, faulty_server, unused_port
from tests.qt.shell.whole import text_of_banner, use_account

EMPTY: dict[str, list[object]] = {"results": []}


def test_a_service_that_is_down_is_reported_and_taken_back_when_it_is_back(check: Check) -> None:
    port = unused_port()
    use_account(check, f"http://127.0.0.1:{port}")
    check.program.services.sync.run_now()

    check.driver.until("it is shown", lambda: "refuses the connection." in text_of_banner(check))
    assert "Since " in text_of_banner(check)
    assert "Check" in text_of_banner(check) or "wrong" in text_of_banner(check)

    with faulty_server(port=port) as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers(EMPTY))
        button = next(one for one in check.program.window.findChildren(QAbstractButton) if one.text() == "Try now")
        check.driver.click(button)
        check.driver.until("it is taken back", lambda: "refuses the connection" not in text_of_banner(check))


def test_a_missing_key_and_a_full_disk_are_none_of_the_service(check: Check) -> None:
    banner = check.program.window.findChild(ServiceBanner)
    assert isinstance(banner, ServiceBanner)
    sync = check.program.services.sync

    sync.state_changed.emit(msgspec.structs.replace(sync.state, failure=Failed(Problem(ProblemCode.REFUSED))))
    assert "Try now" in buttons(check)
    sync.state_changed.emit(msgspec.structs.replace(sync.state, failure=Failed(Problem(ProblemCode.NO_KEY))))
    assert "Try now" not in buttons(check)
    sync.state_changed.emit(msgspec.structs.replace(sync.state, failure=Failed(Problem(ProblemCode.ARCHIVE_FULL))))
    assert "Try now" not in buttons(check)


def buttons(check: Check) -> list[str]:
    return [one.text() for one in check.program.window.findChildren(QAbstractButton) if one.isVisible()]


def test_mail_that_waits_for_the_service_is_counted(check: Check) -> None:
    use_account(check, f"http://127.0.0.1:{unused_port()}")
    send_flows.write(check, ("ana@example.com",), "Waits", "<p>Hello</p>")
    send_flows.send(check)

    check.driver.until("it is shown", lambda: "1 mail waits and is sent when it is back." in text_of_banner(check))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, ""),
        (1, "1 mail waits and is sent when it is back."),
        (1200, "1,200 mails wait and are sent when it is back."),
    ],
)
def test_how_many_wait(number: int, words: str) -> None:
    assert waiting_mail(number) == words
