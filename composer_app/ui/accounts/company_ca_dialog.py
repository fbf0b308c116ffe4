"""Dialog to add or remove a company's certificate."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.accounts.company_ca import NotCertificates, count_certificates
from composer_app.services.services import Services
from composer_app.ui.texts import accounts, verbs
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.widgets.base_dialog import BaseDialog

_WIDTH = 480


class CompanyCaDialog(BaseDialog):
    """Opened with `open()`. A choice takes effect at once, for every account."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(
            "company_ca_dialog", accounts.CERTIFICATE_TITLE, parent, text=accounts.CERTIFICATE_HINT, width=_WIDTH
        )
        self._services = services
        self.remove = self.add_secondary(
            accounts.TAKE_BACK, "remove_company_ca", self.take_back, danger_text=True, at_start=True
        )
        self.add_secondary(verbs.CLOSE, "close", self.accept)
        self.choose = self.add_primary(accounts.CHOOSE_FILE, "choose_company_ca", self._on_choose)
        self._show_state()
        self.choose.setFocus()

    def use(self, path: Path) -> None:
        """Trust the certificates in this file; without any, nothing changes."""
        try:
            count_certificates(path)
        except NotCertificates:
            body = accounts.NO_CERTIFICATE.format(name=path.name)
            self.show_message(MessageText(accounts.NOT_USABLE, body, kind=MessageKind.ERROR))
            return
        self._set(path)

    @Slot()
    def take_back(self) -> None:
        """Trust only the system's certificates."""
        self._set(None)

    @Slot()
    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, accounts.CERTIFICATE_TITLE, "", accounts.CERTIFICATE_FILES)
        if chosen:
            self.use(Path(chosen))

    def _set(self, path: Path | None) -> None:
        self._services.settings.extra_ca = path
        self._services.context.connections.extra_ca = path
        self._show_state()

    def _show_state(self) -> None:
        path = self._services.settings.extra_ca
        self.remove.setVisible(path is not None)
        if path is None:
            body = accounts.COMPUTER_IS_TRUSTED
            self.show_message(MessageText(accounts.NONE_ADDED, body, kind=MessageKind.INFO))
            return
        try:
            count = count_certificates(path)
        except NotCertificates:
            body = accounts.CERTIFICATE_GONE.format(path=path)
            self.show_message(MessageText.warning(accounts.NOT_READABLE, body))
            return
        self.show_message(MessageText(accounts.certificates_added(count), str(path), kind=MessageKind.SUCCESS))
