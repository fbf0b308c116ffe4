"""The reference of the group "launch": the least that a PySide6 program can be."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 820)
window.show()
sys.exit(app.exec())
