"""Salvaged rows refer to nothing that is lost."""

from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.archive.repair.rebuild import mend
from composer_app.domain.ids import SANDBOX_ACCOUNT
from tests.unit.archive.samples import entry, report
from tests.unit.archive.statuses import BOUNCED, DELIVERED
from tests.unit.archive.steps import all_rows, ingest, sync


def mended(archive: Archive, *damage: str) -> int:
    archive.database.run("PRAGMA foreign_keys = OFF")
    with archive.database.transaction():
        for sql in damage:
            archive.database.run(sql)
        count = mend(archive.database)
    assert archive.as_reader.check() == ()
    return count


def test_what_is_whole_stays(archive: Archive) -> None:
    sync(archive, entry())
    ingest(archive, report())
    before = all_rows(archive)
    assert mended(archive) == 0
    assert all_rows(archive) == before
    assert archive.answers.unread() == ()


def test_an_account_that_is_lost_keeps_its_mails(archive: Archive) -> None:
    sync(archive, entry())
    assert mended(archive, "DELETE FROM account") == 0
    assert [row.account_id for row in all_rows(archive)] == ["recovered-1"]
    assert archive.accounts.all() == ()


def test_lonely_entries_go_to_the_account_of_their_bulk(archive: Archive) -> None:
    sync(archive, entry("m-1"), entry("m-2"))
    assert mended(archive, "DELETE FROM message WHERE row = 2") == 1
    (answer,) = archive.answers.unread()
    assert (answer.account_id, answer.kind, answer.is_read) == (SANDBOX_ACCOUNT, "logs", False)
    assert archive.answers.body(answer.id).startswith(b'{"results":[["m-2"')


def test_what_is_disputed_is_judged_again(archive: Archive) -> None:
    sync(archive, entry("m-1", status=BOUNCED), entry("m-2", status=BOUNCED))
    ingest(archive, report("m-1", status=DELIVERED), report("m-2", status=DELIVERED))
    lost = "UPDATE message SET is_disputed = 0 WHERE row = 1"  # as in a file of a layout without it
    assert mended(archive, lost, "DELETE FROM log_entry WHERE message = 2") == 0
    assert archive.database.rows("SELECT row, is_disputed FROM message") == [(1, 1), (2, 0)]
