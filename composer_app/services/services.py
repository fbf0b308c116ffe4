"""All use cases, as the window gets them."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from composer_app.services.accounts import Accounts
from composer_app.services.archive_care import ArchiveCare
from composer_app.services.attachment_sweep import AttachmentSweep
from composer_app.services.attachments import Attachments
from composer_app.services.connection_test import ConnectionTest
from composer_app.services.drafts import Drafts
from composer_app.services.engine import Engine
from composer_app.services.erasing import PersonEraser
from composer_app.services.evidence import EvidenceSaver
from composer_app.services.harvest import Harvest
from composer_app.services.keyring_watch import KeyringWatch
from composer_app.services.outbox import Outbox
from composer_app.services.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    """Built once, in app.py. All of it belongs to the GUI thread."""

    engine: Engine
    settings: Settings
    accounts: Accounts
    drafts: Drafts
    attachments: Attachments
    attachment_sweep: AttachmentSweep
    outbox: Outbox
    harvest: Harvest
    connection_test: ConnectionTest
    evidence: EvidenceSaver
    eraser: PersonEraser
    keyring_watch: KeyringWatch
    care: ArchiveCare

    def stop(self, *, keeps_role: bool = False) -> bool:
        """End everything in the order in which it is needed. Bounded; True if all ended in time.

        Args:
            keeps_role: no other program may send from this profile yet: this one goes on with new services.
        """
        self.keyring_watch.stop()
        self.attachment_sweep.stop()
        self.harvest.stop()
        self.outbox.stop()
        try:
            self.drafts.flush_and_wait()
        except Exception:  # there is no window any more to tell it in, and the rest must end all the same
            log.exception("the last words of a draft are not saved")
        cared = self.care.stop()
        self.attachments.stop()
        self.settings.sync()
        ended = self.engine.shutdown() and cared
        if not keeps_role:
            self.outbox.give_back_role()
        return ended
