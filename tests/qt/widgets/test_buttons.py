"""Secondary and quiet buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import quiet_button, secondary_button


def test_a_tag_takes_room(qtbot: QtBot) -> None:
    tagged = secondary_button("Linden")
    tagged.setMenu(QMenu(tagged))
    qtbot.addWidget(tagged)
    width = tagged.sizeHint().width()
    tagged.set_tag("LIVE")
    assert tagged.sizeHint().width() > width
    assert not tagged.grab().isNull()
    tagged.set_tag("")
    assert tagged.sizeHint().width() == width


def test_quiet_icon_button_has_a_name_and_a_hit_area(qtbot: QtBot) -> None:
    button = quiet_button(icon="close", tooltip="Close\nEsc")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close"
    assert button.sizeHint().width() >= 28
    assert button.sizeHint().height() >= 28
