"""The composition root: the only place where objects are built and wired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from PySide6.QtWidgets import QApplication

from composer_app.services.accounts import Accounts
from composer_app.services.archive_care import ArchiveCare
from composer_app.services.attachment_sweep import AttachmentSweep
from composer_app.services.attachments import Attachments
from composer_app.services.connection_test import ConnectionTest
from composer_app.services.credentials import Credentials
from composer_app.services.drafts import Drafts
from composer_app.services.engine import Engine
from composer_app.services.erasing import PersonEraser
from composer_app.services.evidence import EvidenceSaver
from composer_app.services.harvest import Harvest
from composer_app.services.keyring_watch import KeyringWatch
from composer_app.services.outbox import Outbox
from composer_app.services.profile import Profile
from composer_app.services.sandbox_process import SandboxProcess
from composer_app.services.sender_role import SenderRole
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.ui.commands import Commands
from composer_app.ui.frame.conductor import Conductor
from composer_app.ui.frame.frame import Frame
from composer_app.ui.frame.leaving import Leaving
from composer_app.ui.frame.main_window import MainWindow


class Keeper(Protocol):
    """Changed something of the process as a whole, and puts it back."""

    def stop(self) -> None: ...


@dataclass(frozen=True)
class Program:
    """A running program: its services, its window and what is in it."""

    services: Services
    window: MainWindow
    frame: Frame
    keepers: tuple[Keeper, ...] = ()
    """What changed the process as a whole, and is put back at the end."""

    def start(self) -> None:
        """Show the page that was left, then begin with everything that can wait until it stands."""
        accounts, outbox, harvest = self.services.accounts, self.services.outbox, self.services.harvest
        loading = accounts.load()
        loading.succeeded.connect(outbox.start)
        loading.succeeded.connect(harvest.start)
        loading.succeeded.connect(self.services.attachment_sweep.request)
        loading.failed.connect(outbox.failed)
        self.frame.restore()

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
    role: SenderRole | None = None,
    credentials: Credentials | None = None,
) -> Services:
    """Everything under the window. Needs a QApplication. Raises OSError if the profile's folder cannot be used.

    Args:
        role: taken already; otherwise the outbox takes it when it starts.
        credentials: of earlier services of this run, with the keys that no keyring keeps.
    """
    profile.make()
    engine = Engine(profile, sandbox=sandbox, credentials=credentials)
    engine.connections.extra_ca = settings.extra_ca
    accounts = Accounts(engine, settings, parent=engine)
    attachments = Attachments(engine)
    outbox = Outbox(engine, accounts, attachments, parent=engine, role=role)
    outbox.undo_window = timedelta(seconds=settings.undo_s)
    harvest = Harvest(engine, accounts, parent=engine)
    harvest.set_every(timedelta(minutes=settings.harvest_minutes))
    outbox.settled.connect(harvest.follow)
    drafts = Drafts(engine, parent=engine)
    sweep = AttachmentSweep(engine, parent=engine)
    sweep.add_holder(drafts.held_files)
    drafts.released.connect(sweep.request)
    eraser = PersonEraser(engine, drafts, sweep, settings, parent=engine)
    eraser.erased.connect(outbox.changed)
    keyring_watch = KeyringWatch(engine, parent=engine)
    outbox.keyring_wanted.connect(keyring_watch.wait_for_mail)
    keyring_watch.unlocked.connect(outbox.on_keyring_unlocked)
    keyring_watch.unlocked.connect(harvest.run_now)
    return Services(
        engine=engine,
        settings=settings,
        accounts=accounts,
        drafts=drafts,
        attachments=attachments,
        attachment_sweep=sweep,
        outbox=outbox,
        harvest=harvest,
        connection_test=ConnectionTest(engine),
        evidence=EvidenceSaver(engine, accounts, parent=engine),
        eraser=eraser,
        keyring_watch=keyring_watch,
        care=ArchiveCare(engine, outbox, parent=engine),
    )


def build_program(
    app: QApplication,
    services: Services,
    window: MainWindow,
    keepers: tuple[Keeper, ...] = (),
) -> Program:
    """Fill the window over its services."""
    frame = Frame(services, Commands(app), window)
    Conductor(frame, services)
    Leaving(frame, services.outbox, window)
    window.setCentralWidget(frame)
    # Qt would show it with a later turn of the loop. What the user has typed by now comes in this one, and in a hidden
    # frame Tab and the shortcuts of a page lead nowhere.
    frame.show()
    return Program(services, window, frame, keepers)
