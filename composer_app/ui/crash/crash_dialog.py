"""Crash dialog: the report of a fault, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from composer_app.ui.texts import crash as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog


class CrashDialog(BaseDialog):
    """Opened with `open()`; never blocks. It sends nothing: the user copies the report."""

    def __init__(self, title: str, text: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__("crash_dialog", title, parent, text=text, spacing=10)
        self.resize(640, 440)
        self.report = QPlainTextEdit(report)
        self.report.setObjectName("crash_report")
        self.report.setAccessibleName(texts.REPORT)
        self.report.setReadOnly(True)
        self.report.setFont(typography.fixed())
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.add(self.report, fills=True)
        self.copy = self.add_secondary(texts.COPY, "copy_report", self._on_copy, icon="copy")
        self.add_primary(verbs.CLOSE, "close_report", self.accept).setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(texts.COPIED)
