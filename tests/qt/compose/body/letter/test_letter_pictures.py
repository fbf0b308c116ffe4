"""Images of a letter: read on another thread, of bounded size."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.body.letter.letter_pictures import WIDEST, LetterPictures, read_picture


def drawn(path: Path, width: int, height: int) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(path))
    return path


def bomb(path: Path) -> Path:
    """A PNG of 30,000 by 30,000 pixels in some bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    side = (30_000).to_bytes(4)
    header = chunk(b"IHDR", side + side + bytes([8, 6, 0, 0, 0]))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b""))
    return path


def test_an_image_comes_a_moment_later_and_is_kept(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.png", 30, 20)

    def find(name: str) -> tuple[Path, str] | None:
        return (path, "image/png") if name == "a b" else None

    pictures = LetterPictures(services.context, find, services.context)
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.picture("cid:a%20b") is None
    found = pictures.picture("cid:a b")
    assert found is not None
    assert found.size == QSize(30, 20)

    assert pictures.picture("cid:other") is None
    assert pictures.picture("https://example.com/a.png") is None
    pictures.forget()
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.picture("cid:a b") is None


def test_a_wide_image_is_scaled_and_says_its_real_size(tmp_path: Path) -> None:
    found = read_picture(drawn(tmp_path / "wide.png", 2 * WIDEST, 10))

    assert found is not None
    assert found.size == QSize(2 * WIDEST, 10)
    assert found.image.width() == WIDEST


@pytest.mark.qt_log_ignore("Rejecting image|QImageIOHandler|libpng")
def test_what_is_no_image_or_far_too_large_is_not_read(tmp_path: Path) -> None:
    text = tmp_path / "a.png"
    text.write_text("no image")

    assert read_picture(text) is None
    assert read_picture(tmp_path / "gone.png") is None
    assert read_picture(bomb(tmp_path / "bomb.png")) is None
