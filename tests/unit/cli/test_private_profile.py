"""Commands without a window keep the profile private as well."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from composer_app.__main__ import main
from composer_app.cli.private_profile import keep_profile_private
from composer_app.services.profile import Profile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such rights")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "profile")
    made.make()
    made.settings.write_text("")
    made.folder.chmod(0o777)
    made.settings.chmod(0o666)
    return made


@pytest.mark.parametrize(
    "command",
    [
        ["archive", "check"],
        ["account", "list"],
        ["collect", "--account", "Linden"],
        ["send", "--account", "Linden", "--to", "ana@example.com", "--subject", "x", "--text", "-"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_narrows_the_profile(
    command: list[str], profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--profile", str(profile.folder), *command])

    assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(profile.settings.stat().st_mode) == 0o600
    assert "profile belongs" not in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a file system of Linux is asked")
def test_what_is_not_possible_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    keep_profile_private(Profile(Path("/proc/self/attr")))

    assert "Other users of this computer can read the profile." in capsys.readouterr().err
