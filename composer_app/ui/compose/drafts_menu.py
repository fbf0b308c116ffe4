"""The menu of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId
from composer_app.services.maintenance.erase_address import Erasure
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import caption, set_tooltip

MOST = 20
LONGEST_TITLE = 60


class DraftsMenu(QObject):
    """The button "Drafts 3" with its menu. Knows the drafts by what it is told.

    Signals:
        chosen: the `Draft` to open.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self._drafts: dict[DraftId, Draft] = {}
        self._current: DraftId | None = None
        self._actions = list(actions)
        self._menu = QMenu(parent)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._on_triggered)
        self.button = quiet_button("Drafts", parent, icon="edit", menu=self._menu, compact=True)
        self.button.setObjectName("drafts_button")

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """All drafts there are."""
        self._drafts = {draft.id: draft for draft in drafts}
        self._count()

    def put(self, draft: Draft) -> None:
        """A draft that was saved or changed."""
        self._drafts[draft.id] = draft
        self._count()

    def take(self, draft_id: DraftId) -> None:
        """A draft that is gone."""
        self._drafts.pop(draft_id, None)
        self._count()

    def apply(self, erasure: Erasure) -> None:
        """A person was erased."""
        self.show_drafts([erasure.applied(draft) for draft in self._drafts.values()])
        self._menu.clear()

    def set_current(self, draft_id: DraftId) -> None:
        """The one on the page."""
        self._current = draft_id

    def drafts(self) -> list[Draft]:
        """Those that hold something, newest first."""
        full = [draft for draft in self._drafts.values() if not draft.is_empty]
        return sorted(full, key=lambda draft: draft.updated_at, reverse=True)

    def menu(self) -> QMenu:
        return self._menu

    def _count(self) -> None:
        count = len(self.drafts())
        self.button.setText(f"Drafts {fmt.number(count)}" if count else "Drafts")
        self.button.setAccessibleName(self.button.text())

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for draft in self.drafts()[:MOST]:
            title = draft.title or ", ".join((*draft.cc, *draft.bcc)[:2]) or "No subject"
            when = fmt.moment(draft.updated_at, seconds=False)
            action = self._menu.addAction(f"{caption(title, LONGEST_TITLE)}\t{caption(when)}")
            action.setData(draft.id)
            action.setCheckable(True)
            action.setChecked(draft.id == self._current)
            set_tooltip(action, title)
        self._menu.addSeparator()
        self._menu.addActions(self._actions)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        draft = self._drafts.get(action.data()) if isinstance(action.data(), str) else None
        if draft is not None and draft.id != self._current:
            self.chosen.emit(draft)
