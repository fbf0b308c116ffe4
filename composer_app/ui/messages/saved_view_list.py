"""Views: filters with a name and the number of messages that each finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from composer_app.domain.filter_parser import FilterToken, parse
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.saved_views import (
    MAX_FILE,
    MAX_FILTER,
    SavedView,
    ViewsFileError,
    file_of,
    moved,
    views_in,
    with_view,
)
from composer_app.services.exchange.atomic_file import atomic_file, temporary_name
from composer_app.services.open_draft.undo_step import UndoStep
from composer_app.services.profile import Profile
from composer_app.services.records import MailRecords, RecordKind
from composer_app.services.running_erasure import Erasure
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings
from composer_app.ui.commands.shortcuts import spelled
from composer_app.ui.messages.saved_view_name_dialog import ViewNameDialog
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import saved_views as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.counted_rows import CountedItem, CountedRows
from composer_app.ui.widgets.deferred_refresh import DeferredRefresh
from composer_app.ui.widgets.layouts import in_column, in_row
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import Label, caption
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

FilterOf = Callable[[Sequence[FilterToken], str], ArchiveFilter]
AskPath = Callable[[QWidget, str], str]
"""Asks for a file; gets the suggested path, gives the chosen one or ""."""
_SOON_MS = 400
_OURS, _BUILT_IN = "own:", "built-in:"
_RENAME, _DELETE, _UP, _DOWN = "F2", "Del", "Alt+Up", "Alt+Down"


def ask_export_path(parent: QWidget, suggested: str) -> str:
    """The real one: the system's own dialog, which asks before it overwrites."""
    chosen, _ = QFileDialog.getSaveFileName(parent, texts.EXPORT, suggested, texts.JSON_FILES)
    return chosen


def ask_import_path(parent: QWidget, suggested: str) -> str:
    """The real one: the system's own dialog."""
    chosen, _ = QFileDialog.getOpenFileName(parent, texts.IMPORT, suggested, texts.JSON_FILES)
    return chosen


def written(tokens: Sequence[FilterToken], text: str) -> str:
    """A filter as it is typed."""
    return " ".join([*(token.written() for token in tokens), *([text] if text.strip() else [])])


class ViewList(QWidget):
    """The views that are always there, then the user's own. A click shows one, a right click changes it.

    Args:
        filter_of: gives the archive's filter of tokens and words, for the account in use.

    Signals:
        filter_wanted(tokens, text): show this filter.
        toast_wanted(text, action text, callable or None).
    """

    filter_wanted = Signal(list, str)
    toast_wanted = Signal(str, str, object)

    def __init__(
        self,
        records: MailRecords,
        settings: Settings,
        profile: Profile,
        filter_of: FilterOf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._settings = settings
        self._profile = profile
        self._filter_of = filter_of
        self._counts: dict[str, int] = {}
        self._asked: list[str] = []
        self._shown = ""
        self._undo: UndoStep[SavedView] | None = None
        self._counting: Task[tuple[int, ...]] | None = None
        self.ask_export_path: AskPath = ask_export_path
        self.ask_import_path: AskPath = ask_import_path
        self.refresh = DeferredRefresh(self, _SOON_MS, when_shown_ms=_SOON_MS)  # the list asks first
        self.refresh.due.connect(self._count)
        title = Label(texts.VIEWS, self)
        title.setFont(typography.small(typography.small().Weight.DemiBold))
        title.setProperty("role", "text2")
        self.save_button = quiet_button("", self, icon="plus", tooltip=texts.SAVE, compact=True)
        self.save_button.setObjectName("save_view")
        self.menu_button = quiet_button("", self, icon="more", tooltip=texts.MENU, compact=True)
        self.menu_button.setObjectName("views_menu")
        self.rows = CountedRows(texts.VIEWS, self)
        self.rows.setObjectName("views")
        head = in_row(None, title, None, self.save_button, self.menu_button, margins=(8, 0, 0, 2))
        in_column(self, head, self.rows)
        self.save_button.clicked.connect(self.save_view)
        self.menu_button.clicked.connect(self._on_menu_button)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.menu_wanted.connect(self._on_menu_wanted)
        for keys, act in (
            (_RENAME, self._rename),
            (_DELETE, self.delete),
            (_UP, partial(self.move_view, step=-1)),
            (_DOWN, partial(self.move_view, step=1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.rows)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_focused, act))
        self._show()

    # for the page

    @Slot(list, str)
    def show_filter(self, tokens: Sequence[FilterToken], text: str) -> None:
        """Mark the view of the filter in force, if there is one."""
        self._shown = written(tokens, text)
        self._show()

    # the rows

    def _views(self) -> list[tuple[str, SavedView]]:
        return [
            *((_BUILT_IN + view.name, view) for view in texts.BUILT_IN),
            *((_OURS + view.name, view) for view in self._settings.views),
        ]

    def _show(self) -> None:
        items = []
        for key, view in self._views():
            count = fmt.number(self._counts[view.filter]) if view.filter in self._counts else ""
            is_on = view.filter == self._shown
            spoken = texts.spoken(view.name, count, is_on=is_on)
            items.append(
                CountedItem(key, fmt.raw(view.name), count, tooltip=texts.tooltip(view), spoken=spoken, is_on=is_on)
            )
        self.rows.set_items(items)

    @Slot()
    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        self._asked = [view.filter for _key, view in self._views()]
        filters = [self._filter_of(*parse(text)) for text in self._asked]
        self._counting = self._records.count_each(RecordKind.MESSAGE, filters)
        self._counting.on_success(self._on_counted).on_failure(self._on_failed)

    def _on_counted(self, counts: tuple[int, ...]) -> None:
        if self._counting is None or not self._counting.is_done:
            return  # a later count is under way
        self._counts = dict(zip(self._asked, counts, strict=True))
        self._show()

    def _on_failed(self, _error: Exception) -> None:
        """The list says why nothing could be read."""
        self._counts = {}
        self._show()

    # what a user does with them

    @Slot(str, bool)
    def _on_chosen(self, key: str, _is_excluding: bool) -> None:
        view = dict(self._views()).get(key)
        if view is not None:
            self.filter_wanted.emit(*parse(view.filter))

    @Slot()
    def save_view(self) -> None:
        """Ask for a name, and save the filter in force under it."""
        if not self._shown:
            self._say(texts.NO_FILTER)
            return
        if len(self._shown) > MAX_FILTER:
            self._say(texts.TOO_LONG)
            return
        text = texts.SAVE_TEXT.format(filter=self._shown)
        self._ask_name(texts.SAVE_TITLE, text, texts.SAVE_VERB, SavedView("", self._shown))

    def _ask_name(self, title: str, text: str, verb: str, view: SavedView) -> None:
        dialog = ViewNameDialog(title, text, verb, view.name, self)
        dialog.accepted.connect(lambda: self._keep(SavedView(dialog.name, view.filter), instead_of=view.name))
        dialog.open()

    def _keep(self, view: SavedView, *, instead_of: str) -> None:
        self._settings.views = with_view(self._settings.views, view, instead_of=instead_of)
        self._say(texts.SAVED.format(name=view.name))
        self._show()
        self.refresh.soon()

    def delete(self, name: str) -> None:
        """Delete one of the user's views. The toast brings it back to its place."""
        before = self._settings.views
        place = self._place_of(name)
        self._settings.views = [*before[:place], *before[place + 1 :]]
        self._undo = UndoStep(before[place], partial(self._bring_back, place=place))
        self.toast_wanted.emit(texts.DELETED.format(name=name), verbs.UNDO, self._undo)
        self._show()

    @Slot(object)
    def forget(self, erasure: Erasure) -> None:
        """An address is erased, also from the names and filters of views."""
        if self._undo is not None:
            self._undo.apply(erasure)
        self._show()

    def _place_of(self, name: str) -> int:
        return next(place for place, view in enumerate(self._settings.views) if view.name == name)

    def _bring_back(self, view: SavedView, *, place: int) -> None:
        """Other views may have been saved, moved or deleted meanwhile; one of the same name stays."""
        views = self._settings.views
        if all(one.name.casefold() != view.name.casefold() for one in views):
            self._settings.views = [*views[:place], view, *views[place:]]
            self._show()
            self.refresh.soon()

    def move_view(self, name: str, *, step: int) -> None:
        """Move one of the user's views so many places down, or up with a negative step."""
        self._settings.views = moved(self._settings.views, name, step)
        self._show()

    def _rename(self, name: str) -> None:
        view = self._settings.views[self._place_of(name)]
        self._ask_name(texts.RENAME_TITLE, texts.tooltip(view), texts.RENAME_VERB, view)

    def _on_focused(self, act: Callable[[str], None]) -> None:
        """A key on a view; those of the program stay as they are."""
        key = self.rows.current_key()
        if key.startswith(_OURS):
            act(key.removeprefix(_OURS))

    def _say(self, text: str) -> None:
        self.toast_wanted.emit(text, "", None)

    @Slot(str, QPoint)
    def _on_menu_wanted(self, key: str, at: QPoint) -> None:
        self._menu(key).popup(at)

    @Slot()
    def _on_menu_button(self) -> None:
        self._menu("").popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _menu(self, key: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("view_menu")
        if key.startswith(_OURS):
            name = key.removeprefix(_OURS)
            place, last = self._place_of(name), len(self._settings.views) - 1
            for title, keys, act, is_possible in (
                (texts.RENAME, _RENAME, partial(self._rename, name), True),
                (texts.DELETE, _DELETE, partial(self.delete, name), True),
                (texts.MOVE_UP, _UP, partial(self.move_view, name, step=-1), place > 0),
                (texts.MOVE_DOWN, _DOWN, partial(self.move_view, name, step=1), place < last),
            ):
                action = menu.addAction(f"{caption(title)}\t{caption(spelled(keys))}")
                action.triggered.connect(act)
                action.setEnabled(is_possible)
            menu.addSeparator()
        menu.addAction(texts.SAVE).triggered.connect(self.save_view)
        menu.addAction(texts.IMPORT).triggered.connect(self.import_views)
        menu.addAction(texts.EXPORT).triggered.connect(self.export_views)
        give_mnemonics(menu.actions())
        return menu

    # files

    @Slot()
    def export_views(self) -> None:
        """Ask for a file, and write the user's views into it."""
        views = self._settings.views
        if not views:
            self._say(texts.NOTHING_SAVED)
            return
        chosen = self.ask_export_path(self, str(save_folder(self._settings) / texts.FILE_NAME))
        if not chosen:
            return
        remember_save_folder(self._settings, chosen)
        path = Path(chosen)
        try:
            self._profile.keep_out(path)
            with atomic_file(path, temporary_name(path)) as file:
                file.write(file_of(views))
        except Failed as failure:
            words = failure_words(failure)
            self._say(" ".join(filter(None, (words.title, words.body, words.vendor))))
            return
        self._say(texts.exported(len(views), path.name))

    @Slot()
    def import_views(self) -> None:
        """Ask for a file, and add its views; of equal names those of the file count."""
        chosen = self.ask_import_path(self, str(save_folder(self._settings)))
        if not chosen:
            return
        path = Path(chosen)
        try:
            with path.open("rb") as file:
                found = views_in(file.read(MAX_FILE + 1))
        except OSError as error:
            self._say(texts.NOT_READ.format(file=path.name, reason=error.strerror or error))
            return
        except ViewsFileError:
            self._say(texts.NO_VIEWS_FILE.format(file=path.name))
            return
        views = self._settings.views
        for view in found:
            views = with_view(views, view)
        self._settings.views = views
        self._say(texts.imported(len(found), path.name))
        self._show()
        self.refresh.soon()
