"""Two programs on one archive, in every order that hypothesis thinks of: no step is taken twice, none is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from composer_app.archive.archive import Archive
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, SubmissionId, new_draft_id
from composer_app.domain.submission import NEXT_STATES, IllegalStep, SubmissionState
from tests.examples import examples
from tests.new_archive import open_new
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import HELD, NO_ANSWER, REFUSED, T0, Answered, after, submission
from tests.unit.archive.statuses import ENROUTE, REJECTED
from tests.unit.archive.steps import due

S = SubmissionState
CANCELLABLE = frozenset(old for old in S if S.CANCELLED in NEXT_STATES[old])
STEPS: dict[str, tuple[frozenset[SubmissionState], SubmissionState]] = {
    "take back": (frozenset({S.QUEUED}), S.CANCELLED),
    "send": (frozenset({S.QUEUED}), S.SENDING),
    "accepted": (frozenset({S.SENDING}), S.ACCEPTED),
    "all rejected": (frozenset({S.SENDING}), S.REJECTED),
    "refused": (frozenset({S.SENDING}), S.REJECTED),
    "no answer": (frozenset({S.SENDING}), S.UNKNOWN),
    "held back": (frozenset({S.SENDING}), S.QUEUED),
    "looked up": (frozenset({S.UNKNOWN}), S.UNKNOWN),
    "found": (frozenset({S.UNKNOWN}), S.ACCEPTED),
    "send again": (frozenset({S.UNKNOWN, S.REJECTED}), S.QUEUED),
    "cancel": (CANCELLABLE - {S.SENDING}, S.CANCELLED),
    "cancel by the sender": (CANCELLABLE, S.CANCELLED),
    "key entered": (frozenset({S.QUEUED}), S.QUEUED),
}
"""From which states each step may be taken, and where it leads: the table of domain/submission.py."""


class Interleavings(RuleBasedStateMachine):
    """Every mail is followed in a model; both programs must agree with it after every step."""

    mails = Bundle("mails")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "archive.sqlite"
        self._programs = (open_new(path), Archive.open(path))
        self._states: dict[SubmissionId, SubmissionState] = {}
        self._left: dict[SubmissionId, int] = {}
        self._drafts: set[str] = set()

    @rule(target=mails, by=st.integers(0, 1), waits=st.booleans())
    def queue(self, by: int, waits: bool) -> SubmissionId:
        made = submission("ana@example.com", bulk_id=f"bulk-{len(self._states)}", ids=(f"m-{len(self._states)}",))
        if waits:
            made = msgspec.structs.replace(made, leaves_at=after(5))
        self._programs[by].outbox.queue(made, None)
        self._states[made.id], self._left[made.id] = S.QUEUED, 0
        return made.id

    @rule(mail=mails, by=st.integers(0, 1), step=st.sampled_from(sorted(STEPS)))
    def step(self, mail: SubmissionId, by: int, step: str) -> None:
        allowed, new = STEPS[step]
        old = self._states[mail]
        draft = Draft(id=new_draft_id(), account_id=SANDBOX_ACCOUNT, updated_at=T0)
        try:
            self._take(self._programs[by], mail, step, draft)
        except IllegalStep:
            assert old not in allowed, f"{step} was refused for one that is {old}"
            return
        assert old in allowed, f"{step} was taken by one that is {old}"
        self._states[mail] = new
        self._left[mail] += step == "send"
        if step == "take back":
            self._drafts.add(draft.id)

    @rule(by=st.integers(0, 1))
    def killed_and_started_again(self, by: int) -> None:
        interrupted = {one.id for one in self._programs[by].outbox.interrupted(after(9))}
        assert interrupted == {mail for mail, state in self._states.items() if state is S.SENDING}
        self._states |= dict.fromkeys(interrupted, S.UNKNOWN)

    @invariant()
    def both_see_what_was_done(self) -> None:
        for program in self._programs:
            found = {one.id: one for one in newest_mail(program)}
            assert {mail: one.state for mail, one in found.items()} == self._states
            assert {mail: one.attempts for mail, one in found.items()} == self._left
            assert {draft.id for draft in program.drafts.all()} == self._drafts
            waiting = {one.id for one in due(program, after(0))}
            assert all(found[mail].leaves_at is None and found[mail].state is S.QUEUED for mail in waiting)

    def teardown(self) -> None:
        for program in self._programs:
            program.close()
        self._folder.cleanup()

    def _take(self, archive: Archive, mail: SubmissionId, step: str, draft: Draft) -> None:
        named = MessageId("of-the-vendor-" + mail)
        match step:
            case "take back":
                archive.outbox.take_back(mail, after(1), draft)
            case "send":
                archive.outbox.start_sending(mail, after(1))
            case "accepted":
                archive.outbox.record_answer(mail, after(2), None, [Answered("ana@example.com", named, ENROUTE)], b"{}")
            case "all rejected":
                archive.outbox.record_answer(
                    mail, after(2), None, [Answered("ana@example.com", named, REJECTED)], b"{}"
                )
            case "refused":
                archive.outbox.record_rejected(mail, after(2), REFUSED)
            case "no answer":
                archive.outbox.record_unknown(mail, after(2), NO_ANSWER, after(7))
            case "held back":
                archive.outbox.hold_back(mail, after(2), HELD)
            case "looked up":
                archive.outbox.record_lookup(mail, after(3), after(30), after(3))
            case "found":
                archive.outbox.record_found(mail, after(3))
            case "send again":
                archive.outbox.requeue(mail, after(4))
            case "cancel":
                archive.outbox.cancel(mail, after(4))
            case "cancel by the sender":
                archive.outbox.cancel(mail, after(4), is_sender=True)
            case "key entered":
                archive.outbox.wait_no_longer(mail)


TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(max_examples=examples(8), stateful_step_count=25, deadline=None)
