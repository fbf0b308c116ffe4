"""Checks of drafts off the window's thread, with what the archive knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer_app.domain.account import AccountUse
from composer_app.domain.checks.finding import CheckId
from composer_app.domain.merge_list import MergeAttachment
from composer_app.services.mail_checks import MailChecks
from composer_app.services.merge.merge_lists import MergeLists
from tests.unit.archive.samples import entry
from tests.unit.archive.statuses import BOUNCED
from tests.unit.services.house import NOW, House, draft


@pytest.fixture
def checks(house: House) -> MailChecks:
    return MailChecks(house.context, house.settings)


def found(
    house: House,
    checks: MailChecks,
    *to: str,
    use: AccountUse = AccountUse.TEST,
    is_fresh: bool = False,
    **changes: Any,
) -> set[CheckId]:
    account = msgspec.structs.replace(house.account, use=use)
    result = house.value(checks.check(draft(*to, **changes), account, is_fresh=is_fresh))
    assert result is not None
    return set(result.findings)


def bounce(house: House, address: str) -> None:
    """The archive has a mail of the account to this address, which bounced."""
    house.archive(lambda archive: archive.logs.ingest(house.account.id, [entry("m-1", address, BOUNCED)], NOW, None))


def test_a_recipient_that_bounced_is_found(house: House, checks: MailChecks) -> None:
    bounce(house, "tom@example.org")
    assert found(house, checks, "Tom <tom@example.org>", "ana@example.com, eve@example.com") == {
        CheckId.RECIPIENT_BOUNCED
    }
    assert found(house, checks, "ana@example.com") == set()


def test_recipients_of_a_list_are_looked_up_too(house: House, checks: MailChecks, tmp_path: Path) -> None:
    bounce(house, "tom@example.org")
    path = tmp_path / "people.csv"
    path.write_text("email,first\nana@example.com,Ana\ntom@example.org,Tom\n", "utf-8")
    lists = MergeLists(house.context)
    try:
        opened = house.value(lists.open(path, ["first"]))
    finally:
        lists.stop()
    merge = MergeAttachment(
        sha256=opened.file.sha256,
        file_name=opened.file.file_name,
        size_bytes=opened.file.size_bytes,
        settings=opened.analysis.settings,
        recipient_count=opened.analysis.recipient_count,
        row_count=opened.analysis.row_count,
    )
    assert found(house, checks, "", merge=merge) == {CheckId.RECIPIENT_BOUNCED}


def test_a_new_sender_is_found_but_not_in_the_sandbox(house: House, checks: MailChecks) -> None:
    bounce(house, "tom@example.org")
    sender = "Linden <billing@example.net>"
    assert found(house, checks, sender=sender) == {CheckId.SENDER_NEW}
    assert found(house, checks, sender=sender, use=AccountUse.SANDBOX) == set()


def test_the_archive_is_asked_again_when_it_matters(house: House, checks: MailChecks) -> None:
    assert found(house, checks, "tom@example.org") == set()
    bounce(house, "tom@example.org")
    assert found(house, checks, "tom@example.org", html="<p>Other</p>") == set()
    assert found(house, checks, "tom@example.org", is_fresh=True) == {CheckId.RECIPIENT_BOUNCED}
    checks.forget()
    assert found(house, checks, "tom@example.org") == {CheckId.RECIPIENT_BOUNCED}


def test_without_an_account_the_content_is_checked(house: House, checks: MailChecks) -> None:
    result = house.value(checks.check(draft(html='<a href="">x</a>'), None, "my {{text}}"))
    assert result is not None
    assert set(result.findings) == {CheckId.LINK_EMPTY, CheckId.PLACEHOLDER_VALUE}


def test_a_check_that_is_off_is_not_made(house: House, checks: MailChecks) -> None:
    house.settings.checks_off = frozenset({CheckId.LINK_EMPTY})
    assert found(house, checks, html='<a href="">x</a>') == set()


def test_a_later_check_ends_an_earlier_one(house: House, checks: MailChecks) -> None:
    first = checks.check(draft(html="<p>x</p>" * 50_000), house.account)
    second = checks.check(draft(), house.account)
    assert house.value(second) is not None
    house.until(lambda: first.is_done)
    assert first.result() is None
