"""The Outbox page: it follows the outbox, and its buttons do what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import thread_time
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.outbox.outbox_list import OutboxList
from composer_app.ui.outbox.outbox_page import OutboxPage
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.outbox.recipient_list import RecipientList
from composer_app.ui.outbox.row_model import Section
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import text_width
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.segmented import Segmented
from tests.qt.outbox.samples import (
    LIVE,
    NOW,
    FakeOutbox,
    entry,
    everything,
    held_back,
    rejected,
    services_with,
    stored,
    three_of_five,
    unknown,
    without_key,
)
from tests.qt.windows import child


@dataclass
class Asked:
    """A confirmation that answers by itself."""

    agrees: bool = True
    titles: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def __call__(
        self, title: str, text: str, verb: str, *, danger: bool = False, parent: QWidget | None = None, **_rest: Any
    ) -> bool:
        self.titles.append(title)
        self.meanwhile()
        return self.agrees


@dataclass
class Bench:
    """A page with its surroundings."""

    qtbot: QtBot
    page: OutboxPage
    outbox: FakeOutbox
    services: Any
    asked: Asked
    commands: CommandRegistry

    def row(self, one: str) -> OutboxRow:
        found = self.list.row_widget(SubmissionId(one))
        assert found is not None
        return found

    @property
    def list(self) -> OutboxList:
        return child(self.page, OutboxList)

    def press(self, one: str, action: str) -> None:
        button = self.row(one).findChild(QAbstractButton, action)
        assert isinstance(button, QAbstractButton)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, one: str, text: str) -> None:
        """An entry of the row's menu."""
        menu = self.row(one).buttons.menu()
        next(action for action in menu.actions() if plain(action.text()) == text).trigger()

    def show(self, *entries: OutboxEntry) -> None:
        """The outbox holds these now."""
        self.outbox.all = list(entries)
        self.outbox.changed.emit(frozenset())
        ids = {one.submission.id: one.submission.state for one in entries}

        def is_shown() -> bool:
            return {row.id: row.submission.state for row in self.page.rows()} == ids

        self.qtbot.waitUntil(is_shown)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    services, outbox = services_with(everything())
    asked, commands = Asked(), CommandRegistry()
    page = OutboxPage(services, commands, confirm=asked)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: len(page.rows()) == len(outbox.all))
    return Bench(qtbot, page, outbox, services, asked, commands)


def test_the_numbers_are_reported(bench: Bench) -> None:
    needs_you: list[int] = []
    are_open: list[int] = []
    bench.page.needs_you_changed.connect(needs_you.append)
    bench.page.open_count_changed.connect(are_open.append)

    bench.show(unknown(1), held_back(2), entry(3, SubmissionState.ACCEPTED))

    assert (needs_you, are_open) == ([1], [2])


def test_in_a_narrow_window_the_state_takes_what_the_buttons_leave(bench: Bench) -> None:
    bench.page.resize(700, 600)
    bench.show(held_back(2), entry(3, SubmissionState.ACCEPTED))
    for row in bench.page.findChildren(OutboxRow):
        left, right, actions = row.columns()
        assert left < right < actions
        assert text_width(row.row().state, typography.body()) <= right - left


def test_the_status_line_sums_up(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.page.status_changed) as emitted:
        bench.page.refresh_status()

    left, right = emitted.args
    assert left == "3 need you · 1 sending · 2 queued"
    assert right.startswith("Sent today: 6 recipients · ")
    assert right.endswith(" local time")


def test_recipients_whose_mail_was_not_accepted_are_not_counted_as_sent_today(bench: Bench, qtbot: QtBot) -> None:
    outcomes = (Outcome.ACCEPTED, Outcome.REJECTED, Outcome.UNKNOWN)
    partly = entry(1, SubmissionState.ACCEPTED, "a@example.com", "b@example.com", "c@example.com", outcomes=outcomes)
    bench.show(partly, rejected(2), unknown(3))

    with qtbot.waitSignal(bench.page.status_changed) as emitted:
        bench.page.refresh_status()

    assert emitted.args[1].startswith("Sent today: 1 recipient · ")


def test_an_empty_outbox_says_what_will_be_here_and_leads_to_it(bench: Bench, qtbot: QtBot) -> None:
    compose = bench.commands.add("page_compose")
    bench.show()

    empty = bench.page.findChild(QWidget, "outbox_empty")
    assert isinstance(empty, QWidget)
    assert empty.isVisible()
    assert empty.accessibleName() == "The outbox is empty. Mail that you send appears here."
    button = empty.findChild(QAbstractButton, "write_mail")
    assert isinstance(button, QAbstractButton)
    with qtbot.waitSignal(compose.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_problem_stands_open_under_its_row(bench: Bench) -> None:
    message = bench.row("s2").findChild(InlineMessage)

    assert isinstance(message, InlineMessage)
    assert message.title() == "The Sandbox refused the mail."
    assert message.isVisible()


def test_a_click_unfolds_every_recipient(bench: Bench, qtbot: QtBot) -> None:
    bench.page.reveal(SubmissionId("s10"))
    row = bench.row("s10")
    listed = row.findChild(RecipientList)
    assert isinstance(listed, RecipientList)
    assert [listed.line_text(number) for number in range(listed.count())] == [
        "ana.kovac@example.com: Accepted No report yet",
        "tom.ito@example.org: Delivered",
        "bounce@example.com: Bounced Mailbox is full",
    ]

    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))

    assert not row.isChecked()
    qtbot.waitUntil(lambda: row.height() < 60)


def test_what_was_unfolded_stays_so_over_an_update(bench: Bench) -> None:
    bench.row("s4").unfold(True)

    bench.show(*everything()[:5])

    assert bench.row("s4").isChecked()


def test_look_up_now_asks_the_logs(bench: Bench) -> None:
    bench.press("s1", "look_up")

    assert bench.outbox.asked == [("look_up_now", "s1")]
    assert bench.asked.titles == []


def test_send_again_asks_first(bench: Bench) -> None:
    bench.asked.agrees = False
    bench.press("s1", "send_again")
    assert bench.outbox.asked == []

    bench.asked.agrees = True
    bench.press("s1", "send_again")
    assert bench.outbox.asked == [("send_again", "s1")]
    assert bench.asked.titles == ["Send it again?"] * 2


def test_what_was_found_while_the_question_was_open_is_not_sent_again(bench: Bench, qtbot: QtBot) -> None:
    found = entry(1, SubmissionState.ACCEPTED)
    bench.asked.meanwhile = lambda: bench.show(found, *everything()[1:])

    with qtbot.waitSignal(bench.page.toast_wanted) as emitted:
        bench.press("s1", "send_again")

    assert bench.outbox.asked == []
    assert emitted.args[0] == "The state of the mail has changed meanwhile. Nothing was done."


def test_edit_and_send_opens_a_draft_and_puts_the_old_one_aside(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.page.edit_wanted) as emitted:
        bench.press("s2", "edit_and_send")

    assert emitted.args[0].subject == "Planned maintenance on Sunday"
    assert bench.outbox.asked == [("edit_and_cancel", "s2")]


def test_a_queued_mail_is_edited_only_once_it_is_out_of_the_queue(bench: Bench, qtbot: QtBot) -> None:
    bench.list.reveal_row(SubmissionId("s6"))
    with qtbot.waitSignal(bench.page.edit_wanted) as emitted:
        bench.press("s6", "edit")

    assert bench.outbox.asked == [("take_back", "s6")]
    assert emitted.args[0].subject == "Winter tariff"


@pytest.mark.parametrize(("one", "action"), [("s2", "discard"), ("s4", "stop")])
def test_giving_up_asks_first(bench: Bench, one: str, action: str) -> None:
    bench.asked.agrees = False
    bench.press(one, action)
    assert bench.outbox.asked == []

    bench.asked.agrees = True
    bench.press(one, action)
    assert bench.outbox.asked == [("cancel", one)]


def test_try_now_does_not_wait(bench: Bench) -> None:
    bench.press("s5", "try_now")

    assert bench.outbox.asked == [("try_now", "s5")]


def test_one_command_tries_all_that_waits_and_sends_nothing_twice(bench: Bench) -> None:
    bench.commands["outbox_try_all"].trigger()

    assert sorted(bench.outbox.asked) == [("look_up_now", "s1"), ("try_now", "s3"), ("try_now", "s5")]


def test_the_menu_copies_ids_and_leads_to_the_logs(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("s1", "Copy bulk ID")
    assert QGuiApplication.clipboard().text() == "mc-20261123-000000000001"
    bench.choose("s1", "Copy message ID")
    assert QGuiApplication.clipboard().text() == "m1"

    with qtbot.waitSignal(bench.page.show_in_logs) as emitted:
        bench.choose("s1", "Show in Logs")
    assert emitted.args == ["mc-20261123-000000000001"]


def test_a_key_problem_leads_to_the_key_of_the_account(bench: Bench, qtbot: QtBot) -> None:
    edit = bench.commands.add("enter_key")
    bench.services.accounts.current = LIVE
    mine = without_key(3)
    moved = OutboxEntry(msgspec.structs.replace(mine.submission, account_id=LIVE.id), mine.groups)
    bench.show(moved)

    def buttons() -> list[QAbstractButton]:
        return [one for one in bench.row("s3").findChildren(QAbstractButton) if one.text() == "Edit account…"]

    qtbot.waitUntil(lambda: bool(buttons()))  # the row of before has the same state
    with qtbot.waitSignal(edit.triggered):
        buttons()[0].click()


def test_progress_is_shown_while_it_is_sent(bench: Bench) -> None:
    bench.outbox.progressed.emit("s4", 1_200_000, 4_800_000)
    line = bench.row("s4").findChild(QWidget, "progress")
    assert isinstance(line, QWidget)
    assert line.accessibleName() == "1.2 of 4.8 MB handed over"

    bench.outbox.progressed.emit("s4", 4_800_000, 4_800_000)
    assert line.accessibleName() == "Waiting for the answer"


def test_the_progress_goes_when_the_mail_is_out(bench: Bench, qtbot: QtBot) -> None:
    bench.outbox.progressed.emit("s4", 10, 100)
    sent = entry(4, SubmissionState.UNKNOWN, "tom.ito@example.org")
    bench.show(sent)

    assert not any(line.isVisible() for line in bench.row("s4").findChildren(ProgressLine))


def test_news_that_come_together_are_read_once(bench: Bench, qtbot: QtBot) -> None:
    before = bench.outbox.reads
    for _ in range(20):
        bench.outbox.changed.emit(frozenset())
        bench.services.sync.reports_stored.emit(stored("s2"))

    bench.show(rejected(2))

    assert bench.outbox.reads == before + 1


def test_a_new_outcome_changes_the_badge_in_place(bench: Bench, qtbot: QtBot) -> None:
    bench.page.reveal(SubmissionId("s8"))
    row = bench.row("s8")
    assert row.row().badge is Outcome.ACCEPTED
    bench.outbox.all = [
        entry(8, SubmissionState.ACCEPTED, subject="Welcome", outcomes=(Outcome.DELIVERED,))
        if one.submission.id == "s8"
        else one
        for one in bench.outbox.all
    ]

    bench.services.sync.logs_stored.emit(stored("s8"))

    qtbot.waitUntil(lambda: row.row().badge is Outcome.DELIVERED)
    assert bench.row("s8") is row


def test_only_the_mails_with_news_are_read(bench: Bench, qtbot: QtBot) -> None:
    before = bench.outbox.reads
    bench.outbox.all = [entry(8, SubmissionState.ACCEPTED, subject="Welcome", outcomes=(Outcome.DELIVERED,))]

    bench.services.sync.logs_stored.emit(stored())
    bench.services.sync.logs_stored.emit(stored("s8"))

    bench.page.reveal(SubmissionId("s8"))
    qtbot.waitUntil(lambda: bench.row("s8").row().badge is Outcome.DELIVERED)
    assert bench.outbox.reads == before
    assert len(bench.page.rows()) > 1


def test_the_focus_stays_on_its_button_over_an_update(bench: Bench) -> None:
    button = bench.row("s1").findChild(QAbstractButton, "look_up")
    assert isinstance(button, QAbstractButton)
    button.setFocus()

    bench.show(*everything()[:3], entry(20, SubmissionState.QUEUED))

    assert button.hasFocus()


def test_segment_and_search_narrow_the_list_and_can_be_taken_back(bench: Bench, qtbot: QtBot) -> None:
    segments = bench.page.findChild(Segmented, "outbox_segments")
    search = bench.page.findChild(QLineEdit, "outbox_search")
    assert isinstance(segments, Segmented)
    assert isinstance(search, QLineEdit)
    segments.set_current("sending")
    assert bench.list.row_widget(SubmissionId("s4")) is not None
    assert bench.list.row_widget(SubmissionId("s1")) is None

    qtbot.keyClicks(search, "nothing like this")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    empty = bench.page.findChild(QWidget, "outbox_no_match")
    assert isinstance(empty, QWidget)
    assert empty.isVisible()

    show_all = bench.page.findChild(QAbstractButton, "show_all")
    assert isinstance(show_all, QAbstractButton)
    qtbot.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert bench.list.row_widget(SubmissionId("s1")) is not None
    assert search.text() == ""


def test_another_account_shows_its_own_mail(bench: Bench, qtbot: QtBot) -> None:
    bench.services.accounts.current = LIVE
    bench.services.accounts.switched.emit(LIVE)

    qtbot.waitUntil(lambda: not bench.page.rows())


def test_an_account_with_other_settings_folds_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.outbox.all = [entry(1, SubmissionState.ACCEPTED)]
    bench.page.enter()
    qtbot.waitUntil(lambda: len(bench.page.rows()) == 1)
    bench.page.reveal(SubmissionId("s1"))

    bench.services.accounts.settings_changed.emit(SANDBOX)
    bench.outbox.all = [*bench.outbox.all, entry(2, SubmissionState.ACCEPTED)]
    qtbot.waitUntil(lambda: len(bench.page.rows()) == 2)

    assert bench.list.row_widget(SubmissionId("s1")) is not None


def test_five_hundred_mails_are_quick(bench: Bench, qtbot: QtBot) -> None:
    bench.outbox.all = [entry(number, SubmissionState.REJECTED) for number in range(500)]
    began = thread_time()
    bench.page.enter()
    qtbot.waitUntil(lambda: len(bench.page.rows()) == 500)
    took = thread_time() - began

    assert bench.list.built_count() < 60
    assert took < 2.0
    assert {row.section for row in bench.page.rows()} == {Section.NEEDS_YOU}


def test_the_page_asks_for_the_account_in_use(bench: Bench) -> None:
    assert bench.services.accounts.current is SANDBOX
    assert {row.submission.account_id for row in bench.page.rows()} == {SANDBOX.id}


def test_a_hidden_page_asks_for_what_the_badge_counts_and_nothing_else(bench: Bench, qtbot: QtBot) -> None:
    bench.page.hide()
    reads, runs_read = bench.outbox.reads, bench.services.send_runs.reads
    bench.outbox.all = [unknown(1), held_back(2)]
    needs_you: list[int] = []
    bench.page.needs_you_changed.connect(needs_you.append)
    with qtbot.waitSignal(bench.page.open_count_changed) as are_open:
        bench.outbox.changed.emit(frozenset({SubmissionId("s2")}))
        bench.services.sync.reports_stored.emit(stored("s1"))
        bench.services.send_runs.changed.emit(frozenset())

    assert (needs_you, are_open.args) == ([1], [2])
    assert (bench.outbox.reads, bench.services.send_runs.reads) == (reads, runs_read)
    assert len(bench.page.rows()) > 2
    bench.commands["outbox_try_all"].trigger()
    assert bench.outbox.asked == [("look_up_now", "s1"), ("try_now", "s2")]

    bench.page.show()

    qtbot.waitUntil(lambda: [row.id for row in bench.page.rows()] == ["s1", "s2"])
    assert bench.outbox.reads == reads + 1


def test_a_page_that_was_never_shown_reads_no_list(qtbot: QtBot) -> None:
    services, outbox = services_with(everything(), lambda: NOW, three_of_five())
    commands = CommandRegistry()
    page = OutboxPage(services, commands)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.open_count_changed) as emitted:
        services.send_runs.changed.emit(frozenset())

    assert emitted.args == [7]
    assert (outbox.reads, services.send_runs.reads, page.rows()) == (0, 0, ())
    commands["outbox_try_all"].trigger()
    assert ("try_now", "s3") in outbox.asked


def test_a_hidden_page_forgets_the_mail_of_another_account(bench: Bench, qtbot: QtBot) -> None:
    bench.page.hide()
    bench.services.accounts.current = LIVE
    with qtbot.waitSignal(bench.page.open_count_changed) as emitted:
        bench.services.accounts.switched.emit(LIVE)
    assert emitted.args == [0]
    assert bench.page.rows() == ()
    with qtbot.waitSignal(bench.page.status_changed) as status:
        bench.page.refresh_status()
    assert status.args == ["", ""]


def test_unfolding_reads_the_rest_of_the_recipients(bench: Bench, qtbot: QtBot) -> None:
    people = [f"person{number}@example.com" for number in range(30)]
    bench.show(entry(1, SubmissionState.REJECTED, *people))
    assert bench.outbox.unfolded == []
    row = bench.row("s1")

    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))

    listed = row.findChild(RecipientList)
    assert isinstance(listed, RecipientList)
    high = listed.height()
    qtbot.waitUntil(lambda: listed.count() == 30)
    assert bench.outbox.unfolded == ["s1"]
    assert listed.height() == high, "its place is kept while it reads"
    assert listed.line_text(29).startswith("person29@example.com: Rejected")
    bench.outbox.changed.emit(frozenset({SubmissionId("s1")}))
    qtbot.waitUntil(lambda: bench.outbox.unfolded == ["s1", "s1"])


def test_words_of_recipients_that_no_row_names_are_found(bench: Bench, qtbot: QtBot) -> None:
    people = [f"person{number}@example.com" for number in range(30)]
    bench.show(entry(1, SubmissionState.REJECTED, *people), rejected(2))
    search = bench.page.findChild(QLineEdit, "outbox_search")
    assert isinstance(search, QLineEdit)

    qtbot.keyClicks(search, "person29")
    qtbot.keyClick(search, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bench.list.row_widget(SubmissionId("s2")) is None)
    assert bench.list.row_widget(SubmissionId("s1")) is not None


def test_times_are_written_anew_without_reading(bench: Bench, qtbot: QtBot) -> None:
    reads = bench.outbox.reads
    before = bench.row("s2").row().state
    clock = bench.page.findChild(QTimer, "relative_times")
    assert isinstance(clock, QTimer)
    assert clock.isActive()
    bench.services.context.clock = lambda: NOW + timedelta(days=1)

    clock.timeout.emit()

    assert bench.row("s2").row().state != before
    assert bench.outbox.reads == reads
    bench.page.hide()
    assert not clock.isActive()
