"""What Undo brings back: a draft, a file or a text, without what was erased meanwhile."""

from __future__ import annotations

from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment, MergeSettings
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.open_draft.undo_step import UndoStep
from composer_app.services.running_erasure import Erasure
from tests.unit.services.house import House, draft

LIST = MergeAttachment(
    sha256="1" * 64, file_name="a.csv", size_bytes=3, settings=MergeSettings(), recipient_count=1, row_count=1
)
FILE = Attachment("0" * 64, "bill.pdf", "application/pdf", 3)


def test_it_brings_its_value_back() -> None:
    back: list[str] = []

    UndoStep("own words", back.append)()

    assert back == ["own words"]


def test_it_names_the_files_that_its_value_needs() -> None:
    assert UndoStep(draft(attachments=(FILE,)), print).needed_files() == {FILE.sha256}
    assert UndoStep(FILE, print).needed_files() == {FILE.sha256}
    assert UndoStep(LIST, print).needed_files() == {LIST.sha256}
    assert UndoStep("own words", print).needed_files() == set()


def test_an_erased_address_is_not_brought_back(empty_house: House) -> None:
    back: list[str] = []
    step = UndoStep("Ask tom.ito@example.org", back.append)
    eraser = AddressEraser(empty_house.context, Drafts(empty_house.context), empty_house.sweep, empty_house.settings)
    erasures: list[Erasure] = []
    eraser.forgotten.connect(erasures.append)
    empty_house.value(eraser.erase("tom.ito@example.org"))

    step.apply(erasures[0])
    step()

    assert back == ["Ask [erased]"]
