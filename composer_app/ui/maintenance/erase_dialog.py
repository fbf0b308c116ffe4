"""The dialog in which a person's data is erased."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from composer_app.domain.recipients import parse_address
from composer_app.services.services import Services
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.confirm import Confirm, ask
from composer_app.ui.widgets.plain_text import Label

_TITLE = "Erase a person's data"
_WIDTH = 500
_WHAT = (
    "Every mail to this address is erased with its history, reports and log entries; in other mails and in drafts, the "
    "one on the Compose page included, the address is masked. A record stays that it was done, without the address. "
    "What Infobip still tells of that mail is not taken in again; a new mail to the address begins a new history."
)


class EraseDialog(BaseDialog):
    """Opened with `open()`. Asks once more before it erases, and stays to say what was erased."""

    def __init__(self, services: Services, parent: QWidget | None = None, *, confirm: Confirm = ask) -> None:
        super().__init__("erase_dialog", _TITLE, parent, text=_WHAT, width=_WIDTH, spacing=10)
        self._services = services
        self._confirm = confirm
        label = Label("&Address")
        self.address = QLineEdit()
        self.address.setObjectName("erase_address")
        self.address.setAccessibleName("Address of the person")
        self.address.setPlaceholderText("name@example.com")
        label.setBuddy(self.address)
        self.add(label)
        self.add(self.address)
        self.add_secondary("Close", "erase_close", self.reject)
        self.erase_button = self.add_primary("Erase data…", "erase_do", self.erase, danger=True)
        self.address.returnPressed.connect(self.erase)
        self.address.setFocus()

    @Slot()
    def erase(self) -> None:
        """Ask, then erase."""
        mailbox = parse_address(self.address.text()).mailbox
        if mailbox is None:
            self.show_message(MessageText("This is no address.", "Write it as name@example.com."))
            return
        agreed = self._confirm(
            f"Erase everything about {mailbox.address}?",
            "This cannot be undone.",
            "Erase data",
            danger=True,
            parent=self,
        )
        if not agreed or not self.erase_button.isEnabled():
            return
        self.erase_button.set_available(False, "Being erased")
        task = self._services.eraser.erase(mailbox.address)
        task.on_success(self._on_erased)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_erased(self, erased: object) -> None:
        self.erase_button.set_available(True)
        self.address.clear()
        if is_everywhere(erased):
            self.show_message(MessageText("Erased.", words_of(erased), kind=MessageKind.SUCCESS))
        else:
            title = "Erased, but not everywhere."
            self.show_message(MessageText(title, words_of(erased), kind=MessageKind.WARNING))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.erase_button.set_available(True)
        self.show_failure(error)


def is_everywhere(erased: object) -> bool:
    """Nothing of the person can be left (an `Erased`)."""
    left = ("unreadable_files", "accounts", "copies")
    return bool(getattr(erased, "is_overwritten", True)) and not any(getattr(erased, name, None) for name in left)


def words_of(erased: object) -> str:
    """What was taken away, and where the address may still stand (an `Erased`)."""
    counts = {name: int(getattr(erased, name)) for name in ("messages", "reports", "log_entries", "submissions")}
    words = (
        f"{fmt.count(counts['messages'], 'message')}, {fmt.count(counts['reports'], 'report')} and "
        f"{fmt.count(counts['log_entries'], 'log entry', 'log entries')} are gone; "
        f"{fmt.count(counts['submissions'], 'mail')} named the person."
    )
    return " ".join([words, *_what_may_be_left(erased)])


def _what_may_be_left(erased: object) -> Iterator[str]:
    if not getattr(erased, "is_overwritten", True):
        yield "The freed space is overwritten at the next start: another program is reading the archive."
    if getattr(erased, "is_sandbox_emptied", False):
        yield "The Sandbox knew the address too: it has forgotten all its mail."
    if files := int(getattr(erased, "unreadable_files", 0)):
        what = fmt.count(
            files,
            "attachment that stays is a picture, a packed file or a document",
            "attachments that stay are pictures, packed files or documents",
        )
        yield f"{what}: Mail Composer cannot look for the address in there."
    if accounts := tuple(getattr(erased, "accounts", ())):
        yield f"The address stays in the settings of {', '.join(accounts)}, as a sender."
    if copies := [path.name for path in getattr(erased, "copies", ())]:
        yield f"These files may still hold the address: {', '.join(copies)}."
