"""Every icon can be drawn, in any role, at the sizes we use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from composer_app import resources
from composer_app.ui.theme import icons

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_icon_draws_something_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "danger_fill", 20, 2.0).toImage()
    assert image.width() == 40
    seen = {image.pixelColor(x, y).alpha() for x in range(40) for y in range(40)}
    assert max(seen) > 200
    assert 0 in seen


def test_modes_have_their_own_pixmaps(qapp: QApplication) -> None:
    icon = icons.icon("send", "text2")
    images = [
        icon.pixmap(QSize(16, 16), mode, state).toImage()
        for mode, state in (
            (QIcon.Mode.Normal, QIcon.State.Off),
            (QIcon.Mode.Disabled, QIcon.State.Off),
            (QIcon.Mode.Selected, QIcon.State.Off),
            (QIcon.Mode.Normal, QIcon.State.On),
        )
    ]
    assert all(a != b for i, a in enumerate(images) for b in images[:i])


def test_pixmaps_are_cached(qapp: QApplication) -> None:
    first = icons.pixmap("send", "text2", 16, 1.0)
    assert icons.pixmap("send", "text2", 16, 1.0).cacheKey() == first.cacheKey()


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")
