"""What the compose page does when a person is erased: the open mail, and whatever could bring the address back."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from PySide6.QtCore import QObject, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.services.maintenance.erase_address import AddressEraser, Erasure

if TYPE_CHECKING:
    from composer_app.ui.compose.compose_page import ComposePage

T = TypeVar("T")


class Keepsake(Generic[T]):
    """Something that an undo brings back, as it may be brought back by then."""

    def __init__(self, value: T) -> None:
        self.value = value


class PageErasing(QObject):
    """Puts everything that the page holds through each `Erasure`."""

    def __init__(self, page: ComposePage, eraser: AddressEraser) -> None:
        super().__init__(page)
        self._page = page
        self._kept: weakref.ref[Keepsake[object]] | None = None
        eraser.forgotten.connect(self._on_forgotten)

    def keep(self, value: T) -> Keepsake[T]:
        """Watch over this for the action of a toast, which holds it as long as it is shown. Only the newest counts:
        there is one toast at a time."""
        keepsake = Keepsake(value)
        self._kept = weakref.ref(cast("Keepsake[object]", keepsake))
        return keepsake

    def kept_files(self) -> tuple[Attachment, ...]:
        """Those that the toast would bring back."""
        value = None if (keepsake := self._keepsake()) is None else keepsake.value
        if isinstance(value, Draft):
            return value.attachments
        return (value,) if isinstance(value, Attachment) else ()

    def _keepsake(self) -> Keepsake[object] | None:
        return None if self._kept is None else self._kept()

    @Slot(object)
    def _on_forgotten(self, erasure: Erasure) -> None:
        if (keepsake := self._keepsake()) is not None:
            keepsake.value = erasure.applied(keepsake.value)
        self._page.sending.apply(erasure)
        self._page.drafts_menu.apply(erasure)
        self._page.view.body.find_bar.apply(erasure)
        self._page.apply(erasure)
        self._page.account.ask_senders()
