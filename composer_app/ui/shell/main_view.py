"""Main view: menus, page bar, banner, page, status line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from composer_app.domain.account import Account, AccountUse
from composer_app.services.services import Services
from composer_app.services.sync.background_sync import SyncState
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import keys_of
from composer_app.ui.shell.command_palette import CommandPalette
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.missing_key_banner import MissingKeyBanner
from composer_app.ui.shell.pages import ANNOUNCED, PAGES, SENT_MAIL, WELCOME, make_page
from composer_app.ui.shell.status_line import StatusLine
from composer_app.ui.shell.window_banners import archive_banner, failure_banner, is_of_the_archive, sandbox_banner
from composer_app.ui.shell.window_commands import (
    add_editing,
    add_page_keys,
    add_themes,
    fill_menu_bar,
    show_page_keys,
)
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts.banner_spec import BannerSpec
from composer_app.ui.texts.commands import PAGE_NAMES
from composer_app.ui.theme import theme_store
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.alt_keys import keep_from_fields
from composer_app.ui.widgets.banner import BannerStack
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.help_subject import help_subject
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.page_bar import PageBar
from composer_app.ui.widgets.toast import STAY_MS, Toast

LOW_BELOW = 900
"""Below this height the banner folds to its icon and title."""
ICON_AFTER_MS = 300
SANDBOX_BANNER_CLOSED = "sandbox-banner-closed"


class MainView(QWidget):
    """Holds the pages and creates each when it is first shown.

    Signals:
        page_made(key): a page was created.
        page_shown(key): another page is shown.
        settings_saved: the user changed settings.
        quit_wanted: the program is to end.
    """

    page_made = Signal(str)
    page_shown = Signal(str)
    settings_saved = Signal()
    quit_wanted = Signal()

    def __init__(self, services: Services, commands: CommandRegistry, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self.commands = commands
        self._pages: dict[str, Any] = {}
        self._shown = ""
        self._bar = PageBar()
        self._banners = BannerStack()
        self._stack = QStackedWidget()
        self._status = StatusLine()
        self._toast: Toast | None = None
        self._palette: CommandPalette | None = None
        self._focus_of: dict[str, QWidget] = {}
        self.take_back: Callable[[], bool] = lambda: False
        """Undoes the removal of a file or the sending of a mail, if Undo applies to it."""
        self._lay_out()
        self._add_commands()
        self._make_account_button()
        self._connect()

    # -- pages

    def page(self, key: str) -> Any:
        """The page of this name, created on first use: see `make_page`."""
        if key not in self._pages:
            page = make_page(key, self._services, self.commands)
            self._pages[key] = page
            self._stack.addWidget(page)
            page.status_changed.connect(self._status_taker(key))
            self._window.addActions([action for action in self.commands if action not in self._window.actions()])
            self.page_made.emit(key)
        return self._pages[key]

    def page_button(self, key: str) -> QAbstractButton:
        """The button of the page bar that shows this page."""
        return self._bar.page_button(key)

    @property
    def current_page(self) -> str:
        """The key of the page that is shown; "" before the first one."""
        return self._shown

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page; the page bar follows."""
        if key == self._shown:
            return
        self._services.drafts.flush()  # creating a page may take a while
        page = self.page(key)
        keeps_focus = self._leave_page()
        self._shown = key
        self._stack.setCurrentWidget(page)
        if key in PAGES:
            self._bar.set_current(key)
            self._services.settings.current_page = key
            self._services.settings.has_been_welcomed = True
        show_page_keys(self.commands, page)
        page.enter()
        page.refresh_status()
        self._show_banner()
        if not keeps_focus:
            self._focus_page(key, page)
        self.page_shown.emit(key)

    def _leave_page(self) -> bool:
        """Remember the focus; True: it is outside the pages, e.g. in the page bar, and stays there."""
        focused = self._window.focusWidget()
        if focused is None or not self._stack.isAncestorOf(focused):
            return focused is not None and self._bar.isAncestorOf(focused)
        self._focus_of[self._shown] = focused
        return False

    def _focus_page(self, key: str, page: Any) -> None:
        """Restore the focus the page had when it was left, else focus its main widget. Qt alone would focus the next
        button."""
        last = self._focus_of.pop(key, None)
        if last is not None and isValid(last) and last.isVisibleTo(page) and page.isAncestorOf(last):
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.focus_first()

    @Slot(str, str, object)
    def show_toast(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None, stay_ms: int = STAY_MS
    ) -> Toast:
        """Show a line at the bottom, with at most one action. Returns the toast, which all lines share."""
        if self._toast is None:
            self._toast = Toast(self._window)
        self._toast.show_message(text, action=action, on_action=on_action, stay_ms=stay_ms)
        return self._toast

    def undo_toast(self) -> bool:
        """Run the Undo of the toast; False: it has none."""
        return self._toast is not None and self._toast.undo()

    def set_count(self, key: str, count: int, *, urgent: bool) -> None:
        """Set the number beside a page's name; amber if the user must act."""
        self._bar.set_count(key, count, urgent=urgent)

    def put_banner(self, key: str, spec: BannerSpec) -> None:
        """Show a banner, unless a more important one is shown."""
        self._banners.put(key, spec)

    def take_banner(self, key: str) -> None:
        self._banners.take(key)

    # -- building

    def _lay_out(self) -> None:
        column = in_column(self)
        for widget in (self._bar, self._banners):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status)
        self._bar.setObjectName("page_bar")
        for key in PAGES:
            self._bar.add_page(key, PAGE_NAMES[key], icon=key)
            # also if the bar is on that page already: the welcome page hides the first one
            self._bar.page_button(key).clicked.connect(self._showing(key))

    def _add_commands(self) -> None:
        commands = self.commands
        for key in PAGES:
            action = commands.add(f"page_{key}", menu="View", icon=key)
            action.triggered.connect(self._showing(key))
        add_themes(commands, self._use_theme)
        commands.add("next_page", menu="View").triggered.connect(self._show_next)
        commands.add("previous_page", menu="View").triggered.connect(self._show_previous)
        commands.add("menu_bar").triggered.connect(self._open_menus)
        for key, page, menu, icon in ANNOUNCED:
            commands.announce(key, page, menu=menu, icon=icon)
        commands.page_needed.connect(self.page)
        add_editing(commands, lambda: self.take_back())
        add_page_keys(commands, lambda: self._pages.get(self._shown))
        commands.add("palette", menu="Edit").triggered.connect(self.open_palette)
        commands.add("settings", menu="File").triggered.connect(self.open_settings)
        commands.add("close_window", menu="File").triggered.connect(self._window.close)
        commands.add("quit", menu="File").triggered.connect(self.quit_wanted)
        commands.add("help", menu="Help").triggered.connect(self.open_help)
        commands.add("about", menu="Help").triggered.connect(self._open_about)
        find = quiet_button(
            texts.FIND_OR_RUN, icon="search", shortcut_text=keys_of("palette"), tooltip=commands["palette"].toolTip()
        )
        find.setObjectName("find_or_run")
        find.clicked.connect(self.open_palette)
        self._bar.add_right(find)

    def _make_account_button(self) -> None:
        from composer_app.ui.accounts.account_menu import AccountMenu

        button = AccountMenu(self._services, self.commands, self)
        button.toast_wanted.connect(self.show_toast)
        self._bar.add_right(button)

    def _connect(self) -> None:
        services = self._services
        fill_menu_bar(self._window, self.commands)
        self._window.addActions(list(self.commands))  # shortcuts work before their menu is opened
        self._bar.current_changed.connect(self.show_page)
        self._banners.closed.connect(self._on_banner_closed)
        for change in (services.accounts.switched, services.accounts.settings_changed):
            change.connect(self._on_account_changed)
        services.context.show_failures_with(self._on_background_failure)
        services.outbox.failed.connect(self._on_background_failure)
        services.outbox.began.connect(self._on_archive_works)
        services.drafts.saved.connect(self._on_archive_works)
        services.sync.state_changed.connect(self._on_sync_state)
        self._window.closing.connect(self.save_layout)
        MissingKeyBanner(services, self._banners, self.commands["enter_key"].trigger, self)

    # -- what happens

    @Slot()
    def open_palette(self) -> None:
        if self._palette is None:
            self._palette = CommandPalette(self.commands, self._window)
            self._palette.archive_search_wanted.connect(self._search_logs)
        self._palette.open()

    @Slot()
    def open_help(self) -> None:
        from composer_app.ui.help.help_window import HelpWindow

        HelpWindow.open_for(self._window, help_subject() or self.current_page, self._services.settings)

    def _open_sandbox_help(self) -> None:
        from composer_app.ui.help.help_window import HelpWindow

        HelpWindow.open_for(self._window, "sandbox", self._services.settings)

    @Slot()
    def open_settings(self) -> None:
        from composer_app.ui.settings.settings_dialog import SettingsDialog
        from composer_app.ui.shell.tray_icon import TrayIcon

        dialog = SettingsDialog(self._services, self._window, has_tray=TrayIcon.is_possible())
        dialog.theme_chosen.connect(self._on_theme_chosen)
        dialog.saved.connect(self.settings_saved)
        dialog.open()

    @Slot(str)
    def _on_theme_chosen(self, mode: str) -> None:
        self.commands[f"theme_{mode}"].trigger()

    @Slot()
    def _open_about(self) -> None:
        from composer_app.ui.help.about_dialog import AboutDialog

        AboutDialog(self._window).open()

    @Slot(str)
    def _search_logs(self, words: str) -> None:
        self.show_page("logs")
        self.page("logs").search(words)

    @Slot(object)
    def _on_account_changed(self, _account: Account) -> None:
        self._show_account()

    def _show_account(self) -> None:
        account = self._services.accounts.current
        self._window.show_account("" if account.is_sandbox else account.name, is_live=account.use is AccountUse.LIVE)
        self._show_banner()

    def _show_banner(self) -> None:
        wanted = (
            self._services.accounts.current.is_sandbox
            and self.current_page == "compose"
            and not self._services.settings.flag(SANDBOX_BANNER_CLOSED, False)
        )
        if wanted:
            self._banners.put("sandbox", sandbox_banner(self._open_sandbox_help, self.commands["add_account"].trigger))
        else:
            self._banners.take("sandbox")

    @Slot(str)
    def _on_banner_closed(self, key: str) -> None:
        if key == "sandbox":
            self._services.settings.set_flag(SANDBOX_BANNER_CLOSED, True)

    @Slot(object)
    def _on_background_failure(self, error: Exception) -> None:
        if is_of_the_archive(error):
            commands = self.commands
            repair, restore = commands["repair_archive"].trigger, commands["restore_backup"].trigger
            self._banners.put("archive", archive_banner(error, repair, restore, self._services.outbox.start))
            return
        self._banners.put("background", failure_banner(error, self._services.accounts.current))

    @Slot()
    def _on_archive_works(self) -> None:
        self._banners.take("archive")

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        if state.failure is None and state.last_at is not None:
            self._on_archive_works()  # what was fetched is stored
        if state.failure is not None and is_of_the_archive(state.failure):  # others have watches of their own
            self._on_background_failure(state.failure)
        if (page := self._pages.get(self.current_page)) is not None:
            page.refresh_status()

    def _use_theme(self, mode: ThemeMode) -> None:
        theme_store.store().set_mode(mode)
        self._services.settings.theme_mode = mode.value

    @Slot()
    def _show_next(self) -> None:
        self._show_neighbour(1)

    @Slot()
    def _show_previous(self) -> None:
        self._show_neighbour(-1)

    def _show_neighbour(self, step: int) -> None:
        keys = list(PAGES)
        shown = self._bar.current() if self._shown == SENT_MAIL else self._shown
        here = keys.index(shown) if shown in PAGES else -1 if step > 0 else 0
        self.show_page(keys[(here + step) % len(keys)])

    @Slot()
    def _open_menus(self) -> None:
        """Qt has this key on some platforms only."""
        bar = self._window.menuBar()
        if bar.actions():
            bar.setActiveAction(bar.actions()[0])

    def _showing(self, key: str) -> Callable[[], None]:
        return lambda: self.show_page(key)

    def _status_taker(self, key: str) -> Callable[[str, str], None]:
        def take(left: str, right: str) -> None:
            if key == self.current_page:
                self._status.set_texts(left, right)

        return take

    # -- the window

    def restore(self) -> None:
        """Show the last page; the welcome page the first time."""
        settings = self._services.settings
        keep_from_fields(self._window)
        first = settings.current_page if settings.has_been_welcomed else WELCOME
        self.show_page(first if first in PAGES or first == WELCOME else "compose")
        self._show_account()
        QTimer.singleShot(ICON_AFTER_MS, self, self._give_icon)

    @Slot()
    def _give_icon(self) -> None:
        from composer_app.ui.theme.app_icon import app_icon  # does not delay the window

        QApplication.setWindowIcon(app_icon())

    @Slot()
    def save_layout(self) -> None:
        for page in self._pages.values():
            page.save_layout()

    def take_down(self) -> None:
        """Save layout and drafts, and detach from the window. The main view is unusable afterwards; a caller that
        replaces it deletes it."""
        self.save_layout()
        bar = self._window.menuBar()
        for menu in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()
        bar.clear()
        for floating in (*self._window.findChildren(QDialog), *self._window.findChildren(Toast)):
            if floating.objectName() != "help_window":  # it does not use the archive
                floating.hide()
                floating.deleteLater()
        self.commands.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._banners.set_compact(self._window.height() < LOW_BELOW)
