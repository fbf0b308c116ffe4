"""Help inside the program: the same pages that the README links to."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from composer_app import resources
from composer_app.ui.common import typography

_FOR_PAGE = {"compose": "first-mail", "outbox": "outbox", "reports": "reports", "logs": "logs", "welcome": "first-mail"}
_ORDER = ("first-mail", "accounts", "outbox", "reports", "logs", "sandbox", "shortcuts")


class HelpWindow(QDialog):
    """Subjects on the left, one page on the right. Not modal: it stays beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help_window")
        self.setWindowTitle("Help")
        self.resize(880, 620)
        self._subjects = QListWidget()
        self._subjects.setObjectName("help_subjects")
        self._subjects.setAccessibleName("Subjects")
        self._subjects.setFixedWidth(208)
        self._text = QTextBrowser()
        self._text.setObjectName("help_text")
        self._text.setAccessibleName("Help page")
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(24)
        self._text.document().setDefaultFont(typography.body())
        for name in _ORDER:
            item = QListWidgetItem(_title(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self._subjects.addItem(item)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._subjects)
        row.addWidget(self._text, 1)
        self._subjects.currentItemChanged.connect(self._on_subject)
        self._text.anchorClicked.connect(self._on_link)

    @classmethod
    def open_for(cls, window: QWidget, page: str) -> HelpWindow:
        """Open the one help window of a window, at what belongs to this page."""
        shown = window.findChild(cls) or cls(window)
        shown.show_subject(_FOR_PAGE.get(page, page))
        shown.show()
        shown.raise_()
        return shown

    def show_subject(self, name: str) -> None:
        for row in range(self._subjects.count()):
            if self._subjects.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self._subjects.setCurrentRow(row)

    @Slot()
    def _on_subject(self) -> None:
        item = self._subjects.currentItem()
        if item is not None:
            self._text.setMarkdown(resources.text("help", f"{item.data(Qt.ItemDataRole.UserRole)}.md"))

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        """Pages link to each other as files do."""
        if url.isRelative():
            self.show_subject(url.path().removesuffix(".md"))


def _title(name: str) -> str:
    first = resources.text("help", f"{name}.md").splitlines()[0]
    return first.removeprefix("# ")
