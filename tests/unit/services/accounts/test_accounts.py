"""The accounts: settings in the archive, keys in the keyring, one of them in use."""

from __future__ import annotations

import msgspec
import pytest
from keyring.errors import KeyringLocked

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.accounts.accounts import Accounts, Saved
from composer_app.services.connections.credentials import Whereabouts
from composer_app.services.settings import Settings
from tests.unit.services.house import KEY, House, MemoryKeyring

LINDEN = Account(id=AccountId("linden"), name="Linden Energy", base_url="https://x1.api.example.com")
ASH = Account(id=AccountId("ash"), name="ash & Sons", base_url="https://x2.api.example.com")


def saved(house: House, account: Account, key: str | None = KEY) -> Saved:
    result = house.value(house.accounts.save(account, None if key is None else Secret(key)))
    assert isinstance(result, Saved)
    return result


def keys(house: House) -> dict[str, str]:
    return {name: key for (_, name), key in house.keyring.entries.items()}


def test_the_sandbox_is_always_there(empty_house: House) -> None:
    assert empty_house.accounts.all() == (SANDBOX,)
    assert empty_house.accounts.current == SANDBOX
    empty_house.value(empty_house.accounts.load())
    assert empty_house.accounts.all() == (SANDBOX,)


def test_a_saved_account_is_there_at_the_next_start(empty_house: House) -> None:
    with empty_house.qtbot.waitSignal(empty_house.accounts.changed):
        assert saved(empty_house, LINDEN).kept.is_in_keyring
    saved(empty_house, ASH)
    empty_house.accounts.use(LINDEN.id)

    later = Accounts(empty_house.context, Settings(empty_house.profile.settings))
    empty_house.value(later.load())

    assert later.all() == (SANDBOX, ASH, LINDEN)  # by name, whatever its case
    assert later.current == LINDEN
    assert keys(empty_house) == {
        "linden at https://x1.api.example.com": KEY,
        "ash at https://x2.api.example.com": KEY,
    }


def test_using_another_is_reported(empty_house: House) -> None:
    saved(empty_house, LINDEN)

    with empty_house.qtbot.waitSignal(empty_house.accounts.switched) as emitted:
        empty_house.accounts.use(LINDEN.id)
    assert emitted.args == [LINDEN]
    with empty_house.qtbot.assertNotEmitted(empty_house.accounts.switched):
        empty_house.accounts.use(LINDEN.id)
        empty_house.accounts.use(AccountId("nobody"))


def test_a_change_of_the_one_in_use_is_reported(empty_house: House) -> None:
    saved(empty_house, LINDEN)
    empty_house.accounts.use(LINDEN.id)
    renamed = msgspec.structs.replace(LINDEN, name="Linden")

    with empty_house.qtbot.waitSignal(empty_house.accounts.settings_changed) as emitted:
        empty_house.accounts.save(renamed, None)

    assert emitted.args == [renamed]
    assert list(keys(empty_house).values()) == [KEY]


def test_a_changed_address_takes_its_key_along(empty_house: House) -> None:
    saved(empty_house, LINDEN)
    saved(empty_house, msgspec.structs.replace(LINDEN, base_url="https://x9.api.example.com"), key=None)

    assert keys(empty_house) == {"linden at https://x9.api.example.com": KEY}


def test_a_changed_address_with_a_new_key_leaves_the_old_one_nowhere(empty_house: House) -> None:
    saved(empty_house, LINDEN)
    saved(empty_house, msgspec.structs.replace(LINDEN, base_url="https://x9.api.example.com"), key="new-key")

    assert keys(empty_house) == {"linden at https://x9.api.example.com": "new-key"}


def test_a_keyring_that_keeps_the_key_of_an_old_address_does_not_hold_the_change_up(
    empty_house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    saved(empty_house, LINDEN)

    def locked(*_args: object) -> None:
        raise KeyringLocked

    monkeypatch.setattr(MemoryKeyring, "delete_password", locked)
    moved = msgspec.structs.replace(LINDEN, base_url="https://x9.api.example.com")
    saved(empty_house, moved, key="new-key")

    assert empty_house.accounts.get(LINDEN.id) == moved
    assert "the keyring still holds the key of an old address: keyring locked" in caplog.text


def test_with_the_keyring_locked_the_address_is_not_changed(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_house.move_in(LINDEN)

    def locked(*_args: object) -> None:
        raise KeyringLocked

    monkeypatch.setattr(MemoryKeyring, "get_password", locked)
    moved = msgspec.structs.replace(LINDEN, base_url="https://x9.api.example.com")
    problem = empty_house.problem(empty_house.accounts.save(moved, None))

    assert problem == Problem(ProblemCode.KEYRING_LOCKED)
    assert empty_house.accounts.get(LINDEN.id) == LINDEN
    assert empty_house.archive(lambda archive: archive.accounts.all()) == (SANDBOX, LINDEN)


def test_without_a_keyring_the_account_is_saved_and_the_reason_reported(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_args: object) -> None:
        raise KeyringLocked

    monkeypatch.setattr(MemoryKeyring, "set_password", locked)

    assert saved(empty_house, LINDEN).kept.problem is ProblemCode.KEYRING_LOCKED
    assert empty_house.accounts.get(LINDEN.id) == LINDEN


def test_it_is_reported_whether_a_key_is_kept(empty_house: House) -> None:
    assert empty_house.value(empty_house.accounts.key_whereabouts(LINDEN)) == Whereabouts(False)

    saved(empty_house, LINDEN)

    assert empty_house.value(empty_house.accounts.key_whereabouts(LINDEN)) == Whereabouts(True)
    assert empty_house.value(empty_house.accounts.key_whereabouts(None)) == Whereabouts(False)


def test_a_removed_account_is_gone_with_its_key(empty_house: House) -> None:
    saved(empty_house, LINDEN)
    empty_house.accounts.use(LINDEN.id)

    with empty_house.qtbot.waitSignal(empty_house.accounts.switched) as emitted:
        assert empty_house.value(empty_house.accounts.remove(LINDEN.id)) == LINDEN.id

    assert emitted.args == [SANDBOX]
    assert empty_house.accounts.all() == (SANDBOX,)
    assert empty_house.settings.current_account == SANDBOX_ACCOUNT
    assert keys(empty_house) == {}
    assert empty_house.archive(lambda archive: archive.accounts.all()) == (SANDBOX,)


def test_removed_with_the_keyring_locked_it_is_gone_and_the_key_is_reported(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(empty_house, LINDEN)

    def locked(*_args: object) -> None:
        raise KeyringLocked

    monkeypatch.setattr(MemoryKeyring, "get_password", locked)
    problem = empty_house.problem(empty_house.accounts.remove(LINDEN.id))

    assert problem.code is ProblemCode.KEYRING_LOCKED
    assert empty_house.accounts.all() == (SANDBOX,)


def test_the_sandbox_cannot_be_removed(empty_house: House) -> None:
    assert empty_house.problem(empty_house.accounts.remove(SANDBOX_ACCOUNT)).code is ProblemCode.OURS
    assert empty_house.accounts.all() == (SANDBOX,)


def test_an_account_in_use_that_is_gone_gives_way_to_the_sandbox(empty_house: House) -> None:
    empty_house.settings.current_account = AccountId("long gone")
    empty_house.value(empty_house.accounts.load())

    assert empty_house.accounts.current == SANDBOX


def test_one_that_is_added_again_has_the_id_of_the_removed_one(empty_house: House) -> None:
    saved(empty_house, LINDEN)
    empty_house.value(empty_house.accounts.remove(LINDEN.id))
    again = msgspec.structs.replace(LINDEN, id=AccountId("new"), name="Linden")

    assert saved(empty_house, again).account == msgspec.structs.replace(again, id=LINDEN.id)

    assert [account.id for account in empty_house.accounts.all()] == [SANDBOX_ACCOUNT, LINDEN.id]
    assert keys(empty_house) == {"linden at https://x1.api.example.com": KEY}
