from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound, UnsettledMail
from composer_app.domain.account import SANDBOX, Account, AuthScheme, Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.submission import Recipient
from tests.unit.archive.samples import NO_ANSWER, REFUSED, T0, draft, entry, send_run, submission
from tests.unit.archive.steps import all_rows, sync

OTHER = Account(
    id=AccountId("a1"),
    name="Shop",
    base_url="https://api.example.com",
    auth=AuthScheme.BASIC,
    generation=Generation.V4,
    is_only_reader=True,
)


def test_sandbox_is_there_from_the_start_and_once(archive: Archive, path: Path) -> None:
    archive.close()
    again = Archive.open(path)
    assert again.accounts.all() == (SANDBOX,)
    again.close()


def test_accounts_come_back_as_saved_in_the_order_they_were_added(archive: Archive) -> None:
    archive.accounts.save(OTHER)
    changed = msgspec.structs.replace(SANDBOX, default_sender="me@example.com")
    archive.accounts.save(changed)
    assert archive.accounts.all() == (changed, OTHER)


def test_removed_account_leaves_its_mail(archive: Archive) -> None:
    archive.accounts.save(OTHER)
    archive.logs.ingest(OTHER.id, [entry()], entry().sent_at, None)  # type: ignore[arg-type]
    archive.accounts.remove(OTHER.id)
    assert archive.accounts.all() == (SANDBOX,)
    assert [row.account_id for row in all_rows(archive)] == [OTHER.id]
    archive.accounts.save(OTHER)
    assert archive.accounts.all() == (SANDBOX, OTHER)


def test_sandbox_cannot_be_removed(archive: Archive) -> None:
    with pytest.raises(ValueError, match="Sandbox"):
        archive.accounts.remove(SANDBOX_ACCOUNT)


def test_unknown_account_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.messages.total(AccountId("nobody"))
    assert sync(archive) == ()


@pytest.mark.parametrize("state", ["queued", "sending", "unknown"])
def test_an_account_with_mail_that_is_not_settled_stays(archive: Archive, state: str) -> None:
    account = Account(id=AccountId("linden"), name="Linden Energy", base_url="https://api.example.com")
    archive.accounts.save(account)
    mail = msgspec.structs.replace(submission(), account_id=account.id)
    archive.outbox.queue(mail, None)
    if state != "queued":
        archive.outbox.start_sending(mail.id, T0)
    if state == "unknown":
        archive.outbox.record_unknown(mail.id, T0, NO_ANSWER, None)

    with pytest.raises(UnsettledMail):
        archive.accounts.remove(account.id)
    assert account in archive.accounts.all()

    if state == "sending":
        archive.outbox.record_rejected(mail.id, T0, REFUSED)
    else:
        archive.outbox.cancel(mail.id, T0)
    archive.accounts.remove(account.id)
    assert account not in archive.accounts.all()


def test_an_account_added_again_takes_the_id_of_the_removed_one(archive: Archive) -> None:
    first = msgspec.structs.replace(OTHER, id=AccountId("a0"), name="First")
    for account in (first, OTHER):
        archive.accounts.save(account)
    new = msgspec.structs.replace(OTHER, id=AccountId("new"), name="New", generation=Generation.V3)
    assert archive.accounts.with_former_id(new) == new  # none of them is removed

    for account in (first, OTHER):
        archive.accounts.remove(account.id)

    assert archive.accounts.with_former_id(new) == msgspec.structs.replace(new, id=OTHER.id)  # the one added last
    assert archive.accounts.with_former_id(msgspec.structs.replace(new, name="FIRST")).id == first.id
    elsewhere = msgspec.structs.replace(new, base_url="https://other.example.com")
    assert archive.accounts.with_former_id(elsewhere) == elsewhere


def test_an_account_with_a_send_run_that_is_not_over_stays(archive: Archive) -> None:
    archive.accounts.save(OTHER)
    run = send_run(account_id=OTHER.id)
    archive.send_runs.begin(run, MailContent(sender="b@example.com", subject="Hello"), draft())
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox("ana@example.com"))])
    archive.send_runs.start(run.id)
    with pytest.raises(UnsettledMail):
        archive.accounts.remove(OTHER.id)
    archive.send_runs.stop(run.id, T0)
    archive.accounts.remove(OTHER.id)
