"""The dialog in which a company's certificate is added or taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.services.accounts.company_ca import NotCertificates, count_certificates
from composer_app.services.services import Services
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.widgets.base_dialog import BaseDialog

_WIDTH = 480
_WHAT_FOR = (
    "Where a company's proxy looks into connections, it shows a certificate of its own. Add the file that your "
    "administrator gave you (PEM). It is trusted beside what this computer trusts. Certificates are always checked; "
    "that cannot be switched off."
)


class CompanyCaDialog(BaseDialog):
    """Opened with `open()`. A choice takes effect at once, for every account."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("company_ca_dialog", "Company certificate", parent, text=_WHAT_FOR, width=_WIDTH)
        self._services = services
        self.remove = self.add_secondary(
            "Take back", "remove_company_ca", self.take_back, danger_text=True, at_start=True
        )
        self.choose = self.add_secondary("Choose file…", "choose_company_ca", self._on_choose)
        self._show_state()
        self.add_primary("Close", "close", self.accept).setFocus()

    def use(self, path: Path) -> None:
        """Trust the certificates of this file, if it holds any; otherwise nothing changes."""
        try:
            count_certificates(path)
        except NotCertificates:
            body = f"{path.name} is no PEM file with a certificate in it. Nothing was changed."
            self.show_message(MessageText("The file cannot be used.", body, kind=MessageKind.ERROR))
            return
        self._set(path)

    @Slot()
    def take_back(self) -> None:
        """Trust only what the computer trusts."""
        self._set(None)

    @Slot()
    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Company certificate", "", "Certificates (*.pem *.crt *.cer)")
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
            body = "What this computer trusts is trusted."
            self.show_message(MessageText("None is added.", body, kind=MessageKind.INFO))
            return
        try:
            count = count_certificates(path)
        except NotCertificates:
            body = f"{path} is gone or holds no certificate any more. No connection is made until it is chosen anew."
            self.show_message(MessageText("The file cannot be read.", body, kind=MessageKind.WARNING))
            return
        self.show_message(MessageText(f"{fmt.count(count, 'certificate')} added.", str(path), kind=MessageKind.SUCCESS))
