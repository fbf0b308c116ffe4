"""An erasure takes the address out of values once the archive has erased it, and not before."""

from __future__ import annotations

from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.erase_address import AddressEraser
from composer_app.services.running_erasure import Erasure
from tests.unit.services.house import House, draft


def test_nothing_changes_before_it_is_done() -> None:
    erasure, value = Erasure(), draft("tom.ito@example.org")

    assert not erasure.is_done
    assert erasure.applied(value) is value
    assert erasure.applied_to_bytes(b"tom.ito@example.org") == b"tom.ito@example.org"


def test_values_and_files_are_as_the_archive_leaves_them(empty_house: House) -> None:
    eraser = AddressEraser(empty_house.context, Drafts(empty_house.context), empty_house.sweep, empty_house.settings)
    done: list[Erasure] = []
    eraser.forgotten.connect(done.append)
    empty_house.value(eraser.erase("tom.ito@example.org"))
    (erasure,) = done

    assert erasure.is_done
    assert erasure.applied(draft("tom.ito@example.org", "ana@example.com")).to == ("ana@example.com",)
    assert erasure.applied("Ask tom.ito@example.org") == "Ask [erased]"
    assert b"tom.ito" not in erasure.applied_to_bytes(b"Ask tom.ito@example.org")
    untouched = b"nothing of the kind"
    assert erasure.applied_to_bytes(untouched) is untouched
