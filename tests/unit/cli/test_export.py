"""`composer-app export`: which rows, which file, and what it says."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from composer_app.cli.output import BAD_USAGE, DONE, FAILED
from composer_app.domain.filter_words import MAX_WORDS
from composer_app.services.profile import Profile
from tests.unit.cli.common import windows_loaded_by
from tests.unit.services.exchange.common import BOUNCED, FULL, add_logs, add_reports, item


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "profile")
    made.make()
    with closing(Archive.open(made.archive)) as archive:
        add_logs(archive, [item(1), item(2, status=BOUNCED, error=FULL), item(3)])
        add_reports(archive, [item(2, status=BOUNCED, error=FULL)])
    return made


def run(profile: Profile, *options: str) -> int:
    return main(["export", *options, "--profile", str(profile.folder)])


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_rows_of_a_filter_are_written(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.csv"

    assert run(profile, "--out", str(out), "--filter", "status:bounced", "--columns", "to,why") == DONE

    assert table(out) == [["to", "why"], ["person2@example.com", "Mailbox is full"]]
    assert capsys.readouterr().out == "1 row written to a.csv.\n"


def test_the_reports_are_written(profile: Profile, tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"

    assert run(profile, "--out", str(out), "--reports", "--account", "sandbox") == DONE

    assert [json.loads(line)["record"] for line in out.read_text("utf-8").splitlines()] == ["report"]


def test_no_file_of_the_profile_is_replaced(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    before = profile.archive.read_bytes()

    assert run(profile, "--out", str(profile.archive), "--format", "csv", "--replace") == BAD_USAGE

    assert "Choose a file outside of it." in capsys.readouterr().err
    assert profile.archive.read_bytes() == before


def test_the_newest_comes_first_in_utc(profile: Profile, tmp_path: Path) -> None:
    out = tmp_path / "a.txt"

    assert run(profile, "--out", str(out), "--format", "csv", "--columns", "sent_at") == DONE

    assert table(out)[1:] == [["2025-11-22T09:03:00Z"], ["2025-11-22T09:02:00Z"], ["2025-11-22T09:01:00Z"]]


def test_rows_and_columns_come_in_the_order_that_is_asked_for(profile: Profile, tmp_path: Path) -> None:
    options = ("--sort", "to", "--columns", "to,status", "--out", str(tmp_path / "a.csv"), "--replace")
    orders = []
    for more in ((), ("--ascending",)):
        assert run(profile, *options, *more) == DONE
        titles, *rows = csv.reader((tmp_path / "a.csv").read_text("utf-8").splitlines())
        assert titles == ["to", "status"]
        orders.append([row[0] for row in rows])
    descending, ascending = orders
    assert len(ascending) > 1
    assert ascending == sorted(ascending) == descending[::-1]


@pytest.mark.parametrize("command", ["export", "import"])
def test_the_help_ends_with_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    said = capsys.readouterr().out
    examples = [line.strip() for line in said.partition("examples:\n")[2].splitlines()]
    assert len(examples) > 2
    assert all(line.startswith(f"composer-app {command} ") for line in examples)


def test_a_program_reads_the_result(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "--out", str(tmp_path / "a.csv"), "--json") == DONE

    said = json.loads(capsys.readouterr().out)
    assert said == {"file": str(tmp_path / "a.csv"), "format": "csv", "rows": 3, "left_out": 0}


def test_a_file_is_replaced_only_on_request(profile: Profile, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("earlier")

    assert run(profile, "--out", str(out)) == BAD_USAGE
    assert out.read_text() == "earlier"
    assert run(profile, "--out", str(out), "--replace") == DONE
    assert len(table(out)) == 4


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--filter", "status:lost"], "filter"),
        (["--filter", " ".join(f"word{n}" for n in range(MAX_WORDS + 1))], "filter"),
        (["--account", "nobody"], "no such account"),
        (["--columns", "to,colour"], "no such column"),
    ],
)
def test_wrong_options_are_reported(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    assert run(profile, "--out", str(tmp_path / "a.csv"), "--json", *options) == BAD_USAGE

    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert not (tmp_path / "a.csv").exists()


def test_a_file_without_a_known_ending_needs_a_format(profile: Profile, tmp_path: Path) -> None:
    assert run(profile, "--out", str(tmp_path / "a")) == BAD_USAGE


def test_without_a_profile_it_says_so(tmp_path: Path) -> None:
    assert run(Profile(tmp_path / "none"), "--out", str(tmp_path / "a.csv")) == BAD_USAGE
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_not_there_is_reported(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(profile, "--out", str(tmp_path / "none" / "a.csv")) == FAILED

    assert "a.csv cannot be written." in capsys.readouterr().err


def test_it_loads_no_windows(profile: Profile, tmp_path: Path) -> None:
    ran = windows_loaded_by("export", "--profile", str(profile.folder), "--out", str(tmp_path / "a.csv"))

    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "[]")


def test_a_sheet_and_mails_are_written_by_the_ending_of_the_file(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(profile, "--out", str(tmp_path / "a.xlsx"), "--local-time") == DONE
    assert run(profile, "--out", str(tmp_path / "a.zip")) == DONE

    assert capsys.readouterr().out.splitlines() == [
        "3 rows written to a.xlsx.",
        "0 rows written to a.zip.",
        "3 rows left out: the text of such mail is not on this computer.",
    ]
