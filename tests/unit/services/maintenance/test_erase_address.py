"""A person's data goes, files and all; what is on its way is not torn out."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QByteArray

from composer_app.archive.archive import Archive
from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.problem import ProblemCode
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.running_erasure import Erasure
from tests.faulty_server import FaultyServer, Gate, accepts, waits
from tests.secret_search import address_spellings, holding
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import submission
from tests.unit.services.house import House, draft


@pytest.fixture
def eraser(house: House) -> AddressEraser:
    return AddressEraser(house.context, Drafts(house.context), house.sweep, house.settings)


def test_nothing_of_the_person_is_left_in_the_profile(
    house: House, server: FaultyServer, eraser: AddressEraser, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    file = house.value(house.attachments.attach_bytes(b"a letter to one person", "letter.txt"))
    house.send("tom.ito@example.org", attachments=(file,))
    house.send("ana@example.com")
    reported: list[object] = []
    eraser.erased.connect(reported.append)

    erased = house.value(eraser.erase("Tom.Ito@example.org"))

    assert (erased.messages, erased.submissions) == (1, 1)
    assert reported == [erased]
    assert not house.attachments.path_of(file).exists()
    assert holding(tmp_path, "tom.ito@example.org") == []
    assert len(house.archive(lambda archive: newest_mail(archive))) == 1


def test_a_mail_on_its_way_is_not_torn_out(house: House, server: FaultyServer, eraser: AddressEraser) -> None:
    gate = Gate()
    server.plays("POST", "/email/3/send", waits(gate, accepts()))
    house.begin_to_send("tom.ito@example.org")
    server.wait_for("/email/3/send")

    assert house.problem(eraser.erase("tom.ito@example.org")).code is ProblemCode.MAIL_BEING_SENT
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda count: count == 0):
        gate.release()


def test_a_draft_that_is_not_saved_yet_is_saved_before(house: House) -> None:
    drafts = Drafts(house.context)
    drafts.keep(draft("tom.ito@example.org"))

    house.value(AddressEraser(house.context, drafts, house.sweep, house.settings).erase("tom.ito@example.org"))

    (kept,) = house.archive(lambda archive: archive.drafts.all())
    assert "tom.ito@example.org" not in repr(kept)


def test_a_save_that_waited_for_the_erasing_is_as_that_leaves_it(house: House) -> None:
    drafts = Drafts(house.context)
    eraser = AddressEraser(house.context, drafts, house.sweep, house.settings)
    task = eraser.erase("tom.ito@example.org")
    drafts.keep(draft("tom.ito@example.org", "ana@example.com", subject="queued behind it"))
    drafts.flush()
    drafts.keep(draft("tom.ito@example.org", subject="not even queued"))
    house.value(task)
    drafts.flush_and_wait()

    kept = house.archive(lambda archive: archive.drafts.all())
    assert {one.subject: one.to for one in kept} == {"queued behind it": ("ana@example.com",), "not even queued": ()}


def test_what_failed_to_be_saved_is_tried_again_without(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    drafts = Drafts(house.context)
    eraser = AddressEraser(house.context, drafts, house.sweep, house.settings)
    with monkeypatch.context() as patched:
        patched.setattr(DraftStore, "save", full)
        drafts.keep(draft("tom.ito@example.org"))
        with house.qtbot.waitSignal(drafts.save_failed):
            drafts.flush()
    house.value(eraser.erase("tom.ito@example.org"))
    drafts.flush_and_wait()

    assert [one.to for one in house.archive(lambda archive: archive.drafts.all())] == [()]


def test_a_recipient_who_is_written_to_afterwards_stays(house: House) -> None:
    drafts = Drafts(house.context)
    eraser = AddressEraser(house.context, drafts, house.sweep, house.settings)
    house.value(eraser.erase("tom.ito@example.org"))
    drafts.keep(draft("tom.ito@example.org"))
    drafts.flush_and_wait()

    assert [one.to for one in house.archive(lambda archive: archive.drafts.all())] == [("tom.ito@example.org",)]


def test_an_erasing_that_failed_changes_no_draft(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", "/email/3/send", waits(gate, accepts()))
    house.begin_to_send("tom.ito@example.org")
    server.wait_for("/email/3/send")
    drafts = Drafts(house.context)
    eraser = AddressEraser(house.context, drafts, house.sweep, house.settings)
    heard: list[Erasure] = []
    eraser.forgotten.connect(heard.append)
    task = eraser.erase("tom.ito@example.org")
    drafts.keep(draft("tom.ito@example.org"))
    house.problem(task)
    drafts.flush_and_wait()
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda count: count == 0):
        gate.release()

    assert heard == []
    assert [one.to for one in house.archive(lambda archive: archive.drafts.all())] == [("tom.ito@example.org",)]


def test_a_mail_that_is_taken_back_afterwards_does_not_name_the_person(house: House) -> None:
    both, alone = house.queued("tom.ito@example.org", "ana@example.com"), house.queued("tom.ito@example.org")
    eraser = AddressEraser(house.context, Drafts(house.context), house.sweep, house.settings)
    house.value(eraser.erase("tom.ito@example.org"))

    assert house.value(house.outbox.take_back(both)).to == ("ana@example.com",)
    assert house.value(house.outbox.take_back(alone)) is None


@pytest.mark.parametrize("address", ["r&d@example.com", "müller@exämple.de", "o'brien@example.com"])
def test_no_spelling_is_left_in_the_whole_profile(house: House, eraser: AddressEraser, address: str) -> None:
    spellings = address_spellings(address)
    listed = "\n".join(spellings.values())
    text = house.value(house.attachments.attach_bytes(f"to\n{listed}\nend\n".encode(), "list.csv"))
    picture = house.value(house.attachments.attach_bytes(bytes(range(256)) * 4, "picture.png"))
    house.queued("tom@example.org", html=f"<p>{listed}</p>", attachments=(text, picture))
    house.settings.set_layout("compose-folder", QByteArray(f"/home/me/{address}".encode()))
    house.profile.logs.mkdir()
    (house.profile.logs / "mail-composer.log").write_text(listed)
    house.profile.sandbox.mkdir()
    (house.profile.sandbox / "mails").write_text(listed)

    erased = house.value(eraser.erase(address))
    house.settings.sync()

    assert (erased.is_overwritten, erased.is_sandbox_emptied, erased.unreadable_files) == (True, True, 1)
    assert erased.copies == ()
    files = [file for file in house.profile.folder.rglob("*") if file.is_file()]
    content = b"\0".join(file.read_bytes().lower() for file in files)
    for name, written in spellings.items():
        for form in (written.encode(), json.dumps(written)[1:-1].encode(), written.encode("utf-16-le")):
            assert form.lower() not in content, name
    (mail,) = house.archive(lambda archive: newest_mail(archive))
    kept = house.attachments.path_of(mail.content.attachments[0]).read_text()
    assert kept.startswith("to\n[erased]\n")
    assert kept.endswith("\nend\n")


def test_the_sandbox_keeps_its_mail_while_it_gets_some(house: House, eraser: AddressEraser) -> None:
    house.profile.sandbox.mkdir()
    file = house.profile.sandbox / "mails"
    file.write_text("tom.ito@example.org")
    mail = msgspec.structs.replace(submission("ana@example.com"), account_id=SANDBOX_ACCOUNT)
    house.archive(lambda archive: archive.outbox.queue(mail, None))
    house.archive(lambda archive: archive.outbox.start_sending(mail.id, house.clock()))

    erased = house.value(eraser.erase("tom.ito@example.org"))

    assert (erased.is_sandbox_emptied, erased.copies) == (False, (file,))
