"""Line with the number of inconsistent messages and a link to them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.inconsistencies import COUNTED_FOR
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.services import Services
from composer_app.ui.texts import logs
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.widgets.banner import BannerStack


class InconsistencyLine(BannerStack):
    """Signals:
    counted(bool): the archive has answered; whether there is anything to show.
    wanted: list these messages.
    """

    counted = Signal(bool)
    wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, is_card=True)
        self.setObjectName("doubt_line")
        self._services = services
        self._show_them = (logs.SHOW_THEM, self.wanted.emit)

    @Slot()
    def count(self) -> None:
        """Ask the archive."""
        account_id = self._services.accounts.current.id
        now = self._services.sync.service_now(account_id)
        wanted = ArchiveFilter(account_id=account_id, since=now - COUNTED_FOR, inconsistent_at=now)
        self._services.records.count_by_outcome(wanted).on_success(self._on_counted)

    @Slot(object)
    def _on_counted(self, counts: dict[Outcome, int]) -> None:
        count = sum(counts.values())
        if count:
            unheard = counts.get(Outcome.ACCEPTED, 0)  # records that contradict each other are of a final outcome
            lead, text = logs.inconsistent(count - unheard, unheard)
            self.put("", BannerSpec(BannerKind.WARNING, lead, text, (self._show_them,)))
        self.counted.emit(count > 0)
