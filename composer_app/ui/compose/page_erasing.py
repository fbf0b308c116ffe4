"""What the compose page does when a person is erased: the open mail, and whatever could bring the address back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Slot

from composer_app.services.erasing import Erasure, PersonEraser

if TYPE_CHECKING:
    from composer_app.ui.compose.page import ComposePage

T = TypeVar("T")


class Keepsake(Generic[T]):
    """Something that an undo brings back, as it may be brought back by then."""

    def __init__(self, value: T) -> None:
        self.value = value


class PageErasing(QObject):
    """Puts everything that the page holds through each `Erasure`."""

    def __init__(self, page: ComposePage, eraser: PersonEraser) -> None:
        super().__init__(page)
        self._page = page
        self._kept: Keepsake[object] | None = None
        eraser.forgotten.connect(self._on_forgotten)

    def keep(self, value: T) -> Keepsake[T]:
        """Hold this for the action of a toast. Only the newest is held: there is one toast at a time."""
        keepsake = Keepsake(value)
        self._kept = keepsake  # type: ignore[assignment]  # what it is of plays no part here
        return keepsake

    @Slot(object)
    def _on_forgotten(self, erasure: Erasure) -> None:
        if self._kept is not None:
            self._kept.value = erasure.applied(self._kept.value)
        self._page.sending.apply(erasure)
        self._page.drafts_menu.apply(erasure)
        self._page.view.letter.find_bar.apply(erasure)
        self._page.apply(erasure)
        self._page.account.ask_senders()
