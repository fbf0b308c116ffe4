"""Account menu: a button that shows the account in use, with a menu to change it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import ProblemCode
from composer_app.services.accounts.accounts import Saved
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.texts import accounts
from composer_app.ui.texts.commands import COMMANDS
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import icons, typography
from composer_app.ui.widgets.buttons import SecondaryButton
from composer_app.ui.widgets.confirm import Confirm, ask
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption, set_tooltip

_NAME_WIDTH = 220


class AccountMenu(SecondaryButton):
    """The menu button at the right of the page bar. Adds the commands of the Account menu.

    Signals:
        toast_wanted(text, action text, callable or None): a sentence for a toast.
    """

    toast_wanted = Signal(str, str, object)

    def __init__(
        self, services: Services, commands: CommandRegistry, parent: QWidget | None = None, *, confirm: Confirm = ask
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("account_menu")
        self._services = services
        self._removing = AccountId("")
        self._commands = commands
        self._confirm = confirm
        self._dialog: QWidget | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setIconSize(QSize(19, 16))
        self.setFont(typography.body(medium=True))
        commands.add("add_account", menu="Account").triggered.connect(self.add_account)
        commands.add("edit_account", menu="Account").triggered.connect(self._on_edit)
        commands.add("enter_key").triggered.connect(self._on_enter_key)
        commands.add("remove_account", menu="Account").triggered.connect(self._on_remove)
        commands.add("company_ca", menu="Account").triggered.connect(self._on_company_ca)
        for change in (services.accounts.switched, services.accounts.settings_changed):
            change.connect(self._on_current_changed)
        services.accounts.changed.connect(self._show_current)
        self._show_current()

    @Slot()
    def add_account(self) -> None:
        """Open the dialog for a new account, which becomes the account in use."""
        self._open(None)

    def edit_account(self, focus: str = "") -> None:
        """Open the dialog for the account in use. `focus`: "secret" begins at its key."""
        if not self._services.accounts.current.is_sandbox:
            self._open(self._services.accounts.current, focus)

    @Slot()
    def _on_edit(self) -> None:
        self.edit_account()

    @Slot()
    def _on_enter_key(self) -> None:
        self.edit_account(focus="secret")

    @Slot()
    def _on_company_ca(self) -> None:
        from composer_app.ui.accounts.company_ca_dialog import CompanyCaDialog

        CompanyCaDialog(self._services, self.window()).open()

    def _open(self, account: Account | None, focus: str = "") -> None:
        from composer_app.ui.accounts.account_dialog import AccountDialog  # imported on first use

        dialog = AccountDialog(self._services, account, self.window(), focus=focus)
        dialog.saved.connect(self._on_saved)
        dialog.removal_wanted.connect(self._on_removal_wanted)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _on_dialog_finished(self) -> None:
        self._dialog = None

    @Slot()
    def _fill(self) -> None:
        """The accounts with a check at the one in use, and its commands."""
        menu, accounts = self._menu, self._services.accounts
        menu.clear()
        group = QActionGroup(menu)
        for account in accounts.all():
            live = "  (live)" if account.use is AccountUse.LIVE else ""
            action = menu.addAction(f"{caption(account.name)}{caption(live)}")
            action.setCheckable(True)
            action.setChecked(account.id == accounts.current.id)
            action.setData(account.id)
            action.triggered.connect(self._using(account.id))
            group.addAction(action)
        menu.addSeparator()
        for key in ("add_account", "edit_account", "remove_account"):
            menu.addAction(self._commands[key])
        give_mnemonics(self._commands[key] for key in ("add_account", "edit_account", "remove_account"))

    def _using(self, account_id: AccountId) -> Callable[[], None]:
        return lambda: self._services.accounts.use(account_id)

    @Slot()
    def _show_current(self) -> None:
        account = self._services.accounts.current
        metrics = QFontMetrics(typography.body(medium=True))
        shown = metrics.elidedText(account.name, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        self.setText(caption(shown))
        icons.bind(self, "sandbox" if account.is_sandbox else "account", "text2", 16, 3)
        is_live = account.use is AccountUse.LIVE
        self.set_tag("LIVE" if is_live else "")
        set_tooltip(self, accounts.IN_USE.format(name=account.name))
        self.setAccessibleName((accounts.LIVE_NAMED if is_live else accounts.NAMED).format(name=account.name))
        for key in ("edit_account", "enter_key", "remove_account"):
            self._commands[key].setEnabled(not account.is_sandbox)
            self._commands[key].setVisible(not account.is_sandbox)  # a disabled entry could not say why
        self.updateGeometry()

    @Slot(object)
    def _on_current_changed(self, _account: Account) -> None:
        self._show_current()

    @Slot(object, bool)
    def _on_saved(self, saved: Saved, has_typed: bool) -> None:
        self._services.accounts.use(saved.account.id)
        if saved.kept.is_in_keyring:
            sentence = accounts.SAVED_WITH_KEY if has_typed else accounts.SAVED
            self.toast_wanted.emit(sentence.format(name=saved.account.name), "", None)

    @Slot()
    def _on_remove(self) -> None:
        self._on_removal_wanted(self._services.accounts.current)

    @Slot(object)
    def _on_removal_wanted(self, account: Account) -> None:
        agreed = not account.is_sandbox and self._confirm(
            accounts.REMOVE_QUESTION.format(name=account.name),
            f"{accounts.KEY_IS_DELETED} {accounts.STAYS_IN_ARCHIVE}",
            accounts.REMOVE,
            danger=True,
            parent=self.window(),
        )
        if not agreed:
            return
        task = self._services.accounts.remove(account.id)
        self._removing = account.id
        task.on_failure(self._on_not_removed)
        if self._dialog is not None:
            self._dialog.close()

    @Slot(object)
    def _on_not_removed(self, error: Exception) -> None:
        if isinstance(error, Failed) and error.problem.code is ProblemCode.ACCOUNT_IN_USE:
            words = failure_words(error)
            if self._confirm(words.title, words.text, COMMANDS["page_outbox"], parent=self.window()):
                self._commands["page_outbox"].trigger()
            return
        if self._services.accounts.get(self._removing) is not None:
            words = failure_words(error)
            self.toast_wanted.emit(f"{accounts.NOT_REMOVED} {words.title} {words.body}", "", None)
            return
        self.toast_wanted.emit(accounts.KEY_STAYS_IN_KEYRING, "", None)
