"""Banner about profile files that other users of the computer can read."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Slot

from composer_app.services.app_context import AppContext
from composer_app.services.runtime.profile_permissions import PermissionFinding, keep_private_soon
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.permissions import permission_words

log = logging.getLogger(__name__)
BANNER = "folder-permissions"


class PermissionsBanner(QObject):
    """Makes the profile private in the background, and shows a banner if that fails for a part of it."""

    def __init__(self, main_view: MainView, context: AppContext) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self.is_checked = False
        self._checking = context.watch(keep_private_soon(context.profile.folder))
        self._checking.on_success(self._on_checked)

    @Slot(object)
    def _on_checked(self, findings: tuple[PermissionFinding, ...]) -> None:
        self.is_checked = True
        for one in findings:
            log.warning("the profile: %s is %s (%s)", one.path, one.trouble.value, one.detail)
        if findings:
            title, text = permission_words(findings)
            self._main_view.put_banner(BANNER, BannerSpec(BannerKind.WARNING, title, text, closable=True))
