"""The pages for developers name nothing that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit import checkout, page_names
from tests.unit.page_names import Mention

PAGES = page_names.pages()


@pytest.mark.parametrize("page", PAGES, ids=[path.as_posix() for path in PAGES])
def test_what_a_page_mentions_exists(page: Path) -> None:
    text = checkout.text(page)

    faults = [
        f"`{mention.text}`: {fault}"
        for mention in page_names.mentions(page, text)
        if (fault := page_names.fault_of(mention))
    ]
    faults += [f"link to {target}" for target in page_names.broken_links(page, text)]

    assert faults == []


@pytest.mark.parametrize(
    "wrong",
    [
        "composer_app/nowhere.py",
        "archive/nowhere.py",
        "tests/unit/nowhere/",
        "composer_app.nowhere",
        "composer_app.domain.draft.Nowhere",
        "NoSuchClass",
        "Archive.no_such_method",
        "no_such_function()",
        "no_such_name",
        "NO_SUCH_VARIABLE=N",
        "QNoSuchWidget",
        "--not-an-option",
        "composer-app nothing",
        "composer-app archive nothing",
        "composer-app send --not-an-option",
        "python3 packaging/bootstrap.py nothing",
        "python3 packaging/bootstrap.py bench nothing",
        ".venv/bin/python -m pytest tests/nowhere.py",
        ".venv/bin/python -m tests.nowhere",
    ],
)
def test_a_wrong_name_is_found(wrong: str) -> None:
    assert page_names.fault_of(Mention(Path("README.md"), wrong, is_block=False))


@pytest.mark.parametrize(
    "right",
    [
        "composer_app/domain/draft.py",
        "domain/draft.py",
        "tests/unit/",
        "composer_app.domain.draft.Draft",
        "Draft",
        "QObject",
        "--profile",
        "composer-app send --account NAME --to ADDR",
        "composer-app account add|list",
        "python3 packaging/bootstrap.py bench launch",
        "submission.state",
        "/email/1/send",
        "archive.sqlite.before-001",
    ],
)
def test_a_right_name_is_let_through(right: str) -> None:
    assert page_names.fault_of(Mention(Path("README.md"), right, is_block=False)) == ""


@pytest.mark.parametrize("wrong", ["NoSuchClass ─▶", "Outbox.no_such_method", "▶ domain/nowhere.py", "└ ui/nowhere/"])
def test_a_wrong_name_in_a_drawing_is_found(wrong: str) -> None:
    assert page_names.fault_of(Mention(Path("composer_app/README.md"), wrong, is_block=True))


def test_a_drawing_may_say_anything_else() -> None:
    drawing = "Outbox.send ──▶ ApiSession: bytes, 48 h  services/sending/outbox.py"

    assert page_names.fault_of(Mention(Path("composer_app/README.md"), drawing, is_block=True)) == ""


def test_a_link_that_leads_nowhere_is_found() -> None:
    assert page_names.broken_links(Path("README.md"), "[a](LICENSE) [b](nowhere.md#x) [c](https://example.com)") == [
        "nowhere.md"
    ]


def test_every_table_is_on_the_page_of_the_archive() -> None:
    page = checkout.text(Path("composer_app/archive/README.md"))
    layouts = [checkout.text(path) for path in checkout.files() if path.match("composer_app/archive/migrations/*.sql")]
    tables = re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", "\n".join(layouts), re.MULTILINE)

    assert tables
    assert [table for table in tables if f"`{table}`" not in page] == []


def test_every_decision_is_in_the_index() -> None:
    index = checkout.text(Path("composer_app/decisions/README.md"))
    records = sorted(path.name for path in checkout.files() if path.match("composer_app/decisions/[0-9]*.md"))

    assert [name for name in records if f"({name})" not in index] == []
    assert len({name[:4] for name in records}) == len(records), "two records have one number"


def test_the_tests_that_the_promises_name_exist() -> None:
    named = re.findall(r"`((?:unit|qt|e2e)/[\w/]+\.py)`", checkout.text(Path("resources/help/promises.md")))

    assert named
    assert [name for name in named if not (checkout.ROOT / "tests" / name).is_file()] == []
