"""The whole program inside a test: its window over real services, worked with the hands of the self-check."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from composer_app.app import build_program, build_services
from composer_app.cli.self_check.check import Check
from composer_app.cli.self_check.driver import Driver
from composer_app.domain.account import Account, AccountUse
from composer_app.domain.ids import new_account_id
from composer_app.domain.secret import Secret
from composer_app.launch import open_window
from composer_app.services.profile import Profile
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.settings import Settings
from composer_app.ui.compose.compose_page import PREVIEW_FLAG
from composer_app.ui.widgets.banner import BannerStack
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.toast import Toast
from tests.new_archive import lay_out

KEY = "a-key-of-a-test-0123"
Opener = Callable[[], AbstractContextManager[Check]]
"""Opens the window on the profile of the test."""


@contextlib.contextmanager
def whole_program(app: QApplication, folder: Path, *, keeps_settings: bool = False) -> Iterator[Check]:
    """Open it on the profile `folder`/profile, close its window at the end, and see that everything has ended.

    The preview is hidden: it is tested elsewhere, and it needs a browser. Mail leaves at once.

    Args:
        keeps_settings: both are as the profile says.
    """
    profile = Profile(folder / "profile")
    profile.make()
    lay_out(profile.archive)
    settings = Settings(profile.settings)
    if not keeps_settings:
        settings.set_flag(PREVIEW_FLAG, False)
        settings.undo_s = 0
        settings.notices = False  # a test that wants them has a desktop of its own
    window = open_window(app, profile, settings)
    services = build_services(profile, settings, sandbox=SandboxProcess(profile.sandbox, delivery_delay_s=0.0))
    program = build_program(app, services, window, (GarbageCollector(app),))  # as the program itself does
    assert program.main_view.isVisible(), "what is typed at this moment would go to a hidden page"
    program.start()
    driver = Driver(window)
    try:
        yield Check(program, driver, None, folder)
    finally:
        window.close()
        ended = program.stop()
        program.main_view.commands.deleteLater()
        window.deleteLater()
        gc.collect()  # here: a timer that is freed by another thread cannot be stopped there
    assert ended, "something did not end in time"


def use_account(check: Check, base_url: str, use: AccountUse = AccountUse.TEST, name: str = "Linden Energy") -> Account:
    """Add an account with a key, and use it."""
    accounts = check.program.services.accounts
    account = Account(id=new_account_id(), name=name, base_url=base_url, use=use, default_sender="billing@example.com")
    accounts.save(account, Secret(KEY))
    check.driver.until("the account is saved", lambda: accounts.get(account.id) is not None)
    accounts.use(account.id)
    return account


def menus(check: Check) -> dict[str, QMenu]:
    """The menus of the window by their names, in their order.

    Not by way of their actions: in PySide6 6.8 a menu is gone with the Python object of the action that gave it.
    The one without a name is Qt's own, for what has no room in the bar.
    """
    found = check.program.window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return {plain(menu.title()): menu for menu in found if menu.title()}


def text_of_banner(check: Check) -> str:
    """What the banner at the top says; "" if there is none."""
    stack = check.program.main_view.findChild(BannerStack)
    assert isinstance(stack, BannerStack)
    shown = stack.shown()
    return shown.accessibleName() if shown is not None else ""


def text_of_toast(check: Check) -> str:
    """What the toast says; "" if there is none."""
    found = check.program.window.findChild(Toast)
    return found.text() if isinstance(found, Toast) and not found.isHidden() else ""


def reported(widget: QWidget) -> str:
    """Everything that is said in a widget, as a screen reader gets it."""
    return " ".join(one.accessibleName() for one in widget.findChildren(QWidget) if one.isVisible())
