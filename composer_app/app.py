"""The composition root: the only place where objects are built and wired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from composer_app.domain.account import Account
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.accounts.connection_test import ConnectionTest
from composer_app.services.accounts.keyring_watch import KeyringWatch
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import AttachmentCopies
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.connections.credentials import Credentials
from composer_app.services.exchange.evidence import EvidenceSaver
from composer_app.services.exchange.exchanges import Exchanges
from composer_app.services.mail_checks import MailChecks
from composer_app.services.mail_files.mail_files import MailFiles
from composer_app.services.maintenance.archive_maintenance import ArchiveMaintenance
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.merge.merge_lists import MergeLists
from composer_app.services.profile import Profile
from composer_app.services.records import MailRecords
from composer_app.services.remote_images import RemoteImages
from composer_app.services.runtime.dbus_notifications import DesktopNotifications
from composer_app.services.runtime.freed_memory import return_big_blocks
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.sending.locks import SenderLock
from composer_app.services.sending.outbox import Outbox
from composer_app.services.sending.send_run import SendRuns
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.services.sync.background_sync import BackgroundSync
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.shell.bounce_toast import BounceToast
from composer_app.ui.shell.close_guard import CloseGuard
from composer_app.ui.shell.desktop_presence import DesktopPresence
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.navigation import Navigation


class Keeper(Protocol):
    """Protocol of an object that changed process-wide state, and restores it on `stop`."""

    def stop(self) -> None: ...


class _Start(QObject):
    """Starts the services that need the accounts, and what else the first page does not wait for, once these are
    loaded."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def begin(self, _accounts: tuple[Account, ...]) -> None:
        self._services.outbox.start()
        self._services.sync.start()
        self._services.attachment_sweep.request()
        return_big_blocks()


@dataclass(frozen=True)
class Program:
    """The running program: services, window and pages."""

    services: Services
    window: MainWindow
    main_view: MainView
    keepers: tuple[Keeper, ...] = ()
    """Process-wide changes, restored at the end."""

    def start(self) -> None:
        """Show the page that was open last, then start everything that can wait until then."""
        self.services.accounts.load().on_success(_Start(self.services, self.main_view).begin)
        self.main_view.restore()

    def stop(self) -> bool:
        """End every thread and child process. Bounded; True if all went in time."""
        ended = self.services.stop()
        for keeper in self.keepers:
            keeper.stop()
        return ended


def build_services(
    profile: Profile,
    settings: Settings,
    *,
    sandbox: SandboxProcess | None = None,
    sender_lock: SenderLock | None = None,
    credentials: Credentials | None = None,
) -> Services:
    """Create the services. Needs a QApplication. Raises OSError if the profile's folder cannot be used.

    Args:
        sender_lock: already held; otherwise the outbox takes it at start.
        credentials: of earlier services of this run, with the keys that no keyring keeps.
    """
    profile.make()
    context = AppContext(profile, sandbox=sandbox, credentials=credentials)
    context.connections.extra_ca = settings.extra_ca
    accounts = Accounts(context, settings)
    attachments = AttachmentCopies(context)
    merge_lists = MergeLists(context)
    outbox = Outbox(context, accounts, sender_lock=sender_lock)
    outbox.undo_window = timedelta(seconds=settings.undo_s)
    sync = BackgroundSync(context, accounts, timedelta(minutes=settings.sync_minutes))
    outbox.settled.connect(sync.follow)
    send_runs = SendRuns(context, accounts, outbox)
    send_runs.per_minute = settings.send_per_minute
    drafts = Drafts(context)
    sweep = AttachmentCleanup(context)
    sweep.add_holder(drafts.held_files)
    sweep.add_holder(merge_lists.held_files)
    drafts.released.connect(sweep.request)
    eraser = AddressEraser(context, drafts, sweep, settings)
    eraser.erased.connect(outbox.look_again)
    keyring_watch = KeyringWatch(context)
    outbox.keyring_wanted.connect(keyring_watch.wait_for_mail)
    keyring_watch.unlocked.connect(outbox.on_keyring_unlocked)
    keyring_watch.unlocked.connect(send_runs.on_keyring_unlocked)
    keyring_watch.unlocked.connect(sync.run_now)
    return Services(
        context=context,
        settings=settings,
        accounts=accounts,
        drafts=drafts,
        attachments=attachments,
        merge_lists=merge_lists,
        mail_files=MailFiles(context),
        attachment_sweep=sweep,
        outbox=outbox,
        send_runs=send_runs,
        sync=sync,
        records=MailRecords(context),
        remote_images=RemoteImages(context),
        mail_checks=MailChecks(context, settings),
        connection_test=ConnectionTest(context),
        evidence=EvidenceSaver(context, accounts),
        eraser=eraser,
        keyring_watch=keyring_watch,
        maintenance=ArchiveMaintenance(context, outbox),
        exchanges=Exchanges(context),
        desktop_notifications=DesktopNotifications(context),
    )


def build_program(
    app: QApplication, services: Services, window: MainWindow, keepers: tuple[Keeper, ...] = ()
) -> Program:
    """Fill the window over its services."""
    main_view = MainView(services, CommandRegistry(app), window)
    bounces = BounceToast(main_view, services, main_view)
    guard = CloseGuard(main_view, services.outbox, services.send_runs, services.drafts, window)
    Navigation(main_view, services)
    DesktopPresence(main_view, services, window, bounces, guard)
    window.setCentralWidget(main_view)
    # Qt would show it in a later turn of the event loop. Keys typed by now arrive in this one, and a hidden page
    # ignores Tab and shortcuts.
    main_view.show()
    return Program(services, window, main_view, keepers)
