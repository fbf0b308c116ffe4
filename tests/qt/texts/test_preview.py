"""What the preview leaves out, in the form that the number asks for."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import preview


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 inline image missing."), (2, "2 inline images missing."), (1200, "1,200 inline images missing.")],
)
def test_missing_images_are_counted(count: int, words: str) -> None:
    assert preview.missing_images_words(count) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 image from the network is not loaded."),
        (2, "2 images from the network are not loaded."),
        (1200, "1,200 images from the network are not loaded."),
    ],
)
def test_blocked_images_are_counted(count: int, words: str) -> None:
    assert preview.blocked_images_words(count) == words
