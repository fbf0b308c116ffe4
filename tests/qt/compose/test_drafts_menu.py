"""The menu of drafts: what it counts, how it names them, and what a click opens."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.draft import Draft
from composer_app.services.services import Services
from composer_app.ui.compose import drafts_menu
from composer_app.ui.compose.compose_page import ComposePage
from tests.unit.services.house import draft


def write(qtbot: QtBot, page: ComposePage, services: Services, subject: str) -> None:
    """Type a subject and wait until it is on disk."""
    with qtbot.waitSignal(services.drafts.saved):
        qtbot.keyClicks(page.view.header.subject, subject)


def entries(page: ComposePage) -> list[str]:
    """The drafts in the menu that is opened now."""
    page.drafts_menu.menu().aboutToShow.emit()
    return [action.text() for action in page.drafts_menu.menu().actions() if action.data()]


def test_the_newest_draft_comes_first_and_the_open_one_is_checked(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    assert page.drafts_menu.button.text() == "Drafts"
    write(qtbot, page, services, "First")
    page.commands.new_mail.trigger()
    write(qtbot, page, services, "Second")

    assert page.drafts_menu.button.text() == "Drafts 2"
    assert [entry.split("\t")[0] for entry in entries(page)] == ["Second", "First"]
    assert [action.isChecked() for action in page.drafts_menu.menu().actions()[:2]] == [True, False]
    assert page.commands.discard in page.drafts_menu.menu().actions()


def test_a_click_opens_the_draft(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write(qtbot, page, services, "First")
    page.commands.new_mail.trigger()
    write(qtbot, page, services, "Second")

    entries(page)
    page.drafts_menu.menu().actions()[1].trigger()

    assert page.view.header.subject.text() == "First"


def test_the_open_draft_is_not_opened_once_more(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write(qtbot, page, services, "First")
    entries(page)
    with qtbot.assertNotEmitted(page.session.opened):
        page.drafts_menu.menu().actions()[0].trigger()


def test_drafts_without_a_subject_are_called_by_their_recipients(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    with qtbot.waitSignal(services.drafts.saved):
        page.view.header.focus("cc")
        page.view.header.recipients.fields["cc"].add_text("cc@example.com")

    title, _, when = entries(page)[0].partition("\t")
    assert title == "cc@example.com"
    assert ":" in when


def test_the_menu_has_room_for_twenty(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    for number in range(drafts_menu.MOST + 2):
        services.drafts.keep(draft(subject=f"Draft {number}"))
        services.drafts.flush()
    qtbot.waitUntil(lambda: page.drafts_menu.button.text() == "Drafts 22")

    assert len(entries(page)) == drafts_menu.MOST


def test_an_erased_address_leaves_the_titles(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write(qtbot, page, services, "To tom.ito@example.org")
    assert "tom.ito" in entries(page)[0]
    with qtbot.waitSignal(services.eraser.forgotten):
        services.eraser.erase("tom.ito@example.org")

    assert not any("tom.ito" in action.text() for action in page.drafts_menu.menu().actions())
    assert [entry.split("\t")[0] for entry in entries(page)] == ["To [erased]"]


def test_a_draft_that_cannot_be_saved_is_in_the_menu_and_says_so(
    qtbot: QtBot, page: ComposePage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: DraftStore, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        with qtbot.waitSignal(services.drafts.save_failed):
            qtbot.keyClicks(page.view.header.subject, "Written")
        page.commands.new_mail.trigger()
        assert page.drafts_menu.button.text() == "Drafts 1"
        assert entries(page) == ["Written\tDraft not saved"]
        page.drafts_menu.menu().actions()[0].trigger()
        assert page.view.header.subject.text() == "Written"
