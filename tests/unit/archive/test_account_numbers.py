from __future__ import annotations

import pytest

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from tests.unit.archive.steps import statements


def test_accounts_have_numbers_inside_and_ids_outside(archive: Archive) -> None:
    numbers = AccountNumbers(archive.database)
    number = numbers.number_of(SANDBOX_ACCOUNT)
    with statements(archive.database) as found:
        assert [numbers.id_of(number) for _ in range(2)] == [SANDBOX_ACCOUNT] * 2
    assert len(found) == 1, "an id that is known is not asked for again"
    assert numbers.numbers_of(SANDBOX_ACCOUNT) == numbers.numbers_of(None) == [number]


def test_an_account_that_was_never_saved_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        AccountNumbers(archive.database).number_of(AccountId("other"))
