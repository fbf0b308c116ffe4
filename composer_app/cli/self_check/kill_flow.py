"""Flow k: the program is killed after "accepted"; at the next start everything is there."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from composer_app.app import Program
from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.driver import Driver
from composer_app.domain.submission import SubmissionState
from composer_app.services.runtime.own_command import own_command, safe_folder

SUBJECT = "Sent by a program that was killed"
DRAFT = "Half written when the program was killed"
ACCEPTED = "accepted"


def send_and_wait_to_be_killed(program: Program, app: QApplication, folder: Path) -> int:
    """The child's part: send one mail, begin another, say so, and go on until it is killed."""
    check = Check(program, Driver(program.window), None, folder)
    send_flows.write(check, ("ana@example.com",), SUBJECT)
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    page = program.main_view.page("compose")
    page.new_mail()
    saved: list[object] = []
    program.services.drafts.saved.connect(saved.append)
    check.driver.type(check.driver.find(QWidget, "subject_input", page), DRAFT)
    check.driver.until("the draft is saved", lambda: bool(saved))
    print(ACCEPTED, flush=True)
    return app.exec()


def kill_after_accepted(profile: Path) -> None:
    """The parent's part: start such a child on this profile, and kill it as soon as it says "accepted"."""
    child = subprocess.Popen(  # noqa: S603  # our own program, no shell
        own_command("self-check", "--until-accepted", str(profile.absolute())),
        cwd=safe_folder(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        for line in child.stdout:
            if line.strip() == ACCEPTED:
                break
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def survives_a_kill(check: Check) -> None:
    """In a window opened after the kill: the mail, its state, its report, and the draft that was being written."""
    driver = check.driver
    page = check.go_to("compose")
    driver.until("the draft is there again", lambda: page.view.header.subject.text() == DRAFT)
    check.go_to("logs")
    check.until_row("logs", to="ana@example.com", subject=SUBJECT)
    task = check.program.services.outbox.newest_entries(check.program.services.accounts.current.id)
    driver.until("the outbox knows it", lambda: task.is_done)
    entries = task.result()
    check.expect(entries[0].submission.state is SubmissionState.ACCEPTED, "its state is another one")
    check.until_row("logs", subject=SUBJECT, status="Delivered")
