"""The banner that says that another program took the archive's file away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from composer_app.domain.rescued import Rescued
from composer_app.services.services import Services
from composer_app.ui.common.banner import BannerKind, BannerSpec
from composer_app.ui.frame.frame import Frame
from composer_app.ui.wording.rescued import rescued_words

_KEY = "rescued"


class RescueBanner(QObject):
    """Stays until it is closed. What waits is listed anew: it does not leave by itself any more."""

    def __init__(self, frame: Frame, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._services = services
        services.engine.archive_rescued.connect(self._on_rescued)

    @Slot(object)
    def _on_rescued(self, rescued: Rescued) -> None:
        words = rescued_words(rescued)
        actions = [("What to do", self._open_help)] if rescued.path != rescued.former else []
        actions += [("Show outbox", self._show_outbox)] if rescued.in_doubt else []
        self._frame.put_banner(
            _KEY, BannerSpec(BannerKind.ERROR, words.title, words.text, tuple(actions), closable=True)
        )
        self._services.outbox.changed.emit()

    @Slot()
    def _show_outbox(self) -> None:
        self._frame.show_page("outbox")

    @Slot()
    def _open_help(self) -> None:
        """The line has no room for all of it."""
        from composer_app.ui.help.help_window import HelpWindow  # seldom needed

        HelpWindow.open_for(self._frame.window(), "archive", self._services.settings)
