"""Opens a link of a mail in the system's browser or mail program, after a question that shows its address."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import preview
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.widgets.confirm import Confirm

_OPENED = ("http", "https", "mailto")


def open_link(address: str, parent: QWidget, confirm: Confirm) -> MessageText | None:
    """Ask, then open the address. Returns why it was not opened; None: it was, or the user said no.

    Args:
        address: percent-encoded. Only web pages and addresses of mail are opened: another scheme may start a program.
    """
    url = QUrl.fromEncoded(address.encode())
    if url.scheme().lower() not in _OPENED or not (url.host() or url.path()):
        return preview.link_not_opened(address)
    title = preview.OPEN_MAILTO_QUESTION if url.scheme().lower() == "mailto" else preview.open_link_question(url.host())
    if not confirm(title, address, preview.OPEN_LINK, parent=parent):
        return None
    return None if QDesktopServices.openUrl(url) else preview.no_program_for_link(address)
