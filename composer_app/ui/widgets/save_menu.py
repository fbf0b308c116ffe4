"""Menu "Save as": saves what a part of the window shows, as a picture or a table, and says how it went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from composer_app.services.exchange.atomic_file import save_content, with_ending
from composer_app.services.services import Services
from composer_app.ui.texts import widgets as texts
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

AskPath = Callable[[QWidget, str, str], str]
"""Asks where to; gets the suggested path and the kinds of files, gives the chosen path or ""."""


class SaveMenu(QObject):
    """Saves one kind of content, such as the overview.

    Args:
        title: of the dialog that asks for the file.
        name: how the file is called, before the day.
        content: by the kind of file ("svg", "png", "csv"), what makes its bytes.

    Signals:
        toast_wanted: a sentence for a toast.
    """

    toast_wanted = Signal(str)

    def __init__(
        self,
        services: Services,
        title: str,
        name: str,
        content: Mapping[str, Callable[[], bytes]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = services.context
        self._settings = services.settings
        self._title = title
        self._name = name
        self._content = content
        self._parent = parent
        self.ask_path: AskPath = self._ask_path
        self.menu = QMenu(parent)
        for kind in content:
            action = self.menu.addAction(texts.SAVE_AS[kind])
            action.setData(kind)
            action.triggered.connect(self._on_chosen)
        give_mnemonics(self.menu.actions())

    def save(self, kind: str) -> None:
        """Ask where to, then save what is shown."""
        day = self._context.clock().astimezone().date().isoformat()
        suggested = str(save_folder(self._settings) / f"{self._name} {day}.{kind}")
        chosen = self.ask_path(self._parent, suggested, texts.FILES_OF_KIND[kind])
        if not chosen:
            return
        remember_save_folder(self._settings, chosen)
        path = with_ending(Path(chosen), f".{kind}")
        task = save_content(self._context, path, self._content[kind]())
        task.on_success(self._on_saved)
        task.on_failure(self._on_failed)

    def _ask_path(self, parent: QWidget, suggested: str, kinds: str) -> str:
        """The real one: the system's own dialog, which asks before it overwrites."""
        chosen, _ = QFileDialog.getSaveFileName(parent, self._title, suggested, kinds)
        return chosen

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.save(action.data())

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.toast_wanted.emit(texts.FILE_SAVED.format(file=path.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error)
        self.toast_wanted.emit(f"{words.title} {words.body}")
