from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, DraftId
from composer_app.domain.mail import Attachment
from tests.unit.archive.samples import T0, after, draft


def test_draft_comes_back_as_saved(archive: Archive) -> None:
    full = Draft(
        id=DraftId("d"),
        account_id=SANDBOX_ACCOUNT,
        sender="Zoë <zoë@example.com>",
        to=("ana@example.com", "not an address"),
        bcc=('"Ito, Tom" <tom@example.com>',),
        subject="line\nbreak \0 日本語",
        html="<p>" * 10_000,
        text="",
        attachments=(Attachment("ab" * 32, "Rechnung März.pdf", "application/pdf", 12, is_inline=True),),
        updated_at=after(0.000001),
    )
    archive.drafts.save(full)
    assert archive.drafts.get(full.id) == full


def test_saving_again_replaces(archive: Archive) -> None:
    archive.drafts.save(draft(subject="first"))
    archive.drafts.save(draft(subject="second", updated_at=after(1)))
    assert [one.subject for one in archive.drafts.all()] == ["second"]


def test_newest_first(archive: Archive) -> None:
    for name, seconds in (("a", 2), ("b", 3), ("c", 1)):
        archive.drafts.save(draft(name, updated_at=after(seconds)))
    assert [one.id for one in archive.drafts.all()] == ["b", "a", "c"]


def test_deleted_is_gone_and_deleting_again_is_no_error(archive: Archive) -> None:
    archive.drafts.save(draft(updated_at=T0))
    archive.drafts.delete(DraftId("draft-1"))
    archive.drafts.delete(DraftId("draft-1"))
    assert archive.drafts.get(DraftId("draft-1")) is None
    assert archive.drafts.all() == ()
