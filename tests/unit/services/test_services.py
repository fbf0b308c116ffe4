"""All services together, as the program builds them, on the real Sandbox: one mail's whole way, and a clean end."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.app import build_services
from composer_app.archive.archive import Archive
from composer_app.archive.draft_store import DraftStore
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.account import SANDBOX
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ReportQuery
from composer_app.domain.submission import SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.runtime.secret_mask import mask
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from tests.patience import PATIENCE_S
from tests.stored_mail import newest_mail
from tests.task_results import value
from tests.unit.services.house import KEY, OUR_THREADS, MemoryKeyring, draft


@pytest.fixture
def services(
    tmp_path: Path, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> Iterator[Services]:
    monkeypatch.setenv("COMPOSER_SANDBOX_KEY", KEY)
    profile = Profile(tmp_path / "profile")
    services = build_services(
        profile, Settings(profile.settings), sandbox=SandboxProcess(profile.sandbox, delivery_delay_s=0.0)
    )
    services.outbox.undo_window = timedelta(0)
    yield services
    services.stop()


def sandbox_draft(*to: str, **changes: object) -> Draft:
    return draft(*to, account_id=SANDBOX_ACCOUNT, sender=SANDBOX.default_sender, **changes)


def started(services: Services, qtbot: QtBot) -> None:
    with qtbot.waitSignal(services.accounts.changed):
        services.accounts.load()
    with qtbot.waitSignal(services.outbox.changed):
        services.outbox.start()


def send(services: Services, qtbot: QtBot, *to: str, **changes: object) -> SubmissionState:
    with qtbot.waitSignal(services.outbox.settled) as settled:
        services.outbox.send(sandbox_draft(*to, **changes), "Hello", SANDBOX)
    state = settled.args[0].state
    assert isinstance(state, SubmissionState)
    return state


def rows(services: Services) -> dict[str, MessageRow]:
    def read(archive: Archive) -> dict[str, MessageRow]:
        found = newest_mail(archive)
        return {row.to: row for one in found for row in archive.messages.of_submission(one.id)}

    return services.context.archive.write(read).result(PATIENCE_S)


def pull(services: Services, qtbot: QtBot) -> int:
    return value(qtbot, services.sync.pull_reports(SANDBOX, ReportQuery())).received


def test_an_import_is_a_change_of_mail(services: Services, qtbot: QtBot) -> None:
    reported: list[None] = []
    for change in services.mail_changes:
        change.connect(lambda *_news: reported.append(None))

    services.exchanges.imported.emit()

    assert len(reported) == 1


def test_the_whole_way_of_a_mail(services: Services, qtbot: QtBot) -> None:
    started(services, qtbot)

    assert send(services, qtbot, "ana@example.com", "bounce@example.com") is SubmissionState.ACCEPTED
    assert {row.outcome for row in rows(services).values()} == {Outcome.ACCEPTED}
    received = pull(services, qtbot)
    while received < 2:  # a report is there as soon as the Sandbox says so
        received += pull(services, qtbot)

    found = rows(services)
    assert found["ana@example.com"].outcome is Outcome.DELIVERED
    assert found["bounce@example.com"].outcome is Outcome.BOUNCED
    assert pull(services, qtbot) == 0  # handed out once; the program still has them
    assert rows(services) == found


def test_a_lost_answer_is_looked_up_and_found(services: Services, qtbot: QtBot) -> None:
    started(services, qtbot)
    assert send(services, qtbot, "lost@example.com") is SubmissionState.UNKNOWN
    (submission,) = services.context.archive.write(lambda archive: newest_mail(archive)).result(PATIENCE_S)

    with qtbot.waitSignal(services.outbox.settled) as settled:
        services.outbox.look_up_now(submission.id)

    assert settled.args[0].state is SubmissionState.ACCEPTED


def test_everything_ends_within_its_time(services: Services, qtbot: QtBot, tmp_path: Path) -> None:
    started(services, qtbot)
    picture = tmp_path / "bill.pdf"
    picture.write_bytes(b"x")
    value(qtbot, services.attachments.attach(picture))
    send(services, qtbot)
    process_id = services.context.sandbox.process_id
    assert process_id is not None

    assert services.stop()

    assert {thread.name for thread in threading.enumerate()} & OUR_THREADS == set()
    assert services.context.sandbox.process_id is None
    assert services.stop()  # again is no error


def test_the_last_words_of_a_draft_are_saved_at_the_end(services: Services, qtbot: QtBot) -> None:
    services.drafts.keep(sandbox_draft(subject="last words"))
    assert services.stop()

    archive = Archive.open(services.context.profile.archive)
    try:
        assert [one.subject for one in archive.drafts.all()] == ["last words"]
    finally:
        archive.close()


def test_a_draft_that_cannot_be_saved_does_not_keep_the_rest_from_ending(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_archive: Archive, _draft: Draft) -> None:
        raise ArchiveFull("no room")

    monkeypatch.setattr(DraftStore, "save", full)
    services.drafts.keep(sandbox_draft())

    assert services.stop()
    assert "not saved" in caplog.text
    assert {thread.name for thread in threading.enumerate()} & OUR_THREADS == set()


def test_the_profile_never_holds_the_key(services: Services, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    """Not as it is, not in Base64 at any offset, not in the log."""
    started(services, qtbot)
    for to in ("ana@example.com", "bounce@example.com", "lost@example.com", "reject@example.com"):
        send(services, qtbot, to)
    pull(services, qtbot)
    services.drafts.keep(sandbox_draft(subject="a draft"))
    services.settings.theme_mode = "dark"
    with qtbot.waitSignal(services.sync.state_changed):
        services.sync.run_now()
    assert services.stop()

    own = services.context.profile.sandbox
    files = [path for path in services.context.profile.folder.rglob("*") if path.is_file() and own not in path.parents]
    assert services.context.profile.archive in files
    for path in files:
        content = path.read_bytes()
        assert [form for form in forms_of(KEY) if form in content] == [], path
    said = mask(caplog.text).encode()
    assert [form for form in forms_of(KEY) if form in said] == []


def forms_of(secret: str) -> list[bytes]:
    """The secret, and what is sure to appear of it in the Base64 of anything that holds it."""
    plain = secret.encode()
    forms = [plain, plain.hex().encode(), secret.encode("utf-16-le")]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        whole = encoded[4 if offset else 0 : len(encoded) // 4 * 4 - 4]
        forms += [whole, whole.replace(b"+", b"-").replace(b"/", b"_")]
    return forms
