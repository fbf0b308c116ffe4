"""Whatever is shipped comes with the text of its licence."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

from composer_app.licences import notices, text_of
from tests.unit import checkout

LOCK = checkout.ROOT / "packaging" / "requirements-run.lock"
LOCKED = re.findall(r"^([A-Za-z0-9._-]+)==\S+(.*)$", LOCK.read_text("utf-8"), re.MULTILINE)
SHORTEST = 400
"""Characters; the shortest licence there is has more."""


@pytest.mark.parametrize(("package", "condition"), LOCKED, ids=[name for name, _ in LOCKED])
def test_every_package_of_the_lock_has_its_text(package: str, condition: str) -> None:
    try:
        text = text_of(package)
    except metadata.PackageNotFoundError:
        assert ";" in condition, "it is needed on every system"
        pytest.skip(f"it is for other systems: {condition}")

    assert len(text) > SHORTEST


def test_every_part_has_a_name_of_its_own_and_a_text() -> None:
    parts = notices()

    assert len({part.name for part in parts}) == len(parts)
    assert [part.name for part in parts if len(part.text) < SHORTEST] == []


def test_what_the_program_imports_is_in_the_list() -> None:
    names = {part.name for part in notices()}

    assert {"httpx", "keyring", "msgspec", "lxml", "Qt and Qt for Python", "Chromium, in QtWebEngine"} <= names
    assert {"pytest", "ruff", "hatchling"} & names == set()  # for those who build it


def test_qt_has_both_texts_that_make_its_licence() -> None:
    (qt,) = [part for part in notices() if part.name == "Qt and Qt for Python"]

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text
    assert "GNU GENERAL PUBLIC LICENSE" in qt.text
    assert "END OF TERMS AND CONDITIONS" in qt.text
    assert text_of("PySide6_Addons") == qt.text


def test_our_own_is_the_one_of_the_checkout() -> None:
    assert notices()[0].text == checkout.text(Path("LICENSE"))
