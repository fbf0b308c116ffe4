"""Saving files of a sent mail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.sent_mail.save_files import SaveFiles
from tests.qt.messages.samples import send
from tests.task_results import value


def test_all_files_are_saved_under_free_and_safe_names(
    qtbot: QtBot, services: Services, tmp_path: Path, home: QWidget
) -> None:
    (tmp_path / "bill.pdf").write_bytes(b"mine")
    names = ("bill.pdf", "../.hidden", "CON.txt")
    files = [value(qtbot, services.attachments.attach_bytes(name.encode(), name)) for name in names]
    saver = SaveFiles(services.attachments, services.exchanges, services.settings, home)
    saver.ask_folder = lambda _parent, _path: str(tmp_path)

    with qtbot.waitSignal(saver.toast_requested) as emitted:
        saver.save_all(files)

    assert emitted.args == [f"3 files saved in {tmp_path.name}."]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {
        "bill.pdf": b"mine",
        "bill-2.pdf": b"bill.pdf",
        "hidden": b"../.hidden",
        "_CON.txt": b"CON.txt",
    }


def test_a_file_is_offered_under_its_safe_name_beside_the_one_before(
    qtbot: QtBot, services: Services, tmp_path: Path, home: QWidget
) -> None:
    file = value(qtbot, services.attachments.attach_bytes(b"x", "a/b:c.txt"))
    saver, offered = SaveFiles(services.attachments, services.exchanges, services.settings, home), []

    def ask(_parent: QWidget, path: str) -> str:
        offered.append(Path(path))
        return str(tmp_path / "chosen.txt") if len(offered) == 1 else ""

    saver.ask_file = ask
    with qtbot.waitSignal(saver.toast_requested):
        saver.save(file)
    saver.save(file)

    assert [path.name for path in offered] == ["b_c.txt", "b_c.txt"]
    assert offered[1].parent == tmp_path


def test_a_mail_is_saved_as_its_recipient_got_it(
    qtbot: QtBot, services: Services, tmp_path: Path, home: QWidget
) -> None:
    sent = send(qtbot, services, "Your / statement", ["ana@example.com", "ben@example.com"])
    messages = value(qtbot, services.outbox.recipients(sent.id))
    saver, offered = SaveFiles(services.attachments, services.exchanges, services.settings, home), []

    def ask(_parent: QWidget, path: str) -> str:
        offered.append(Path(path).name)
        return str(tmp_path / "chosen")

    saver.ask_mail = ask
    with qtbot.waitSignal(saver.toast_requested) as emitted:
        saver.save_mail(messages[1], sent, "Your / statement")

    assert offered == ["Your - statement.eml"]
    assert emitted.args == ["chosen.eml saved. It names this recipient only."]
    assert "To: ben@example.com" in (tmp_path / "chosen.eml").read_text()
    saver.ask_mail = lambda _parent, _path: ""
    saver.save_mail(messages[1], sent, "")
    saver.ask_mail = lambda _parent, _path: str(tmp_path / "nowhere" / "mail.eml")
    with qtbot.waitSignal(saver.refused):
        saver.save_mail(messages[1], sent, " ")


def test_a_mail_without_an_ending_in_its_name_replaces_no_other_file(
    qtbot: QtBot, services: Services, tmp_path: Path, home: QWidget
) -> None:
    """The dialog has asked about "offer", not about "offer.eml"."""
    sent = send(qtbot, services, "Offer", ["ana@example.com"])
    messages = value(qtbot, services.outbox.recipients(sent.id))
    (tmp_path / "offer.eml").write_bytes(b"mine")
    saver = SaveFiles(services.attachments, services.exchanges, services.settings, home)
    saver.ask_mail = lambda _parent, _path: str(tmp_path / "offer")

    with qtbot.waitSignal(saver.toast_requested):
        saver.save_mail(messages[0], sent, "Offer")

    assert (tmp_path / "offer.eml").read_bytes() == b"mine"
    assert "To: ana@example.com" in (tmp_path / "offer-2.eml").read_text()
