from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_part import ArchivePart
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId


def test_accounts_have_numbers_inside_and_ids_outside(archive: Archive) -> None:
    part = ArchivePart(archive._db)
    number = part._account_number(SANDBOX_ACCOUNT)
    assert [part._account_id(number) for _ in range(2)] == [SANDBOX_ACCOUNT] * 2


def test_an_account_that_was_never_saved_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        ArchivePart(archive._db)._account_number(AccountId("nobody"))
