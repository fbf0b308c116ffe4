"""The services of a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.domain.account import SANDBOX
from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.headless import Headless
from composer_app.services.problems import Failed
from composer_app.services.profile import Profile
from composer_app.services.sandbox_process import RunningSandbox
from tests.unit.services.house import MemoryKeyring, account_at


def test_an_account_is_found_by_name_or_id(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    account = account_at("https://x1.example.com")
    with Headless(Profile(tmp_path)) as services:
        services.write(lambda archive: archive.save_account(account))
        assert services.account(" linden ENERGY ") == services.account("linden") == account
        assert services.account("oak") is None
        assert services.accounts() == (SANDBOX, account)


def test_a_failure_has_a_problem(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    account = account_at("https://x1.example.com")
    with Headless(Profile(tmp_path)) as services, pytest.raises(Failed) as failed:
        services.run(lambda: services.connections.session(account))
    assert failed.value.problem.code is ProblemCode.NO_KEY


def test_the_sandbox_of_a_window_is_used_in_place_of_one_of_our_own(tmp_path: Path) -> None:
    running = RunningSandbox("http://127.0.0.1:9", Secret("key-of-a-test"))
    with Headless(Profile(tmp_path)) as services:
        services.use_sandbox(running)
        assert services.run(services.connections.sandbox) == running
