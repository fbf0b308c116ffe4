"""Views: shown, saved, renamed, deleted, exported and imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import parse
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.saved_views import SavedView
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.saved_view_list import written
from composer_app.ui.messages.saved_view_name_dialog import ViewNameDialog
from composer_app.ui.texts import saved_views as texts
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.messages.browsing import shown
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry
from tests.qt.windows import child

LEFT = Qt.MouseButton.LeftButton
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
MINE = SavedView("Bounced at corp", "status:bounced")
SECOND, THIRD = SavedView("Second", "status:expired"), SavedView("Third", "is:new")


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), *(log_entry(number) for number in range(2, 9))])
    services.settings.views = [MINE]
    made = LogsPage(services, commands)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: counts(made).get("Everything") == "8")
    yield made
    made.hide()


def counts(page: LogsPage) -> dict[str, str]:
    return {row.item.word: row.item.count for row in page.views.rows.rows()}


def current_view(page: LogsPage) -> list[str]:
    return [row.item.word for row in page.views.rows.rows() if row.isChecked()]


def click(qtbot: QtBot, page: LogsPage, word: str) -> None:
    qtbot.mouseClick(next(row for row in page.views.rows.rows() if row.item.word == word), LEFT)


def choose(page: LogsPage, word: str, title: str) -> None:
    """An entry of the menu of a view."""
    row = next(row for row in page.views.rows.rows() if row.item.word == word)
    row.menu_wanted.emit(QPoint(10, 10))
    menu = page.findChildren(QMenu, "view_menu")[-1]
    action = next(one for one in menu.actions() if plain(one.text()) == title)
    menu.close()
    action.trigger()


def answer(page: LogsPage, qtbot: QtBot, name: str) -> None:
    dialog = child(page, ViewNameDialog)
    dialog.field.setText(name)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)


def test_problems_come_first_and_each_has_its_count(qtbot: QtBot, page: LogsPage) -> None:
    assert list(counts(page)) == ["Problems today", "Everything", "Last seven days", "Bounced at corp"]
    assert counts(page) | {"Problems today": ""} == {
        "Problems today": "",
        "Everything": "8",
        "Last seven days": "8",
        "Bounced at corp": "1",
    }
    assert current_view(page) == ["Everything"]


def test_a_click_shows_a_view_and_marks_it(qtbot: QtBot, page: LogsPage) -> None:
    click(qtbot, page, "Problems today")
    assert [token.written() for token in page.browser.filter.tokens()] == ["is:problem", "since:today"]
    assert current_view(page) == ["Problems today"]
    click(qtbot, page, "Bounced at corp")
    assert current_view(page) == ["Bounced at corp"]
    qtbot.waitUntil(lambda: len(page.browser.list.model.found.ids) == 1)
    page.browser.show_filter(*parse("status:bounced person"))
    assert current_view(page) == []


def test_counts_follow_the_archive(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(30, UNDELIVERABLE, FULL)])
    services.sync.logs_stored.emit(SANDBOX_ACCOUNT)
    qtbot.waitUntil(lambda: counts(page)["Bounced at corp"] == "2")


def test_plus_saves_the_filter_under_a_name(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    typed = 'to-domain:example.com "November statement"'
    assert written(*parse(typed)) == typed
    page.browser.show_filter(*parse(typed))
    qtbot.mouseClick(page.views.save_button, LEFT)
    dialog = child(page, ViewNameDialog)
    assert not dialog.do_button.isEnabled()
    assert "to-domain:example.com" in dialog.text.text()
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        answer(page, qtbot, " Statements ")
    assert emitted.args[:1] == ['"Statements" saved.']
    assert services.settings.views == [MINE, SavedView("Statements", typed)]
    assert current_view(page) == ["Statements"]
    qtbot.waitUntil(lambda: counts(page)["Statements"] != "")


def test_without_a_filter_there_is_nothing_to_save(qtbot: QtBot, page: LogsPage) -> None:
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        qtbot.mouseClick(page.views.save_button, LEFT)
    assert emitted.args[:1] == ["Filter the list first. A view is a filter with a name."]
    page.browser.show_filter([], "x" * 3000)
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        page.views.save_view()
    assert emitted.args[:1] == ["This filter is too long for a view."]


def test_a_view_is_renamed_and_deleted(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    choose(page, "Bounced at corp", "Rename…")
    answer(page, qtbot, "Bounces")
    assert services.settings.views == [SavedView("Bounces", "status:bounced")]
    choose(page, "Bounces", "Delete")
    assert services.settings.views == []
    assert "Bounces" not in counts(page)


def rows_of(page: LogsPage) -> list[str]:
    """The user's own, from the top."""
    return list(counts(page))[len(texts.BUILT_IN) :]


def press(qtbot: QtBot, page: LogsPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(page.views.rows.focusWidget(), key, modifier)


def focus(page: LogsPage, word: str) -> None:
    page.activateWindow()
    row = next(row for row in page.views.rows.rows() if row.item.word == word)
    row.click()
    row.setFocus()


def test_a_deleted_view_comes_back_to_its_place(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    services.settings.views = [MINE, SECOND, THIRD]
    page.views.show_filter([], "")
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        choose(page, "Second", "Delete")
    text, action, bring_back = emitted.args
    assert (text, action) == ('"Second" deleted.', "Undo")
    assert rows_of(page) == ["Bounced at corp", "Third"]
    bring_back()
    assert services.settings.views == [MINE, SECOND, THIRD]
    qtbot.waitUntil(lambda: counts(page).get("Second") == "0")


def test_an_erased_address_leaves_the_views_and_the_undo(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    mine, deleted = SavedView("Mail to ana@example.com", "to:ana@example.com"), SavedView("Ana", "to:ana@example.com")
    services.settings.views = [mine, deleted]
    page.views.show_filter([], "")
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        page.views.delete(deleted.name)

    with qtbot.waitSignal(services.eraser.forgotten):
        services.eraser.erase("ana@example.com")

    assert rows_of(page) == [view.name for view in services.settings.views]
    emitted.args[2]()
    assert len(services.settings.views) == 2
    assert not any("ana@example.com" in view.name + view.filter for view in services.settings.views)


def test_a_view_saved_meanwhile_under_the_same_name_stays(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        page.views.delete(MINE.name)
    services.settings.views = newer = [SavedView(MINE.name, "is:new")]
    emitted.args[2]()
    assert services.settings.views == newer


def test_views_are_moved_by_menu(services: Services, page: LogsPage) -> None:
    services.settings.views = [MINE, SECOND, THIRD]
    page.views.show_filter([], "")
    choose(page, "Third", "Move up")
    assert rows_of(page) == ["Bounced at corp", "Third", "Second"]
    choose(page, "Bounced at corp", "Move down")
    assert rows_of(page) == ["Third", "Bounced at corp", "Second"]
    assert services.settings.views == [THIRD, MINE, SECOND]
    page.views.rows.rows()[3].menu_wanted.emit(QPoint(10, 10))
    menu = page.findChildren(QMenu, "view_menu")[-1]
    usable = {plain(one.text()): one.isEnabled() for one in menu.actions()}
    menu.close()
    assert (usable["Move up"], usable["Move down"]) == (False, True)


def test_views_are_moved_renamed_and_deleted_by_keys(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    services.settings.views = [MINE, SECOND, THIRD]
    page.views.show_filter([], "")
    focus(page, "Third")
    press(qtbot, page, Qt.Key.Key_Up, ALT)
    press(qtbot, page, Qt.Key.Key_Up, ALT)
    press(qtbot, page, Qt.Key.Key_Up, ALT)
    assert rows_of(page) == ["Third", "Bounced at corp", "Second"]
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    assert rows_of(page) == ["Bounced at corp", "Third", "Second"]
    press(qtbot, page, Qt.Key.Key_F2)
    answer(page, qtbot, "Best")
    focus(page, "Best")
    press(qtbot, page, Qt.Key.Key_Delete)
    assert services.settings.views == [MINE, SECOND]


def test_keys_leave_the_views_of_the_program(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    focus(page, "Everything")
    press(qtbot, page, Qt.Key.Key_Delete)
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    assert list(counts(page)) == ["Problems today", "Everything", "Last seven days", "Bounced at corp"]
    assert services.settings.views == [MINE]


def test_an_import_counts_the_views_anew(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(30, UNDELIVERABLE, FULL)])
    services.exchanges.imported.emit()
    qtbot.waitUntil(lambda: counts(page)["Bounced at corp"] == "2")


def test_a_view_of_the_program_is_neither_renamed_nor_deleted(page: LogsPage) -> None:
    page.views.rows.rows()[0].menu_wanted.emit(QPoint(10, 10))
    menu = child(page, QMenu, "view_menu")
    titles = [plain(one.text()) for one in menu.actions()]
    menu.close()
    assert titles == ["Save the filter in force as a view…", "Import views…", "Export views…"]


def test_views_go_to_a_file_and_come_back(qtbot: QtBot, services: Services, page: LogsPage, tmp_path: Path) -> None:
    file = tmp_path / "views.json"
    page.views.ask_export_path = page.views.ask_import_path = lambda _parent, _suggested: str(file)
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        page.views.export_views()
    assert emitted.args[:1] == ["1 view exported to views.json."]
    services.settings.views = [SavedView("Other", "to:x"), SavedView("bounced at CORP", "to:y")]
    with qtbot.waitSignal(page.views.toast_wanted) as emitted:
        page.views.import_views()
    assert emitted.args[:1] == ["1 view imported from views.json."]
    assert services.settings.views == [SavedView("Other", "to:x"), MINE]
    qtbot.waitUntil(lambda: counts(page).get("Bounced at corp") == "1")


def test_a_wrong_file_changes_nothing(qtbot: QtBot, services: Services, page: LogsPage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]")
    said = []
    page.views.toast_wanted.connect(lambda text, _action, _act: said.append(text))
    for path in (wrong, tmp_path / "missing.json", tmp_path):
        page.views.ask_import_path = lambda _parent, _suggested, path=path: str(path)
        page.views.import_views()
    page.views.ask_export_path = lambda _parent, _suggested: str(tmp_path / "no" / "folder.json")
    page.views.export_views()
    services.settings.views, kept = [], services.settings.views
    page.views.export_views()
    assert kept == [MINE]
    assert said[0] == "wrong.json holds no views of this program."
    assert said[1].startswith("missing.json could not be read: ")
    assert "could not be read: " in said[2]
    assert said[3].startswith("folder.json cannot be written. ")
    assert said[4] == "There are no saved views to export."


def test_no_export_of_views_replaces_a_file_of_the_profile(page: LogsPage, services: Services) -> None:
    services.settings.views = [MINE]
    said: list[str] = []
    page.views.toast_wanted.connect(lambda text, _action, _callback: said.append(text))
    page.views.ask_export_path = lambda _parent, _suggested: str(services.context.profile.archive)
    page.views.export_views()
    assert services.context.profile.archive.read_bytes().startswith(b"SQLite")
    assert said[0].startswith("archive.sqlite was not written. ")


def test_a_dialog_of_files_that_is_closed_changes_nothing(qtbot: QtBot, page: LogsPage) -> None:
    page.views.ask_export_path = page.views.ask_import_path = lambda _parent, _suggested: ""
    with qtbot.assertNotEmitted(page.views.toast_wanted):
        page.views.export_views()
        page.views.import_views()
