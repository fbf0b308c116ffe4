"""Files on their way into the open draft: copied at once, each refusal noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.domain.problem import ProblemCode
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.open_draft.attachment_intake import AttachmentIntake, FileEvent, FileNotice
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.services.house import House, draft


@pytest.fixture
def drafts(empty_house: House) -> Drafts:
    return Drafts(empty_house.context)


@pytest.fixture
def eraser(empty_house: House, drafts: Drafts) -> AddressEraser:
    return AddressEraser(empty_house.context, drafts, empty_house.sweep, empty_house.settings)


@pytest.fixture
def session(empty_house: House, drafts: Drafts, eraser: AddressEraser) -> DraftSession:
    return DraftSession(
        empty_house.context,
        drafts,
        empty_house.accounts,
        empty_house.outbox,
        empty_house.send_runs,
        eraser,
        empty_house.sweep,
    )


@pytest.fixture
def intake(empty_house: House, session: DraftSession) -> AttachmentIntake:
    return AttachmentIntake(empty_house.attachments, session)


@pytest.fixture
def notices(intake: AttachmentIntake) -> list[FileNotice]:
    heard: list[FileNotice] = []
    intake.noticed.connect(heard.append)
    return heard


def written(path: Path, content: bytes = b"x") -> Path:
    path.write_bytes(content)
    return path


def settle(house: House, intake: AttachmentIntake) -> None:
    house.until(lambda: not intake.is_copying())


def names(session: DraftSession) -> list[str]:
    return [file.file_name for file in session.draft.attachments]


def test_what_is_attached_is_what_was_there(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, tmp_path: Path
) -> None:
    path = written(tmp_path / "bill.pdf", b"%PDF-1.4 x")
    copying: list[list[str]] = []
    intake.copying_changed.connect(copying.append)
    intake.attach(path)
    assert intake.is_copying()
    settle(empty_house, intake)
    path.write_bytes(b"changed later")

    (file,) = session.draft.attachments
    assert (file.file_name, file.media_type, file.is_inline) == ("bill.pdf", "application/pdf", False)
    assert empty_house.attachments.path_of(file).read_bytes() == b"%PDF-1.4 x"
    assert copying == [["bill.pdf"], []]


@pytest.mark.parametrize(
    ("line", "is_placed", "places"), [(None, False, [("map.png", 0)]), (3, False, [("map.png", 3)]), (None, True, [])]
)
def test_an_inline_image_is_placed_unless_the_html_names_it(
    empty_house: House,
    session: DraftSession,
    intake: AttachmentIntake,
    tmp_path: Path,
    line: int | None,
    is_placed: bool,
    places: list[tuple[str, int]],
) -> None:
    heard: list[tuple[str, int]] = []
    intake.placed.connect(lambda name, at: heard.append((name, at)))

    intake.attach(written(tmp_path / "map.png"), is_inline=True, line=line, is_placed=is_placed)
    settle(empty_house, intake)

    assert session.draft.attachments[0].is_inline
    assert heard == places


def test_a_picture_without_a_file_is_placed_at_the_cursor(
    empty_house: House, session: DraftSession, intake: AttachmentIntake
) -> None:
    with empty_house.qtbot.waitSignal(intake.placed) as placed:
        intake.attach_image(b"png", "picture.png")

    assert placed.args == ["picture.png", 0]
    assert names(session) == ["picture.png"]


def test_a_type_that_the_vendor_refuses_is_not_copied(
    session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    intake.attach(written(tmp_path / "setup.exe"))

    assert notices == [FileNotice(FileEvent.REFUSED_TYPE, "setup.exe")]
    assert not intake.is_copying()


def test_a_file_that_cannot_be_read_is_noticed_with_its_reason(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    intake.attach(tmp_path / "gone.pdf")
    settle(empty_house, intake)

    (notice,) = notices
    assert (notice.event, notice.file_name) == (FileEvent.NOT_COPIED, "gone.pdf")
    assert isinstance(notice.error, Failed)
    assert notice.error.problem.code is ProblemCode.FILE_UNREADABLE
    assert names(session) == []


def test_the_same_file_once_more_is_noticed(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    path = written(tmp_path / "a.txt")
    intake.attach(path)
    intake.attach(path)
    settle(empty_house, intake)

    assert names(session) == ["a.txt"]
    assert notices == [FileNotice(FileEvent.ALREADY_THERE, "a.txt")]


def test_a_changed_name_is_noticed(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    intake.attach(written(tmp_path / "two\nlines.pdf"))
    settle(empty_house, intake)

    assert names(session) == ["two lines.pdf"]
    assert notices == [FileNotice(FileEvent.NAME_CHANGED, "two lines.pdf")]


def test_a_file_does_not_get_into_another_mail(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    intake.attach(written(tmp_path / "a.txt"))
    session.open(draft(subject="Another"))
    assert notices == [FileNotice(FileEvent.MAIL_CLOSED, "a.txt")]
    assert not intake.is_copying()

    intake.attach(written(tmp_path / "b.txt"))  # copied after it
    settle(empty_house, intake)

    assert names(session) == ["b.txt"]


def test_a_file_is_copied_on_while_undo_restores_the_content(
    empty_house: House, session: DraftSession, intake: AttachmentIntake, notices: list[FileNotice], tmp_path: Path
) -> None:
    session.open(draft(subject="Before"))
    undo = session.replace_content(subject="After", html="", text="after", attachments=())
    assert undo is not None
    intake.attach(written(tmp_path / "a.txt"))

    undo()
    settle(empty_house, intake)

    assert (session.draft.subject, names(session), notices) == ("Before", ["a.txt"], [])


def test_a_file_is_copied_on_while_an_address_is_erased(
    empty_house: House,
    session: DraftSession,
    eraser: AddressEraser,
    intake: AttachmentIntake,
    notices: list[FileNotice],
    tmp_path: Path,
) -> None:
    intake.attach(written(tmp_path / "tom.ito@example.org letter.txt", b"one"))
    settle(empty_house, intake)
    with empty_house.qtbot.waitSignal(session.rewritten):
        eraser.erase("tom.ito@example.org")
        intake.attach(written(tmp_path / "other.txt", b"two"))
    settle(empty_house, intake)

    assert set(names(session)) == {"[erased] letter.txt", "other.txt"}
    assert notices == []
