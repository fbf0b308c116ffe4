"""The services of a command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.account import SANDBOX
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.headless import Headless
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.sandbox_process import RunningSandbox
from composer_app.services.sending.locks import CommandLock, SenderLock
from tests.unit.services.house import NOW, MemoryKeyring, account_at, draft


def begin_to_send(mail: Submission, archive: Archive) -> None:
    archive.accounts.save(account_at("https://x1.example.com"))
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, NOW)


def test_an_account_is_found_by_name_or_id(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    account = account_at("https://x1.example.com")
    with Headless(Profile(tmp_path)) as services:
        services.write(lambda archive: archive.accounts.save(account))
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


@pytest.mark.parametrize(("is_open", "state"), [(False, SubmissionState.UNKNOWN), (True, SubmissionState.SENDING)])
def test_the_mail_of_a_killed_command_becomes_unknown_unless_a_window_may_be_sending_it(
    tmp_path: Path, is_open: bool, state: SubmissionState
) -> None:
    profile = Profile(tmp_path)
    mail = submission_of(draft(), "Hello", account_at("https://x1.example.com"), NOW)
    window = SenderLock(profile)

    with Headless(profile) as services:
        services.write(partial(begin_to_send, mail))
        if is_open:
            assert window.take()
        services.mark_interrupted()
        found = services.write(lambda archive: archive.outbox.get(mail.id))
        window.release()
    assert found is not None
    assert found.state is state


def test_the_mail_of_a_live_command_stays_as_it_is(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    mail = submission_of(draft(), "Hello", account_at("https://x1.example.com"), NOW)

    with Headless(profile) as services, CommandLock(profile, mail.id):
        services.write(partial(begin_to_send, mail))
        services.mark_interrupted()
        found = services.write(lambda archive: archive.outbox.get(mail.id))
    assert found is not None
    assert found.state is SubmissionState.SENDING
