"""What is attached is what is sent: copied at once, refused with a reason."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from composer_app.domain.mail import Attachment
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import ProblemCode
from composer_app.services.compose.attachment_copies import attach_now, files_kept, stored_path
from composer_app.services.runtime.error_mapping import Failed
from tests.faulty_server import FaultyServer, accepts
from tests.task_results import failure
from tests.unit.services.house import House

CONTENT = bytes(range(256)) * 300


def attached(house: House, path: Path) -> Attachment:
    found = house.value(house.attachments.attach(path))
    assert isinstance(found, Attachment)
    return found


def test_a_file_is_copied_and_described(empty_house: House, tmp_path: Path) -> None:
    path = tmp_path / "Rechnung März.pdf"
    path.write_bytes(CONTENT)

    file = attached(empty_house, path)
    path.write_bytes(b"changed later")

    assert file == Attachment(hashlib.sha256(CONTENT).hexdigest(), "Rechnung März.pdf", "application/pdf", len(CONTENT))
    assert empty_house.attachments.path_of(file).read_bytes() == CONTENT


def test_what_is_attached_is_what_is_sent(house: House, server: FaultyServer, tmp_path: Path) -> None:
    server.plays("POST", "/email/3/send", accepts())
    path = tmp_path / "bill.bin"
    path.write_bytes(CONTENT)
    file = attached(house, path)
    path.unlink()

    house.send(attachments=(file,))

    (part,) = [part for part in server.requests[0].parts if part.file_name]
    assert (part.name, part.file_name, part.content) == ("attachment", "bill.bin", CONTENT)


def test_a_file_that_left_the_store_keeps_the_mail_from_leaving(
    house: House, server: FaultyServer, tmp_path: Path
) -> None:
    path = tmp_path / "bill.bin"
    path.write_bytes(CONTENT)
    file = attached(house, path)
    stored_path(house.profile.attachments, file.sha256).unlink()

    problem = house.send(attachments=(file,)).problem

    assert problem is not None
    assert (problem.code, problem.subject) == (ProblemCode.FILE_GONE, "bill.bin")
    assert server.requests == []


def test_a_folder_is_refused(empty_house: House, tmp_path: Path) -> None:
    folder = tmp_path / "bills"
    folder.mkdir()

    problem = empty_house.problem(empty_house.attachments.attach(folder))

    assert (problem.code, problem.subject) == (ProblemCode.FILE_IS_FOLDER, "bills")


def test_a_file_of_200_mb_is_refused_at_once_and_leaves_nothing(empty_house: House, tmp_path: Path) -> None:
    big = tmp_path / "film.mp4"
    with big.open("wb") as file:
        file.truncate(200_000_000)

    problem = empty_house.problem(empty_house.attachments.attach(big))

    assert (problem.code, problem.subject) == (ProblemCode.FILE_TOO_BIG, "film.mp4")
    assert [path for path in empty_house.profile.attachments.rglob("*") if path.is_file()] == []


def test_a_file_that_is_not_there_cannot_be_read(empty_house: House, tmp_path: Path) -> None:
    problem = empty_house.problem(empty_house.attachments.attach(tmp_path / "gone.pdf"))

    assert (problem.code, problem.subject) == (ProblemCode.FILE_UNREADABLE, "gone.pdf")


def test_the_systems_reason_is_reported(empty_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root, who may run the tests, may read everything; so the refusal is planted."""
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"x")

    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    problem = empty_house.problem(empty_house.attachments.attach(path))

    assert (problem.code, problem.vendor_text) == (ProblemCode.FILE_UNREADABLE, "Permission denied")


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, ProblemCode.ARCHIVE_FULL), (errno.EROFS, ProblemCode.ARCHIVE_READ_ONLY)]
)
def test_a_store_that_takes_nothing_is_reported(
    number: int, code: ProblemCode, empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)

    assert empty_house.problem(empty_house.attachments.attach_bytes(b"x", "a.png")).code is code


def test_a_picture_from_the_clipboard(empty_house: House) -> None:
    file = empty_house.value(empty_house.attachments.attach_bytes(CONTENT, "picture.png", is_inline=True))

    assert (file.file_name, file.media_type, file.is_inline) == ("picture.png", "image/png", True)
    assert empty_house.attachments.path_of(file).read_bytes() == CONTENT


def test_bytes_that_are_too_many_are_refused_as_well(empty_house: House) -> None:
    task = empty_house.attachments.attach_bytes(bytes(MAX_MESSAGE_BYTES + 1), "picture.png")

    assert empty_house.problem(task).code is ProblemCode.FILE_TOO_BIG


def test_a_command_takes_its_copy_on_its_own_thread(empty_house: House, tmp_path: Path) -> None:
    path = tmp_path / "bill.pdf"
    path.write_bytes(CONTENT)

    file = attach_now(empty_house.profile.attachments, path)

    assert (file.file_name, file.size_bytes) == ("bill.pdf", len(CONTENT))
    assert empty_house.attachments.path_of(file).read_bytes() == CONTENT
    with pytest.raises(Failed):
        attach_now(empty_house.profile.attachments, tmp_path)


def test_no_file_is_deleted_while_a_command_keeps_them(empty_house: House) -> None:
    """The file is one that an old archive does not name."""
    file = empty_house.value(empty_house.attachments.attach_bytes(b"needed by a command", "a.txt"))
    stored = empty_house.attachments.path_of(file)
    os.utime(stored, (1_000, 1_000))
    empty_house.archive(lambda archive: archive.database.run("UPDATE origin SET began_at = 0"))
    with files_kept(empty_house.profile.attachments):
        empty_house.sweep.sweep()
        empty_house.archive(lambda _archive: None)  # it is the archive's next job
        assert stored.exists()

    empty_house.sweep.sweep()
    empty_house.archive(lambda _archive: None)
    assert not stored.exists()


def test_a_stored_file_is_saved_elsewhere_whole_or_not_at_all(house: House, tmp_path: Path) -> None:
    path = tmp_path / "bill.bin"
    path.write_bytes(CONTENT)
    file, target = attached(house, path), tmp_path / "saved.bin"
    target.write_bytes(b"earlier")

    assert house.value(house.attachments.save(file, target)) == target
    assert target.read_bytes() == CONTENT
    nowhere = failure(house.qtbot, house.attachments.save(file, tmp_path / "no folder" / "a.bin"))
    assert nowhere.problem.code is ProblemCode.FILE_NOT_WRITTEN
    inside = failure(house.qtbot, house.attachments.save(file, house.profile.archive))
    assert inside.problem.code is ProblemCode.IN_PROFILE
    inside = failure(house.qtbot, house.attachments.save_all([file], house.profile.attachments))
    assert inside.problem.code is ProblemCode.IN_PROFILE

    stored_path(house.profile.attachments, file.sha256).unlink()
    lost = failure(house.qtbot, house.attachments.save(file, target))
    assert (lost.problem.code, lost.problem.subject) == (ProblemCode.FILE_LOST, "bill.bin")
    assert target.read_bytes() == CONTENT


def test_all_files_are_saved_under_names_that_are_free(house: House, tmp_path: Path) -> None:
    path, folder = tmp_path / "bill.bin", tmp_path / "saved"
    path.write_bytes(CONTENT)
    file = attached(house, path)
    folder.mkdir()
    (folder / "bill.bin").write_bytes(b"earlier")

    first, second = house.value(house.attachments.save_all([file, file], folder))

    assert len({first, second, folder / "bill.bin"}) == 3
    assert first.read_bytes() == second.read_bytes() == CONTENT
    assert (folder / "bill.bin").read_bytes() == b"earlier"


def test_a_folder_that_is_gone_takes_no_files(house: House, tmp_path: Path) -> None:
    path = tmp_path / "bill.bin"
    path.write_bytes(CONTENT)
    file = attached(house, path)

    problem = house.problem(house.attachments.save_all([file], tmp_path / "gone"))

    assert (problem.code, problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "gone")
