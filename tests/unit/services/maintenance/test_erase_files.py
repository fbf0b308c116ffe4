"""Beside the archive nothing of the person is left either."""

from __future__ import annotations

import base64
import logging
import logging.handlers
import threading
from pathlib import Path

import pytest

from composer_app.archive.privacy.recipient_mask import RecipientMask
from composer_app.sandbox.store.lock import locked
from composer_app.services.maintenance.erase_files import empty_sandbox, erase_from_files
from composer_app.services.profile import Profile

WRITTEN = [
    "ana@example.com",
    "ana%40example.com",
    "ANA&#64;example.com",
    base64.b64encode(b"to ana@example.com").decode(),
]


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "profile")
    profile.make()
    for folder in (profile.logs, profile.sandbox / "blobs", profile.cache):
        folder.mkdir(parents=True)
    return profile


@pytest.mark.parametrize("written", WRITTEN)
def test_the_log_is_masked_and_goes_on(profile: Profile, written: str) -> None:
    path = profile.logs / "mail-composer.log"
    (profile.logs / "mail-composer.log.1").write_text(f"older: {written}\n")
    handler = logging.handlers.RotatingFileHandler(path, encoding="utf-8")
    logging.getLogger().addHandler(handler)
    try:
        handler.handle(logging.makeLogRecord({"msg": f"no mailbox {written}, they say"}))
        files = erase_from_files(profile, RecipientMask("ana@example.com"), may_empty_sandbox=True)
        handler.handle(logging.makeLogRecord({"msg": "and on"}))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    reported = path.read_text()
    assert written not in reported
    assert reported.startswith("no mailbox ")
    assert reported.endswith(", they say\nand on\n")
    assert written not in (profile.logs / "mail-composer.log.1").read_text()
    assert files.left == ()


def test_a_sandbox_that_knows_the_person_forgets_all(profile: Profile) -> None:
    (profile.sandbox / "sandbox.sqlite").write_bytes(b"... to ana@example.com ...")
    (profile.sandbox / "blobs" / "a").write_bytes(b"a letter")
    erase_from_files(profile, RecipientMask("tom@example.com"), may_empty_sandbox=True)
    assert (profile.sandbox / "blobs" / "a").exists()

    files = erase_from_files(profile, RecipientMask("ana@example.com"), may_empty_sandbox=True)

    assert files.is_sandbox_emptied
    assert [path.name for path in profile.sandbox.iterdir()] == ["sandbox.lock"]


def test_a_sandbox_in_use_is_named(profile: Profile) -> None:
    file = profile.sandbox / "sandbox.sqlite"
    file.write_bytes(b"... to ana@example.com ...")
    with locked(profile.sandbox, threading.Event(), patience_s=0.0):
        files = erase_from_files(profile, RecipientMask("ana@example.com"), may_empty_sandbox=True)
    assert (files.is_sandbox_emptied, files.left) == (False, (file,))
    assert erase_from_files(profile, RecipientMask("ana@example.com"), may_empty_sandbox=False).left == (file,)
    assert empty_sandbox(profile.folder / "none")


def test_what_lies_elsewhere_in_the_profile_is_named(profile: Profile) -> None:
    stray = profile.cache / "note.txt"
    stray.write_text("mailto:ana%40example.com")
    profile.archive.with_name("archive.sqlite.before-restore").write_text("ana@example.com")  # named by the archive
    assert erase_from_files(profile, RecipientMask("ana@example.com"), may_empty_sandbox=True).left == (stray,)
