"""The sentence about today, whose numbers are links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.overview.list_filters import Tokens
from composer_app.ui.texts.overview import Link, Part, plain
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current, store
from composer_app.ui.widgets.plain_text import MarkupLabel, joined, markup


class TodaySentence(Painted, MarkupLabel):
    """Wraps. Tab goes from link to link, Enter opens one.

    Signals:
        list_wanted: the tokens behind a number.
    """

    list_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today_sentence")
        self._parts: Sequence[Part] = ()
        self._lists: Mapping[Link, Tokens] = {}
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.linkActivated.connect(self._on_activated)
        store().changed.connect(self.restyle)
        self.restyle()

    def set_sentence(self, parts: Sequence[Part], lists: Mapping[Link, Tokens]) -> None:
        """Show the sentence; each link opens its list."""
        self._parts, self._lists = parts, lists
        self.setAccessibleName(plain(parts))
        self.restyle()

    def sentence(self) -> str:
        """What it says."""
        return plain(self._parts)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height())

    @Slot(str)
    def _on_activated(self, link: str) -> None:
        self.list_wanted.emit(self._lists[Link(link)])

    def restyle(self) -> None:
        self.setFont(typography.sentence())
        colour = current().accent_text.name()
        pieces = [
            markup("{}", part.text)
            if part.link is None
            else markup('<a href="{}" style="color:{}; text-decoration:none">{}</a>', part.link, colour, part.text)
            for part in self._parts
        ]
        self.set_markup(joined(pieces, ""))
        super().restyle()
