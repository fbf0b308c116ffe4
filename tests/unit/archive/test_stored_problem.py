"""The problem of a submission in its column: what earlier versions wrote is read in today's codes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.column_values import json_of
from composer_app.archive.stored_problem import stored_problem
from composer_app.domain.problem import KEYRING_PROBLEMS, Problem, ProblemCode
from tests.earlier_profile import unpacked
from tests.stored_mail import newest_mail

EARLIER = {
    "none there": ProblemCode.KEYRING_MISSING,
    "plain text": ProblemCode.KEYRING_PLAIN_TEXT,
    "locked": ProblemCode.KEYRING_LOCKED,
    "refused": ProblemCode.KEYRING_REFUSED,
    "no answer": ProblemCode.KEYRING_NO_ANSWER,
}


def column_of_earlier_version(subject: str) -> str:
    return f'{{"code":"keyring locked","subject":"{subject}","tries":2}}'


@pytest.mark.parametrize("subject", EARLIER)
def test_a_problem_with_the_keyring_in_an_earlier_archive_is_read_as_its_code(subject: str, tmp_path: Path) -> None:
    path = unpacked("whole", tmp_path) / "archive.sqlite"
    column = column_of_earlier_version(subject)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE submission SET problem = ? WHERE state = 'queued'", (column,))

    with closing(Archive.open(path)) as archive:
        queued = [one.problem for one in newest_mail(archive) if one.state == "queued"]

    assert queued
    assert set(queued) == {Problem(EARLIER[subject], tries=2)}
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT DISTINCT problem FROM submission WHERE state = 'queued'").fetchall()
    assert stored == [(column,)]


def test_what_an_earlier_version_knew_of_the_keyring_is_all_that_there_is() -> None:
    assert set(EARLIER.values()) == KEYRING_PROBLEMS


@pytest.mark.parametrize("subject", ["", "something else"])
def test_a_keyring_problem_that_says_no_more_is_a_locked_keyring(subject: str) -> None:
    assert stored_problem(column_of_earlier_version(subject)).code is ProblemCode.KEYRING_LOCKED


@pytest.mark.parametrize("code", list(ProblemCode))
def test_todays_problems_come_back_as_they_were(code: ProblemCode) -> None:
    problem = Problem(code, http_status=400, violations=(("to", "odd"),))

    assert stored_problem(json_of(problem)) == problem


def test_another_problem_keeps_its_subject() -> None:
    problem = Problem(ProblemCode.FILE_GONE, subject="locked")

    assert stored_problem(json_of(problem)) == problem
