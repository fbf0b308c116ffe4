"""The dialog in which a company's certificate is added or taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from composer_app.services.accounts.company_ca import NotCertificates, count_certificates
from composer_app.services.services import Services
from composer_app.ui.texts import format as fmt
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.primary_button import PrimaryButton

_WIDTH = 480
_WHAT_FOR = (
    "Where a company's proxy looks into connections, it shows a certificate of its own. Add the file that your "
    "administrator gave you (PEM). It is trusted beside what this computer trusts. Certificates are always checked; "
    "that cannot be switched off."
)


class CompanyCaDialog(EdgedDialog):
    """Opened with `open()`. What is chosen holds at once, for every account."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("company_ca_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Company certificate")
        self._services = services
        title, what_for = Label("Company certificate"), Label(_WHAT_FOR)
        title.setFont(typography.strong(1))
        what_for.setWordWrap(True)
        self.state = InlineMessage(MessageKind.INFO, "")
        self.state.setObjectName("company_ca_state")
        self.remove = secondary_button("Take back", danger_text=True)
        self.remove.setObjectName("remove_company_ca")
        self.choose = secondary_button("Choose file…")
        self.choose.setObjectName("choose_company_ca")
        close = PrimaryButton("Close")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (title, what_for, self.state):
            column.addWidget(widget)
        column.addLayout(buttons)
        for wide in (what_for, self.state):
            wide.setFixedWidth(_WIDTH - 40)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)  # grows with what is told
        self.remove.clicked.connect(self.take_back)
        self.choose.clicked.connect(self._on_choose)
        close.clicked.connect(self.accept)
        self._show_state()
        close.setFocus()

    def use(self, path: Path) -> None:
        """Trust the certificates of this file, if it holds any; otherwise nothing changes."""
        try:
            count_certificates(path)
        except NotCertificates:
            body = f"{path.name} is no PEM file with a certificate in it. Nothing was changed."
            self.state.set_content(MessageKind.ERROR, "The file cannot be used.", body)
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
            self.state.set_content(MessageKind.INFO, "None is added.", "What this computer trusts is trusted.")
            return
        try:
            count = count_certificates(path)
        except NotCertificates:
            body = f"{path} is gone or holds no certificate any more. No connection is made until it is chosen anew."
            self.state.set_content(MessageKind.WARNING, "The file cannot be read.", body)
            return
        self.state.set_content(MessageKind.SUCCESS, f"{fmt.count(count, 'certificate')} added.", str(path))
