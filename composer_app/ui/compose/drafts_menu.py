"""The button "Drafts 3" and its menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.ui.texts import compose
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import caption, set_tooltip

MOST = 20
LONGEST_TITLE = 60


class DraftsMenu(QObject):
    """Shows the number of drafts and opens the chosen one.

    Args:
        actions: commands below the drafts.
    """

    def __init__(self, parent: QWidget, session: DraftSession, drafts: Drafts, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self._session, self._drafts = session, drafts
        self._actions = list(actions)
        self._menu = QMenu(parent)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._on_triggered)
        self.button = quiet_button(compose.DRAFTS, parent, icon="edit", menu=self._menu, compact=True)
        self.button.setObjectName("drafts_button")
        drafts.changed.connect(self._on_changed)
        session.rewritten.connect(self._menu.clear)  # its titles may contain the erased address
        self._on_changed()

    def menu(self) -> QMenu:
        """The menu of the button, filled when it opens."""
        return self._menu

    @Slot()
    def _on_changed(self) -> None:
        count = len(self._drafts.known())
        self.button.setText(compose.drafts_words(count))
        self.button.setAccessibleName(self.button.text())

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for draft in self._drafts.known()[:MOST]:
            title = draft.title or ", ".join((*draft.cc, *draft.bcc)[:2]) or compose.NO_SUBJECT
            is_refused = self._drafts.is_refused(draft.id)
            when = compose.NOT_SAVED if is_refused else fmt.moment(draft.updated_at, seconds=False)
            action = self._menu.addAction(f"{caption(title, LONGEST_TITLE)}\t{caption(when)}")
            action.setData(draft.id)
            action.setCheckable(True)
            action.setChecked(draft.id == self._session.draft.id)
            set_tooltip(action, title)
        self._menu.addSeparator()
        self._menu.addActions(self._actions)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        chosen = next((draft for draft in self._drafts.known() if draft.id == action.data()), None)
        if chosen is not None and chosen.id != self._session.draft.id:
            self._session.open(chosen)
