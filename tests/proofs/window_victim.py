"""`python -m tests.proofs.window_victim PROFILE SEED --journal FILE`: the program with its window, to be killed.

It is all that `composer-app` is, window included; the platform draws into memory. Hands of the self-check work its
widgets in a seeded random order. A draft is what was typed into the editor, and is journalled once the keys are down; a
mail is one that was sent by the button, with time to take it back.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from composer_app.app import Program
from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.driver import Driver
from composer_app.domain.submission import Submission
from composer_app.launch import make_application, open_window
from composer_app.lifecycle import begin
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import SenderLock
from composer_app.services.settings import Settings
from composer_app.ui.compose.compose_page import PREVIEW_FLAG
from composer_app.ui.compose.subject_field import SubjectField
from tests.proofs.one_key import OneKey
from tests.proofs.victim import ACCOUNT, Journal, words_in

UNDO_S = 1
"""The shortest time to take a mail back; longer, and few would leave before the kill."""


@contextlib.contextmanager
def or_nothing() -> Iterator[None]:
    """Hands that cannot go on are no victim: whoever kills it must hear of that."""
    try:
        yield
    except BaseException:
        traceback.print_exc()
        os._exit(3)


class WindowHands(QObject):
    """Do something every few milliseconds, for as long as one lets them."""

    def __init__(self, program: Program, chance: random.Random, journal: Journal) -> None:
        super().__init__()
        self._check = Check(program, Driver(program.window), None, Path())
        self._driver = self._check.driver
        self._chance = chance
        self._journal = journal
        self._compose = program.main_view.page("compose")
        self._compose.sent.connect(self._on_queued)
        self._actions: list[tuple[int, Callable[[], object]]] = [
            (8, self._type),
            (3, self._send),
            (1, self._undo),
            (3, self._pull),
            (2, self._fetch_logs),
            (1, self._look_at_outbox),
        ]

    def act(self) -> None:
        actions, weights = [deed for _, deed in self._actions], [weight for weight, _ in self._actions]
        deed = self._chance.choices(actions, weights)[0]
        self._journal.write(deed=deed.__name__)
        with or_nothing():
            deed()
        QTimer.singleShot(self._chance.randrange(2, 40), self.act)

    def _type(self) -> None:
        """Write on at the mail on the page, or begin another one."""
        self._check.go_to("compose")
        if not self._subject().text() or self._chance.random() < 0.05:
            self._begin_mail()
        self._write_on()

    def _send(self) -> None:
        """The mail on the page, or one out of nothing."""
        self._check.go_to("compose")
        if not self._subject().text():
            self._begin_mail()
            self._write_on()
        self._journal.write(send=self._subject().text(), words=words_in(self._editor().toPlainText()))
        if self._chance.random() < 0.5:
            self._driver.press(self._subject(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if self._compose.session.outgoing is None:
            self._driver.click(self._driver.find(QWidget, "send_button", self._compose))
        if self._chance.random() < 0.3 and self._compose.session.outgoing is not None:
            self._write_on()  # too late for the mail, and not to be lost
        self._driver.until("the page goes on to the next mail", lambda: self._compose.session.outgoing is None)

    def _undo(self) -> None:
        """If there is something to be taken back; it is on the page then."""
        for button in self._check.program.window.findChildren(QAbstractButton, "toast_action"):
            if button.isVisible() and button.text() == "Undo":
                self._driver.click(button)

    def _pull(self) -> None:
        row = self._check.go_to("reports").pull_row
        scope = self._chance.choice(("own", "everything"))
        self._driver.click(self._driver.find(QWidget, f"segment_{scope}", row))
        if scope == "everything":
            self._driver.find(QSpinBox, "pull_limit", row).setValue(self._chance.choice((1, 5, 1000)))
        if row.button.isEnabled():
            self._driver.click(row.button)

    def _fetch_logs(self) -> None:
        page = self._check.go_to("logs")
        if not page.fetch_panel.isVisible():
            self._driver.click(page.fetch_toggle)
            self._driver.until("the panel is open", page.fetch_panel.isVisible)
        if page.fetch_panel.button.isEnabled():
            self._driver.click(page.fetch_panel.button)

    def _look_at_outbox(self) -> None:
        self._check.go_to("outbox")

    def _begin_mail(self) -> None:
        number = self._chance.getrandbits(48)
        self._compose.new_mail()
        chips = self._driver.find(QLineEdit, "chip_input", self._driver.find(QWidget, "to_field", self._compose))
        for one in range(self._chance.choice((1, 1, 1, 3))):
            self._driver.type(chips, f"person-{number:x}-{one}@example.com")
            self._driver.press(chips, Qt.Key.Key_Return)
        self._driver.type(self._subject(), f"draft-{number:x}")

    def _write_on(self) -> None:
        editor = self._editor()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        self._driver.type(editor, f"<p>{words_in(editor.toPlainText()) + 1}</p>")
        self._journal.write(draft=self._subject().text(), words=words_in(editor.toPlainText()))

    def _on_queued(self, submission: Submission) -> None:
        self._journal.write(queued=submission.id)

    def _subject(self) -> SubjectField:
        return self._compose.view.header.subject

    def _editor(self) -> QPlainTextEdit:
        return self._driver.find(QPlainTextEdit, "html_editor", self._compose)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--journal", type=Path, required=True)
    options = parser.parse_args()
    profile = Profile(options.profile)
    profile.make()
    keyring.set_keyring(OneKey())
    sender_lock = SenderLock(profile)
    assert sender_lock.take(), "another program has the profile"
    app, settings = make_application(sys.argv[:1]), Settings(profile.settings)
    settings.current_account = ACCOUNT
    settings.undo_s = UNDO_S
    settings.has_been_welcomed = True
    settings.set_flag(PREVIEW_FLAG, False)  # a process of Chromium's, which has nothing to lose
    running = begin(app, profile, settings, open_window(app, profile, settings), sender_lock)
    hands: list[WindowHands] = []

    class Start(QObject):
        def start(self, _drafts: object) -> None:
            with or_nothing():
                hands.append(WindowHands(running.program, random.Random(options.seed), Journal(options.journal)))
            print("ready", flush=True)
            hands[0].act()

    starting = Start()
    running.services.drafts.list().on_success(starting.start)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
