"""A person's data goes, files and all; what is on its way is not torn out."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.domain.problem import ProblemCode
from composer_app.services.drafts import Drafts
from composer_app.services.erasing import PersonEraser
from tests.faulty_server import FaultyServer, Gate, accepts, waits
from tests.secret_search import holding
from tests.unit.services.house import House, draft


@pytest.fixture
def eraser(house: House) -> PersonEraser:
    return PersonEraser(house.engine, Drafts(house.engine))


def test_nothing_of_the_person_is_left_in_the_profile(
    house: House, server: FaultyServer, eraser: PersonEraser, tmp_path: Path
) -> None:
    server.plays("POST", "/email/3/send", accepts())
    file = house.value(house.attachments.attach_bytes(b"a letter to one person", "letter.txt"))
    house.send("tom.ito@example.org", attachments=(file,))
    house.send("ana@example.com")
    told: list[object] = []
    eraser.erased.connect(told.append)

    erased = house.value(eraser.erase("Tom.Ito@example.org"))

    assert (erased.messages, erased.submissions) == (1, 1)
    assert told == [erased]
    assert not house.attachments.path_of(file).exists()
    assert holding(tmp_path, "tom.ito@example.org") == []
    assert len(house.archive(lambda archive: archive.submissions())) == 1


def test_a_mail_on_its_way_is_not_torn_out(house: House, server: FaultyServer, eraser: PersonEraser) -> None:
    gate = Gate()
    server.plays("POST", "/email/3/send", waits(gate, accepts()))
    house.begin_to_send("tom.ito@example.org")
    server.wait_for("/email/3/send")

    assert house.problem(eraser.erase("tom.ito@example.org")).code is ProblemCode.MAIL_BEING_SENT
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda count: count == 0):
        gate.release()


def test_a_draft_that_is_not_saved_yet_is_saved_before(house: House) -> None:
    drafts = Drafts(house.engine)
    drafts.keep(draft("tom.ito@example.org"))

    house.value(PersonEraser(house.engine, drafts).erase("tom.ito@example.org"))

    (kept,) = house.archive(lambda archive: archive.drafts())
    assert "tom.ito@example.org" not in repr(kept)
