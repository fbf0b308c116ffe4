"""The archive's file was taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from composer_app.cli.self_check.check import Check
from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.ui.shell.rescue_banner import RescueBanner
from tests.qt.shell.whole import text_of_banner

FORMER, ELSEWHERE = Path("a/archive.sqlite"), Path("a/archive.sqlite.rescued")


@pytest.mark.parametrize(("in_doubt", "leads_to_the_outbox"), [(0, False), (2, True)])
def test_it_leads_to_the_mails_in_doubt(check: Check, in_doubt: int, leads_to_the_outbox: bool) -> None:
    assert check.program.window.findChild(RescueBanner) is not None
    check.program.services.context.archive_rescued.emit(Rescued(FileChange.REPLACED, FORMER, ELSEWHERE, in_doubt))

    check.driver.until("it is shown", lambda: text_of_banner(check) != "")
    buttons = {one.text(): one for one in check.program.window.findChildren(QAbstractButton) if one.isVisible()}
    assert ("Show outbox" in buttons) is leads_to_the_outbox
    assert "What to do" in buttons
    if leads_to_the_outbox:
        check.driver.click(buttons["Show outbox"])
        assert check.program.main_view.current_page == "outbox"
