"""What is set is there at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from composer_app.archive.privacy.recipient_mask import RecipientMask
from composer_app.domain.checks.finding import CheckId
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.saved_views import SavedView
from composer_app.services.settings import LONGEST_RECENT_FILTER, MOST_RECENT_FILTERS, Settings


def test_what_a_new_user_has(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")

    assert settings.theme_mode == "system"
    assert settings.current_account == SANDBOX_ACCOUNT
    assert settings.current_page == "compose"
    assert not settings.has_been_welcomed
    assert (settings.undo_s, settings.sync_minutes) == (5, 10)
    assert (settings.bounce_limit, settings.overview_period, settings.overview_order) == (20, "week", "")
    assert settings.layout("window").isEmpty()
    assert settings.flag("banner", True)
    assert not settings.flag("banner", False)


def test_everything_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    state = QByteArray(bytes(range(256)))
    settings = Settings(path)
    settings.theme_mode = "dark"
    settings.current_account = AccountId("a, b; ü=1")
    settings.current_page = "logs"
    settings.has_been_welcomed = True
    settings.undo_s = 0
    settings.sync_minutes = 30
    settings.bounce_limit = 45
    settings.overview_period = "year"
    settings.overview_order = "-bounced"
    settings.set_layout("window", state)
    settings.set_flag("banner", False)
    settings.set_flag("other", True)
    settings.sync()

    later = Settings(path)
    assert later.theme_mode == "dark"
    assert later.current_account == "a, b; ü=1"
    assert later.current_page == "logs"
    assert later.has_been_welcomed
    assert (later.undo_s, later.sync_minutes) == (0, 30)
    assert (later.bounce_limit, later.overview_period, later.overview_order) == (45, "year", "-bounced")
    assert later.layout("window") == state
    assert not later.flag("banner", True)
    assert later.flag("other", False)


@pytest.mark.parametrize(
    ("written", "undo_s", "minutes"), [("-3", 0, 1), ("1000", 60, 240), ("soon", 5, 10), ("", 5, 10), ("7", 7, 7)]
)
def test_a_number_written_by_hand_is_kept_within_its_bounds(
    tmp_path: Path, written: str, undo_s: int, minutes: int
) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"[outbox]\nundo_s={written}\n[sync]\nminutes={written}\n", encoding="utf-8")

    settings = Settings(path)

    assert (settings.undo_s, settings.sync_minutes) == (undo_s, minutes)


def test_notices_and_tray_are_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert (settings.notices, settings.large_send, settings.tray, settings.keeps_running) == (True, 100, False, False)
    settings.notices, settings.large_send, settings.tray, settings.keeps_running = False, 1, True, True
    settings.sync()
    later = Settings(tmp_path / "settings.ini")
    assert (later.notices, later.large_send, later.tray, later.keeps_running) == (False, 2, True, True)


def test_the_limit_of_public_recipients_is_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert settings.public_recipients == 10
    settings.public_recipients = 0
    settings.sync()
    assert Settings(tmp_path / "settings.ini").public_recipients == 0


def test_a_flag_can_be_taken_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.has_been_welcomed = True
    settings.has_been_welcomed = False

    assert not settings.has_been_welcomed


def test_a_file_full_of_rubbish_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_bytes(b"\x00\xff[layout]\nwindow=7\n[window]\ntheme=\n")
    settings = Settings(path)

    assert settings.layout("window").isEmpty()
    assert settings.current_page == "compose"


def test_the_key_of_an_earlier_version_is_moved(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[harvest]\nminutes=45\n", encoding="utf-8")

    settings = Settings(path)
    assert settings.sync_minutes == 45
    settings.sync()

    assert path.read_text(encoding="utf-8") == "[sync]\nminutes=45\n"
    settings.sync_minutes = 20
    settings.sync()
    assert Settings(path).sync_minutes == 20


def test_todays_key_counts_beside_that_of_an_earlier_version(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[harvest]\nminutes=45\n\n[sync]\nminutes=20\n", encoding="utf-8")

    assert Settings(path).sync_minutes == 20


def test_every_text_and_every_layout_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    settings.theme_mode = "ana"
    settings.set_layout("window", QByteArray(b"\xffana\x00"))
    settings.set_layout("other", QByteArray(b"\xfftom\x00"))

    settings.apply(lambda text: text.replace(b"ana", b"***") if b"ana" in text else text)

    later = Settings(path)
    assert later.theme_mode == "***"
    assert [later.layout(name).data() for name in ("window", "other")] == [b"\xff***\x00", b"\xfftom\x00"]


def test_filters_of_a_page_are_remembered_and_an_erased_address_is_in_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    for written in (
        "status:bounced",
        "to:ana@example.com",
        'subject:"a; b, ü"',
        "status:bounced",
        "x" * (LONGEST_RECENT_FILTER + 1),
    ):
        settings.remember_filter("logs", written)
    settings.sync()
    later = Settings(path)
    assert later.filters("logs") == ["status:bounced", 'subject:"a; b, ü"', "to:ana@example.com"]
    assert later.filters("reports") == []
    later.apply(RecipientMask("ana@example.com").masked)
    assert later.filters("logs") == ["status:bounced", 'subject:"a; b, ü"']
    for number in range(MOST_RECENT_FILTERS + 5):
        later.remember_filter("logs", f"to:a{number}")
    assert len(later.filters("logs")) == MOST_RECENT_FILTERS


def test_a_list_of_filters_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[filters]\nlogs=soon\nreports=[5]\n", encoding="utf-8")
    settings = Settings(path)
    assert (settings.filters("logs"), settings.filters("reports")) == ([], [])


def test_views_are_kept_in_order_and_nonsense_is_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    views = [SavedView("Bounced at corp", 'status:bounced to-domain:corp.example "a b"'), SavedView("Zoë, 100 %", "")]
    settings = Settings(path)
    assert settings.views == []
    settings.views = views
    settings.sync()
    assert Settings(path).views == views
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("views/logs", "[{]")
    store.sync()
    assert Settings(path).views == []


def test_a_folder_that_is_gone_is_not_offered_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert settings.save_folder == ""
    settings.save_folder = str(tmp_path)
    assert Settings(tmp_path / "settings.ini").save_folder == str(tmp_path)
    settings.save_folder = str(tmp_path / "gone")
    assert settings.save_folder == ""


def test_languages_and_words_of_the_spelling_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    assert settings.spelling_languages is None
    assert not settings.spelling_words

    settings.spelling_languages = ("en_GB", "de_DE")
    settings.spelling_words = ("Kovac", "Ito", "Kovac")
    settings.sync()
    later = Settings(path)
    assert later.spelling_languages == ("en_GB", "de_DE")
    assert later.spelling_words == ("Kovac", "Ito")

    later.spelling_languages = ()
    later.sync()
    assert Settings(path).spelling_languages is not None, "switched off is a choice"


def test_checks_that_are_off_are_kept_by_name(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    assert settings.checks_off == frozenset()
    settings.checks_off = frozenset({CheckId.CONTRAST, CheckId.LINK_EMPTY})
    settings.sync()
    assert Settings(path).checks_off == {CheckId.CONTRAST, CheckId.LINK_EMPTY}
