"""The scale follows the application font."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from composer_app.ui.theme import typography


@pytest.fixture(autouse=True)
def _font(qapp: QApplication) -> Iterator[None]:
    before = QFont(qapp.font())
    yield
    qapp.setFont(before)


def pixels(font: QFont) -> int:
    return QFontInfo(font).pixelSize()


@pytest.mark.parametrize("size", [11.0, 18.0])
def test_sizes_are_steps_from_the_application_font(qapp: QApplication, size: float) -> None:
    base = QFont(qapp.font())
    base.setPointSizeF(size)
    qapp.setFont(base)
    b = pixels(qapp.font())
    assert abs(pixels(typography.title()) - (b + 9)) <= 1
    assert abs(pixels(typography.small()) - (b - 1)) <= 1
    assert abs(pixels(typography.tiny()) - (b - 2)) <= 1
    assert typography.body().family() == base.family()


def test_pixel_sized_application_font(qapp: QApplication) -> None:
    base = QFont(qapp.font())
    base.setPixelSize(13)
    qapp.setFont(base)
    assert typography.heading().pixelSize() == 15


def test_features(qapp: QApplication) -> None:
    assert typography.body().featureValue(QFont.Tag("tnum")) == 1
    source = typography.fixed()
    assert source.featureValue(QFont.Tag("liga")) == 0
    assert source.featureValue(QFont.Tag("calt")) == 0
    assert source.family() == QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
