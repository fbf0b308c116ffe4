"""Every icon can be drawn, in any role, at the sizes we use."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from composer_app import resources
from composer_app.domain.outcome import Outcome
from composer_app.ui.theme import icons, outcome_signs
from composer_app.ui.theme.colours import LIGHT

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_icon_draws_something_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "danger", 20, 2.0).toImage()
    assert image.width() == 40
    seen = {image.pixelColor(x, y).alpha() for x in range(40) for y in range(40)}
    assert max(seen) > 200
    assert 0 in seen
    text = icons.svg(name, QColor(LIGHT.accent), 16)
    assert "currentColor" not in text
    assert LIGHT.accent.name() in text


def test_every_icon_is_drawn_by_one_hand() -> None:
    for name in NAMES:
        text = resources.text("icons", f"{name}.svg")
        assert 'viewBox="0 0 20 20"' in text, name
        assert 'stroke-width="1.5"' in text, name
        assert not re.search(r"#[0-9a-fA-F]{3,6}", text), name


def test_stroke_stays_as_strong() -> None:
    assert icons.stroke_width(20) == 1.5
    assert icons.stroke_width(18) == pytest.approx(1.667, abs=0.001)
    assert icons.stroke_width(16) == pytest.approx(1.75)
    assert 'stroke-width="1.750"' in icons.svg("send", QColor(LIGHT.text), 16)


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


def test_statuses_have_words_and_outlines_of_their_own() -> None:
    assert len({outcome_signs.icon_name(o) for o in Outcome}) == len(Outcome)
    assert len(set(outcome_signs.all_words())) == len(Outcome)
    assert outcome_signs.word(Outcome.UNKNOWN) == "Maybe sent"
    assert all(outcome_signs.icon_name(o) in NAMES for o in Outcome)


def test_unknown_icon_is_told(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")
