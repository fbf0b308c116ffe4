"""What the outbox shows of one mail."""

from __future__ import annotations

import pytest

from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import row_of
from tests.faulty_server import Act, FaultyServer, answers, says_no
from tests.unit.services.house import House

SEND, LOGS = "/email/3/send", "/email/1/logs"
BUSY = says_no(429, {"Retry-After": "3600"}, code="TOO_MANY_REQUESTS")


def entry(house: House) -> OutboxEntry:
    (found,) = house.value(house.outbox.newest_entries(house.account.id))
    assert isinstance(found, OutboxEntry)
    return found


@pytest.mark.parametrize(("last", "state"), [(says_no(401), SubmissionState.REJECTED), (BUSY, SubmissionState.QUEUED)])
def test_a_refused_repeat_does_not_call_the_first_try_unsent(
    house: House, server: FaultyServer, last: Act, state: SubmissionState
) -> None:
    server.plays("POST", SEND, answers({}, status=503), last)
    server.plays("GET", LOGS, answers({"results": []}))
    mail = house.send()
    assert mail.state is SubmissionState.UNKNOWN

    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda n: n == 0):
        house.outbox.send_again(mail.id)

    found = entry(house)
    assert (found.submission.state, found.may_have_left_before) == (state, True)
    row = row_of(found, house.account, house.clock())
    assert row.message is not None
    assert row.message.body.startswith("An earlier try may have been sent")
    assert "Nothing was sent" not in row.state_note


def test_a_refused_first_try_leaves_no_doubt(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, says_no(401), says_no(401))
    mail = house.send()
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda n: n == 0):
        house.outbox.send_again(mail.id)

    found = entry(house)
    assert found.submission.attempts == 2
    assert not found.may_have_left_before
    assert row_of(found, house.account, house.clock()).state_note == "Nothing was sent"
