"""Flows a to d: mail written and sent through the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from composer_app.cli.self_check.check import Check
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.ids import SANDBOX_ACCOUNT, new_account_id
from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.outcome import Outcome
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission, SubmissionState

_HTML = "<h1>Your November statement</h1>\n<p>Hello, your statement is <b>ready</b>.</p>"


def write(check: Check, to: tuple[str, ...], subject: str, html: str = _HTML) -> None:
    """Write a mail on an empty compose page, as a user does."""
    driver = check.driver
    page = check.go_to("compose")
    page.new_mail()
    field = driver.find(QWidget, "to_field", page)
    chips = driver.find(QLineEdit, "chip_input", field)
    for address in to:
        driver.type(chips, address)
        driver.press(chips, Qt.Key.Key_Return)
    subject_field = driver.find(QWidget, "subject_input", page)
    driver.type(subject_field, subject)
    driver.find(QPlainTextEdit, "html_editor", page).setPlainText(html)


def attach(check: Check, *files: Path) -> None:
    """Drop files onto the window and wait until they are copied."""
    page = check.program.main_view.page("compose")
    before = len(page.session.draft.attachments)
    check.driver.drop_files(page, list(files))
    check.driver.until("the files are attached", lambda: len(page.session.draft.attachments) == before + len(files))


def send(check: Check) -> Submission:
    """Ctrl+Enter (or the button, where another program has the keyboard); returns what went into the outbox."""
    driver, window = check.driver, check.program.window
    page = check.program.main_view.page("compose")
    sent: list[Submission] = []
    page.sent.connect(sent.append)
    if window.isActiveWindow():
        driver.press(
            driver.find(QWidget, "subject_input", page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    else:
        driver.click(driver.find(QWidget, "send_button", page))
    check.driver.until("the mail is in the outbox", lambda: bool(sent))
    page.sent.disconnect(sent.append)
    return sent[0]


def until_settled(check: Check, submission: Submission, state: SubmissionState) -> OutboxEntry:
    """Wait until the outbox says this of a submission."""
    found: list[OutboxEntry] = []
    reading = [check.program.services.outbox.newest_entries(submission.account_id)]

    def is_settled() -> bool:
        if reading[0].is_done:
            entries = reading[0].result()
            found.extend(e for e in entries if e.submission.id == submission.id and e.submission.state is state)
            reading[0] = check.program.services.outbox.newest_entries(submission.account_id)
        return bool(found)

    check.driver.until(f"“{submission.content.subject}” is {state.value}", is_settled)
    return found[0]


def simple_mail(check: Check) -> None:
    """A mail to one address, from the first key to "Delivered" in the logs."""
    write(check, ("ana@example.com",), "A simple mail")
    check.picture("compose")
    submission = send(check)
    until_settled(check, submission, SubmissionState.ACCEPTED)
    received = check.other.received(check.other.messages("A simple mail")[0]["messageId"])
    check.expect("November statement" in str(received.get_body(("html",))), "the HTML did not arrive")
    check.expect(received.get_body(("plain",)) is not None, "the text part did not arrive")
    check.go_to("logs")
    check.until_row("logs", to="ana@example.com", subject="A simple mail", status="Delivered")


def attachment_to_two(check: Check) -> None:
    """One mail with one attachment to two addresses: each gets a mail of their own with the file in it."""
    file = check.folder / "statement.pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 40)
    write(check, ("tom@example.org", "bounce@example.com"), "With one file")
    attach(check, file)
    submission = send(check)
    entry = until_settled(check, submission, SubmissionState.ACCEPTED)
    known = sum(one.number for one in entry.groups)
    check.expect(known == 2, f"the outbox knows {known} recipients of 2")
    messages = check.other.messages("With one file")
    check.expect(len(messages) == 2, f"{len(messages)} mails of 2 arrived")
    for message in messages:
        parts = list(check.other.received(message["messageId"]).iter_attachments())
        check.expect([part.get_content() for part in parts] == [file.read_bytes()], "the file arrived changed")
    outbox = check.go_to("outbox")
    check.driver.until("one is delivered, one bounced", lambda: _outcomes(check, submission) == _ONE_OF_EACH)
    outbox.reveal(submission.id)
    row = check.driver.find(QWidget, f"row_{submission.id}", outbox)
    check.driver.click(row, QPoint(200, 20))
    check.driver.until("each recipient is listed", lambda: "bounce@example.com" in _visible_text(outbox))
    check.picture("outbox")


_ONE_OF_EACH = {Outcome.DELIVERED, Outcome.BOUNCED}


def _outcomes(check: Check, submission: Submission) -> set[Outcome]:
    entry = until_settled(check, submission, SubmissionState.ACCEPTED)
    return {one.first.outcome for one in entry.groups}


def files_with_foreign_names(check: Check) -> None:
    """Several attachments whose names are not ASCII arrive byte for byte under their names."""
    names = ("Račun za studeni.txt", "請求書 11月.bin", "Übersicht “neu”.csv")
    files = []
    for number, name in enumerate(names):
        path = check.folder / name
        path.write_bytes(bytes([number]) * 5000 + name.encode())
        files.append(path)
    write(check, ("ana@example.com",), "Grüße mit drei Dateien ✓")
    attach(check, *files)
    check.picture("compose-files")
    until_settled(check, send(check), SubmissionState.ACCEPTED)
    received = check.other.received(check.other.messages("Grüße mit drei Dateien ✓")[0]["messageId"])
    got = {str(part.get_filename()): part.get_payload(decode=True) for part in received.iter_attachments()}
    check.expect(got == {path.name: path.read_bytes() for path in files}, f"what arrived: {sorted(got)}")


def wrong_key(check: Check) -> None:
    """After 401 the page says so, and the mail can be sent again from the outbox."""
    accounts = check.program.services.accounts
    account = Account(
        id=new_account_id(),
        name="Wrong key",
        base_url=check.sandbox.base_url,
        use=AccountUse.TEST,
        default_sender="billing@sandbox.example",
    )
    saving = accounts.save(account, Secret("not-the-key"))
    check.driver.until("the account is saved", lambda: accounts.get(account.id) is not None or saving.is_done)
    accounts.use(account.id)
    try:
        write(check, ("ana@example.com",), "With a wrong key")
        entry = until_settled(check, send(check), SubmissionState.REJECTED)
        check.expect(entry.submission.problem is not None and entry.submission.problem.http_status == 401, "not a 401")
        outbox = check.go_to("outbox")
        check.driver.until("the key is named", lambda: "key is not accepted" in _visible_text(outbox))
        check.picture("outbox-wrong-key")
        copying = check.program.services.outbox.copy_to_draft(entry.submission.id)
        check.driver.until("the mail is copied", lambda: copying.is_done)
        draft = copying.result()
        check.expect(draft is not None, "the mail is gone")
        assert draft is not None
        check.expect(draft.subject == "With a wrong key" and "November" in draft.html, "the draft is lost")
    finally:
        accounts.use(SANDBOX_ACCOUNT)
        accounts.remove(account.id)


def _visible_text(page: QWidget) -> str:
    return " ".join(widget.accessibleName() for widget in page.findChildren(QWidget) if widget.isVisible())
