"""Records the answer to a send, for each recipient and for the mail as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from composer_app.archive import message_events
from composer_app.archive.column_values import micros, storable, time_of
from composer_app.archive.database import Database
from composer_app.archive.reconcile import merge, reconcile
from composer_app.archive.submission_transitions import SubmissionTransitions
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.ids import BulkId, MessageId, SubmissionId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.recipients import address_key, parse_address
from composer_app.domain.status import Status, VendorError, outcome_of_answer, was_sent_before
from composer_app.domain.submission import SubmissionState

_ADD_ANSWER = "INSERT INTO send_answer (submission, received_at, bulk_id, raw) VALUES (?, ?, ?, ?)"
_ROWS_OF = """
    SELECT row, address, address_key, message_id, recipient_kind = 'to' FROM message WHERE submission = ? ORDER BY row
"""
_ANSWERED = """
    UPDATE message SET answer_outcome = ?, answer_verdict = ?, answered_at = ? WHERE row = ?
"""
_WANTED = """
    SELECT send_at, json_extract(content, '$.options.preserve_recipients')
    FROM submission JOIN submission_content ON submission_content.submission = submission.number
    WHERE number = ?
"""
_SET_BULK_ID = "UPDATE message SET bulk_id = ? WHERE submission = ? AND bulk_id IS NOT ?"
# Mail to the same recipients under the id that the answer names, known from logs or reports without a bulkId that came
# before the answer.
_FOREIGN_WITH_ID = """
    SELECT other.row, own.row
    FROM message AS other CROSS JOIN message AS own
        ON own.submission = :submission AND own.address_key = other.address_key
    WHERE other.account = (SELECT account FROM submission WHERE number = :submission)
      AND other.message_id = :message_id AND other.submission IS NULL
      AND (own.row = :row OR own.message_id IS NULL)
"""
_IS_TAKEN = """
    SELECT 1 FROM message AS own CROSS JOIN message AS other
    WHERE own.row = :row AND other.account = own.account AND other.message_id = :message_id
      AND other.address_key = own.address_key AND other.row <> own.row
"""
_SET_MESSAGE_ID = "UPDATE message SET message_id = :message_id WHERE row = :row AND message_id IS NOT :message_id"


class AnsweredRecipient(Protocol):
    """Protocol: one recipient in the answer to a send. The parser's value fits."""

    @property
    def address(self) -> str: ...

    @property
    def message_id(self) -> MessageId | None: ...

    @property
    def status(self) -> Status: ...


class _Row(NamedTuple):
    """A recipient of a mail sent from here."""

    row: int
    address: str
    address_key: str
    message_id: str | None
    is_to: bool


class SendAnswers:
    """Records answers to sends. Inside a transaction only."""

    def __init__(self, database: Database, statuses: VendorStatusStore, transitions: SubmissionTransitions) -> None:
        self._db = database
        self._statuses = statuses
        self._transitions = transitions

    def record(
        self,
        submission_id: SubmissionId,
        at: datetime,
        bulk_id: BulkId | None,
        answers: Sequence[AnsweredRecipient],
        raw: bytes,
        next_lookup_at: datetime | None,
    ) -> None:
        """sending -> accepted, rejected or unknown, by the answer for each recipient.

        ==============================  =================================  ====================================
        the answer                      the submission                     recipients in To that it does not name
        ==============================  =================================  ====================================
        took at least one recipient     accepted                           unknown, looked up
        rejects all that it names       rejected, or unknown if it does    unknown, looked up
                                        not name all
        names none of our recipients    unknown                            unknown, looked up
        has had the mail before         unknown                            the same
        ==============================  =================================  ====================================

        Of Cc and Bcc an answer may say nothing (api/README.md 3.1): they follow the submission. Entries about other
        addresses are kept as raw bytes only. Ids that it assigns to our recipients replace ours, and earlier log
        entries and reports under these ids are merged into the rows.

        Args:
            next_lookup_at: when to look up recipients that it does not name.
        """
        number = self._transitions.in_state(submission_id, [SubmissionState.SENDING])
        rows = [_Row(*row) for row in self._db.rows(_ROWS_OF, (number,))]
        known = _Recipients(rows)
        said = {row: answer for answer in answers if (row := known.row_of(answer, len(answers))) is not None}
        before = {row for row, answer in said.items() if was_sent_before(answer.status)}
        said = {row: answer for row, answer in said.items() if row not in before}
        outcomes = {row: outcome_of_answer(answer.status) for row, answer in said.items()}
        left_out = [one.row for one in rows if one.is_to and one.row not in said]
        send_at, shares_answer = self._wanted(number)
        if shares_answer and len(said) == 1:
            left_out = []
        state, problem = _state_of(outcomes.values(), left_out, bool(before))
        if state is SubmissionState.ACCEPTED and send_at is not None and send_at > micros(at):
            state, next_lookup_at = SubmissionState.SCHEDULED, time_of(send_at)
            outcomes = {row: Outcome.SCHEDULED if not one.is_final else one for row, one in outcomes.items()}
        self._transitions.step(
            submission_id,
            state,
            at,
            from_states=[SubmissionState.SENDING],
            problem=problem,
            next_lookup_at=next_lookup_at if left_out or state is SubmissionState.SCHEDULED else None,
        )
        self._db.run(_ADD_ANSWER, (number, micros(at), None if bulk_id is None else storable(bulk_id), raw))
        if bulk_id and said:
            self._db.run(_SET_BULK_ID, (storable(bulk_id), number, storable(bulk_id)))
        for row, answer in said.items():
            self._record_recipient(row, answer, outcomes[row], at, number)
        for one in rows:
            if one.row in said:
                continue
            code = ProblemCode.PARTLY_NAMED if said else ProblemCode.NOT_NAMED
            code = ProblemCode.SENT_BEFORE if one.row in before else code
            self._record_silence(one.row, code, one.row in left_out, bool(said), state, at)
        self._transitions.accept_if_known(number, at)

    def _wanted(self, number: int) -> tuple[int | None, bool]:
        """When the service is to send it, and whether its recipients see each other: then one answer is for all."""
        send_at, preserves = self._db.rows(_WANTED, (number,))[0]
        return send_at, bool(preserves)

    def _record_recipient(
        self, row: int, answer: AnsweredRecipient, outcome: Outcome, at: datetime, number: int
    ) -> None:
        if answer.message_id:
            self._name(row, answer.message_id, number)
        status = self._statuses.number_of(answer.status, VendorError())
        self._db.run(_ANSWERED, (outcome.value, status, micros(at), row))
        message_events.add(self._db, row, EventKind.ANSWERED, at, at, outcome, status=status, source=EventSource.ANSWER)
        reconcile(self._db, row, is_news=False)

    def _record_silence(
        self, row: int, code: ProblemCode, is_left_out: bool, names_others: bool, state: SubmissionState, at: datetime
    ) -> None:
        """The answer does not say what became of the mail to this recipient; `code`: why."""
        if is_left_out and names_others:
            # An outcome of its own: it must not follow the state of the mail, which the others decide.
            self._db.run(_ANSWERED, (Outcome.UNKNOWN.value, NOTHING_SAID, micros(at), row))
            reconcile(self._db, row, is_news=False)
        if is_left_out or state is SubmissionState.UNKNOWN:
            detail, outcome = code.value, Outcome.UNKNOWN
            source = EventSource.ANSWER
            message_events.add(self._db, row, EventKind.NO_ANSWER, at, at, outcome, source=source, detail=detail)
        else:
            message_events.add(
                self._db, row, EventKind.ANSWERED, at, at, Outcome(state.value), source=EventSource.ANSWER
            )

    def _name(self, row: int, message_id: MessageId, number: int) -> None:
        """Set the row's vendor id; earlier log entries and reports under it are merged into our rows."""
        naming: dict[str, object] = {"row": row, "message_id": storable(message_id), "submission": number}
        for foreign, ours in self._db.rows(_FOREIGN_WITH_ID, naming):
            merge(self._db, foreign, ours)
            self._db.run(_SET_MESSAGE_ID, {**naming, "row": ours})
            reconcile(self._db, ours, is_news=True)
        if self._db.row(_IS_TAKEN, naming) is None:  # else it is another mail of ours: the raw answer has it
            self._db.run(_SET_MESSAGE_ID, naming)


def _state_of(
    outcomes: Collection[Outcome], left_out: Collection[int], has_had_it: bool
) -> tuple[SubmissionState, Problem | None]:
    """What becomes of a mail. `outcomes` are of the recipients that the answer names; `left_out` are those in To that
    it does not; `has_had_it`: the service has had the mail before."""
    if not outcomes:
        return SubmissionState.UNKNOWN, Problem(ProblemCode.SENT_BEFORE if has_had_it else ProblemCode.NOT_NAMED)
    problem = Problem(ProblemCode.PARTLY_NAMED) if left_out else None
    if any(not outcome.is_final for outcome in outcomes):
        return SubmissionState.ACCEPTED, problem
    return (SubmissionState.UNKNOWN if left_out else SubmissionState.REJECTED), problem


class _Recipients:
    """The recipients of a mail, found by what an answer says: a thousand entries about a thousand recipients."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows
        self._by_key: dict[str, int] = {}
        self._by_spelling: dict[str, int] = {}
        self._by_id: dict[str, list[int]] = {}
        for one in rows:
            self._by_key.setdefault(one.address_key, one.row)
            self._by_spelling.setdefault(one.address.casefold(), one.row)
            if one.message_id:
                self._by_id.setdefault(one.message_id, []).append(one.row)

    def row_of(self, answer: AnsweredRecipient, count: int) -> int | None:
        """The recipient that an entry is about, in an answer with `count` entries; None: an address that the mail did
        not go to."""
        address = answer.address.strip()
        if not address:
            named = self._by_id.get(answer.message_id, []) if answer.message_id else []
            if len(named) == 1:
                return named[0]
            return self._rows[0].row if len(self._rows) == count == 1 else None
        if (row := self._by_key.get(address_key(address))) is not None:
            return row
        mailbox = parse_address(address).mailbox  # the vendor may write it with a name
        if mailbox is not None and (row := self._by_key.get(address_key(mailbox.address))) is not None:
            return row
        return self._by_spelling.get(address.casefold())
