"""The window opens on a profile of an earlier version: it looks as it was left, and nothing happens by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from composer_app.archive.archive import Archive
from composer_app.services.settings import RENAMED_KEYS
from tests.earlier_profile import FOLDER, contents, differences, expected, unpacked
from tests.qt.shell.earlier_profile_window import CHOSEN_WIDTHS
from tests.unit import checkout

SCREEN = FOLDER / "how_it_was_made" / "screen.json"
FRAME_PX = 4
"""By so much the places of a window differ from one version of Qt to another."""
OF_THIS_RUN = {"layout/window", "layout/reports_columns", "layout/logs_columns", "layout/reports_seen", "window/page"}
"""What the walk through the window changes, or is written in a newer form."""
WAITING = ("queued", "unknown")
TRIED = ("attempts", "handed_over_at", "leaves_at", "lookups", "next_lookup_at", "problem")
"""What a try without a key changes of a mail that waits."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile that the window has opened and closed, without a key for any account."""
    folder = tmp_path_factory.mktemp("earlier")
    unpacked("whole", folder)
    done = subprocess.run(
        [sys.executable, "-m", "tests.qt.shell.earlier_profile_window", str(folder)],
        cwd=checkout.ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    (folder / "shown.json").write_text(done.stdout, "utf-8")
    return folder


def shown(folder: Path) -> Any:
    return json.loads((folder / "shown.json").read_text("utf-8"))


def settings_in(profile: Path) -> dict[str, object]:
    stored = QSettings(str(profile / "settings.ini"), QSettings.Format.IniFormat)
    return {key: stored.value(key) for key in stored.allKeys()}


def archive_in(profile: Path) -> Any:
    with closing(Archive.open(profile / "archive.sqlite")) as archive:
        return contents(archive)


def test_the_window_looks_as_it_was_left(opened: Path) -> None:
    now, before = shown(opened), expected("window")
    places = {name: (now.pop(name), before.pop(name)) for name in ("place", "help")}
    zoom = now.pop("zoom")
    for page, chosen in CHOSEN_WIDTHS.items():
        widths = now[page].pop("widths")
        assert chosen.items() <= before[page].pop("widths").items()
        assert chosen.items() <= widths.items(), page

    assert now == before
    for seen, left in places.values():
        assert seen[2:] == left[2:]
        assert all(abs(one - other) <= FRAME_PX for one, other in zip(seen, left, strict=True))
    assert zoom["bigger_by"] == zoom["wanted"] > 0


def test_no_setting_is_lost(opened: Path, tmp_path: Path) -> None:
    before, now = settings_in(unpacked("whole", tmp_path)), settings_in(opened / "profile")
    before = {RENAMED_KEYS.get(key, key): value for key, value in before.items()}

    assert before.keys() <= now.keys()
    assert now.keys().isdisjoint(RENAMED_KEYS)
    assert {key for key, value in before.items() if now[key] != value} <= OF_THIS_RUN


def test_nothing_is_sent_and_nothing_is_decided_by_itself(opened: Path) -> None:
    before, now = expected("whole"), archive_in(opened / "profile")

    assert [one["id"] for one in now["submissions"]] == [one["id"] for one in before["submissions"]]
    for old, new in zip(before["submissions"], now["submissions"], strict=True):
        if old["state"] in WAITING:
            old = {name: value for name, value in old.items() if name not in TRIED}
        assert differences(old, new) == []


def test_every_draft_message_report_and_answer_is_there(opened: Path) -> None:
    before, now = expected("whole"), archive_in(opened / "profile")
    waiting = {one["id"] for one in before["submissions"] if one["state"] in WAITING}

    assert differences(before["drafts"], now["drafts"]) == []
    for old, new in zip(before["messages"], now["messages"], strict=False):
        if old["message"]["submission_id"] in waiting:  # it was tried, and there is no key
            del old["events"]
        assert differences(old, new) == []
    assert set(before["raw_reports"]) <= set(now["raw_reports"])
    kept = dict(zip((one["id"] for one in now["answers"]), now["bodies"], strict=True))
    for answer, body in zip(before["answers"], before["bodies"], strict=True):
        assert kept.get(answer["id"], body) == body
    assert now["problems_of_check"] == []


def test_what_only_todays_reader_understands_is_taken_in_and_no_erased_person_comes_back(opened: Path) -> None:
    before, now = expected("whole"), archive_in(opened / "profile")
    known = {one["message"]["row"] for one in before["messages"]}

    new = [one["message"] for one in now["messages"] if one["message"]["row"] not in known]
    assert [(one["message_id"], one["to"], one["submission_id"]) for one in new] == [
        ("no-address-at-all", "", None),
        ("log-without-all", "", None),
    ]


def test_the_sandbox_was_not_started(opened: Path, tmp_path: Path) -> None:
    stored = Path("sandbox") / "sandbox.sqlite3"

    assert (opened / "profile" / stored).read_bytes() == (unpacked("whole", tmp_path) / stored).read_bytes()
