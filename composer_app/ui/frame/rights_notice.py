"""Tells when the profile's files are not for their owner alone."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Slot

from composer_app.services.engine import Engine
from composer_app.services.folder_rights import RightsFinding, keep_private_soon
from composer_app.ui.common.banner import BannerKind, BannerSpec
from composer_app.ui.frame.frame import Frame
from composer_app.ui.wording.rights import rights_words

log = logging.getLogger(__name__)
BANNER = "folder-rights"


class RightsNotice(QObject):
    """Has the profile made private in the background, and shows a banner if a part of it cannot be."""

    def __init__(self, frame: Frame, engine: Engine) -> None:
        super().__init__(frame)
        self._frame = frame
        self.is_checked = False
        self._checking = engine.watch(keep_private_soon(engine.profile.folder))
        self._checking.succeeded.connect(self._on_checked)

    @Slot(object)
    def _on_checked(self, findings: tuple[RightsFinding, ...]) -> None:
        self.is_checked = True
        for one in findings:
            log.warning("the profile: %s is %s (%s)", one.path, one.trouble.value, one.detail)
        if findings:
            title, text = rights_words(findings)
            self._frame.put_banner(BANNER, BannerSpec(BannerKind.WARNING, title, text, closable=True))
