from __future__ import annotations

from composer_app.api.answers import RecipientAnswer
from composer_app.archive.archive import Archive
from composer_app.archive.archive_values import AnsweredRecipient
from composer_app.domain.ids import MessageId
from tests.unit.archive.samples import ENROUTE, T0, submission


def test_the_parsers_own_value_is_taken_as_it_is(archive: Archive) -> None:
    mail = submission("ana@example.com")
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    answer: AnsweredRecipient = RecipientAnswer("ana@example.com", MessageId("m-1"), ENROUTE)
    archive.outbox.record_answer(mail.id, T0, None, [answer], b"{}")
    assert archive.messages.of_submission(mail.id)[0].message_id == "m-1"
