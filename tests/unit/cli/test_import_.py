"""`composer-app import`: what it takes in, and what it says."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from composer_app.cli.output import BAD_USAGE, DONE, FAILED
from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.profile import Profile
from tests.unit.services.exchange.common import add_logs, export, item, job_for, queue


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "profile")
    made.make()
    Archive.open(made.archive).close()
    return made


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """An export of another archive: one mail of another program, and one of its own that waits."""
    with closing(Archive.open(tmp_path / "other" / "archive.sqlite")) as archive:
        add_logs(archive, [item(1)])
        queue(archive)
        export(archive, job_for(tmp_path / "mail.ndjson"))
    return tmp_path / "mail.ndjson"


def run(profile: Profile, *options: str) -> int:
    return main(["import", *options, "--profile", str(profile.folder)])


def stored(profile: Profile, account: str = "sandbox") -> list[str]:
    with closing(Archive.open(profile.archive)) as archive:
        wanted = ArchiveFilter(account_id=AccountId(account))
        return [one.to for one in archive.messages.rows(archive.messages.ids(wanted, SortKey.RECEIVED, False))]


def test_an_export_is_taken_in(profile: Profile, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, str(exported)) == DONE

    said = capsys.readouterr()
    assert said.out == "1 new record from mail.ndjson.\n2 records in the file: 1 new, 0 known.\n"
    assert said.err == "1 mail had not been sent when the file was written.\n"
    assert stored(profile) == ["person1@example.com"]


def test_taking_it_in_again_says_so(profile: Profile, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, str(exported)) == DONE
    capsys.readouterr()

    assert run(profile, str(exported)) == DONE

    assert "nothing new" in capsys.readouterr().out


def test_a_file_that_is_cut_off_is_a_failure_that_says_what_is_missing(
    profile: Profile, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported.write_bytes(exported.read_bytes() + b'{"format": "mail-comp')
    assert run(profile, str(exported)) == FAILED

    said = capsys.readouterr()
    assert said.out.startswith("1 new record from mail.ndjson.\n")
    assert "ends in the middle of a record" in said.err
    assert stored(profile) == ["person1@example.com"]


def test_a_program_reads_the_result(profile: Profile, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, str(exported), "--json") == DONE

    said = json.loads(capsys.readouterr().out)
    assert (said["records"], said["new"], said["never_sent"], said["unreadable"]) == (2, 1, 1, 0)


def test_events_and_what_cannot_be_read_are_reported(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = {"notificationType": "OPENED", "messageId": "m-1"}
    (tmp_path / "events.json").write_text(json.dumps([event, event, {"a": 1}]))

    assert run(profile, str(tmp_path / "events.json"), "--account", "sandbox") == DONE

    assert capsys.readouterr().err == (
        "2 events belong to mail that is not in the archive.\n1 record could not be read.\nIt begins in line 1.\n"
    )


def test_a_table_comes_back_and_says_what_it_lacks(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mail.csv").write_text("Status,To,Message ID,Why\ndelivered,ana@example.com,m-1,\nlost,x,m-2,\n")

    assert run(profile, str(tmp_path / "mail.csv")) == DONE

    said = capsys.readouterr()
    assert said.out == "1 new record from mail.csv.\n1 record in the file: 1 new, 0 known.\n"
    assert "It begins in line 3.\n" in said.err
    assert "The file has no column for: Sent, Subject, " in said.err
    assert stored(profile) == ["ana@example.com"]


def test_a_file_of_another_kind_is_refused(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    assert run(profile, str(tmp_path / "photo.jpg")) == FAILED

    assert "photo.jpg cannot be imported." in capsys.readouterr().err


def test_with_several_accounts_one_must_be_named(profile: Profile, exported: Path) -> None:
    with closing(Archive.open(profile.archive)) as archive:
        for name in ("Linden", "Oak"):
            archive.accounts.save(Account(id=AccountId(name.lower()), name=name, base_url="https://x.example"))
    line = json.loads(exported.read_text("utf-8").splitlines()[0]) | {"account_id": "elsewhere"}
    exported.write_text(json.dumps(line))

    assert run(profile, str(exported)) == BAD_USAGE
    assert run(profile, str(exported), "--account", "nobody") == BAD_USAGE
    assert run(profile, str(exported), "--account", "oak") == DONE

    assert (stored(profile), stored(profile, "oak")) == ([], ["person1@example.com"])


def test_without_a_profile_it_says_so(tmp_path: Path, exported: Path) -> None:
    assert run(Profile(tmp_path / "none"), str(exported)) == BAD_USAGE
