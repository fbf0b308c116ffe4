"""The banner about a profile that is not for its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.services.runtime.profile_permissions import PermissionFinding, PermissionTrouble
from composer_app.ui.shell.permissions_banner import PermissionsBanner
from composer_app.ui.texts.permissions import permission_words
from tests.qt.shell.whole import reported

HERE = Path("/home/ana/mail")
FOREIGN = PermissionFinding(HERE / "archive.sqlite", PermissionTrouble.FOREIGN, "bea")
OPEN = PermissionFinding(HERE, PermissionTrouble.OPEN, "Operation not permitted")
LINK = PermissionFinding(HERE / "log", PermissionTrouble.LINK, "/mnt/log")


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights")
def test_a_profile_that_leads_elsewhere_is_reported(check: Check, qtbot: QtBot, tmp_path: Path) -> None:
    context = check.program.services.context
    (context.profile.folder / "elsewhere").symlink_to(tmp_path)

    PermissionsBanner(check.program.main_view, context)

    qtbot.waitUntil(lambda: "is a link" in reported(check.program.window))
    assert str(tmp_path) in reported(check.program.window)


def test_a_profile_that_is_private_is_not_spoken_of(check: Check, qtbot: QtBot) -> None:
    notice = PermissionsBanner(check.program.main_view, check.program.services.context)

    qtbot.waitUntil(lambda: notice.is_checked)

    assert "profile" not in reported(check.program.window)


def test_the_worst_is_reported_first() -> None:
    title, text = permission_words([LINK, OPEN, FOREIGN])

    assert title == "A part of the profile belongs to another user."
    assert "belongs to the user bea" in text
    assert "more" not in text
    assert permission_words([LINK, OPEN])[0] == "Other users of this computer can read the profile."


def test_more_of_the_same_are_counted_and_the_systems_words_come_last() -> None:
    assert "The same is true of 2 more" in permission_words([FOREIGN] * 3)[1]
    assert permission_words([OPEN])[1].endswith("The system says: Operation not permitted")
    assert "leads to /mnt/log" in permission_words([LINK])[1]
