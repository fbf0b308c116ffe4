"""Context of all flows: the program, a driver of its window, a folder, another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from composer_app.app import Program
from composer_app.cli.self_check.driver import Driver, FlowFailed
from composer_app.cli.self_check.other_program import OtherProgram
from composer_app.services.runtime.sandbox_process import RunningSandbox
from composer_app.ui.theme import theme_store
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.toast import Toast


class Check:
    """One run of the self-check. GUI thread only."""

    def __init__(self, program: Program, driver: Driver, shots: Path | None, folder: Path) -> None:
        self.program = program
        self.driver = driver
        self.shots = shots
        self.folder = folder
        self._other: OtherProgram | None = None

    @property
    def sandbox(self) -> RunningSandbox:
        """The program's own Sandbox, running."""
        starting = self.program.services.context.sandbox.ensure_running()
        self.driver.until("the Sandbox runs", starting.done)
        return starting.result()

    @property
    def other(self) -> OtherProgram:
        if self._other is None:
            self._other = OtherProgram(self.sandbox)
        return self._other

    def go_to(self, page: str) -> Any:
        """Show a page by its button; returns it."""
        button = self.program.main_view.page_button(page)
        self.driver.until("the page bar is shown", button.isVisible)
        self.driver.click(button)
        self.driver.until(f"the {page} page is shown", lambda: self.program.main_view.current_page == page)
        return self.program.main_view.page(page)

    def rows(self, page: str) -> list[dict[str, str]]:
        """The table of a page: one dict per row, by column titles."""
        table = self.program.main_view.page(page).findChild(QTableView, "record_table")
        if not table.isVisible():
            return []  # the words for an empty list stand in its place
        model = table.model()
        role = Qt.ItemDataRole.DisplayRole
        titles = [str(model.headerData(c, Qt.Orientation.Horizontal, role)) for c in range(model.columnCount())]
        return [
            {title: str(model.index(row, column).data(role) or "") for column, title in enumerate(titles)}
            for row in range(min(model.rowCount(), 200))
        ]

    def until_row(self, page: str, **cells: str) -> dict[str, str]:
        """Wait for a row whose cells hold these texts (`Why` by `why="…"`, `Message ID` by `message_id="…"`)."""
        wanted = {name.replace("_", " ").casefold(): text for name, text in cells.items()}

        def found() -> list[dict[str, str]]:
            return [
                row
                for row in self.rows(page)
                if all(text in {k.casefold(): v for k, v in row.items()}.get(name, "") for name, text in wanted.items())
            ]

        self.driver.until(f"{page} shows {cells}", lambda: bool(found()))
        return found()[0]

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            raise FlowFailed(what)

    def picture(self, name: str) -> None:
        """The window in light and in dark, if pictures are wanted."""
        if self.shots is None:
            return
        self.driver.until("the page has come to rest", self._is_at_rest)
        for toast in self.program.window.findChildren(Toast):
            toast.dismiss()
        store = theme_store.store()
        for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
            store.set_mode(mode)
            self.driver.picture(self.shots / f"{name}-{mode.value}.png")
        store.set_mode(ThemeMode.LIGHT)

    def _is_at_rest(self) -> bool:
        """Wait for the preview and the rows of the table."""
        page = self.program.main_view.page(self.program.main_view.current_page)
        if self.program.main_view.current_page == "compose":
            return bool(page.view.preview.is_settled())
        if self.program.main_view.current_page in ("reports", "logs"):
            return all(any(row.values()) for row in self.rows(self.program.main_view.current_page))
        return True
