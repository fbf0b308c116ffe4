"""Opens the window on an earlier profile and prints what it shows of the layout that it remembers, as JSON.

    python -m tests.qt.shell.earlier_profile_window FOLDER

A process of its own, because a layout belongs to a screen, and the screen of a test process is a small one.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QSplitter, QTableView, QWidget

from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.driver import FlowFailed
from composer_app.launch import make_application
from composer_app.ui.theme import motion, typography
from tests.earlier_profile import expected
from tests.patience import PATIENCE_S
from tests.qt.shell.whole import whole_program

ZOOM = 3
"""Steps by which the source was made bigger."""
CHOSEN_WIDTHS = {"reports": {"Done": 171}, "logs": {"Sent": 171}}
"""Of the columns. The widths of the others follow from the font and from what is in the rows."""


def shown(check: Check) -> dict[str, Any]:
    """Walk through the window. What it lays out a moment later gets its time to become what is expected."""
    wanted, window = expected("window"), check.program.window
    found: dict[str, Any] = {
        "first_page": check.program.main_view.current_page,
        "title": _at_rest(check, window.windowTitle, wanted["title"]),
        "place": [window.x(), window.y(), window.width(), window.height()],
        "is_dark": window.palette().window().color().lightness() < 128,
    }
    for key, widths in CHOSEN_WIDTHS.items():
        found[key] = _table(check, check.go_to(key), {**wanted[key], "widths": widths})
    page = check.go_to("compose")
    splitter = check.driver.find(QSplitter, "compose_splitter")
    subject = check.driver.find(QLineEdit, "subject_input")
    found["compose"] = {
        "is_preview_shown": splitter.widget(1).isVisible(),
        "splitter": bytes(splitter.saveState().data()).hex(),
        "draft": _at_rest(check, subject.text, wanted["compose"]["draft"]),
    }
    found["zoom"] = _zoom(check.driver.find(QPlainTextEdit, "html_editor", page))
    check.program.main_view.commands["settings"].trigger()
    dialog = check.driver.find(QWidget, "settings_dialog")
    numbers = {"settings_undo": "settings_undo", "settings_harvest": "settings_sync"}  # as they were called, and are
    found["settings"] = {old: check.driver.find(QSpinBox, new, dialog).value() for old, new in numbers.items()}
    dialog.close()
    check.program.main_view.commands["help"].trigger()
    pages = check.driver.find(QWidget, "help_window")
    found["help"] = [pages.x(), pages.y(), pages.width(), pages.height()]
    pages.close()
    return found


def _table(check: Check, page: QWidget, wanted: dict[str, Any]) -> dict[str, Any]:
    table = check.driver.find(QTableView, "record_table", page)
    check.driver.until("the table has rows", lambda: table.model().rowCount() > 0)
    columns = {name: wanted[name] for name in wanted if name != "details_width"}
    _at_rest(check, lambda: _columns(table, wanted["widths"]), columns)
    found = _columns(table)
    table.selectRow(0)
    check.driver.press(table, Qt.Key.Key_Space)
    panels = page.findChildren(QWidget, "details_panel")
    check.driver.until("the details are open", lambda: any(one.isVisible() for one in panels))
    (panel,) = panels
    return found | {"details_width": _at_rest(check, panel.width, wanted["details_width"])}


def _columns(table: QTableView, of: Container[str] | None = None) -> dict[str, Any]:
    """The columns as they are, and the widths of those named, or of all that are shown."""
    header = table.horizontalHeader()
    columns = range(header.count())
    shown_now = [one for one in columns if not header.isSectionHidden(one)]
    titles = [str(table.model().headerData(one, Qt.Orientation.Horizontal)) for one in columns]
    return {
        "order": [titles[header.logicalIndex(place)] for place in columns],
        "hidden": [titles[one] for one in columns if header.isSectionHidden(one)],
        "widths": {titles[one]: header.sectionSize(one) for one in shown_now if of is None or titles[one] in of},
        "sorted_by": [titles[header.sortIndicatorSection()], header.sortIndicatorOrder().name],
    }


def _zoom(editor: QPlainTextEdit) -> dict[str, float]:
    sizes = {step: QFontInfo(typography.fixed(step)).pixelSize() for step in (0, ZOOM)}
    return {"bigger_by": editor.fontInfo().pixelSize() - sizes[0], "wanted": sizes[ZOOM] - sizes[0]}


def _at_rest(check: Check, look: Callable[[], Any], wanted: Any) -> Any:
    with contextlib.suppress(FlowFailed):  # the test compares what is shown instead
        check.driver.until("it is as it was left", lambda: look() == wanted, within_s=PATIENCE_S)
    return look()


def main() -> None:
    app = make_application(["composer-app-tests", "-style", "fusion"])
    motion.set_reduced(True)
    with whole_program(app, Path(sys.argv[1]), keeps_settings=True) as check:
        print(json.dumps(shown(check)))


if __name__ == "__main__":
    main()
