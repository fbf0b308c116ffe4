"""Files that nothing needs go, and no others."""

from __future__ import annotations

import logging
import os

import pytest
from PySide6.QtCore import QObject

from composer_app.archive.attachment_store import AttachmentStore
from composer_app.domain.ids import DraftId
from composer_app.domain.mail import Attachment
from composer_app.services.compose.draft_saving import Drafts
from tests.unit.services.house import House, draft


def attached(house: House, content: bytes) -> Attachment:
    """A file that was attached long ago."""
    file = house.value(house.attachments.attach_bytes(content, "a.txt"))
    assert isinstance(file, Attachment)
    os.utime(house.attachments.path_of(file), (1_000, 1_000))
    return file


def swept(house: House) -> None:
    """As in an archive that has been there for long."""
    house.archive(lambda archive: archive.database.run("UPDATE origin SET began_at = 0"))
    house.sweep.sweep()
    house.archive(lambda _archive: None)  # it is the archive's next job


def test_what_drafts_and_mails_need_stays(house: House) -> None:
    in_draft, in_mail, _ = (attached(house, content) for content in (b"draft", b"mail", b"neither"))
    house.archive(lambda archive: archive.drafts.save(draft(attachments=(in_draft,))))
    house.queued(attachments=(in_mail,))

    swept(house)

    assert {file.name for file in house.profile.attachments.iterdir()} == {in_draft.sha256, in_mail.sha256}


def test_a_store_that_cannot_be_swept_is_left_for_another_time(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise OSError("no such folder")

    caplog.set_level(logging.INFO)
    file = attached(house, b"not needed")
    with monkeypatch.context() as patched:
        patched.setattr(AttachmentStore, "sweep", refused)
        swept(house)
        house.until(lambda: "the attachment store was not swept" in caplog.text)
    assert house.attachments.path_of(file).exists()

    swept(house)
    assert not house.attachments.path_of(file).exists()


def test_what_is_held_stays_until_it_is_let_go(house: House) -> None:
    file = attached(house, b"on the page")
    held = {file.sha256}
    house.sweep.add_holder(lambda: held)
    swept(house)
    assert house.attachments.path_of(file).exists()

    held.clear()
    swept(house)
    assert not house.attachments.path_of(file).exists()


def test_what_could_not_be_saved_yet_is_held(house: House) -> None:
    drafts = Drafts(house.context)
    house.sweep.add_holder(drafts.held_files)
    file = attached(house, b"not saved yet")
    drafts.keep(draft(attachments=(file,)))
    assert drafts.held_files() == {file.sha256}

    swept(house)
    assert house.attachments.path_of(file).exists()
    (saved,) = house.value(drafts.flush())
    house.value(drafts.discard(saved.id))
    swept(house)
    assert not house.attachments.path_of(file).exists()


def test_a_draft_tells_when_it_needs_fewer_files(house: House) -> None:
    drafts = Drafts(house.context)
    heard: list[str] = []
    drafts.released.connect(lambda: heard.append("released"))
    file = attached(house, b"attached")
    for attachments in ((file,), (file,)):
        drafts.keep(draft(id=DraftId("d-1"), attachments=attachments))
        house.value(drafts.flush())
    assert heard == []
    drafts.keep(draft(id=DraftId("d-1")))
    house.value(drafts.flush())
    assert heard == ["released"]
    house.value(drafts.discard(DraftId("d-1")))
    assert heard == ["released", "released"]


def test_after_the_end_nothing_is_swept(house: House) -> None:
    file = attached(house, b"unused")
    house.sweep.stop()
    house.sweep.request()
    swept(house)
    assert house.attachments.path_of(file).exists()
    assert isinstance(house.sweep, QObject)
