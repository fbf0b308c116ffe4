"""Banner after another program took the archive's file away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from composer_app.domain.archive_rescue import Rescued
from composer_app.services.services import Services
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.archive_rescue import rescued_words
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec

_KEY = "rescued"


class RescueBanner(QObject):
    """Stays until it is closed. Waiting mail is listed anew and not sent by itself."""

    def __init__(self, main_view: MainView, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._main_view = main_view
        self._services = services
        services.context.archive_rescued.connect(self._on_rescued)

    @Slot(object)
    def _on_rescued(self, rescued: Rescued) -> None:
        words = rescued_words(rescued)
        actions = [(texts.WHAT_TO_DO, self._open_help)] if rescued.path != rescued.former else []
        actions += [(verbs.SHOW_OUTBOX, self._show_outbox)] if rescued.in_doubt else []
        self._main_view.put_banner(
            _KEY, BannerSpec(BannerKind.ERROR, words.title, words.text, tuple(actions), closable=True)
        )
        self._services.outbox.look_again()

    @Slot()
    def _show_outbox(self) -> None:
        self._main_view.show_page("outbox")

    @Slot()
    def _open_help(self) -> None:
        """Details in a dialog, since the line is too short."""
        from composer_app.ui.help.help_window import HelpWindow  # seldom needed

        HelpWindow.open_for(self._main_view.window(), "archive", self._services.settings)
