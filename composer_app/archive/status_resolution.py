"""Status resolution: a message's status from all recorded facts, in any order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from composer_app.archive.vendor_status_store import NOTHING_SAID
from composer_app.domain.outcome import Outcome


class Basis(IntEnum):
    """The source of an outcome; the higher one counts. The value is stored; never renumber.

    A final outcome is never replaced by an interim one: so logs and reports have two ranks each.
    """

    PROGRAM = 0
    """The state of our own submission."""
    ANSWER = 1
    """The answer to the send."""
    INTERIM_REPORT = 2
    LOG = 3
    FINAL_LOG = 4
    FINAL_REPORT = 5


class Fact(NamedTuple):
    """One statement about a message. Times in microseconds."""

    basis: Basis
    outcome: Outcome
    received_at: int
    status: int = NOTHING_SAID
    sent_at: int | None = None
    done_at: int | None = None
    price: str | None = None
    currency: str | None = None
    sender: str = ""
    bulk_id: str | None = None


class ResolvedStatus(NamedTuple):
    """The columns of a message that are derived from facts."""

    outcome: Outcome
    basis: Basis
    status: int
    sent_at: int | None
    done_at: int | None
    price: str | None
    currency: str | None
    sender: str
    bulk_id: str | None
    has_report: bool
    is_disputed: bool
    """Whether final outcomes of the answer, the latest log entry and the reports contradict each other, or the logs
    list our message more than once."""


def report_basis(outcome: Outcome) -> Basis:
    return Basis.FINAL_REPORT if outcome.is_final else Basis.INTERIM_REPORT


def log_basis(outcome: Outcome) -> Basis:
    return Basis.FINAL_LOG if outcome.is_final else Basis.LOG


def log_fact(outcome: str, received_at: int, status: int, done_at: int | None) -> Fact:
    """The columns of a stored log entry that its rank needs."""
    logged = Outcome(outcome)
    return Fact(log_basis(logged), logged, received_at, status, done_at=done_at)


def report_fact(outcome: str, received_at: int, status: int, done_at: int | None) -> Fact:
    """The columns of a stored report that its rank needs."""
    reported = Outcome(outcome)
    return Fact(report_basis(reported), reported, received_at, status, done_at=done_at)


def weight(fact: Fact) -> tuple[object, ...]:
    """Sort key: source first, then the time of recording, then the time of the event."""
    return (fact.basis, fact.received_at, fact.done_at or 0, fact.outcome.value, fact.status)


def resolve_status(facts: Iterable[Fact]) -> ResolvedStatus:
    """The highest fact decides; fields that it lacks come from the next fact that has them.

    Args:
        facts: at least one.
    """
    ranked = sorted(facts, key=weight, reverse=True)
    best = ranked[0]
    priced = next((fact for fact in ranked if fact.price is not None), best)
    return ResolvedStatus(
        outcome=best.outcome,
        basis=best.basis,
        status=next((fact.status for fact in ranked if fact.status != NOTHING_SAID), NOTHING_SAID),
        sent_at=next((fact.sent_at for fact in ranked if fact.sent_at is not None), None),
        done_at=next((fact.done_at for fact in ranked if fact.done_at is not None), None),
        price=priced.price,
        currency=priced.currency,
        sender=next((fact.sender for fact in ranked if fact.sender), ""),
        bulk_id=next((fact.bulk_id for fact in ranked if fact.bulk_id), None),
        has_report=any(fact.basis in (Basis.INTERIM_REPORT, Basis.FINAL_REPORT) for fact in ranked),
        is_disputed=_is_disputed(ranked),
    )


def _is_disputed(facts: Iterable[Fact]) -> bool:
    """Whether two final outcomes differ. Our own state does not count: it follows them."""
    said = None
    for fact in facts:
        if fact.basis >= Basis.FINAL_LOG or (fact.basis == Basis.ANSWER and fact.outcome.is_final):
            if said is not None and fact.outcome is not said:
                return True
            said = fact.outcome
    return False
