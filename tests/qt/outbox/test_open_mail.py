"""What the badge of the outbox counts while the list is not shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SubmissionId
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.open_mail import OpenMail
from composer_app.ui.outbox.row_model import Action
from tests.qt.accounts.samples import FakeAccounts
from tests.qt.outbox.samples import NOW, batch, everything, run, services_with, unknown


def test_mails_and_runs_that_are_not_settled_are_counted(qtbot: QtBot) -> None:
    looked_up = batch(0, SubmissionState.UNKNOWN)
    services, outbox = services_with(everything(), lambda: NOW, run(SendRunState.RUNNING, looked_up))
    open_mail = OpenMail(services, 500, outbox)

    with qtbot.waitSignal(open_mail.read):
        open_mail.refresh()

    assert open_mail.counts() == (3, 7)
    assert open_mail.tries() == [("s1", Action.LOOK_UP), ("s3", Action.TRY_NOW), ("s5", Action.TRY_NOW)]
    assert [(entry.run.id, action) for entry, action in open_mail.run_tries()] == [("r1", Action.LOOK_UP)]


def test_what_changes_while_it_reads_is_read_after_it(qtbot: QtBot) -> None:
    services, outbox = services_with([unknown()], lambda: NOW)
    open_mail = OpenMail(services, 500, outbox)
    with qtbot.waitSignals([open_mail.read, open_mail.read]):
        open_mail.refresh()
        open_mail.refresh()
        outbox.all = []

    assert open_mail.counts() == (0, 0)
    assert outbox.reads_of_open == 2


def test_after_a_failure_the_numbers_stay(qtbot: QtBot) -> None:
    services, outbox = services_with([unknown()], lambda: NOW)
    open_mail = OpenMail(services, 500, outbox)
    with qtbot.waitSignal(open_mail.read):
        open_mail.refresh()
    outbox.is_broken = True
    open_mail.refresh()
    qtbot.waitUntil(lambda: outbox.reads_of_open == 2)
    outbox.is_broken = False
    open_mail.refresh()

    with qtbot.waitSignal(open_mail.read):
        open_mail.refresh()
    assert open_mail.counts() == (1, 1)
    assert open_mail.tries() == [(SubmissionId("s1"), Action.LOOK_UP)]
    assert isinstance(services.accounts, FakeAccounts)
