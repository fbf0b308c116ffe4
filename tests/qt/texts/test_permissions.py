"""Sentences about a profile that other users could reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.services.runtime.profile_permissions import PermissionFinding, PermissionTrouble
from composer_app.ui.texts.permissions import permission_words

FOREIGN = PermissionFinding(Path("p/archive.sqlite"), PermissionTrouble.FOREIGN, "bob")
OPEN = PermissionFinding(Path("p"), PermissionTrouble.OPEN, "Operation not permitted")
LINK = PermissionFinding(Path("p/attachments"), PermissionTrouble.LINK, "/shared")


def test_the_worst_finding_is_named() -> None:
    title, text = permission_words([LINK, OPEN, FOREIGN])

    assert title == "A part of the profile belongs to another user."
    assert "belongs to the user bob" in text
    assert "The same is true" not in text


def test_the_words_of_the_system_come_last() -> None:
    assert permission_words([OPEN])[1].endswith("The system says: Operation not permitted")


@pytest.mark.parametrize(
    ("others", "said"), [(1, "1 more file or folder in the profile"), (3, "3 more files or folders in the profile")]
)
def test_findings_of_the_same_kind_are_counted(others: int, said: str) -> None:
    assert said in permission_words([LINK] * (others + 1))[1]
