from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer_app.archive.privacy.recipient_mask import ERASED, RecipientMask
from composer_app.domain.mail import Attachment
from tests.unit.archive.samples import draft


@pytest.mark.parametrize(
    ("entry", "is_named"),
    [
        ("Ana@Example.com", True),
        (" Ana Kovac <ana@example.com> ", True),
        ("mailto:ana@example.com", True),
        ("ana&#64;example.com", True),
        ("r&ana@example.com", False),
        ("x=ana@example.com", False),
        ("joana@example.com", False),
        ("Ana", False),
    ],
)
def test_who_is_named(entry: str, is_named: bool) -> None:
    assert RecipientMask("ana@example.com").is_named_by(entry) is is_named


def test_it_knows_whether_it_met_another_spelling() -> None:
    mask = RecipientMask("ana@example.com")
    assert mask.masked("to ANA@example.com") == f"to {ERASED}"
    assert not mask.has_met_encoded
    assert mask.masked(b"to ana%40example.com") == b"to [erased]"
    assert mask.has_met_encoded
    assert RecipientMask("r&d@example.com").has_met_encoded


@pytest.mark.parametrize("text", ["ana\uff20ex.de", "an\u00ada\ufe6bex.de", "ana\uff20ex.de".encode()], ids=ascii)
def test_an_address_without_a_plain_at_sign(text: Any) -> None:
    assert RecipientMask("ana@ex.de").masked(text) in (ERASED, ERASED.encode())


def test_a_draft_refers_to_the_files_without_the_person() -> None:
    old, new, other = "a" * 64, "b" * 64, "c" * 64
    files = (Attachment(old, "list.csv", "text/csv", 20), Attachment(other, "b {x}.csv", "text/csv", 5, True))
    held = msgspec.structs.replace(draft("d-1", "Hello"), attachments=files)
    mask = RecipientMask("ana@example.com", files={old: (new, 13)})
    assert mask.applied(held) == msgspec.structs.replace(
        held, attachments=(msgspec.structs.replace(files[0], sha256=new, size_bytes=13), files[1])
    )
    assert mask.applied(files[1]) is files[1]


def test_ids_stand_for_the_person() -> None:
    assert RecipientMask("ana@example.com").with_ids(["m-1", ""]).masked("m-1, m-12") == "[erased], m-12"
