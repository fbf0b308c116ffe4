"""The report of a fault, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import secondary_button
from composer_app.ui.widgets.edged_dialog import EdgedDialog
from composer_app.ui.widgets.plain_text import Label, window_title
from composer_app.ui.widgets.primary_button import PrimaryButton


class CrashDialog(EdgedDialog):
    """Opened with `open()`; never blocks. It sends nothing anywhere: a person copies what is to be told."""

    def __init__(self, title: str, text: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self.resize(640, 440)
        head, words = Label(title), Label(text)
        head.setFont(typography.strong(1))
        words.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setObjectName("crash_report")
        self.report.setAccessibleName("Report")
        self.report.setReadOnly(True)
        self.report.setFont(typography.fixed())
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy = secondary_button("Copy report", icon="copy")
        self.copy.setObjectName("copy_report")
        close = PrimaryButton("Close")
        close.setObjectName("close_report")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(self.report, 1)
        column.addLayout(row)
        self.copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)
        close.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText("Copied")
