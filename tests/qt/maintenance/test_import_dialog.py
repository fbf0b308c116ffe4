"""Import from the File menu."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.services.exchange.import_job import Imported
from composer_app.services.services import Services
from composer_app.ui.maintenance.import_dialog import ImportDialog
from composer_app.ui.texts.exchange import import_result
from tests.task_results import value
from tests.unit.services.exchange.common import item


def opened(qtbot: QtBot, services: Services, file: Path | None) -> ImportDialog:
    dialog = ImportDialog(services, choose=lambda _parent, _folder: file)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def imported(qtbot: QtBot, services: Services, file: Path) -> ImportDialog:
    dialog = opened(qtbot, services, file)
    with qtbot.waitSignal(services.exchanges.imported):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
        assert dialog.progress.isVisible()
    qtbot.waitUntil(dialog.message.isVisible)
    return dialog


def test_events_are_taken_in_and_counted(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps([item(1), {"notificationType": "OPENED", "messageId": "m-9"}]))

    dialog = imported(qtbot, services, file)

    assert dialog.message.title() == "1 new record from events.json."
    assert "1 event belongs to mail that is not in the archive." in dialog.message.body()
    assert value(qtbot, services.records.report_count(SANDBOX_ACCOUNT)) == 1


def test_a_file_of_another_kind_is_reported(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff" * 1000)

    dialog = imported(qtbot, services, file)

    assert dialog.message.title() == "photo.jpg cannot be imported."
    assert dialog.import_button.isEnabled()


def test_closing_stops_it(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "reports.json"
    file.write_text("\n".join(json.dumps(item(number)) for number in range(20_000)))
    dialog = opened(qtbot, services, file)

    with qtbot.waitSignal(services.exchanges.imported):
        dialog.import_file()
        dialog.close()

    assert value(qtbot, services.records.report_count(SANDBOX_ACCOUNT)) < 20_000


def test_without_a_file_nothing_happens(qtbot: QtBot, services: Services) -> None:
    dialog = opened(qtbot, services, None)

    dialog.import_file()

    assert not dialog.progress.isVisible()


def test_a_mail_that_is_known_gets_its_events(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps([item(1)]))
    imported(qtbot, services, file)
    file.write_text(json.dumps({"notificationType": "OPENED", "messageId": "m-1", "eventId": "e"}))

    dialog = imported(qtbot, services, file)

    assert dialog.message.title() == "1 new record from events.json."


def test_nothing_new_is_not_called_known_where_it_could_not_be_read() -> None:
    reported = import_result("a.ndjson", Imported(unreadable=1, unreadable_lines=(1,), is_cut=True))
    assert reported.title == "a.ndjson: nothing new."
    assert reported.body.endswith(
        "Left out: 1 record could not be read. It begins in line 1. The file ends in the middle of a record: "
        "what came after that is missing. Get the whole file and import it."
    )
    assert "in the archive already" in import_result("a.ndjson", Imported(records=1, known=1)).title
