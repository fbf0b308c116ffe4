"""A new draft of a mail in a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.records import RecordKind
from composer_app.services.services import Services
from composer_app.ui.messages.write_again import WriteAgain
from tests.qt.messages.samples import add_logs, add_reports, log_entry, report, send
from tests.task_results import value


def newest(qtbot: QtBot, services: Services, kind: RecordKind) -> int:
    wanted = ArchiveFilter(account_id=services.accounts.current.id)
    return value(qtbot, services.records.find(kind, wanted, SortKey.RECEIVED, descending=True)).ids[0]


@pytest.mark.parametrize("keeps_recipient", [True, False])
def test_a_report_of_own_mail_leads_to_its_text(qtbot: QtBot, services: Services, keeps_recipient: bool) -> None:
    sent = send(qtbot, services, "Statement", ["ana@example.com", "ben@example.com"])
    with qtbot.waitSignal(services.sync.reports_stored):
        services.sync.pull_own_reports(services.accounts.current)
    row = newest(qtbot, services, RecordKind.REPORT)
    details = value(qtbot, services.records.details(RecordKind.REPORT, row))
    assert details is not None
    owner = QObject()
    writing = WriteAgain(services, owner)
    with qtbot.waitSignal(writing.edit_wanted) as wanted:
        writing.write(RecordKind.REPORT, row, keeps_recipient=keeps_recipient)
    assert wanted.args[0].subject == sent.content.subject
    assert wanted.args[0].to == ((details.details.message.to,) if keeps_recipient else ())


def test_why_nothing_is_written_is_said(qtbot: QtBot, services: Services) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    add_reports(qtbot, services, [report(1)])
    owner = QObject()
    writing = WriteAgain(services, owner)
    for row, why in ((newest(qtbot, services, RecordKind.MESSAGE), "another program"), (999, "erased")):
        with qtbot.assertNotEmitted(writing.edit_wanted), qtbot.waitSignal(writing.toast_requested) as toast:
            writing.write(RecordKind.MESSAGE, row, keeps_recipient=True)
        assert why in toast.args[0]
