"""The table of what mail clients ignore."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from composer_app.domain.checks.client_support import MAIN_FAMILIES, read_support
from tests.unit import checkout

TABLE = checkout.text(Path("resources/client_support.json")).encode()


def test_the_table_of_the_program_is_read() -> None:
    support = read_support(TABLE)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", support.date)
    assert "Outlook" in support.properties["border-radius"]
    assert "Gmail" in support.elements["video"]
    assert "Gmail" in support.images["svg"]
    assert not {"role", "lang", "aria-label"} & support.attributes.keys()


def test_only_what_a_main_family_ignores_is_kept() -> None:
    content = b'{"date":"2026-01-01","elements":{"a":["HEY"],"b":["Gmail","HEY"]}}'
    assert read_support(content).elements == {"b": ("Gmail", "HEY")}
    whole = msgspec.json.decode(TABLE)
    assert {
        name for kind in whole.values() if isinstance(kind, dict) for names in kind.values() for name in names
    } > MAIN_FAMILIES


def test_another_file_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        read_support(b"[]")
