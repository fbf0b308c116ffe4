"""Does a mail speak of a file that is not there?"""

from __future__ import annotations

import pytest

from composer_app.ui.compose.attachments.attachment_reminder import names_an_attachment


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The bill is attached.", "attached"),
        ("Im Anhang die Rechnung", "Anhang"),
        ("Vous trouverez ci-joint", "ci-joint"),
        ("We are attached to you", "attached"),
        ("Nothing of the kind", ""),
        ("> The bill is attached.\nThanks", ""),
        ("Thanks\n-- \nEnclosed Ltd.", ""),
        ("unattached", ""),
    ],
)
def test_a_forgotten_file_is_noticed(text: str, word: str) -> None:
    assert names_an_attachment(text) == word
