"""All use cases, as one object for the window."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import SignalInstance

from composer_app.services.accounts.accounts import Accounts
from composer_app.services.accounts.connection_test import ConnectionTest
from composer_app.services.accounts.keyring_watch import KeyringWatch
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.exchange.evidence import EvidenceSaver
from composer_app.services.exchange.exchanges import Exchanges
from composer_app.services.mail_checks import MailChecks
from composer_app.services.mail_files.mail_files import MailFiles
from composer_app.services.maintenance.archive_maintenance import ArchiveMaintenance
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.merge.merge_lists import MergeLists
from composer_app.services.records import MailRecords
from composer_app.services.remote_images import RemoteImages
from composer_app.services.runtime.dbus_notifications import DesktopNotifications
from composer_app.services.sending.outbox import Outbox
from composer_app.services.sending.send_run import SendRuns
from composer_app.services.settings import Settings
from composer_app.services.sync.background_sync import BackgroundSync

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    """The services of the window. Built once, in app.py; GUI thread only."""

    context: AppContext
    settings: Settings
    accounts: Accounts
    drafts: Drafts
    attachments: AttachmentCopies
    merge_lists: MergeLists
    mail_files: MailFiles
    attachment_sweep: AttachmentCleanup
    outbox: Outbox
    send_runs: SendRuns
    sync: BackgroundSync
    records: MailRecords
    remote_images: RemoteImages
    mail_checks: MailChecks
    connection_test: ConnectionTest
    evidence: EvidenceSaver
    eraser: AddressEraser
    keyring_watch: KeyringWatch
    maintenance: ArchiveMaintenance
    exchanges: Exchanges
    desktop_notifications: DesktopNotifications

    @property
    def mail_changes(self) -> tuple[SignalInstance, ...]:
        """Emitted when the archive has other messages or reports than before, or other states of them."""
        sync = self.sync
        stored = (sync.reports_stored, sync.logs_stored, self.exchanges.imported)
        return (*stored, self.outbox.changed, self.outbox.settled, self.eraser.erased)

    def stop(self, *, keeps_sender_lock: bool = False) -> bool:
        """End all services in the order of their dependencies. Bounded; True if all ended in time.

        Args:
            keeps_sender_lock: keep the sender lock, since this program continues with new services.
        """
        self.desktop_notifications.stop()
        self.keyring_watch.stop()
        self.attachment_sweep.stop()
        self.sync.stop()
        self.send_runs.stop()
        self.outbox.stop()
        try:
            self.drafts.flush_and_wait()
        except Exception:  # no window can show it, and the rest must still end
            log.exception("the last words of a draft are not saved")
        cared = self.maintenance.stop()
        exchanged = self.exchanges.stop()
        self.attachments.stop()
        self.merge_lists.stop()
        self.settings.sync()
        ended = self.context.shutdown() and cared and exchanged
        if not keeps_sender_lock:
            self.outbox.release_sender_lock()
        return ended
